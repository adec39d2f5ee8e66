/* Transfer links have the form /me/tickets#tickets=COUNT:ID.NUMBER.CODE,ID.NUMBER.CODE and add tickets to a browser.

Everything is in the fragment, because browsers do not send a fragment to the server. */

import { addressOf, publicAddress } from "../shared/addresses.js";
import { ticketOf } from "./ticket-file.js";

/** With more tickets than this in a link, the QR code of the link would be too fine for the camera of a phone. */
const TICKETS_PER_LINK = 6;

const PAGE = addressOf("/me/tickets");

/** Return the links that pass tickets to another device. */
export function transferLinks(tickets) {
  const links = [];
  for (let first = 0; first < tickets.length; first += TICKETS_PER_LINK) {
    const some = tickets.slice(first, first + TICKETS_PER_LINK);
    links.push(`${publicAddress(PAGE)}#tickets=${some.length}:${some.map(entryOf).join(",")}`);
  }
  return links;
}

const entryOf = ({ raffle_id: id, ticket_number: number, verification_code: code }) =>
  `${id}.${number}.${code.replaceAll("-", "")}`;

const ENTRY = /([0-9a-f-]{36})\.([0-9]{1,8})\.([0-9a-z]{8,64})/gi;

/**
 * Return the tickets of the transfer link in the address bar. If the link is incomplete, return an empty list. If the
 * address is no transfer link, return null.
 *
 * Remove the fragment from the address bar and the history. Other users of the device could read the codes there.
 */
export function takeTransferLink() {
  const link = /[#&]tickets(?:=|%3d)([0-9]{1,3})?(.*)/i.exec(location.hash);
  if (link === null) return null;
  history.replaceState(null, "", PAGE);
  const tickets = [...link[2].matchAll(ENTRY)].map(([, id, number, code]) =>
    ticketOf({ raffle_id: id, ticket_number: Number(number), verification_code: code })
  );
  const raffles = new Set(tickets.map((ticket) => ticket?.raffle_id));
  return raffles.size === Number(link[1]) && raffles.size === tickets.length && !tickets.includes(null) ? tickets : [];
}
