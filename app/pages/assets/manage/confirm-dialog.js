/* The dialog that asks for a yes before an action that cannot be undone. For a draw, it also takes the entropy: the
random text from which the winners are computed. */

import { element } from "../shared/dom.js";
import { t } from "../shared/language.js";
import { answerIn } from "../shared/dialog-answer.js";

export class ConfirmDialog {
  #elements;
  #yes = ""; // The label of the button that confirms.

  /** `elements.entropy` and `elements.review` are the parts of the dialog for entering and reviewing the entropy. */
  constructor(elements) {
    this.#elements = elements;
    const { dialog, form, cancelButton, entropyField } = elements;
    cancelButton.addEventListener("click", () => this.#isReview ? this.#showEntry() : dialog.close("no"));
    form.addEventListener("submit", (event) => {
      if (elements.entropy.hidden) return; // The question needs no entropy, or the manager has reviewed the entropy.
      event.preventDefault();
      this.#showReview();
    });
    // The service accepts letters only in lower case. So the field turns capital letters into lower case.
    entropyField.addEventListener("input", () => {
      const { value, selectionStart, selectionEnd } = entropyField;
      if (value === value.toLowerCase()) return;
      entropyField.value = value.toLowerCase();
      entropyField.setSelectionRange(selectionStart, selectionEnd);
    });
    entropyField.addEventListener("change", () => {
      entropyField.value = entropyField.value.trim();
    });
  }

  /**
   * Ask a question. Return null if the answer is "no". If the answer is "yes", return the entered entropy.
   *
   * `title`, and each line of `list`, is a list of elements and strings. `list` is shown below the text. `source` is
   * the announced source of the entropy. With a source, the dialog also asks for the entropy, and shows it for review
   * before the manager can say yes. Without a source, the answer "yes" returns "".
   */
  ask({ title, text, list = [], yes, source = null }) {
    const { dialog, entropyField } = this.#elements;
    this.#elements.title.replaceChildren(...title);
    this.#elements.text.textContent = text;
    this.#elements.list.hidden = list.length === 0;
    this.#elements.list.replaceChildren(...list.map((line) => element("li", {}, ...line)));
    this.#elements.entropySource.textContent = source ?? "";
    this.#yes = yes;
    entropyField.required = source !== null;
    entropyField.value = "";
    this.#showPart({ entropy: source !== null });
    return answerIn(dialog, () => entropyField.value);
  }

  get #isReview() {
    return !this.#elements.review.hidden;
  }

  #showEntry() {
    this.#showPart({ entropy: true });
    this.#elements.entropyField.focus();
  }

  /** Show the entropy as it will be sent. The focus is not on the button, so that a second Enter does not confirm. */
  #showReview() {
    const { review, reviewedValue, reviewedLength, entropyField } = this.#elements;
    reviewedValue.textContent = entropyField.value;
    reviewedLength.textContent = t("entropy-length", { count: entropyField.value.length });
    this.#showPart({ review: true });
    review.focus();
  }

  #showPart({ entropy = false, review = false }) {
    this.#elements.entropy.hidden = !entropy;
    this.#elements.review.hidden = !review;
    this.#elements.cancelButton.textContent = review ? t("entropy-change") : t("cancel");
    this.#elements.confirmButton.textContent = entropy ? t("entropy-review") : this.#yes;
  }
}
