/* The part of the ticket card about the seal. It checks that the ticket was sealed, and that nothing changes later. */

import { rafflePath, Refusal, requestJson, untilAnswered } from "../shared/api.js";
import { serverTime } from "../shared/clock.js";
import { element, note } from "../shared/dom.js";
import { saveFile } from "../shared/files.js";
import { localTimeText } from "../shared/format.js";
import { loadSealCheck } from "./late.js";
import { recall, rememberProof } from "./memory.js";
import { code } from "./randomness.js";
import { contradictionsIn, keepSeal } from "./seal-memory.js";

/** The cards of a raffle ask for their proofs in this time after the seal, and not all at once. */
const JITTER_MS = 300_000;

const NOT_CHECKED = "This browser could not do the check. Check your connection, and try again.";

export class SealCard {
  element = element("section", { class: "card small seal", "aria-label": "The seal", hidden: true });
  #id;
  #raffle = null;
  #ticket = null;
  #timer = null;
  #shown = null;
  #answer = element("div", { role: "status" });
  #warnings = element("div", { role: "alert" });
  #button = element("button", { type: "button", onclick: () => this.#ask() }, "Check my ticket now");

  constructor(id) {
    this.#id = id;
  }

  /** Keep what a raffle shows of its seal, and show it. */
  show(raffle, ticket) {
    this.#raffle = raffle;
    this.#ticket = ticket;
    const seen = keepSeal(this.#id, raffle);
    const content = JSON.stringify([seen, ticket.ticket_number, raffle.root]);
    if (content === this.#shown) return;
    this.#shown = content;
    this.element.hidden = !seen.root && contradictionsIn(seen).length === 0;
    this.#warnings.replaceChildren(...contradictionsIn(seen).map(contradictionNote), ...lateNotes(seen));
    this.element.replaceChildren(this.#warnings, ...keptText(seen), this.#answer, this.#button);
    if (seen.root && !seen.root.other) this.#begin();
  }

  /** Ask for no proof any more, because the visitor has removed the ticket. */
  stop() {
    clearTimeout(this.#timer);
  }

  /** Show the proof that is remembered, or ask for one: soon after the seal with the others, later at once. */
  async #begin() {
    clearTimeout(this.#timer);
    const { proof } = recall(this.#id);
    if (proof?.root === this.#raffle.root && await this.#mistakeIn(proof).catch(() => "not checked") === null) {
      this.#showProof(proof);
      return;
    }
    const sealed = Date.parse(this.#raffle.sealed_at);
    const wait = sealed + Math.random() * JITTER_MS - (serverTime() ?? Date.now());
    this.#timer = setTimeout(() => this.#ask(), Math.min(JITTER_MS, Math.max(0, wait)));
    this.#answer.replaceChildren("This card checks within five minutes whether your ticket was sealed.");
  }

  async #ask() {
    clearTimeout(this.#timer);
    const { ticket_number, verification_code } = this.#ticket;
    const options = { body: { ticket_number, verification_code }, isAnswer: (proof) => Array.isArray(proof?.path) };
    try {
      const proof = await untilAnswered(
        () => requestJson("POST", rafflePath(this.#id, "ticket-proof/"), options),
        (refusal) => this.#answer.replaceChildren(note("wait", refusal.message)),
      );
      const mistake = await this.#mistakeIn(proof);
      if (mistake === null) this.#showProof(proof);
      else this.#answer.replaceChildren(note("bad", `YOUR TICKET IS NOT IN THE SEAL: ${mistake}.`));
    } catch (error) {
      const message = error instanceof Refusal ? error.message : NOT_CHECKED;
      this.#answer.replaceChildren(note(error instanceof Refusal ? "bad" : "wait", message));
    }
  }

  /** Return what is wrong in a proof, or null. Throw an error if this cannot be checked, or the check is not loaded. */
  async #mistakeIn(proof) {
    const { mistakeIn } = await loadSealCheck();
    const { root } = recall(this.#id).seen;
    return mistakeIn(proof, this.#ticket, root?.value ?? this.#raffle.root, this.#raffle.total_tickets);
  }

  #showProof(proof) {
    rememberProof(this.#id, proof);
    this.#button.textContent = "Check again";
    const save = () =>
      saveFile(`proof-${proof.ticket_number}-${this.#id}.json`, JSON.stringify(proof), "application/json");
    this.#answer.replaceChildren(
      note("good", "Your ticket is in the seal. This browser has checked the path from your code to the root."),
      element("button", { type: "button", onclick: save }, "Save the proof (JSON)"),
    );
  }
}

const at = (milliseconds) => localTimeText(new Date(milliseconds));

const keptText = ({ root, round }) =>
  !root ? [] : [
    element("h3", {}, "What this card keeps"),
    element("p", {}, "Root of the tickets: ", code(root.value)),
    ...(round ? [element("p", {}, "Round of the beacon: ", code(String(round.value)))] : []),
    element("p", { class: "soft" }, `First seen on ${at(root.at)}, by the clock of this device.`),
  ];

const contradictionNote = ({ name, value, at: first, other }) =>
  note(
    "bad",
    element("strong", {}, `THE SERVICE HAS CHANGED ${name.toUpperCase()}. `),
    `On ${at(first)} it showed `,
    code(String(value)),
    `, on ${at(other.at)} it showed `,
    code(String(other.value ?? "nothing")),
    ". Nothing of the seal may change. Keep this card, take a picture of it, and tell other players.",
  );

/** Say when this browser saw the root after the round: then the card cannot tell which of them was there first. */
const lateNotes = ({ root, round_at: roundAt }) =>
  !root || !roundAt || root.at <= Date.parse(roundAt.value) ? [] : [
    note(
      "wait",
      `This card first saw the root on ${at(root.at)}, after the round had come on ${localTimeText(roundAt.value)}. `,
      "So it cannot show that the root was there before the round. Ask a player whose card saw it earlier.",
    ),
  ];
