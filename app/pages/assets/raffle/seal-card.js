/* The part of the ticket card about the seal (what is fixed about all tickets after the last claim). It checks that the
seal contains the ticket. It warns if the seal or the first winning numbers ever change. The most important fact of the
seal is the root: a hash of all tickets. */

import { rafflePath, Refusal, requestJson, untilAnswered } from "../shared/api.js";
import { serverTime } from "../shared/clock.js";
import { element, note } from "../shared/dom.js";
import { saveFile } from "../shared/files.js";
import { listText, localTimeText } from "../shared/format.js";
import { parts, t } from "../shared/language.js";
import { loadSealCheck } from "./late.js";
import { recall, rememberProof } from "./memory.js";
import { code, wrongTermsNote } from "./randomness.js";
import { contradictionsIn, differencesInFile, keepSeal, keepTombstone } from "./seal-memory.js";
import { termsShown } from "./shown-terms.js";

/** The pages of a raffle ask for proofs at random moments within this time after the seal, to spread the load. */
const JITTER_MS = 300_000;

export class SealCard {
  element = element("section", { class: "card small seal", "aria-label": t("seal"), hidden: true });
  #id;
  #raffle = null;
  #ticket = null;
  #timer = null;
  #shown = null;
  #hasWrongTerms = false;
  #answer = element("div", { role: "status" });
  #warnings = element("div", { role: "alert" });
  #button = element("button", { type: "button", onclick: () => this.#ask() }, t("check-ticket-now"));

  constructor(id) {
    this.#id = id;
  }

