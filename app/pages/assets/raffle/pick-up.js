/* Tells a winner how to get the prize. */

import { element } from "../shared/dom.js";
import { t } from "../shared/language.js";
import { textBlock } from "../shared/plain-text.js";
import { claimSlip } from "./claim-slip.js";

/**
 * Return a list of elements: how to get the prize, the claim slip `slip`, and whom to ask. A manager scans the QR code
 * of the claim slip before the hand-over.
 */
export const howToGetIt = ({ pick_up: text, contact }, slip) => [
  element("h3", {}, t("how-to-get-it")),
  ...(text ? [textBlock(text)] : []),
  slip,
  ...(contact ? [element("h4", {}, t("questions-heading")), textBlock(contact)] : []),
];

/** Return the elements of howToGetIt, with the claim slip of this ticket. */
export const pickUp = (raffle, { ticket_number, verification_code }) =>
  howToGetIt(raffle, claimSlip({ raffle_id: raffle.id, ticket_number, verification_code }));
