/* The steps in which the winners are shown, from the last prize to the first. Every screen computes the same steps.

A position is the number of winners that are shown. A place is the rank of a winner in the draw, counted from 0. The
winner who is shown first has the highest place. */

/** If a prize has at most this number of winners, they are shown one by one. */
const ONE_BY_ONE = 12;

/** If a prize has more winners than ONE_BY_ONE, each step shows at most this number of winners. People at the back of a
hall can still read so many numbers on the screen. */
const AT_ONCE = 24;

/** When the stage runs by itself, each step lasts for this time. */
const STEP_MS = 8000;

export class Steps {
  /** The number of all winners. */
  total;
  #parts = []; // {name, first, end}: each prize has the places from `first` to before `end`

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

  /** The position before the step that led to this position. */
  before(position) {
    if (position <= 0) return 0;
    const { first, end } = this.#partOf(this.total - position);
    const shown = end - (this.total - position);
    return position - (end - first <= ONE_BY_ONE ? 1 : shown % AT_ONCE || AT_ONCE);
  }

  /** The position at which the prize of the next winner is shown completely. */
  afterPrize(position) {
    return position >= this.total ? this.total : this.total - this.#partOf(this.total - position - 1).first;
  }

  /**
   * The position of a stage at the time `now`, in milliseconds since 1970. `at` is the time of the stage's last change.
   */
  positionAt({ position, running, at }, now) {
    let current = Math.min(position, this.total);
    if (!running) return current;
    for (let left = Math.floor((now - Date.parse(at)) / STEP_MS); left > 0 && current < this.total; left--) {
      current = this.after(current);
    }
    return current;
  }

  /** The step that led to a position: it showed the places from `first` to before `end` of a prize.
   *
   * Earlier steps showed the places of this prize from `end` to before `prizeEnd`. */
  shownAt(position) {
    const first = this.total - position;
    const { name, end: prizeEnd } = this.#partOf(first);
    return { prize: name, first, end: this.total - this.before(position), prizeEnd };
  }

  /** The prize whose winner comes next, or null after the last winner. */
  nextPrize(position) {
    return position < this.total ? this.#partOf(this.total - position - 1).name : null;
  }

  #partOf(place) {
    return this.#parts.find(({ end }) => place < end);
  }
}
