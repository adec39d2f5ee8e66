/* Tells a winner how to get the prize. */

import { element } from "../shared/dom.js";
import { t } from "../shared/language.js";
import { textBlock } from "../shared/plain-text.js";
import { claimSlip } from "./claim-slip.js";

/** Return what the manager of a raffle says about it, and the claim slip, as a list of elements. */
export const howToGetIt = ({ pick_up: text, contact }, slip) => [
  element("h3", {}, t("how-to-get-it")),
  ...(text ? [textBlock(text)] : []),
  slip,
  ...(contact ? [element("h4", {}, t("questions-heading")), textBlock(contact)] : []),
];

/** Return the same for a ticket, whose claim slip has its QR code. */
export const pickUp = (raffle, { ticket_number, verification_code }) =>
  howToGetIt(raffle, claimSlip({ raffle_id: raffle.id, ticket_number, verification_code }));
