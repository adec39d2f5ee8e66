/* Shows what was sealed (fixed) before the draw. If a beacon decides the draw, anyone can make the draw here, as soon
as the beacon has published the deciding signature. The round is the number of this signature. */

import { serverTime } from "../shared/clock.js";
import { element, focusOn, untranslated } from "../shared/dom.js";
import { localTimeText } from "../shared/format.js";
import { parts, t } from "../shared/language.js";
import { DrawForm } from "./draw-form.js";
import { lateSealNotices, randomnessNotice, roundNotices } from "./notices.js";
import { QUICKNET } from "./quicknet.js";
import { beaconName, code, factList, noticeNotes, roundLink } from "./randomness.js";

/** The members of a raffle from which the section is built. */
const SHOWN = [
  "root",
  "sealed_at",
  "withdrawn_tickets",
  "withdrawn_hash",
  "terms",
  "beacon",
  "entropy_source",
  "draw_at",
  "announced_round",
  "round",
  "round_at",
];

export class SealedSection {
  #place;
  #drawForm;
  #shown = null;
  #timer = null;

  constructor(id, place) {
    this.#place = place;
    this.#drawForm = new DrawForm(id);
  }

  /**
   * Show a sealed raffle. If the raffle has not changed, nothing is built again, so that a signature stays that the
   * visitor has typed into the form for the draw.
   */
  show(raffle) {
    const content = JSON.stringify([raffle.status, ...SHOWN.map((name) => raffle[name])]);
    if (content === this.#shown) return;
    this.#shown = content;
    this.#place.hidden = false;
    const heading = element("h2", {}, t("sealed-heading"));
    const hadFocus = this.#place.contains(document.activeElement);
    this.#place.replaceChildren(
      heading,
      ...noticeNotes(noticesOf(raffle)),
      element("p", { class: "soft" }, t("sealed-hint")),
      factList(factsOf(raffle)),
    );
    if (hadFocus) focusOn(heading);
    clearTimeout(this.#timer);
    if (raffle.beacon && raffle.status !== "drawn") this.#offerDraw(raffle);
  }

  /** Offer the draw when the round of the raffle has come by the clock of the server. */
  #offerDraw(raffle) {
    const wait = Date.parse(raffle.round_at) - (serverTime() ?? Date.now());
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#offerDraw(raffle), Math.min(wait, MAX_TIMEOUT_MS));
      return;
    }
    this.#place.append(this.#drawForm.elementFor(raffle));
  }
}

/** If a timeout is longer than this, browsers end it immediately. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

function noticesOf(raffle) {
  const isDrawn = raffle.status === "drawn";
  if (raffle.beacon) return roundNotices(raffle, isDrawn);
  return [...(isDrawn ? [randomnessNotice(raffle)] : []), ...lateSealNotices(raffle)];
}

const factsOf = (raffle) => [
  [t("fact-sealed"), localTimeText(raffle.sealed_at)],
  [t("fact-root"), code(raffle.root)],
  [
    t("fact-withdrawn"),
    ...parts("withdrawn-tickets", { count: raffle.withdrawn_tickets, hash: code(raffle.withdrawn_hash) }),
  ],
  [t("fact-terms"), code(raffle.terms)],
  ...(raffle.beacon
    ? [
      [
        t("fact-beacon"),
        ...parts("beacon-and-chain", { beacon: beaconName(raffle.beacon), chain: code(QUICKNET.hash) }),
      ],
      [
        t("fact-round"),
        ...parts("round-comes", { round: untranslated(String(raffle.round)), time: localTimeText(raffle.round_at) }),
      ],
      [t("fact-source"), roundLink(QUICKNET.hash, raffle.round)],
    ]
    : []),
];
