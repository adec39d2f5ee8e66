/* The texts of "My tickets" that its scripts write. The others are in tickets.html. */

import { countText, numberText } from "../shared/format.js";

export const NUMBER = "Number";

export const CODE = "Code";

export const UNNAMED = "A raffle";

export const NOT_DRAWN_YET = "The draw has not been made yet.";

export const NOT_HERE = "This service has no such raffle.";

export const DELETED = "A manager has deleted this raffle.";

export const NOT_ANSWERED = "The service has not answered your claim yet. Open the raffle, and the page asks again.";

export const SEAL_AND_PROOF = "Seal and proof";

export const SAVE_DATES = "Save the dates for a calendar";

export const SHOW_CODE = "Pass to another device";

export const REMOVE = "Remove from this browser";

export const REMOVE_QUESTION =
  "Remove the ticket from this browser? Without its number and code you cannot check it any more.";

export const CHECK_CODE = "QR code of the link that checks this ticket";

export const TRANSFER_CODE = "QR code of the link that adds tickets to another device";

export const TRANSFER_HINT =
  "Scan this with the other device. Show it to nobody else: it has the codes of the tickets.";

export const COPY_LINK = "Copy the link";

export const codeOf = (place, count) => `QR code ${numberText(place)} of ${numberText(count)}`;

export const lostText = (number, code) =>
  `The service has lost an earlier ticket of yours: number ${
    numberText(number)
  }, code ${code}. Keep both, and tell the ` +
  "operator.";

export const ticketText = (number) => `Ticket ${numberText(number)}`;

/** What is wrong with a file or a link. */
export const NO_TICKETS_IN_FILE = "This file has no tickets. Choose a file that a page of this service has saved.";

export const DAMAGED_FILE = "This file is damaged, so nothing of it was added.";

export const LARGE_FILE = "This file is too large to be a file of tickets.";

export const INCOMPLETE_LINK = "The link is incomplete, so nothing was added. Scan the QR code again.";

export const NOT_STORED = "This browser cannot keep the tickets, so nothing was added.";

export const NOT_ADDED = "Nothing was added.";

export const addedText = (added, known) =>
  known === 0
    ? `${countText(added, "ticket", "tickets")} added.`
    : `${countText(added, "ticket", "tickets")} added. ${countText(known, "ticket was", "tickets were")} here already.`;

export const otherTicketText = (name, own, other) =>
  `For “${name}”, this browser has ticket ${numberText(own)}, and you are adding ticket ${numberText(other)}. ` +
  "It can keep only one of them.";

export const replaceText = (number) => `Keep ticket ${numberText(number)} instead`;

export const replaceQuestion = (own, other) =>
  `Remove ticket ${numberText(own)} from this browser, and keep ticket ${numberText(other)}? Without its number and ` +
  "code you cannot check the removed one any more.";

export const replacedText = (number) => `This browser now keeps ticket ${numberText(number)}.`;
