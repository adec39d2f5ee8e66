/* The dialog that asks before something that cannot be undone. It also takes the entropy for a draw. */

export class ConfirmDialog {
  #elements;

  /** `entropy` is the part of the dialog that takes the entropy, with `entropyField` and `entropySource` in it. */
  constructor(elements) {
    this.#elements = elements;
    const { dialog, cancelButton, entropyField } = elements;
    cancelButton.addEventListener("click", () => dialog.close("no"));
    entropyField.addEventListener("change", () => {
      entropyField.value = entropyField.value.trim();
    });
  }

  /**
   * Ask, and return null for no. A yes returns the entropy that was entered, which is "" where none is asked for.
   *
   * Entropy is asked for where `source` names what it comes from.
   */
  ask({ title, text, yes, source = null }) {
    const { dialog, entropyField } = this.#elements;
    this.#elements.title.textContent = title;
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
