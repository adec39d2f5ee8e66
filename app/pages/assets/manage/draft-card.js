/* A draft in the manager's list. Players cannot take part yet, so the card has no progress bar and no "Copy link". */

import { rafflePage } from "../shared/addresses.js";
import { element, isolated } from "../shared/dom.js";
import { prizesText } from "../shared/format.js";
import { t } from "../shared/language.js";
import { listingText, progressText, showStatus } from "../shared/raffle-state.js";
import { logOf } from "./log.js";

/** Return {element, show}. showRaffleList makes a new card after each change of a draft, so `show` does nothing. */
export function draftCard(draft, actions) {
  const button = (label, kind, onclick) => element("button", { type: "button", class: kind, onclick }, label);
  const pill = element("span", { class: "pill" });
  showStatus(pill, draft.status);
  const link = element("a", { href: rafflePage(draft.id) }, isolated(draft.name));
  return {
    element: element(
      "li",
      { class: "card managed", "data-raffle": draft.id },
      element("div", { class: "head" }, element("h3", {}, link), pill),
      element("p", { class: "soft small clip" }, ...prizesText(draft.prizes)),
      element(
        "p",
        { class: "facts small soft" },
        element("span", {}, progressText(draft)),
        element("span", {}, listingText(draft)),
      ),
      element(
        "div",
        { class: "actions", role: "group", "aria-label": draft.name },
        button(t("publish"), "primary", () => actions.publishDraft(draft)),
        button(t("edit"), null, () => actions.editDraft(draft)),
        button(t("duplicate"), null, () => actions.duplicateRaffle(draft)),
        button(t("delete"), "danger", () => actions.deleteDraft(draft)),
      ),
      logOf(draft, actions),
    ),
    show() {},
  };
}
