/* The answers in dialogs for managers. The button with the value "yes" means yes. Any other way to close means no. */

/** Show a dialog. Return the result of `answer()` if the dialog is closed with a yes, or else null. */
export function answerIn(dialog, answer) {
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    const close = () => resolve(dialog.returnValue === "yes" ? answer() : null);
    dialog.addEventListener("close", close, { once: true });
  });
}
