/* The ticket as a card, with its number, its code in groups of four, and the QR code of its check link. */

import { element, isolated } from "../shared/dom.js";
import { numberText } from "../shared/format.js";
import { checkLink } from "./check-link.js";
import { keepTicket } from "./keep-ticket.js";
import { qrCanvas } from "./qr.js";

/** Return the ticket and its buttons. `onRemove` is called when the visitor removes the ticket from this browser. */
export function ticketCard(raffle, ticket, onRemove) {
  return element(
    "div",
    {},
    card(raffle, ticket),
    element(
      "p",
      { class: "small soft ticket-actions no-print" },
      "Keep number and code: together they prove that the ticket is yours. Nobody can give you the code again. ",
      "This browser can forget the ticket, for example after a week without a visit or in a private window.",
    ),
    ...keepTicket(
      raffle,
      ticket,
      element("button", { type: "button", class: "danger", onclick: onRemove }, "Remove from this browser"),
    ),
  );
}

function card(raffle, ticket) {
  const number = numberText(ticket.ticket_number);
  const groups = ticket.verification_code.split("-");
  return element(
    "article",
    { class: "ticket", "aria-label": `Your ticket: number ${number}` },
    element(
      "div",
      { class: "part" },
      element("p", { class: "label" }, "Your ticket"),
      element("h2", {}, isolated(raffle.name)),
      element("p", { class: "label" }, "Number"),
      element("p", { class: "number", id: "ticket-number", translate: "no" }, number),
      element("p", { class: "label" }, "Code"),
      element(
        "p",
        { class: "code", id: "ticket-code", translate: "no" },
        ...groups.map((group) => element("span", {}, group)),
      ),
    ),
    element(
      "div",
      { class: "part" },
      qrCanvas(checkLink(ticket), "QR code of the link that checks this ticket"),
      element("p", { class: "small" }, "Scan after the draw"),
    ),
  );
}
