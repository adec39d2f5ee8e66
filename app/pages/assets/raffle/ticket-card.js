/* The ticket as a card, with its number, its code in groups of four, and the QR code of its check link. */

import { copyButton } from "../shared/copy-button.js";
import { element, isolated } from "../shared/dom.js";
import { saveFile } from "../shared/files.js";
import { numberText } from "../shared/format.js";
import { checkLink } from "./check-link.js";
import { qrCanvas } from "./qr.js";
import { ticketImage } from "./ticket-image.js";

/** Return the ticket and its buttons. `onRemove` is called when the visitor removes the ticket from this browser. */
export function ticketCard(raffle, ticket, onRemove) {
  return element(
    "div",
    {},
    card(raffle, ticket),
    element(
      "p",
      { class: "small soft ticket-actions no-print" },
      "Keep number and code: together they prove that the ticket is yours. Nobody can give you the code again.",
    ),
    buttons(raffle, ticket, onRemove),
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

function buttons(raffle, ticket, onRemove) {
  const { raffle_id: id, ticket_number: number, verification_code: code } = ticket;
  const fileName = `ticket-${number}-${id}`; // Tickets of two raffles can have the same number.
  const button = (label, onclick, kind = null) => element("button", { type: "button", class: kind, onclick }, label);
  return element(
    "div",
    { class: "actions no-print" },
    copyButton("Copy", `${raffle.name}\nTicket ${number}\nCode ${code}\n${checkLink(ticket)}`),
    button("Print", () => globalThis.print()),
    button("Save as image", async () => saveFile(`${fileName}.png`, await ticketImage(raffle, ticket))),
    button("Save as file", () => saveFile(`${fileName}.json`, ticketJson(raffle, ticket), "application/json")),
    button("Remove from this browser", onRemove, "danger"),
  );
}

const ticketJson = (raffle, ticket) =>
  JSON.stringify({ raffle: raffle.name, ...ticket, check: checkLink(ticket) }, null, 2);
