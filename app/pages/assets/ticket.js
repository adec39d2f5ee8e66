/* The ticket as a card: number, code in fours, QR of the check link; to copy, print and save. */

import { copyButton, element, save, shown } from "./dom.js";
import { encode } from "./vendor/uqr/uqr.js";

/** The link that checks this ticket. The code is in the fragment, which a browser sends to nobody. */
export const checkLink = (ticket) =>
  `${location.origin}/r/${ticket.raffle_id}#check=${ticket.ticket_number}.${
    ticket.verification_code.replaceAll("-", "")
  }`;

/** Return {number, code} of such a link's fragment, or null. */
export function fromFragment(fragment) {
  const found = /^#check=([0-9]{1,8})\.([0-9A-Za-z-]{1,200})$/.exec(fragment);
  return found && { number: found[1], code: found[2].replaceAll("-", "").replace(/.{4}(?=.)/g, "$&-") };
}

/** Return the ticket with its buttons; `forgotten` is called when it is to leave this browser. */
export function ticketCard(raffle, ticket, forgotten) {
  const number = shown(ticket.ticket_number);
  return element(
    "div",
    {},
    element(
      "article",
      { class: "ticket", "aria-label": `Your ticket: number ${number}` },
      element(
        "div",
        { class: "part" },
        element("p", { class: "label" }, "Your ticket"),
        element("h2", {}, raffle.name),
        element("p", { class: "label" }, "Number"),
        element("p", { class: "number", id: "ticket-number" }, number),
        element("p", { class: "label" }, "Code"),
        element(
          "p",
          { class: "code", id: "ticket-code" },
          ...ticket.verification_code.split("-").map((four) => element("span", {}, four)),
        ),
      ),
      element(
        "div",
        { class: "part" },
        qrCanvas(checkLink(ticket)),
        element("p", { class: "small" }, "Scan after the draw"),
      ),
    ),
    element(
      "p",
      { class: "small soft ticket-actions no-print" },
      "Keep number and code: together they prove that the ticket is yours. Nobody can give you the code again.",
    ),
    element(
      "div",
      { class: "actions no-print" },
      copyButton(
        "Copy",
        `${raffle.name}\nTicket ${ticket.ticket_number}\nCode ${ticket.verification_code}\n${checkLink(ticket)}`,
      ),
      element("button", { type: "button", onclick: () => window.print() }, "Print"),
      element("button", { type: "button", onclick: () => saveImage(raffle, ticket) }, "Save as image"),
      element("button", { type: "button", onclick: () => saveFile(raffle, ticket) }, "Save as file"),
      element("button", { type: "button", class: "danger", onclick: forgotten }, "Remove from this browser"),
    ),
  );
}

function qrCanvas(text) {
  const canvas = element("canvas", {
    class: "qr",
    role: "img",
    "aria-label": "QR code of the link that checks this ticket",
  });
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const scale = 8;
  canvas.width = canvas.height = size * scale;
  paintQr(canvas.getContext("2d"), data, 0, 0, scale);
  return canvas;
}

function paintQr(context, rows, left, top, scale) {
  context.fillStyle = "#fff";
  context.fillRect(left, top, rows.length * scale, rows.length * scale);
  context.fillStyle = "#000";
  rows.forEach((row, y) =>
    row.forEach((dark, x) => dark && context.fillRect(left + x * scale, top + y * scale, scale, scale))
  );
}

const fileName = (ticket, ending) => `ticket-${ticket.ticket_number}.${ending}`;

const saveFile = (raffle, ticket) =>
  save(
    fileName(ticket, "json"),
    JSON.stringify({ raffle: raffle.name, ...ticket, check: checkLink(ticket) }, null, 2),
    "application/json",
  );

function saveImage(raffle, ticket) {
  const [width, height, stub] = [1200, 600, 400];
  const canvas = element("canvas", { width, height });
  const context = canvas.getContext("2d");
  const display = getComputedStyle(document.documentElement).getPropertyValue("--display");
  context.fillStyle = "#f5c25f";
  context.beginPath();
  context.roundRect(0, 0, width, height, 40);
  context.fill();
  context.strokeStyle = "rgb(43 26 18 / 45%)";
  context.lineWidth = 6;
  context.setLineDash([18, 14]);
  context.beginPath();
  context.moveTo(width - stub, 40);
  context.lineTo(width - stub, height - 40);
  context.stroke();
  context.globalCompositeOperation = "destination-out";
  for (const y of [0, height]) {
    context.beginPath();
    context.arc(width - stub, y, 34, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalCompositeOperation = "source-over";
  const write = (text, y, font) => {
    context.font = font;
    context.fillStyle = "#2b1a12";
    context.fillText(text, 60, y, width - stub - 110);
  };
  write(raffle.name, 110, `650 48px ${display}`);
  write("NUMBER", 190, "700 26px sans-serif");
  write(shown(ticket.ticket_number), 350, `750 170px ${display}`);
  write("CODE", 440, "700 26px sans-serif");
  write(ticket.verification_code.replaceAll("-", "  "), 500, "700 46px monospace");
  write(location.host, 560, "24px sans-serif");
  const { data, size } = encode(checkLink(ticket), { ecc: "M", border: 4 });
  const scale = Math.floor((stub - 80) / size);
  paintQr(context, data, width - stub + (stub - size * scale) / 2, (height - size * scale) / 2, scale);
  canvas.toBlob((blob) => save(fileName(ticket, "png"), blob), "image/png");
}
