/* The dialog that asks before something that cannot be undone. It also takes the entropy for a draw. */

export class ConfirmDialog {
  #elements;

  /** `elements.entropy` is the part of the dialog that contains `entropyField` and `entropySource`. */
  constructor(elements) {
    this.#elements = elements;
    const { dialog, cancelButton, entropyField } = elements;
    cancelButton.addEventListener("click", () => dialog.close("no"));
    // The service takes letters only in lower case. So the manager sees during typing what is sent.
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
   * Ask a question. Return null for the answer no, and the entered entropy for the answer yes.
   *
   * `title` is a list of elements and strings. The dialog asks for entropy only if `source` names the announced
   * source. Otherwise a yes returns "".
   */
  ask({ title, text, yes, source = null }) {
    const { dialog, entropyField } = this.#elements;
    this.#elements.title.replaceChildren(...title);
    this.#elements.text.textContent = text;
    this.#elements.confirmButton.textContent = yes;
    this.#elements.entropy.hidden = source === null;
    this.#elements.entropySource.textContent = source ?? "";
    entropyField.required = source !== null;
    entropyField.value = "";
    dialog.returnValue = "no";
    dialog.showModal();
    return new Promise((resolve) => {
      const answer = () => resolve(dialog.returnValue === "yes" ? entropyField.value : null);
      dialog.addEventListener("close", answer, { once: true });
    });
  }
}
