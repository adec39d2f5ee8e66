/* Claims whose answer was lost. The service may have given a ticket that this browser does not know. Only the key of
the claim gets the code of this ticket, and only from the address to which the service gave the ticket.

The address of a visitor can change after a lost answer, for example from Wi-Fi to a mobile network. For the service,
the new address is another player. So an answer to the new address does not end the claim: neither a refusal, nor a
ticket of the new address. After such an answer, the page asks again by itself only when the raffle has ended. Before
the end, a request from a new address could take another ticket. */

import { jsonIn, rafflePath, Refusal, request } from "../shared/api.js";
import { serverTime } from "../shared/clock.js";
import { note } from "../shared/dom.js";
import { t } from "../shared/language.js";
import { ownAddress } from "../shared/own-address.js";
import {
  isSameTicket,
  isTicket,
  isUnanswered,
  recall,
  rememberAddress,
  rememberAnswers,
  rememberTicket,
} from "./memory.js";

/** If a raffle has one of these statuses, nobody can claim a ticket any more. */
const ENDED = ["closed", "sold_out", "drawn"];

/** The service can give the code of a ticket again until this number of milliseconds after the draw. */
const CODES_KEPT_MS = 24 * 3_600_000;

/** The temporary problems after which the service may have given a ticket. */
const UNKNOWN_OUTCOMES = ["/problems/outcome-unknown", "/problems/replicas-missing"];

/** Return whether a refusal says that this request got no ticket. */
export const isAnswer = ({ type }) => type !== undefined && !UNKNOWN_OUTCOMES.includes(type);

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

/**
 * Return whether a claim of this page would take a ticket for another address than the claim whose answer is missing.
 * An IPv6 address can change although the player is the same. Then the result is also true, and the visitor only has to
 * press the button.
 */
export async function isElsewhere(id, { status }) {
  const { address } = recall(id);
  return status === "open" && address !== undefined && ![address, undefined].includes(await ownAddress());
}

/** Return a list with a note, or []. The note says that the service may have given a ticket to another address. */
export const perhapsElsewhere = (id, raffle) =>
  mayGetFirst(id, raffle) && !isUnanswered(recall(id)) ? [note("wait", t("claim-perhaps-elsewhere"))] : [];

/** Return the question whether to forget a ticket, or the claim if `ticket` is null. */
export const removeQuestion = (id, ticket, raffle) =>
  ticket === null || mayGetFirst(id, raffle)
    ? t("remove-claim-question")
    : t("remove-ticket-question", { number: ticket.ticket_number });

/**
 * Send the key of a claim. Remember the ticket in the answer, and return whether it is stored. The memory counts the
 * requests without an answer. `answers` is 1 if it counts this request, otherwise 0.
 */
export async function sendKey(id, key, answers) {
  if (answers > 0) ownAddress().then((address) => rememberAddress(id, address));
  const answer = await request("POST", rafflePath(id, "participate/"), { headers: { "Idempotency-Key": key } });
  const ticket = await jsonIn(answer, isTicket);
  const { ticket: own, lost } = recall(id);
  const isNew = ![own, ...lost].some((known) => known && isSameTicket(known, ticket));
  // If the service gave this ticket before, an earlier answer of the service was lost.
  const replaces = isNew && answer.headers.get("Idempotency-Replayed") === "true" ? 1 : 0;
  rememberAnswers(id, answers + replaces);
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
    return await sendKey(id, memory.key, 0);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
  }
}
