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

/** So long after the check of a wrong link, no link is checked without the visitor. */
const WRONG_LINK_MS = 60_000;

const WRONG_LINK_KEY = "raffle-wrong-link";

/**
 * Return whether the page may check a link now without the visitor. If so, note that the link is wrong, until
 * `endLinkCheck(true)` says that it is right.
 *
 * A page of another site can send this browser to one wrong link after the other. Some wrong codes would lock all
 * checks from the address of the visitor for a minute.
 */
export function mayCheckLink() {
  try {
    if (Math.abs(Date.now() - Number(localStorage.getItem(WRONG_LINK_KEY))) < WRONG_LINK_MS) return false;
    localStorage.setItem(WRONG_LINK_KEY, Date.now());
  } catch {
    // A browser without a storage notes nothing.
  }
  return true;
}

/** End the check of a link. If the link is right, the next link may be checked too. */
export function endLinkCheck(isRight) {
  try {
    if (isRight) localStorage.removeItem(WRONG_LINK_KEY);
  } catch {
    // A browser without a storage has noted nothing.
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A link that was cut can end with a percent sign, which cannot be decoded.
  }
}
