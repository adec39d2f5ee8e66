/* The links on claim slips: /manage#hand-over=RAFFLE.NUMBER.CODE. If a manager opens such a link, the page shows the
dialog that hands over the prize.

Number and code are in the fragment, because browsers do not send a fragment to the server. */

import { managePage, publicAddress } from "./addresses.js";

/** Return the link on the claim slip of a ticket. */
export const handOverLink = ({ raffle_id: id, ticket_number: number, verification_code: code }) =>
  `${publicAddress(managePage)}#hand-over=${id}.${number}.${code.replaceAll("-", "")}`;

/** The link of a claim slip, or the check link of a ticket. */
const LINK = /(?:#hand-over=|\/r\/)([0-9a-f-]{36})(?:#check=|\.)([0-9]{1,8})\.([0-9a-z-]+)/i;

/** Return {id, number, code} of the ticket whose link is in a text, or null. Claim slip and check link are accepted. */
export function ticketIn(text) {
  const link = LINK.exec(text);
  return link && { id: link[1].toLowerCase(), number: link[2], code: link[3] };
}

/**
 * Return {id, number, code} of the claim slip whose link opened this page, or null.
 *
 * Remove the fragment from the address bar and the history. Other users of the device could read the code there.
 */
export function takeHandOverLink() {
  const ticket = ticketIn(location.hash);
  if (ticket !== null) history.replaceState(null, "", location.pathname + location.search);
  return ticket;
}
