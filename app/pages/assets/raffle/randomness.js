/* Shows where the random value of a draw comes from: the round of a beacon, or a person who has to be trusted. */

import { element, note, untranslated } from "../shared/dom.js";
import { timeText } from "../shared/format.js";

/** The round of a beacon on the internet. A visitor opens it; the pages request nothing from other hosts. */
export const roundAddress = (chainHash, round) => `https://api.drand.sh/${chainHash}/public/${round}`;

/** Return a link to a round of a beacon, with its address as text. */
export const roundLink = (chainHash, round) => {
  const address = roundAddress(chainHash, round);
  return element("a", { href: address, rel: "noopener noreferrer", class: "mono", translate: "no" }, address);
};

/** Return the facts about the round of a beacon: pairs of a name and a value. `verdict` is shown at the signature. */
export const beaconFacts = (record, verdict) => [
  ["Beacon", "drand ", untranslated(record.beacon)],
  ["Chain", code(record.chain_hash)],
  ["Round", untranslated(String(record.round)), ", published ", timeText(record.round_at)],
  ["Source", roundLink(record.chain_hash, record.round)],
  ["Signature", code(record.signature), " ", verdict],
];

/** Return what was sealed before the draw: pairs of a name and a value. */
export const sealFacts = (record) => [
  ["Terms", code(record.terms)],
  ["Sealed", timeText(record.sealed_at)],
  ["Root of the tickets", code(record.root)],
  ["Withdrawn tickets", code(record.withdrawn_hash)],
];

/** Return notices as frames. Each one is about something that a visitor must know, so they are loud. */
export const noticeNotes = (notices) => notices.map((notice) => note("bad", element("strong", {}, `${notice}.`)));

/** Return pairs of a name and a value as a list. A value consists of elements and strings. */
export const factList = (facts) =>
  element("dl", {}, ...facts.flatMap(([name, ...value]) => [element("dt", {}, name), element("dd", {}, ...value)]));

export const code = (value) => element("span", { class: "mono", translate: "no" }, value);
