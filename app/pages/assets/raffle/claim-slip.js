/* The claim slip of a ticket that has won. A manager scans its QR code when the winner comes for the prize. */

import { element } from "../shared/dom.js";
import { handOverLink } from "../shared/hand-over-link.js";
import { qrCanvas } from "./qr.js";

/** Return the claim slip of a ticket: {raffle_id, ticket_number, verification_code}. */
export const claimSlip = (ticket) =>
  element(
    "figure",
    { class: "slip" },
    qrCanvas(handOverLink(ticket), "QR code of the claim slip"),
    element(
      "figcaption",
      {},
      element("strong", {}, "Your claim slip. "),
      "Show it to a manager when you come for the prize. Whoever has it can get the prize, so do not pass it on.",
    ),
  );
