/* The rows for prizes in the form that creates a raffle. Each prize has one row, and there is at least one row. */

import { element } from "../shared/dom.js";
import { t } from "../shared/language.js";
import { wholeNumberIn } from "../shared/typed-number.js";

export class PrizeRows {
  #place;
  #onRemove;
  #rowsMade = 0;

  /** The rows are put into `place`. `onRemove` is called after a click on a button that removes a row. */
  constructor(place, onRemove) {
    this.#place = place;
    this.#onRemove = onRemove;
    this.reset();
  }

  /** Go back to a single empty row. */
  reset() {
    this.#place.replaceChildren();
    this.add();
  }

  add() {
    const id = `prize-${++this.#rowsMade}`;
    const errorId = `${id}-error`;
    const labelled = (field, label, attributes) =>
      element(
        "div",
        {},
        element("label", { for: `${id}-${field}` }, label),
        element("input", {
          id: `${id}-${field}`,
          "data-prize": field,
          autocomplete: "off",
          "aria-describedby": errorId,
          ...attributes,
        }),
      );
    this.#place.append(
      element(
        "div",
        { class: "prize-row" },
        labelled("name", t("prize-name"), { placeholder: t("prize-example"), dir: "auto" }),
        labelled("amount", t("prize-amount"), {
          "aria-label": t("prize-amount-of"),
          value: 1,
          inputmode: "numeric",
        }),
        element(
          "button",
          {
            type: "button",
            "aria-label": t("remove-prize"),
            onclick: (event) => this.#remove(event.currentTarget.parentElement),
          },
          "✕",
        ),
        element("p", { class: "field-error", id: errorId }),
      ),
    );
  }

  /** Replace all rows by rows with these prizes. */
  fill(prizes) {
    this.#place.replaceChildren();
    prizes.forEach(({ name, amount }, index) => {
      this.add();
      this.input(index, "name").value = name;
      this.input(index, "amount").value = amount;
    });
  }

  focusLast() {
    this.input(this.#rows.length - 1, "name").focus();
  }

  /** The prizes in the form. An amount is NaN if it is not a whole number. */
  get prizes() {
    return this.#rows.map((_, index) => ({
      name: this.input(index, "name").value,
      amount: wholeNumberIn(this.input(index, "amount").value),
    }));
  }

  /** Return an input of the row with this index, counted from 0. `field` is "name" or "amount". */
  input(index, field) {
    return this.#rows[index].querySelector(`[data-prize="${field}"]`);
  }

  get #rows() {
    return [...this.#place.children];
  }

  #remove(row) {
    if (this.#rows.length > 1) row.remove();
    this.#onRemove();
  }
}
