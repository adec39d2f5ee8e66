/* Shows what was sealed before the draw, and lets anyone make the draw of a beacon. */

import { serverTime } from "../shared/clock.js";
import { element, note, untranslated } from "../shared/dom.js";
import { countText, localTimeText } from "../shared/format.js";
import { DrawForm } from "./draw-form.js";
import { lateRoundText, randomnessText } from "./notices.js";
import { QUICKNET } from "./quicknet.js";
import { code, factList, roundLink } from "./randomness.js";

const SEALED_TEXT = "Nobody can change the tickets and their holders any more without another root. The holder of a " +
  "ticket checks it on the ticket card.";

export class SealedSection {
  #place;
  #drawForm;
  #shown = null;
  #timer = null;

  constructor(id, place) {
    this.#place = place;
    this.#drawForm = new DrawForm(id);
  }

  /** Show a sealed raffle. What is shown already is not built again, so a field keeps what is typed. */
  show(raffle) {
    const content = JSON.stringify([raffle.root, raffle.sealed_at, raffle.round, raffle.status]);
    if (content === this.#shown) return;
    this.#shown = content;
    this.#place.hidden = false;
    this.#place.replaceChildren(
      element("h2", {}, "Sealed before the draw"),
      ...noticesOf(raffle),
      element("p", { class: "soft" }, SEALED_TEXT),
      factList(factsOf(raffle)),
    );
    clearTimeout(this.#timer);
    if (raffle.beacon && raffle.status !== "drawn") this.#offerDraw(raffle);
  }

  /** Offer the draw when its round has come by the clock of the server. */
  #offerDraw(raffle) {
    const wait = Date.parse(raffle.round_at) - (serverTime() ?? Date.now());
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#offerDraw(raffle), Math.min(wait, MAX_TIMEOUT_MS));
      return;
    }
    this.#place.append(this.#drawForm.elementFor(raffle));
  }
}

/** Browsers end a longer timeout at once. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

function noticesOf(raffle) {
  if (raffle.status === "drawn" && !raffle.beacon) {
    return [note("bad", element("strong", {}, `${randomnessText(raffle)}.`))];
  }
  const late = lateRoundText(raffle, raffle.status === "drawn" ? "DECIDED" : "DECIDES");
  return late === null ? [] : [note("bad", element("strong", {}, `${late}.`))];
}

const factsOf = (raffle) => [
  ["Sealed", localTimeText(raffle.sealed_at)],
  ["Root of the tickets", code(raffle.root)],
  [
    "Withdrawn",
    countText(raffle.withdrawn_tickets, "ticket that nobody had", "tickets that nobody had"),
    "; hash of their numbers: ",
    code(raffle.withdrawn_hash),
  ],
  ["Terms", code(raffle.terms)],
  ...(raffle.beacon
    ? [
      ["Beacon", "drand ", untranslated(raffle.beacon), ", chain ", code(QUICKNET.hash)],
      ["Round", untranslated(String(raffle.round)), ", which comes on ", localTimeText(raffle.round_at)],
      ["Source", roundLink(QUICKNET.hash, raffle.round)],
    ]
    : []),
];
