/* The texts of the ticket that has won. */

import { numberText } from "../shared/format.js";

export const wonText = (number) => `Your ticket ${numberText(number)} has won`;

export const PRIZE_AND_PICK_UP = "The prize, and how to get it";

export const SHOW_TICKET = "Show my ticket";

export const SHOW_PRIZE = "Show my prize";

export const HOW_TO_GET_IT = "How to get it";

export const QUESTIONS = "Questions";

export const CLAIM_SLIP_CODE = "QR code of the claim slip";

export const CLAIM_SLIP = "Claim slip";

export const CLAIM_SLIP_IS_CODE = "The QR code is your claim slip. ";

export const CLAIM_SLIP_USE =
  "Show it to a manager when you come for the prize. Whoever has it can get the prize, so do not pass it on.";
