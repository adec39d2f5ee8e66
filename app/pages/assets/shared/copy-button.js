/* A button that copies text to the clipboard. */

import { element } from "./dom.js";
import { t } from "./language.js";

const ANSWER_SHOWN_MS = 2000;

/** Return a button that copies `text`. After a click, the button shows for two seconds whether the copy worked. */
export function copyButton(label, text) {
  const button = element("button", { type: "button", class: "copy", "aria-live": "polite" }, label);
  button.addEventListener("click", async () => {
    button.textContent = (await copy(text)) ? t("copied") : t("cannot-copy");
    setTimeout(() => {
      button.textContent = label;
    }, ANSWER_SHOWN_MS);
  });
  return button;
}

/** Copy text, and return whether the copy worked. Without TLS, navigator.clipboard is missing: use a hidden field. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = document.activeElement;
    const field = element("textarea", { class: "visually-hidden", readonly: true }, text);
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    focused?.focus({ preventScroll: true });
    return copied;
  }
}
