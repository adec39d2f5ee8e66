/* The ticket as a card, with its number, its code in groups of four, and the QR code of its check link. */

import { element, isolated } from "../shared/dom.js";
import { numberText } from "../shared/format.js";
import { t } from "../shared/language.js";
import { checkLink } from "./check-link.js";
import { keepTicket } from "./keep-ticket.js";
import { qrCanvas } from "./qr.js";

/**
 * Return the ticket and its buttons. `onRemove` is called when the visitor removes the ticket from this browser.
 * `isAdded` tells whether a file or a link brought the ticket. The card does not call such a ticket the visitor's own.
 */
export function ticketCard(raffle, ticket, isAdded, onRemove) {
  return element(
    "div",
    {},
    card(raffle, ticket, isAdded),
    element(
      "p",
      { class: "small soft ticket-actions no-print" },
      isAdded ? t("added-ticket-text") : t("keep-number-and-code"),
    ),
    ...keepTicket(
      raffle,
      ticket,
      element("button", { type: "button", class: "danger", onclick: onRemove }, t("remove-ticket")),
    ),
  );
}

function card(raffle, ticket, isAdded) {
  const number = ticket.ticket_number;
  const groups = ticket.verification_code.split("-");
  return element(
    "article",
    { class: "ticket", "aria-label": isAdded ? t("added-ticket-label", { number }) : t("ticket-label", { number }) },
    element(
      "div",
      { class: "part" },
      element("p", { class: "label" }, isAdded ? t("added-ticket") : t("your-ticket")),
      element("h2", {}, isolated(raffle.name)),
      element("p", { class: "label" }, t("number-label")),
      element("p", { class: "number", id: "ticket-number", translate: "no" }, numberText(number)),
      element("p", { class: "label" }, t("code-label")),
      element(
        "p",
        { class: "code", id: "ticket-code", dir: "ltr", translate: "no" },
        ...groups.map((group) => element("span", {}, group)),
      ),
    ),
    element(
      "div",
      { class: "part" },
      qrCanvas(checkLink(ticket), t("check-code-label")),
      element("p", { class: "small" }, t("scan-after-draw")),
    ),
  );
}
