/* Building what a page shows. Text goes in as text nodes only: names come from people and may look like markup. */

export const byId = (id) => document.getElementById(id);

/** Return a new element; `on...` attributes are listeners, true is an empty attribute, false and null leave it out. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/** Return a framed message: good, bad or wait. */
export const note = (kind, ...children) => element("div", { class: `note ${kind}` }, element("p", {}, ...children));

const FORMAT = new Intl.NumberFormat("en");
export const shown = (number) => FORMAT.format(number);

export const counted = (number, one, many) => `${shown(number)} ${number === 1 ? one : many}`;

const WHEN = new Intl.DateTimeFormat("en", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
export const when = (iso) => `${WHEN.format(new Date(iso))} UTC`;

/** Hand a file to the visitor. */
export function save(name, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Copy text, also where the browser keeps its clipboard from pages without TLS; tell whether it worked. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = element("textarea", { class: "unseen", readonly: true }, text);
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}

/** Make a button copy text and say so for a moment. */
export function copyButton(label, text) {
  const button = element("button", { type: "button" }, label);
  button.addEventListener("click", async () => {
    button.textContent = (await copy(text)) ? "Copied" : "Cannot copy here";
    setTimeout(() => (button.textContent = label), 2000);
  });
  return button;
}

/** The id in this page's address: /r/{id} or /r/{id}/certificate. */
export const raffleId = () => decodeURIComponent(location.pathname.split("/")[2] ?? "");
