/* Builds the elements of a page. Strings become text and never markup, because people choose the names of raffles. */

export const byId = (id) => document.getElementById(id);

/** Remove the text that says that the page is loading. */
export const removeLoadingText = () => byId("loading")?.remove();

/**
 * Return a new element.
 *
 * An attribute `on...` adds a listener. The value true sets an empty attribute. False and null set no attribute.
 */
export function element(tag, attributes = {}, ...children) {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) created.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) created.setAttribute(name, value === true ? "" : value);
  }
  created.append(...children);
  return created;
}

/** Return a name that people chose, as an element. The direction of the name does not affect other text (bdi). */
export const isolated = (name) => element("bdi", {}, name);

/** Return words of a manager as an element. The element looks different from the words of the page. */
export const quoted = (words) => element("bdi", { class: "quoted" }, words);

/** Return a number or a code as an element. Programs that translate pages do not change such an element. */
export const untranslated = (text) => element("span", { translate: "no" }, text);

/** Return an element with words of the program that checks records. These words are in English on every page. */
export const inEnglish = (text) => element("span", { lang: "en", dir: "ltr" }, text);

/** Return whether an element is hidden, or has left the page. Such an element has lost the keyboard focus. */
export const isGone = (element) => element.getClientRects().length === 0;

/** Move the keyboard focus to an element, also to one that is no control, such as a message. */
export function focusOn(element) {
  if (element.tabIndex < 0) element.tabIndex = -1; // Without the attribute `tabindex`, the element takes no focus.
  element.focus({ preventScroll: true });
}

/** Mark a button as busy or not. A busy button only looks disabled, because a disabled button would lose the focus. */
export const setBusy = (button, isBusy) => button.setAttribute("aria-disabled", String(isBusy));

export const isBusy = (button) => button.getAttribute("aria-disabled") === "true";

/** Show a message in a live region. A message that is there already stays, so that screen readers do not repeat it. */
export function tell(place, ...message) {
  const fresh = element("div", {}, ...message);
  if (place.textContent !== fresh.textContent) place.replaceChildren(...fresh.childNodes);
}

/** Return a message in a frame. `kind` is good, bad or wait. */
export const note = (kind, ...children) => element("div", { class: `note ${kind}` }, element("p", {}, ...children));
