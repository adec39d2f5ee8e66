/* Check links have the form /r/{id}#check=NUMBER.CODE, and are printed as a QR code on each ticket.

Number and code are in the fragment, because browsers do not send a fragment to the server. */

import { publicAddress, raffleIdInAddress, rafflePage } from "../shared/addresses.js";

/** Return the link that checks a ticket. */
export function checkLink({ raffle_id: id, ticket_number: number, verification_code: code }) {
  return `${publicAddress(rafflePage(id))}#check=${number}.${code.replaceAll("-", "")}`;
}

/** The shortest code that the service can have. */
const SHORTEST_CODE = 8;

/**
 * Return {number, code} of the check link in the address bar, {isIncomplete: true} if a part of it is missing, or null
 * if there is none. Chats and mails put a dot, a bracket or parameters behind a link, so these are left out.
 *
 * Remove the fragment from the address bar and the history. Other users of the device could read the code there.
 */
export function takeCheckLink() {
  const link = /[#&]check(?:=([^&]*)|$)/i.exec(decoded(location.hash));
  if (link === null) return null;
  history.replaceState(null, "", rafflePage(raffleIdInAddress()));
  const [, number, symbols = ""] = /^\s*([0-9]{1,8})\.([0-9a-z-]*)/i.exec((link[1] ?? "").normalize("NFKC")) ?? [];
  const code = symbols.replaceAll("-", "");
  if (code.length < SHORTEST_CODE) return { isIncomplete: true };
  return { number, code: code.replace(/.{4}(?=.)/g, "$&-") };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A percent sign at the end of a link that was cut.
  }
}
