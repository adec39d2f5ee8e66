/* The dialog in which a manager says which winner did not come, and why. */

import { t } from "../shared/language.js";
import { COUNT_MESSAGE, isCount, wholeNumberIn } from "../shared/typed-number.js";
import { answerIn } from "../shared/dialog-answer.js";

export class SubstituteDialog {
  #elements;

  constructor(elements) {
    this.#elements = elements;
    elements.cancelButton.addEventListener("click", () => elements.dialog.close("no"));
    elements.form.addEventListener("submit", (event) => {
      if (!this.#check()) event.preventDefault();
    });
  }

  /** Ask for a winner. Return {ticket_number, reason}, or null after Cancel. `title` has elements and strings. */
  ask(title) {
    const { dialog, number, reason } = this.#elements;
    this.#elements.title.replaceChildren(...title);
    number.value = reason.value = "";
    this.#show("", "");
    return answerIn(dialog, () => ({ ticket_number: wholeNumberIn(number.value), reason: reason.value.trim() }));
  }

  #check() {
    const { number, reason } = this.#elements;
    const isNumber = isCount(wholeNumberIn(number.value));
    this.#show(isNumber ? "" : COUNT_MESSAGE, reason.value.trim() ? "" : t("substitute-reason-missing"));
    if (!isNumber) number.focus();
    else if (!reason.value.trim()) reason.focus();
    return isNumber && reason.value.trim() !== "";
  }

  #show(numberError, reasonError) {
    const { number, reason } = this.#elements;
    this.#elements.numberError.textContent = numberError;
    this.#elements.reasonError.textContent = reasonError;
    number.setAttribute("aria-invalid", String(numberError !== ""));
    reason.setAttribute("aria-invalid", String(reasonError !== ""));
  }
}
