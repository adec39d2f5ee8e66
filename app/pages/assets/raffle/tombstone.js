/* Shows what is kept of a raffle that a manager has deleted. */

import { addressOf } from "../shared/addresses.js";
import { element, isolated } from "../shared/dom.js";
import { localTimeText, numberText } from "../shared/format.js";
import { code, factList } from "./randomness.js";

/** Return the content of the page of a deleted raffle, from the members of the problem. */
export const tombstone = (kept) => [
  element("h1", {}, "This raffle was deleted"),
  element(
    "p",
    { role: "alert" },
    "A manager has deleted it. Its tickets and winners are gone, and this is kept of it:",
  ),
  factList([
    ...fact("Name", kept.name, isolated),
    ...fact("Tickets", kept.total_tickets, numberText),
    ...fact("Created", kept.created_at, localTimeText),
    ...fact("Drawn", kept.drawn_at, localTimeText),
    ...fact("Deleted", kept.deleted_at, localTimeText),
    ...fact("Terms", kept.terms, code),
    ...fact("Root of the tickets", kept.root, code),
    ...fact("Withdrawn tickets", kept.withdrawn_hash, code),
    ...fact("Round of the beacon", kept.round, (round) => code(String(round))),
  ]),
  element("p", {}, element("a", { href: addressOf("/") }, "See all raffles")),
];

const fact = (name, value, shown) => value === undefined || value === null ? [] : [[name, shown(value)]];
