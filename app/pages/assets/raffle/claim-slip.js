/* The claim slip of a ticket that has won. A manager scans its QR code when the winner comes for the prize. */

import { element } from "../shared/dom.js";
import { handOverLink } from "../shared/hand-over-link.js";
import { t } from "../shared/language.js";
import { qrCanvas } from "./qr.js";

/** Return the QR code of the claim slip of a ticket. `ticket` is {raffle_id, ticket_number, verification_code}. */
export const slipCode = (ticket) => qrCanvas(handOverLink(ticket), t("claim-slip-code"));

/** Return the text that tells a winner how to use the claim slip, as a list of elements and strings. */
export const slipText = () => [element("strong", {}, t("claim-slip-is-code")), " ", t("claim-slip-use")];

/** Return the claim slip of a ticket, with its QR code and its text. */
export const claimSlip = (ticket) =>
  element("figure", { class: "slip" }, slipCode(ticket), element("figcaption", {}, ...slipText()));
