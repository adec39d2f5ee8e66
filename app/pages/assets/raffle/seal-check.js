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
