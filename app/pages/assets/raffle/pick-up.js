/* Tells a winner how to get the prize. */

import { element } from "../shared/dom.js";
import { t } from "../shared/language.js";
import { textBlock } from "../shared/plain-text.js";
import { claimSlip } from "./claim-slip.js";

/** Return what the managers say about the pick-up of a prize, and the claim slip, as a list of elements. */
export const howToGetIt = ({ pick_up: text, contact }, slip) => [
  element("h3", {}, t("how-to-get-it")),
  ...(text ? [textBlock(text)] : []),
  slip,
  ...(contact ? [element("h4", {}, t("questions-heading")), textBlock(contact)] : []),
];

/** Return what howToGetIt returns, with the claim slip of a ticket. */
export const pickUp = (raffle, { ticket_number, verification_code }) =>
  howToGetIt(raffle, claimSlip({ raffle_id: raffle.id, ticket_number, verification_code }));
