/* The form that checks a ticket after the draw. It takes a number and a code, and shows whether the ticket wins. */

import { rafflePath, requestJson, untilAnswered } from "../shared/api.js";
import { element, isolated, note, tell, untranslated } from "../shared/dom.js";
import { lettersAndDigits, numberText } from "../shared/format.js";
import { parts, t } from "../shared/language.js";
import { COUNT_MESSAGE, isCount, wholeNumberIn } from "../shared/typed-number.js";

export class CheckForm {
  #id;
  #number;
  #code;
  #answer;
  #pickUp;
  #checks = 0;
  #checked = null; // the number of the ticket whose result is shown

  /** `number` and `code` are fields of `form`. `pickUp(ticket)` returns elements that tell how to get the prize. */
  constructor(id, { form, number, code, answer, pickUp }) {
    this.#id = id;
    this.#number = number;
    this.#code = code;
    this.#answer = answer;
    this.#pickUp = pickUp;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.check();
    });
  }

  fill(number, code) {
    this.#number.value = number;
    this.#code.value = code;
  }

  /** If the form shows the result of a ticket, and `isOld(number)` is true for its number, remove the result. */
  forget(isOld) {
    if (this.#checked !== null && isOld(this.#checked)) this.#answer.replaceChildren();
  }

  /**
   * Check the ticket whose number and code are in the form. If they match, return true. The next call cancels a check
   * that is not answered yet.
   */
  async check() {
    const thisCheck = ++this.#checks;
    this.#checked = null;
    const number = wholeNumberIn(this.#number.value);
    const code = lettersAndDigits(this.#code.value);
    const isNumberMissing = this.#number.value.trim() === "";
    const wrongField = isCount(number) ? (code === "" ? this.#code : null) : this.#number;
    for (const field of [this.#number, this.#code]) field.setAttribute("aria-invalid", String(field === wrongField));
    if (wrongField !== null) {
      const message = wrongField === this.#code || isNumberMissing
        ? t("enter-number-and-code")
        : t("wrong-ticket-number", { expected: COUNT_MESSAGE });
      this.#answer.replaceChildren(note("wait", message));
      wrongField.focus();
      return;
    }
    const isCancelled = () => thisCheck !== this.#checks;
    const show = (content) => isCancelled() || tell(this.#answer, content);
    show(note("wait", t("checking")));
    try {
      const result = await this.#resultOf(number, code, (message) => show(message), isCancelled);
      const answer = resultNote(number, result);
      if (result.has_won) answer.append(...this.#pickUp({ ticket_number: number, verification_code: code }));
      show(answer);
      if (!isCancelled()) this.#checked = number;
      return true;
    } catch (refusal) {
      show(note(refusal.temporary ? "wait" : "bad", refusal.message));
    }
  }

  #resultOf(number, code, onWait, isCancelled) {
    const body = { ticket_number: number, verification_code: code };
    const path = rafflePath(this.#id, "verify-ticket/");
    return untilAnswered(
      () => requestJson("POST", path, { body, isAnswer: (result) => typeof result?.has_won === "boolean" }),
      (refusal) => onWait(note("wait", refusal.message)),
      isCancelled,
    );
  }
}

function resultNote(ticketNumber, { has_won: hasWon, prize, replaced_by: substituteNumber }) {
  const number = untranslated(numberText(ticketNumber));
  const [kind, verdict, text] = hasWon
    ? ["note good", parts("you-won", { prize: isolated(prize) }), parts("you-won-text", { number })]
    : ["note", [t("no-prize")], lossText(number, substituteNumber)];
  return element(
    "div",
    { class: kind },
    element("p", { class: "verdict" }, ...verdict),
    element("p", {}, ...text),
  );
}

const lossText = (number, substituteNumber) =>
  substituteNumber
    ? parts("no-prize-replaced", { number, substitute: untranslated(numberText(substituteNumber)) })
    : parts("no-prize-text", { number });