  /**
   * Remember the facts of the seal that the raffle has now, and show them. The terms (a hash of what was announced) are
   * computed, and then shown too. Return a promise that ends after this.
   */
  show(raffle, ticket) {
    this.#raffle = raffle;
    this.#ticket = ticket;
    this.#show(undefined);
    const showTerms = (terms) => {
      if (this.#raffle !== raffle) return;
      this.#hasWrongTerms = terms !== (raffle.terms ?? null);
      this.#show(terms);
    };
    return termsShown(raffle).then(showTerms, () => {});
  }

  /**
   * Show what the card keeps of a raffle that is deleted, or that the service does not know any more. `kept` is what
   * the service keeps of the raffle.
   */
  showKept(kept) {
    this.stop();
    this.#raffle = kept;
    const seen = keepTombstone(this.#id, kept);
    const { proof } = recall(this.#id);
    this.element.hidden = !seen.root && !this.hasAlarm;
    this.#warnings.replaceChildren(...contradictionsIn(seen).map(contradictionNote));
    this.element.replaceChildren(this.#warnings, ...keptText(seen), ...(proof ? [this.#saveButton(proof)] : []));
  }

  /** Return whether the card says something that a visitor must see immediately. */
  get hasAlarm() {
    const { seen } = recall(this.#id);
    return this.#hasWrongTerms || contradictionsIn(seen).length + lateNotes(seen, this.#raffle).length > 0;
  }

  #show(terms) {
    const raffle = this.#raffle;
    const seen = keepSeal(this.#id, raffle, terms);
    const { told } = recall(this.#id);
    const content = JSON.stringify([seen, told, this.#ticket.ticket_number, raffle.root, this.#hasWrongTerms]);
    if (content === this.#shown) return;
    this.#shown = content;
    this.element.hidden = !seen.root && !this.hasAlarm;
    this.#warnings.replaceChildren(
      ...(this.#hasWrongTerms ? [wrongTermsNote()] : []),
      ...contradictionsIn(seen).map(contradictionNote),
      ...lateNotes(seen, raffle),
      ...fileNotes({ seen, told }),
    );
    this.element.replaceChildren(this.#warnings, ...keptText(seen), this.#answer, this.#button);
    if (seen.root && !seen.root.other) this.#begin();
  }

  /** Cancel the next request for a proof, because the visitor has removed the ticket. */
  stop() {
    clearTimeout(this.#timer);
  }

  /** Show the proof that the browser remembers, or request one. The request waits if the raffle was sealed just now. */
  async #begin() {
    clearTimeout(this.#timer);
    const { proof } = recall(this.#id);
    if (proof?.root === this.#raffle.root && await this.#mistakeIn(proof).catch(() => "not checked") === null) {
      this.#showProof(proof);
      return;
    }
    this.#timer = setTimeout(() => this.#ask(), proofWait(this.#raffle));
    this.#answer.replaceChildren(t("check-soon"));
  }

  async #ask() {
    clearTimeout(this.#timer);
    try {
      const say = (refusal) => this.#answer.replaceChildren(note("wait", refusal.message));
      const proof = await requestProof(this.#id, this.#ticket, say);
      const mistake = await this.#mistakeIn(proof);
      if (mistake === null) this.#showProof(proof);
      else this.#answer.replaceChildren(notInSealNote(mistake, recall(this.#id).added));
    } catch (error) {
      const message = error instanceof Refusal ? error.message : t("check-not-done");
      const isAlarm = error instanceof Refusal && !recall(this.#id).added;
      this.#answer.replaceChildren(note(isAlarm ? "bad" : "wait", message));
    }
  }

  /** Return what is wrong in a proof, or null. Throw an error if this browser cannot load the check or cannot do it. */
  async #mistakeIn(proof) {
    const { mistakeIn } = await loadSealCheck();
    const { root, total_tickets: total } = recall(this.#id).seen;
    const { root: shownRoot, total_tickets: shownTotal } = this.#raffle;
    return mistakeIn(proof, this.#ticket, root?.value ?? shownRoot, total?.value ?? shownTotal);
  }

  #showProof(proof) {
    rememberProof(this.#id, this.#ticket, proof);
    this.#button.textContent = t("check-again");
    this.#answer.replaceChildren(note("good", t("ticket-in-seal")), this.#saveButton(proof));
  }

  #saveButton(proof) {
    const save = () =>
      saveFile(`proof-${proof.ticket_number}-${this.#id}.json`, JSON.stringify(proof), "application/json");
    return element("button", { type: "button", onclick: save }, t("save-proof"));
  }
}

/** Return how long a page waits before it asks for a proof, in milliseconds. */
export function proofWait({ sealed_at: sealed }) {
  const wait = Date.parse(sealed) + Math.random() * JITTER_MS - (serverTime() ?? Date.now());
  return Math.min(JITTER_MS, Math.max(0, wait));
}

/** Ask for the proof of a ticket until the service answers. Call `onRefusal` at each temporary refusal. */
export function requestProof(id, { ticket_number, verification_code }, onRefusal) {
  const options = { body: { ticket_number, verification_code }, isAnswer: (proof) => Array.isArray(proof?.path) };
  return untilAnswered(() => requestJson("POST", rafflePath(id, "ticket-proof/"), options), onRefusal);
}

const at = (milliseconds) => localTimeText(new Date(milliseconds));

/** Return an alarm, or a mild note if the ticket is an added one. Anybody can invent an added ticket. */
const notInSealNote = (mistake, isAdded) =>
  isAdded
    ? note("wait", ...parts("added-ticket-not-in-seal", { mistake }))
    : note("bad", ...parts("ticket-not-in-seal", { mistake }));

const keptText = ({ root, round, winners }) =>
  !root ? [] : [
    element("h3", {}, t("card-keeps")),
    element("p", {}, ...parts("card-root", { root: code(root.value) })),
    ...(round ? [element("p", {}, ...parts("card-round", { round: code(String(round.value)) }))] : []),
    element("p", { class: "soft" }, t("root-first-seen", { time: at(root.at) })),
    ...(winners ? [element("p", {}, ...parts("card-winners", { numbers: code(winners.value) }))] : []),
  ];

const contradictionNote = ({ name, value, at: first, other }) =>
  note(
    "bad",
    ...parts("seal-changed", {
      warning: element("strong", {}, t("seal-changed-warning", { field: name })),
      time: at(first),
      value: code(String(value)),
      "other-time": at(other.at),
      other: other.value === null ? t("seen-nothing") : code(String(other.value)),
    }),
  );

/**
 * Return a note if the random value may have been public when this browser first saw the root. In this case, the
 * browser cannot tell whether the root was fixed before the random value was public.
 *
 * If the value of `round_at` or `draw_at` is damaged, return no note.
 */
function lateNotes({ root, round_at: roundAt }, { entropy_source: source, draw_at: drawAt }) {
  const came = roundAt?.value ?? (source ? drawAt : undefined);
  if (!(root?.at > Date.parse(came))) return [];
  const values = { seen: at(root.at), came: localTimeText(came) };
  return [note("wait", t(roundAt ? "root-seen-late" : "root-seen-after-draw-time", values))];
}

/** Return a mild note if a ticket file has other facts than the service showed here. Anybody can write such a file. */
function fileNotes(memory) {
  const fields = differencesInFile(memory).map((field) => t("card-field", { field }));
  return fields.length === 0 ? [] : [note("wait", t("file-says-other", { fields: listText(fields) }))];
}
