/* The steps in which the winners are shown, from the last prize to the first. Every screen computes the same steps.

A position is the number of winners that are shown. A place is that of a winner in the draw, counted from 0, so the
first winner to be shown has the last place. */

/** If a prize has at most so many winners, they are shown one by one. */
const ONE_BY_ONE = 12;

/** If a prize has more winners, each step shows so many. Their numbers can be read from the back of a hall. */
const AT_ONCE = 24;

/** While the stage runs by itself, each step has this time. */
const STEP_MS = 8000;

export class Steps {
  /** The number of all winners. */
  total;
  #parts = []; // the places of each prize: {name, first, end}

  constructor({ prizes, total_tickets: tickets, withdrawn_tickets: withdrawn = 0 }) {
    const claimed = tickets - withdrawn;
    let first = 0;
    for (const { name, amount } of prizes) {
      const end = Math.min(first + amount, claimed);
      if (end > first) this.#parts.push({ name, first, end });
      first = end;
    }
    this.total = first;
  }

  /** The position after the next step. */
  after(position) {
    if (position >= this.total) return this.total;
    const { first, end } = this.#partOf(this.total - position - 1);
    const left = this.total - position - first;
    return position + (end - first <= ONE_BY_ONE ? 1 : Math.min(AT_ONCE, left));
  }

  /** The position before the last step. */
  before(position) {
    if (position <= 0) return 0;
    const { first, end } = this.#partOf(this.total - position);
    const shown = end - (this.total - position);
    return position - (end - first <= ONE_BY_ONE ? 1 : shown % AT_ONCE || AT_ONCE);
  }

  /** The position at which the prize has all its winners. If they are shown already, the same for the next prize. */
  afterPrize(position) {
    return position >= this.total ? this.total : this.total - this.#partOf(this.total - position - 1).first;
  }

  /** The position at a time in milliseconds since 1970. */
  positionAt({ position, running, at }, now) {
    let current = Math.min(position, this.total);
    if (!running) return current;
    for (let left = Math.floor((now - Date.parse(at)) / STEP_MS); left > 0 && current < this.total; left--) {
      current = this.after(current);
    }
    return current;
  }

  /** What is shown of a prize: the last step shows its places before `end`, earlier steps those before `prizeEnd`. */
  shownAt(position) {
    const first = this.total - position;
    const { name, end: prizeEnd } = this.#partOf(first);
    return { prize: name, first, end: this.total - this.before(position), prizeEnd };
  }

  /** The prize whose winner comes next, or null after the last one. */
  nextPrize(position) {
    return position < this.total ? this.#partOf(this.total - position - 1).name : null;
  }

  #partOf(place) {
    return this.#parts.find(({ end }) => place < end);
  }
}
