/* The list of winners, with their numbers under their prizes. A button shows more winners. */

import { untilAnswered } from "../shared/api.js";
import { element, focusOn, isBusy, isolated, note, setBusy } from "../shared/dom.js";
import { numberText } from "../shared/format.js";
import { t } from "../shared/language.js";

const MAX_SHOWN_AT_ONCE = 1000;

/** If there are more winners than this, a printed page has only those on the screen, and says how many are missing. */
const MAX_LOADED_FOR_PAPER = 1000;

export class WinnerList {
  #winners;
  #place;
  #moreButton;
  #message;
  #items = []; // the element of each winner that is shown, by place
  #lastPrize = null;
  #lastGroup = null; // the list of numbers under the last prize
  #highlighted = null;
  #notOnPaper = element("p", { class: "on-paper" });

  /** `winners` is a Winners object. The other parameters are elements. */
  constructor(winners, { place, moreButton, message }) {
    this.#winners = winners;
    this.#place = place;
    this.#moreButton = moreButton;
    this.#message = message;
    moreButton.addEventListener("click", async () => {
      if (isBusy(moreButton)) return;
      const first = this.#items.length;
      await this.showMore();
      // The button disappears when all winners are shown. So the focus moves to the first winner that was added.
      if (moreButton.hidden) focusOn(this.#items[first] ?? this.#place);
    });
    place.after(this.#notOnPaper);
    addEventListener("beforeprint", () => this.#showForPaper());
    matchMedia("print").addEventListener("change", () => this.#showForPaper());
  }

  #showForPaper() {
    if (this.#winners.total <= MAX_LOADED_FOR_PAPER) this.#winners.loadNow();
    this.#showLoaded();
  }

  /** Show winners that are loaded but not shown yet. If there are none, load and show the next winners. */
  async showMore() {
    const button = this.#moreButton;
    setBusy(button, true);
    const load = () => this.#winners.load();
    try {
      if (this.#items.length === this.#winners.numbers.length) {
        await untilAnswered(load, (refusal) => this.#message.replaceChildren(note("wait", refusal.message)));
      }
      this.#showLoaded();
      this.#message.replaceChildren();
    } catch (refusal) {
      button.textContent = t("try-again");
      button.hidden = false;
      this.#message.replaceChildren(note("bad", refusal.message));
    }
    setBusy(button, false);
  }

  /** Show substitutes who have replaced winners. `substitutions` are all substitutions of the raffle, in order. */
  replace(substitutions) {
    for (const place of this.#winners.replace(substitutions)) {
      this.#items[place]?.replaceChildren(this.#textOf(this.#winners.numbers[place]));
    }
  }

  /** Highlight only this number. If the list does not show it, highlight nothing. */
  highlight(number) {
    this.#highlighted?.classList.remove("found");
    this.#highlighted = this.#items[this.#winners.numbers.indexOf(number)] ?? null;
    this.#highlighted?.classList.add("found");
  }

  #showLoaded() {
    const first = this.#items.length;
    const end = Math.min(this.#winners.numbers.length, first + MAX_SHOWN_AT_ONCE);
    for (let place = first; place < end; place++) {
      this.#append(this.#winners.numbers[place], this.#winners.prizeAt(place));
    }
    const { complete, numbers, total } = this.#winners;
    this.#moreButton.textContent = t("show-more-winners", { total });
    this.#moreButton.hidden = complete && this.#items.length === numbers.length;
    const notShown = total - this.#items.length;
    this.#notOnPaper.textContent = notShown > 0 ? t("winners-not-on-paper", { count: notShown }) : "";
  }

  #append(number, prize) {
    if (prize !== this.#lastPrize) {
      this.#lastPrize = prize;
      this.#lastGroup = element("ul", { class: "chips", translate: "no" });
      this.#place.append(element("div", {}, element("h3", {}, isolated(prize.name)), this.#lastGroup));
    }
    const item = element("li", {}, this.#textOf(number));
    this.#items.push(item);
    this.#lastGroup.append(item);
  }

  #textOf(number) {
    const replaced = this.#winners.replaced.get(number);
    return replaced ? t("number-for", { number, replaced }) : numberText(number);
  }
}
