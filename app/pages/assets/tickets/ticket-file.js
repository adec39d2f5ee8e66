/* The file with the tickets of a browser. Everything in it is checked, because a visitor may choose any file. */

import { lettersAndDigits } from "../shared/format.js";
import { t } from "../shared/language.js";
import { isCount } from "../shared/typed-number.js";
import { checkLink } from "../raffle/check-link.js";

const FORMAT = "raffle-tickets";

/** The largest size of a file, in bytes. A ticket with its proof takes about 3 kB. */
const LARGEST_FILE = 2_000_000;

const RAFFLE_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const CODE = /^[0-9A-Z]{8,64}$/;

/** The latest time that a Date can hold, in milliseconds. */
const LATEST_MS = 8.64e15;

/** The error for a file that cannot be read. The message says why. */
export class BadFile extends Error {}

/** Return the text of the file with these memories: [{name, ticket, incarnation, lost, seen, told, proof}]. */
export const fileText = (memories) =>
  JSON.stringify(
    {
      format: FORMAT,
      tickets: memories.map(({ name, ticket, incarnation, lost, seen, told, proof }) => ({
        raffle: name,
        ...ticket,
        check: checkLink(ticket),
        incarnation,
        seen: { ...told, ...seen },
        proof,
        lost: lost.length > 0 ? lost : undefined,
      })),
    },
    null,
    2,
  );

/**
 * Return the memories in a file that fileText has made. Also accept the file that a ticket card saves, with one ticket.
 *
 * Throw a BadFile if a ticket in the file cannot be read.
 */
export async function memoriesIn(file) {
  if (file.size > LARGEST_FILE) throw new BadFile(t("file-too-large"));
  const content = parsed(await file.text());
  const isSingle = content?.raffle_id !== undefined;
  if (!isSingle && content?.format !== FORMAT) throw new BadFile(t("file-without-tickets"));
  const entries = isSingle ? [content] : content.tickets;
  if (!Array.isArray(entries)) throw new BadFile(t("file-damaged"));
  if (entries.length === 0) throw new BadFile(t("file-without-tickets"));
  const memories = entries.map(memoryOf);
  const ids = new Set(memories.map(({ ticket }) => ticket.raffle_id));
  if (ids.size < memories.length) throw new BadFile(t("file-damaged")); // The file has two tickets of one raffle.
  return memories;
}

/** Return a ticket of a file or a link in the form that the pages use, or null if it is not a ticket. */
export function ticketOf(entry) {
  const id = String(entry?.raffle_id).toLowerCase();
  const symbols = typeof entry?.verification_code === "string"
    ? lettersAndDigits(entry.verification_code).toUpperCase()
    : "";
  if (!RAFFLE_ID.test(id) || !isCount(entry.ticket_number) || !CODE.test(symbols)) return null;
  return {
    raffle_id: id,
    ticket_number: entry.ticket_number,
    verification_code: symbols.replace(/.{4}(?=.)/g, "$&-"),
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadFile(t("file-without-tickets"));
  }
}

function memoryOf(entry) {
  const ticket = ticketOf(entry);
  if (ticket === null) throw new BadFile(t("file-damaged"));
  const { raffle: name, incarnation, seen, proof, lost = [] } = entry;
  const lostTickets = Array.isArray(lost) ? lost.map(ticketOf) : [null];
  const fromOf = (place) => ["lost", "file"].includes(lost[place].from) ? "file" : "added";
  if (lostTickets.includes(null)) throw new BadFile(t("file-damaged"));
  return {
    name: typeof name === "string" ? name : undefined,
    ticket,
    incarnation: typeof incarnation === "string" ? incarnation : undefined,
    lost: lostTickets.map((each, place) => ({ ...each, from: fromOf(place) })),
    told: factsIn(seen),
    proof: typeof proof === "object" ? proof ?? undefined : undefined,
  };
}

/** Return the facts of the seal in a file. Leave out values that a seal card could not show. */
const factsIn = (seen) =>
  Object.fromEntries(
    Object.entries(seen ?? {}).filter(([, fact]) => isFact(fact) && (fact.other === undefined || isFact(fact.other))),
  );

const isFact = (fact) =>
  ["string", "number"].includes(typeof fact?.value) && Math.abs(Number(fact.at)) <= LATEST_MS &&
  typeof fact.at === "number";
