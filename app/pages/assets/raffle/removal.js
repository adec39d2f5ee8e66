/* The removal of a ticket, or of a claim without an answer, from this browser. While the visitor reads the question,
another page of the browser can get a ticket. Nobody can get its code again, so it must not be removed unseen. */

import { forgetTicket, keeps } from "./memory.js";
import { removeQuestion } from "./unanswered.js";

/** So long after a question, the page has got everything that other pages stored while the question was open. */
const SETTLED_AFTER_MS = 250;

/**
 * Show a question, and return whether the visitor says yes. While a question is open, the page stands still, and gets
 * nothing that other pages store. So it waits a moment after the answer.
 */
export async function isConfirmed(question) {
  const isYes = globalThis.confirm(question);
  await new Promise((resolve) => setTimeout(resolve, SETTLED_AFTER_MS));
  return isYes;
}

/**
 * Ask the visitor whether to remove the ticket that the page shows, or the claim if it shows no ticket (null).
 *
 * Return undefined if the visitor says no. Otherwise, return whether it was removed. It is not removed if this browser
 * keeps something else now.
 */
export async function askToRemove(id, ticket, raffle) {
  const question = () => keeps(id, ticket) ? removeQuestion(id, ticket, raffle) : null;
  const asked = question();
  if (asked === null) return false;
  if (!await isConfirmed(asked)) return;
  return question() === asked && forgetTicket(id, ticket);
}
