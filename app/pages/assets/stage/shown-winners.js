/* The part of the stage (the page for the audience of a draw) that shows winners and their prize.

The stage shows the winners in steps: each step shows one or more further winners of one prize. A number that turns up
appears digit by digit. */

import { element, isolated, note } from "../shared/dom.js";
import { isolatedText, numberText } from "../shared/format.js";
import { LANGUAGE, parts, t } from "../shared/language.js";
import { Digits } from "./digits.js";

const LONG_NAME = 40; // characters; a name with more characters has smaller letters

export class ShownWinners {
  #place;
  #told;
  #steps;
  #numbers;
  #width;
  #position = null;
  #loaded = ""; // the winners of the last step, as JSON
  #digits = null;
  #shows = 0;

  /**
   * The element `place` shows the winners. The element `told` tells screen readers the prize and the numbers.
   *
   * The largest number has `width` digits.
   */
  constructor({ place, told }, steps, numbers, width) {
    this.#place = place;
    this.#told = told;
    this.#steps = steps;
    this.#numbers = numbers;
    this.#width = width;
  }

  /** Whether the numbers of the last step are still turning up. */
  get isTurning() {
    return this.#digits !== null;
  }

  /**
   * Show the winners of one step, and return their ticket numbers. `position` is the number of all winners that are
   * shown after this step.
   *
   * If the position is higher than the position before, the numbers turn up digit by digit. A newer call cancels an
   * older call, and the cancelled call returns null.
   */
  async show(position) {
    const thisShow = ++this.#shows;
    const isNews = this.#position !== null && position > this.#position;
    this.#position = position;
    this.#digits?.end();
    this.#digits = null;
    if (position === 0) {
      this.#place.replaceChildren(...this.#beginning());
      this.#numbers.prepare(this.#steps.total - 1);
      return [];
    }
    let step;
    try {
      step = await this.#stepAt(position, this.#numbers);
    } catch (refusal) {
      if (thisShow === this.#shows) this.#place.replaceChildren(note("bad", refusal.message));
      throw refusal;
    }
    if (thisShow !== this.#shows) return null;
    this.#loaded = JSON.stringify(step);
    const { prize, first, winners, earlier } = step;
    const numbers = winners.map(({ ticket_number: number }) => number);
    const replaced = replacedText(winners);
    await this.#turnUp(prize, numbers, earlier, replaced, isNews);
    if (thisShow !== this.#shows) return null;
    const told = t("told", { prize: isolatedText(prize), numbers: listOf(numbers) });
    this.#told.textContent = replaced === "" ? told : `${told}. ${replaced}`;
    this.#numbers.prepare(first - 1);
    return numbers;
  }

  /**
   * Load the winners again, because a substitute may have replaced a winner. If this changes the winners of the last
   * step, show them, and return their ticket numbers. If not, return null.
   */
  async renew() {
    const numbers = this.#numbers.anew();
    let position;
    let step;
    do {
      position = this.#position;
      step = await this.#stepAt(position, numbers);
    } while (position !== this.#position);
    this.#numbers = numbers;
    if (position > 0 && JSON.stringify(step) !== this.#loaded) return await this.show(position);
    numbers.prepare(step.first - 1);
    return null;
  }

  /**
   * Return the step that led to a position: {prize, first, winners, earlier}. `first` is the lowest place of the step.
   * If the step has a single winner, `earlier` are the other winners of the prize who were shown before.
   */
  async #stepAt(position, numbers) {
    if (position === 0) return { first: this.#steps.total };
    const { prize, first, end, prizeEnd } = this.#steps.shownAt(position);
    const winners = await numbers.between(first, end);
    const earlier = end - first === 1 ? await numbers.between(end, prizeEnd) : [];
    return { prize, first, winners, earlier };
  }

  async #turnUp(prize, numbers, earlier, replaced, isNews) {
    const digits = this.#digits = new Digits();
    const elements = numbers.map((number) => digits.elementFor(number, this.#width));
    this.#place.replaceChildren(prizeHeading(prize), numberList(elements, this.#width), ...earlierNumbers(earlier));
    this.#told.textContent = "";
    if (isNews) await digits.turnUp();
    if (this.#digits !== digits) return;
    this.#digits = null;
    if (replaced !== "") this.#place.append(element("p", { class: "replaced" }, replaced));
    this.#place.append(...this.#whatFollows(prize));
  }

  #beginning() {
    if (this.#steps.total === 0) return [element("p", { class: "big-text" }, t("no-winners"))];
    return [element("p", { class: "big-text" }, t("draw-made")), ...this.#whatFollows()];
  }

  /**
   * If the prize of the next winner is not `prize`, name this next prize.
   *
   * After the last winner, say that all winners are shown.
   */
  #whatFollows(prize = null) {
    const next = this.#steps.nextPrize(this.#position);
    if (next === prize) return [];
    const text = next === null ? [t("all-shown")] : parts("next-prize", { prize: isolated(next) });
    return [element("p", { class: "follows soft" }, ...text)];
  }
}

/** Return texts as a list in the language of the page, such as "A, B, and C". */
const textsOf = (texts) => new Intl.ListFormat(LANGUAGE, { type: "conjunction" }).format(texts);

const listOf = (numbers) => textsOf(numbers.map(numberText));

/** Say which of these winners are substitutes, because the audience sees their numbers like drawn numbers. */
function replacedText(winners) {
  const pairs = winners.filter(({ replaces }) => replaces !== undefined).map(({ ticket_number: number, replaces }) =>
    t("replaced-pair", { earlier: numberText(replaces), number: numberText(number) })
  );
  return pairs.length === 0 ? "" : t("replaced-after-draw", { pairs: textsOf(pairs) });
}

const prizeHeading = (name) =>
  element("h2", { class: name.length > LONG_NAME ? "prize long" : "prize" }, isolated(name));

/** Return an element with one number as large as the screen, or with several numbers in rows. */
function numberList(elements, width) {
  const single = elements.length === 1;
  const list = element("ul", { class: single ? "one-number" : "many-numbers", translate: "no" });
  list.style.setProperty("--digits", width);
  list.append(...elements.map((each) => element("li", {}, each)));
  return list;
}

const earlierNumbers = (winners) =>
  winners.length === 0 ? [] : [
    element(
      "p",
      { class: "earlier" },
      t("also-won", { numbers: listOf(winners.map(({ ticket_number: number }) => number)) }),
    ),
  ];
