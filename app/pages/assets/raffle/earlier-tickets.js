/* The message about an earlier ticket of a raffle, on the page of the raffle and in "My tickets". */

import { note, untranslated } from "../shared/dom.js";
import { numberText } from "../shared/format.js";
import { parts } from "../shared/language.js";

/** The name of the text, by the `from` of the ticket: see memory.js. */
const TEXT = { file: "file-says-lost", added: "added-ticket-earlier", claimed: "claimed-ticket-earlier" };

/**
 * Return the message about an earlier ticket. Without `from`, this browser itself saw that the store has lost the
 * ticket. Each page has its own text for this case, with the name `lostText`.
 */
export const earlierTicketNote = ({ ticket_number: number, verification_code: code, from }, lostText) =>
  note(
    from ? "wait" : "bad",
    ...parts(TEXT[from] ?? lostText, { number: untranslated(numberText(number)), code: untranslated(code) }),
  );
