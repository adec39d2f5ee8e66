/* How the dialogs of the manager answer. A button closes them with "yes", and everything else is a no. */

/** Show a dialog. Return what `answer()` gives when it is closed with yes, or null. */
export function answerIn(dialog, answer) {
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    const close = () => resolve(dialog.returnValue === "yes" ? answer() : null);
    dialog.addEventListener("close", close, { once: true });
  });
}
