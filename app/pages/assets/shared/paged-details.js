/* A list that is read from the service when the visitor opens it, one page at a time. */

import { requestPage, untilAnswered } from "./api.js";
import { element, focusOn, note } from "./dom.js";
import { t } from "./language.js";

/**
 * Return a `details` element with this title. Each time the visitor opens it, the list at `path` is read again.
 *
 * `line(entry)` returns an entry as a list of elements and strings. `empty` is the text for an empty list.
 */
export function pagedDetails(title, path, { isEntry, line, empty }, ...more) {
  const list = element("ol", { class: "entries" });
  const message = element("div", { role: "status" });
  const moreButton = element("button", { type: "button", hidden: true, onclick: () => read() }, t("load-more"));
  let nextPath = path;

  const read = async () => {
    const asked = nextPath;
    try {
      const page = await untilAnswered(
        () => requestPage(asked, isEntry),
        (refusal) => message.replaceChildren(note("wait", refusal.message)),
        () => !details.open || nextPath !== asked,
      );
      if (nextPath !== asked) return; // The list was closed and opened again, or the button was pressed twice.
      const first = list.children.length;
      const hadFocus = document.activeElement === moreButton;
      list.append(...page.entries.map((entry) => element("li", {}, ...line(entry))));
      message.replaceChildren(...(list.children.length === 0 ? [element("p", {}, empty)] : []));
      nextPath = page.nextPath;
      moreButton.hidden = nextPath === null;
      if (hadFocus && moreButton.hidden) focusOn(list.children[first] ?? list);
    } catch (refusal) {
      message.replaceChildren(note("bad", refusal.message));
    }
  };

  const ontoggle = () => {
    if (!details.open) return;
    list.replaceChildren();
    nextPath = path;
    read();
  };
  const details = element("details", { ontoggle }, element("summary", {}, title), message, list, moreButton, ...more);
  return details;
}
