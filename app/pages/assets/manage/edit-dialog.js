/* The dialog in which a manager changes the parts of a raffle that are not final. */

import { answerIn } from "../shared/dialog-answer.js";
import { mistakesInTexts } from "./texts.js";

export class EditDialog {
  #elements;

  /** `elements.texts` are text fields, `elements.flags` are checkboxes. `data-field` of each is a field of the API. */
  constructor(elements) {
    this.#elements = elements;
    elements.cancelButton.addEventListener("click", () => elements.dialog.close("no"));
    elements.form.addEventListener("submit", (event) => {
      if (!this.#check()) event.preventDefault();
    });
  }

  /** Ask for changes. Return the changed fields, or null if there are none. `title` has elements and strings. */
  ask(title, raffle) {
    const { dialog, texts, flags } = this.#elements;
    this.#elements.title.replaceChildren(...title);
    for (const field of texts) field.value = raffle[field.dataset.field] ?? "";
    for (const box of flags) box.checked = raffle[box.dataset.field] ?? false;
    this.#show([]);
    return answerIn(dialog, () => this.#changes(raffle));
  }

  /** Return the changes of this manager, or null. Other fields are left out: another manager may have changed them. */
  #changes(raffle) {
    const changed = Object.entries(this.#entered()).filter(([field, value]) =>
      value !== (raffle[field] ?? unset(value))
    );
    return changed.length > 0 ? Object.fromEntries(changed) : null;
  }

  #entered() {
    const { texts, flags } = this.#elements;
    return Object.fromEntries([
      ...texts.map((field) => [field.dataset.field, field.value.trim() ? field.value : ""]),
      ...flags.map((box) => [box.dataset.field, box.checked]),
    ]);
  }

  #check() {
    const mistakes = mistakesInTexts(this.#entered());
    this.#show(mistakes);
    const wrong = this.#elements.texts.find(({ dataset }) => dataset.field === mistakes[0]?.field);
    wrong?.focus();
    return mistakes.length === 0;
  }

  #show(mistakes) {
    for (const field of this.#elements.texts) {
      const mistake = mistakes.find((one) => one.field === field.dataset.field);
      field.setAttribute("aria-invalid", String(mistake !== undefined));
      field.parentElement.querySelector(".field-error").textContent = mistake?.message ?? "";
    }
  }
}

/** Return the value in the form for a field that the raffle does not have. `value` shows the type of this field. */
const unset = (value) => typeof value === "boolean" ? false : "";
