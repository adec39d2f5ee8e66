/* Claims whose answer was lost. The service may have given a ticket that this browser does not know. Only the key of
the claim gets the code of this ticket, and only from the address to which the service gave the ticket.

The address of a visitor can change after a lost answer, for example from Wi-Fi to a mobile network. For the service,
the new address is another player. So an answer to the new address does not end the claim: neither a refusal, nor a
ticket of the new address. After such an answer, the page asks again by itself only when the raffle has ended. Before
the end, a request from a new address could take another ticket. So the page repeats a claim by itself only while the
service sees the visitor at the address of the claim. Otherwise, the visitor has to press the button. */

import { jsonIn, rafflePath, Refusal, request } from "../shared/api.js";
import { serverTime } from "../shared/clock.js";
import { pause } from "../shared/delay.js";
import { note } from "../shared/dom.js";
import { t } from "../shared/language.js";
import { ownAddress } from "../shared/own-address.js";
import {
  isSameTicket,
  isTicket,
  isUnanswered,
  recall,
  rememberAnswers,
  rememberClaim,
  rememberTicket,
} from "./memory.js";

/** If a raffle has one of these statuses, nobody can claim a ticket any more. */
const ENDED = ["closed", "sold_out", "drawn"];

/** The service can give the code of a ticket again until this number of milliseconds after the draw. */
const CODES_KEPT_MS = 24 * 3_600_000;

/** A claim waits at most this number of milliseconds for the address of the visitor. */
const ADDRESS_WAIT_MS = 2000;

/**
 * Return whether the service may still keep the code of a ticket that this browser does not know. A day after the draw,
 * forget that answers were lost. While the server's time is not known, forget nothing, because the clock of the visitor
 * can be wrong.
 */
export function mayGetMore(id, { drawn_at: drawn }) {
  const { unanswered = 0 } = recall(id);
  const isTooLate = (serverTime() ?? 0) - Date.parse(drawn) > CODES_KEPT_MS;
  if (unanswered > 0 && isTooLate) rememberAnswers(id, unanswered);
  return unanswered > 0 && !isTooLate;
}

/**
 * Return whether a visitor without a ticket may get one later. A ticket that a file or a link brought, or that a
 * restored store may have lost, counts as none.
 */
function mayGetFirst(id, raffle) {
  const { ticket, added, restored } = recall(id);
  return (ticket === undefined || added || restored) && mayGetMore(id, raffle);
}

/** The page does not repeat a claim by itself, because the visitor perhaps has another address than at the claim. */
export class PerhapsElsewhere extends Error {}

/**
 * Return a function. Call it before each attempt of a claim: its promise is the address of the visitor. `isPressed` is
 * whether the visitor has pressed the button. In this case, the first promise is undefined if the address is not known
 * soon.
 *
 * Before an attempt that the page makes by itself, the promise is rejected if no claim may be sent. The error is
 * PerhapsElsewhere if the visitor has another address than at the claim, or if the address of the claim is not known.
 * It is a Refusal if the service does not answer, so that the page can ask again. An IPv6 address can change although
 * the player is the same. Then the visitor only has to press the button.
 */
export function addressesOfClaim(id, isPressed) {
  let { address } = recall(id);
  let isFirst = isPressed;
  return async () => {
    if (isFirst) address = await Promise.race([ownAddress().catch(() => {}), pause(ADDRESS_WAIT_MS)]);
    else if (address === undefined || await ownAddress() !== address) {
      throw new PerhapsElsewhere(t("claim-not-repeated"));
    }
    isFirst = false;
    return address;
  };
}

/** Return a list with a note, or []. The note says that the service may have given a ticket to another address. */
export function perhapsElsewhere(id, raffle) {
  if (isUnanswered(recall(id)) || !mayGetMore(id, raffle)) return [];
  return [note("wait", t(mayGetFirst(id, raffle) ? "claim-perhaps-elsewhere" : "ticket-perhaps-elsewhere"))];
}

/** Return the question whether to forget a ticket, or the claim if `ticket` is null. */
export const removeQuestion = (id, ticket, raffle) =>
  ticket === null || mayGetFirst(id, raffle)
    ? t("remove-claim-question")
    : t("remove-ticket-question", { number: ticket.ticket_number });

/**
 * Send a claim from an address, which is undefined if it is not known. Return whether the ticket in the answer is
 * stored. `onSend` is called when the memory counts the claim.
 */
export async function sendClaim(id, address, onSend) {
  const claim = await rememberClaim(id, address);
  onSend();
  try {
    return await sendKey(id, claim);
  } catch (refusal) {
    if (!refusal.mayBeDone) rememberAnswers(id, claim.count, claim.before);
    if (refusal.temporary && address === undefined) throw new PerhapsElsewhere(refusal.message);
    const { key: newKey = claim.key } = recall(id);
    if (refusal.temporary || newKey === claim.key) throw refusal;
    // Another page of this browser has claimed with another key, which is stored now. With that key, this page gets the
    // same ticket.
    return sendClaim(id, address, onSend);
  }
}

/**
 * Send a claim: {key, count, before} of `rememberClaim`. Remember the ticket in the answer, and return whether it is
 * stored. The answer settles at least `settled` of the requests without an answer.
 */
async function sendKey(id, { key, count, before }, settled = 1) {
  const answer = await request("POST", rafflePath(id, "participate/"), { headers: { "Idempotency-Key": key } });
  const ticket = await jsonIn(answer, isTicket);
  const { ticket: own, lost } = recall(id);
  const isNew = ![own, ...lost].some((known) => known && isSameTicket(known, ticket));
  // If the service gave this ticket before, an earlier answer of the service was lost.
  const replaces = isNew && answer.headers.get("Idempotency-Replayed") === "true" ? 1 : 0;
  rememberAnswers(id, Math.max(settled, count + replaces), before);
  return rememberTicket(id, ticket, answer.headers.get("Store-Incarnation"));
}

/**
 * If the raffle has ended and answers were lost, ask once more. Return what `sendKey` returns, or undefined if there is
 * no ticket. The page does not show a refusal, because no visitor asked.
 */
export async function askOnceMore(id, raffle) {
  const memory = recall(id);
  if (!ENDED.includes(raffle.status) || isUnanswered(memory) || !mayGetMore(id, raffle)) return;
  try {
    return await sendKey(id, { key: memory.key, count: 0 }, 0);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
  }
}
