/* Check links have the form /r/{id}#check=NUMBER.CODE, and are printed as a QR code on each ticket.

Number and code are in the fragment, because browsers do not send a fragment to the server. */

import { rafflePage } from "../shared/addresses.js";

/** Return the link that checks a ticket. */
export function checkLink({ raffle_id: id, ticket_number: number, verification_code: code }) {
  return `${location.origin}${rafflePage(id)}#check=${number}.${code.replaceAll("-", "")}`;
}

/**
 * Return {number, code} of the check link in the address bar, or null if there is none.
 *
 * Remove the fragment from the address bar and the history. Other users of the device could read the code there.
 */
export function takeCheckLink() {
  const match = /^#check=([0-9]{1,8})\.([0-9A-Za-z-]{1,200})$/.exec(location.hash);
  if (match === null) return null;
  history.replaceState(null, "", location.pathname);
  return { number: match[1], code: match[2].replaceAll("-", "").replace(/.{4}(?=.)/g, "$&-") };
}
