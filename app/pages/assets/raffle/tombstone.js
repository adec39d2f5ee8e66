/* Shows what is kept of a raffle that a manager has deleted. */

import { addressOf } from "../shared/addresses.js";
import { element, isolated } from "../shared/dom.js";
import { localTimeText, numberText } from "../shared/format.js";
import { t } from "../shared/language.js";
import { code, factList } from "./randomness.js";

/** Return the content of the page of a deleted raffle, from the members of the problem `raffle-deleted`. */
export const tombstone = (kept) => [
  element("h1", {}, t("deleted-heading")),
  element("p", { role: "alert" }, t("deleted-text")),
  factList([
    ...fact(t("kept-name"), kept.name, isolated),
    ...fact(t("kept-tickets"), kept.total_tickets, numberText),
    ...fact(t("kept-created"), kept.created_at, localTimeText),
    ...fact(t("kept-drawn"), kept.drawn_at, localTimeText),
    ...fact(t("kept-deleted"), kept.deleted_at, localTimeText),
    ...fact(t("kept-terms"), kept.terms, code),
    ...fact(t("kept-root"), kept.root, code),
    ...fact(t("kept-withdrawn"), kept.withdrawn_hash, code),
    ...fact(t("kept-round"), kept.round, (round) => code(String(round))),
  ]),
  element("p", {}, element("a", { href: addressOf("/") }, t("see-all-raffles"))),
];

const fact = (name, value, shown) => value === undefined || value === null ? [] : [[name, shown(value)]];
