/* The ways to keep a ticket. Browsers inside of apps cannot do all of them, so each one says when it does not work. */

import { copyButton } from "../shared/copy-button.js";
import { element } from "../shared/dom.js";
import { saveFile } from "../shared/files.js";
import { numberText } from "../shared/format.js";
import { checkLink } from "./check-link.js";
import { recall } from "./memory.js";
import { ticketImage } from "./ticket-image.js";

const PRINT_START_TIMEOUT_MS = 1000;

/** Return the buttons that keep a ticket, followed by `more`, and the place for their answers. */
export function keepTicket(raffle, ticket, ...more) {
  const { raffle_id: id, ticket_number: number } = ticket;
  const fileName = `ticket-${number}-${id}`; // Tickets of two raffles can have the same number.
  const answer = element("div", { class: "small no-print", role: "status", id: "keep-answer" });
  const button = (label, work) => {
    const onclick = async () => {
      answer.replaceChildren();
      try {
        answer.replaceChildren(...await work() ?? []);
      } catch {
        answer.replaceChildren(`${label} does not work here. ${OTHER_WAYS}`);
      }
    };
    return element("button", { type: "button", onclick }, label);
  };
  return [
    element(
      "div",
      { class: "actions no-print" },
      copyButton("Copy", textOf(raffle, ticket)),
      navigator.share ? button("Share", () => share(raffle, ticket)) : "",
      button("Print", print),
      button("Save as image", () => saveImage(`${fileName}.png`, raffle, ticket)),
      button("Save as file", () => saveFile(`${fileName}.json`, jsonOf(raffle, ticket), "application/json")),
      ...more,
    ),
    answer,
  ];
}

const OTHER_WAYS = "Copy number and code, or write them down.";

const textOf = (raffle, ticket) =>
  `${raffle.name}\nTicket ${ticket.ticket_number}\nCode ${ticket.verification_code}\n${checkLink(ticket)}`;

const jsonOf = (raffle, ticket) =>
  JSON.stringify(
    { raffle: raffle.name, ...ticket, check: checkLink(ticket), ...sealIn(recall(raffle.id).seen) },
    null,
    2,
  );

/** The facts of the seal that this browser saw first, such as the root. With them, the file alone proves a change. */
const sealIn = (seen) => Object.fromEntries(Object.entries(seen).map(([field, { value }]) => [field, value]));

async function share(raffle, ticket) {
  try {
    await navigator.share({ title: raffle.name, text: textOf(raffle, ticket) });
  } catch (error) {
    if (error.name !== "AbortError") throw error; // The visitor closed the list of apps.
  }
}

/** Print the page. A browser inside of an app ignores this, and then nothing tells that printing begins. */
async function print() {
  let begun = false;
  const note = () => (begun = true);
  addEventListener("beforeprint", note, { once: true });
  globalThis.print();
  await new Promise((resolve) => setTimeout(resolve, PRINT_START_TIMEOUT_MS));
  removeEventListener("beforeprint", note);
  if (!begun) throw new Error("the browser does not print");
}

/** Save the image, and show it. No event says whether the file was saved, and a picture on the page can be kept too. */
async function saveImage(fileName, raffle, ticket) {
  const image = await ticketImage(raffle, ticket);
  saveFile(fileName, image);
  const picture = element("img", {
    src: URL.createObjectURL(image),
    alt: `Ticket ${numberText(ticket.ticket_number)} as a picture`,
    class: "ticket-picture",
  });
  return [element("p", {}, "If no file was saved, press and hold the picture, or take a screenshot."), picture];
}
