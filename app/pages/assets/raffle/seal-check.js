/* Checks that a ticket is in the sealed list of tickets. The module is large, so it is loaded when it is first used. */

import { inEnglish } from "../shared/dom.js";
import { t } from "../shared/language.js";
import { belongs } from "./code-hash.js";
import { Contradiction } from "./members.js";
import { checkProof } from "./tree.js";

/**
 * Return what is wrong in a proof of a ticket, as a text or an element. Return null if the proof is right: it leads to
 * the root, and its PHC string has the hash of the code.
 *
 * Throw an error if the check is impossible, for example because the browser has too little memory for the hash.
 */
export async function mistakeIn(proof, { ticket_number: mine, verification_code: ownCode }, root, totalTickets) {
  try {
    const { number } = checkProof(proof, root, totalTickets);
    if (number !== mine) return t("proof-of-another-ticket");
  } catch (error) {
    if (error instanceof Contradiction) return inEnglish(error.message);
    throw error;
  }
  return await belongs(proof.phc, ownCode) ? null : t("sealed-code-differs");
}

/** The problems that say that the store does not have a ticket. */
const NOT_KNOWN = ["/problems/invalid-code", "/problems/ticket-not-found"];

/**
 * Ask whether the service knows earlier tickets that its store has perhaps lost. Return whether it knows one of them.
 * `requestProof` sends a request. `onAnswer(ticket, {from, proof})` gets what to remember of a ticket. It is not called
 * if the answer is not sure.
 */
export async function settle({ id, root, total_tickets: total }, tickets, requestProof, onAnswer) {
  let isKnown = false;
  for (const ticket of tickets) {
    try {
      const proof = await requestProof(id, ticket, () => {});
      if (await mistakeIn(proof, ticket, root, total) !== null) continue;
      isKnown = true;
      onAnswer(ticket, { from: "claimed", proof });
    } catch ({ type }) {
      if (NOT_KNOWN.includes(type)) onAnswer(ticket, { from: "lost" });
    }
  }
  return isKnown;
}
