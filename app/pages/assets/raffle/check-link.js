/* A check link opens the page of a raffle, and checks a ticket. Its form is /r/{id}#check=NUMBER.CODE. Each ticket
shows its check link as a QR code.

Number and code are in the fragment of the link, because browsers do not send a fragment to the server. */

import { publicAddress, raffleIdInAddress, rafflePage } from "../shared/addresses.js";

/** Return the link that checks a ticket. */
export function checkLink({ raffle_id: id, ticket_number: number, verification_code: code }) {
  return `${publicAddress(rafflePage(id))}#check=${number}.${code.replaceAll("-", "")}`;
}

/** The shortest code that the service can have. */
const SHORTEST_CODE = 8;

/**
 * Return {number, code} of the check link in the address bar. Return {isIncomplete: true} if a part of the link is
 * missing, and null if the address is no check link. Programs for chat and mail can add a dot, a bracket or parameters
 * to a link. So ignore what follows the code.
 *
 * Remove the fragment from the address bar and the history, because other users of the device could read it there.
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
    return text; // A link that was cut can end with a percent sign, which cannot be decoded.
  }
}
