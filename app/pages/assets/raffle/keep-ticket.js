/* The ways to keep a ticket: copy, share, print and save. Some of them do not work in a browser that is part of an app.
So each button shows a message if its way does not work. */

import { copyButton } from "../shared/copy-button.js";
import { element } from "../shared/dom.js";
import { saveFile } from "../shared/files.js";
import { t } from "../shared/language.js";
import { checkLink } from "./check-link.js";
import { recall } from "./memory.js";

const PRINT_START_TIMEOUT_MS = 1000;

/**
 * Return two elements. The first is a row with the buttons that keep a ticket, followed by `more`. The second is the
 * place for the messages of these buttons.
 */
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
        answer.replaceChildren(t("way-not-working", { way: label }));
      }
    };
    return element("button", { type: "button", onclick }, label);
  };
  return [
    element(
      "div",
      { class: "actions no-print" },
      copyButton(t("copy-ticket"), textOf(raffle, ticket)),
      navigator.share ? button(t("share-ticket"), () => share(raffle, ticket)) : "",
      button(t("print-ticket"), print),
      button(t("save-image"), () => saveImage(`${fileName}.png`, raffle, ticket)),
      button(t("save-file"), () => saveFile(`${fileName}.json`, jsonOf(raffle, ticket), "application/json")),
      ...more,
    ),
    answer,
  ];
}

/** Return the ticket as lines of text. The ticket number has no separators, so that it fits into any field. */
const textOf = (raffle, ticket) =>
  [
    raffle.name,
    t("ticket-line", { number: String(ticket.ticket_number) }),
    t("code-line", { code: ticket.verification_code }),
    checkLink(ticket),
  ].join("\n");

const jsonOf = (raffle, ticket) =>
  JSON.stringify(
    { raffle: raffle.name, ...ticket, check: checkLink(ticket), ...sealIn(recall(raffle.id).seen) },
    null,
    2,
  );

/**
 * The seal fixes facts about the tickets after the last claim. For each fact, return the value that this browser saw
 * first. If the service changes a fact later, the holder of the ticket can show its first value.
 */
const sealIn = (seen) => Object.fromEntries(Object.entries(seen).map(([field, { value }]) => [field, value]));

async function share(raffle, ticket) {
  try {
    await navigator.share({ title: raffle.name, text: textOf(raffle, ticket) });
  } catch (error) {
    if (error.name !== "AbortError") throw error; // An AbortError means that the visitor closed the list of apps.
  }
}

/** Print the page. Throw an error if no printing begins: a browser that is part of an app can ignore the call. */
async function print() {
  let begun = false;
  const note = () => (begun = true);
  addEventListener("beforeprint", note, { once: true });
  globalThis.print();
  await new Promise((resolve) => setTimeout(resolve, PRINT_START_TIMEOUT_MS));
  removeEventListener("beforeprint", note);
  if (!begun) throw new Error("the browser does not print");
}

/** Save the image, and also show it on the page, because no event says whether the file was saved. */
async function saveImage(fileName, raffle, ticket) {
  const { ticketImage } = await import("./ticket-image.js"); // Few visitors save an image, so it loads late.
  const image = await ticketImage(raffle, ticket);
  saveFile(fileName, image);
  const picture = element("img", {
    src: URL.createObjectURL(image),
    alt: t("ticket-picture", { number: ticket.ticket_number }),
    class: "ticket-picture",
  });
  return [element("p", {}, t("no-file-saved")), picture];
}
