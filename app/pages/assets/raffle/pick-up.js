/* Tells a winner how to get the prize. */

import { element } from "../shared/dom.js";
import { textBlock } from "../shared/plain-text.js";
import { claimSlip } from "./claim-slip.js";

/** Return what the manager says about it, and the claim slip of the ticket, as a list of elements. */
export const pickUp = ({ id, pick_up: text, contact }, { ticket_number, verification_code }) => [
  element("h3", {}, "How to get it"),
  ...(text ? [textBlock(text)] : []),
  ...(contact ? [element("h4", {}, "Questions"), textBlock(contact)] : []),
  claimSlip({ raffle_id: id, ticket_number, verification_code }),
];
