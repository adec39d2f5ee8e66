/* The step of the check of a draw that is about the ticket of this browser. */

import { isolated } from "../shared/dom.js";
import { parts, t } from "../shared/language.js";
import { ALGORITHM_2 } from "./algorithms.js";
import { loadSealCheck } from "./late.js";
import { prizeByRecord, tookPart } from "./record-facts.js";

/**
 * Return the step that looks for the visitor's ticket among the tickets of the draw. A record can be correct although
 * the operator has left out a claimed ticket: only the holder of the ticket knows that it was claimed.
 *
 * In two cases, the result of the step is `isOpen`, neither right nor wrong. First, the ticket contradicts the record,
 * but it was added from a file or a link. Such a ticket and its proof can be invented, so they are no evidence against
 * the draw. Second, the draw is by `raffle-draw/2`, but there is no proof of the ticket. In this case, the operator may
 * have replaced the code of the ticket before the seal, which fixes all tickets.
 */
export async function ownTicketStep(record, { ticket, isAdded, proof }) {
  const number = ticket.ticket_number;
  // A ticket that a file or a link brought may be somebody else's ticket.
  const say = (text, values) => t(isAdded ? `added-ticket-${text}` : `own-ticket-${text}`, values);
  const step = (detail, isOpen) => ({ title: say("step"), ok: true, isOpen, detail });
  if (!tookPart(number, record)) {
    if (isAdded) return step(t("added-ticket-left-out", { number }), true);
    const verdict = [t("not-verified-ticket-left-out", { number })];
    return { ...step(t("own-ticket-left-out", { number }), false), ok: false, verdict };
  }
  if (record.algorithm !== ALGORITHM_2) return step(say("took-part", { number }), false);
  const prize = prizeByRecord(number, record);
  const result = prize === null
    ? [t("own-ticket-lost-by-record")]
    : parts("own-ticket-won-by-record", { prize: isolated(prize) });
  const isRight = await isProofRight(record, ticket, proof);
  if (isRight === false && !isAdded) {
    const verdict = [t("not-verified-wrong-proof", { number })];
    return { ...step(t("own-ticket-wrong-proof", { number }), false), ok: false, verdict };
  }
  return isRight
    ? step([say("took-part-with-code", { number }), " ", ...result], false)
    : step([say("not-proven", { number, button: t("check-ticket-now") }), " ", ...result], true);
}

/**
 * Return whether a proof leads from the number and the code of a ticket to the root in the record. Return null if there
 * is no proof of this ticket, or if this browser cannot check it.
 */
async function isProofRight({ root, total_tickets: total }, ticket, proof) {
  if (proof?.ticket_number !== ticket.ticket_number) return null;
  try {
    const check = await loadSealCheck();
    return await check.mistakeIn(proof, ticket, root, total) === null;
  } catch {
    return null; // The module did not arrive, or the browser has too little memory for the hash.
  }
}
