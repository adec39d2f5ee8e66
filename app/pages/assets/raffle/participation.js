/* The terms of participation of a raffle, and the box that a visitor ticks before a claim. */

import { element, note } from "../shared/dom.js";
import { localTimeText } from "../shared/format.js";
import { t } from "../shared/language.js";
import { textBlock } from "../shared/plain-text.js";

/** Return the terms as a list of elements, which is empty if there are none. `accepted` is the time, or undefined. */
export function participationTerms({ participation_terms: terms }, accepted) {
  if (!terms) return [];
  return [
    element(
      "details",
      { class: "participation no-print" },
      element("summary", {}, t("participation-heading")),
      accepted ? element("p", { class: "small soft" }, t("accepted-on", { time: localTimeText(accepted) })) : "",
      element(
        "div",
        { class: "scrolls", role: "group", "aria-label": t("participation-label"), tabindex: 0 },
        textBlock(terms),
      ),
    ),
  ];
}

/** Return {box, label}: the box that accepts the terms. */
export function acceptanceBox({ isTicked, onChange }) {
  const box = element("input", { id: "accept", type: "checkbox", checked: isTicked, onchange: onChange });
  const label = element("label", { for: "accept" }, t("accept-participation"));
  return { box, element: element("p", { class: "choice" }, box, label) };
}

/** What to say if somebody claims a ticket without the tick. */
export const acceptFirst = () => note("wait", t("accept-first"));
