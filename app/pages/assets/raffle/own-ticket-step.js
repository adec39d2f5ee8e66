/* The step of the check of a draw that is about the ticket of this browser. */

import { isolated } from "../shared/dom.js";
import { parts, t } from "../shared/language.js";
import { ALGORITHM_2 } from "./algorithms.js";
import { loadSealCheck } from "./late.js";
import { prizeByRecord, tookPart } from "./record-facts.js";

/**
 * Return the step that looks for the visitor's ticket among the tickets of the draw. A correct record alone does not
 * show that the operator has left out a ticket. Only its holder knows that it was claimed.
 *
 * The result of the step is `isOpen`, neither right nor wrong, in two cases. An added ticket can be invented, so it is
 * no evidence against the draw. And without a proof, the operator may have exchanged the code of the ticket before the
 * seal.
 */
export async function ownTicketStep(record, { ticket, isAdded, proof }) {
  const number = ticket.ticket_number;
  const step = (detail, isOpen) => ({ title: t("own-ticket-step"), ok: true, isOpen, detail });
  if (!tookPart(number, record)) {
    if (isAdded) return step(t("added-ticket-left-out", { number }), true);
    const verdict = [t("not-verified-ticket-left-out", { number })];
    return { ...step(t("own-ticket-left-out", { number }), false), ok: false, verdict };
  }
  if (record.algorithm !== ALGORITHM_2) return step(t("own-ticket-took-part", { number }), false);
  const prize = prizeByRecord(number, record);
  const result = prize === null
    ? [t("own-ticket-lost-by-record")]
    : parts("own-ticket-won-by-record", { prize: isolated(prize) });
  return await isProven(record, ticket, proof)
    ? step([t("own-ticket-took-part-with-code", { number }), " ", ...result], false)
    : step([t("own-ticket-not-proven", { number, button: t("check-ticket-now") }), " ", ...result], true);
}

/** Return whether a proof leads from the number and the code of a ticket to the root in the record. */
async function isProven({ root, total_tickets: total }, ticket, proof) {
  if (proof?.root !== root) return false;
  try {
    const check = await loadSealCheck();
    return await check.mistakeIn(proof, ticket, root, total) === null;
  } catch {
    return false; // The module did not arrive, or the browser has too little memory for the hash.
  }
}
