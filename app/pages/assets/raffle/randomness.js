/* Elements that show the facts of a draw: what was sealed (fixed) before the draw, notices, and the round of its
beacon. The round is the number of the signature that decides the draw. */

import { element, note, untranslated } from "../shared/dom.js";
import { timeText } from "../shared/format.js";
import { parts, t } from "../shared/language.js";

/** Return the address of a round at drand. Only visitors open it, because pages send no requests to other hosts. */
export const roundAddress = (chainHash, round) => `https://api.drand.sh/${chainHash}/public/${round}`;

/** Return a link to a round of a beacon, with its address as text. */
export const roundLink = (chainHash, round) => {
  const address = roundAddress(chainHash, round);
  return element(
    "a",
    { href: address, rel: "noopener noreferrer", class: "mono", translate: "no", dir: "ltr" },
    address,
  );
};

/** Return the facts about the round of a beacon: pairs of a name and a value. `verdict` is about the signature. */
export const beaconFacts = (record, verdict) => [
  [t("fact-beacon"), beaconName(record.beacon)],
  [t("fact-chain"), code(record.chain_hash)],
  [
    t("fact-round"),
    ...parts("round-published", { round: untranslated(String(record.round)), time: timeText(record.round_at) }),
  ],
  [t("fact-source"), roundLink(record.chain_hash, record.round)],
  [t("fact-signature"), code(record.signature), " ", verdict],
];

/** Return what was sealed before the draw: pairs of a name and a value. */
export const sealFacts = (record) => [
  [t("fact-terms"), code(record.terms)],
  [t("fact-sealed"), timeText(record.sealed_at)],
  [t("fact-root"), code(record.root)],
  [t("fact-withdrawn-tickets"), code(record.withdrawn_hash)],
];

/** Return notices as elements. They look like errors, because a visitor must not miss what they say. */
export const noticeNotes = (notices) =>
  notices.map(({ name, ...values }) => note("bad", element("strong", {}, t(name, values))));

/** Return the alarm about a raffle whose terms do not fit the prizes, times and other facts that it shows. */
export const wrongTermsNote = () =>
  note("bad", ...parts("wrong-terms", { warning: element("strong", {}, t("wrong-terms-warning")) }));

/** Return pairs of a name and a value as a list. A value consists of elements and strings. */
export const factList = (facts) =>
  element("dl", {}, ...facts.flatMap(([name, ...value]) => [element("dt", {}, name), element("dd", {}, ...value)]));

/** Return a hash, an id or another code as an element. In every language, it is written from left to right. */
export const code = (value) => element("span", { class: "mono", translate: "no", dir: "ltr" }, value);

/** Return the name of a beacon of drand as an element. */
export const beaconName = (name) => element("span", { translate: "no", dir: "ltr" }, `drand ${name}`);
