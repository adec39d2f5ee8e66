/* The card that says why there is neither a ticket nor a button that claims. */

import { addressOf } from "../shared/addresses.js";
import { element } from "../shared/dom.js";
import { t } from "../shared/language.js";

/** Return the card for a visitor who has no ticket and cannot claim one. */
export const noTicketCard = (reason) =>
  element(
    "div",
    { class: "card" },
    element("h2", {}, t(`no-ticket-${reason}`)),
    element("p", { class: "soft" }, t(`no-ticket-${reason}-text`)),
    ...(reason === "draft"
      ? [element("p", {}, element("a", { class: "button", href: addressOf("/manage?status=draft") }, t("to-publish")))]
      : []),
  );
