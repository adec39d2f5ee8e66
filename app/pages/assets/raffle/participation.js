/* The terms of participation of a raffle, and the box that a visitor ticks before a claim. */

import { element, note } from "../shared/dom.js";
import { localTimeText } from "../shared/format.js";
import { t } from "../shared/language.js";
import { textBlock } from "../shared/plain-text.js";

/** Return a list of elements that show the terms, or []. `accepted` is the time of acceptance, or undefined. */
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

/** Return {box, element}: the box that accepts the terms, and the paragraph with the box and its label. */
export function acceptanceBox({ isTicked, onChange }) {
  const box = element("input", { id: "accept", type: "checkbox", checked: isTicked, onchange: onChange });
  const label = element("label", { for: "accept" }, t("accept-participation"));
  return { box, element: element("p", { class: "choice" }, box, label) };
}

/** Return the message for a visitor who claims a ticket without having ticked the box. */
export const acceptFirst = () => note("wait", t("accept-first"));
