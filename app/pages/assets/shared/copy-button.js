/* A button that copies text to the clipboard. */

import { element } from "./dom.js";

const ANSWER_SHOWN_MS = 2000;

/** Return a button that copies `text`, and says for a moment whether that worked. */
export function copyButton(label, text) {
  const button = element("button", { type: "button" }, label);
  button.addEventListener("click", async () => {
    button.textContent = (await copy(text)) ? "Copied" : "Cannot copy here";
    setTimeout(() => {
      button.textContent = label;
    }, ANSWER_SHOWN_MS);
  });
  return button;
}

/** Copy text; return whether it worked. Without TLS a page has no navigator.clipboard, so copy from a hidden field. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = element("textarea", { class: "visually-hidden", readonly: true }, text);
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}
