/* The dialog in which a manager checks number and code of a winner, and notes that the prize was handed over. */

import { isRaffle, rafflePath, requestJson, untilAnswered } from "../shared/api.js";
import { element, isolated, note, untranslated } from "../shared/dom.js";
import { lettersAndDigits, localTimeText, numberText } from "../shared/format.js";
import { ticketIn } from "../shared/hand-over-link.js";
import { parts, t } from "../shared/language.js";
import { listingText } from "../shared/raffle-state.js";
import { COUNT_MESSAGE, isCount, wholeNumberIn } from "../shared/typed-number.js";
import { Act } from "./acts.js";
import { canScan, scan } from "./scanner.js";

const isVerdict = (value) => typeof value?.has_won === "boolean";

const isHandOver = (value) => typeof value?.prize === "string" && typeof value.handed_over_at === "string";

export class HandOverDialog {
  #elements;
  #acts;
  #place = element("div"); // what the dialog answers now
  #ended = []; // what the dialog says about an act that it has ended
  #id = null;
  #name = "";
  #facts = []; // what tells this raffle from other raffles of the same name
  #attempts = 0;
  #isChecked = false; // whether the manager sees what the ticket has won
  #scanning = new AbortController();

  /**
   * `elements` are elements of the page for managers. `acts` is an Acts object. If the manager closes the dialog while
   * a hand-over is not answered, `onEnded(place)` gets the element that says so.
   */
  constructor(elements, acts, onEnded) {
    this.#elements = elements;
    this.#acts = acts;
    elements.scanButton.hidden = !canScan();
    elements.scanButton.addEventListener("click", () => this.#scan());
    elements.closeButton.addEventListener("click", () => elements.dialog.close());
    elements.dialog.addEventListener("close", () => {
      this.#attempts++;
      const ended = this.#acts.end();
      if (ended) onEnded(ended);
      this.#ended = [];
      this.#scanning.abort();
      this.#fill({ number: "", code: "" }); // The next person at this device must not read the code.
    });
    for (const field of [elements.number, elements.code]) {
      field.addEventListener("input", () => this.#setChecked(false));
    }
    elements.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#handOver();
    });
  }

  /** Open the dialog for a raffle. If an act was ended just now, `ended` is the element that says so. */
  open({ id, name }, ended) {
    this.#ended = copyOf(ended);
    return this.#open({ id, name, number: "", code: "" }, []);
  }

  /**
   * Take the ticket of a claim slip: {id, number, code}. If the dialog is open for another raffle, only warn: a winner
   * of a rehearsal must not get a prize of the raffle that the manager has opened.
   */
  take(ticket) {
    const { dialog } = this.#elements;
    if (dialog.open && ticket.id !== this.#id) return this.#warn(ticket);
    return this.#open(ticket, dialog.open ? [] : [slipChoseRaffle()]);
  }

  async #open({ id, name = id.slice(0, 8), number, code }, hints) {
    const { dialog } = this.#elements;
    this.#endAct();
    this.#answer();
    this.#name = name;
    if (!dialog.open) dialog.showModal();
    this.#fill({ number, code });
    await this.#showRaffle(id, hints);
  }

  /** Say that a claim slip belongs to another raffle, and offer to open that raffle. */
  async #warn(ticket) {
    const { submitButton } = this.#elements;
    const thisAttempt = ++this.#attempts;
    this.#fill({ number: "", code: "" });
    const open = async () => {
      await this.#open(ticket, [slipChoseRaffle()]);
      submitButton.focus();
    };
    const button = element("button", { type: "button", onclick: open }, t("open-other-raffle"));
    const show = (...about) =>
      this.#answer(note("bad", element("strong", {}, t("slip-of-another-raffle")), " ", ...about), button);
    show();
    try {
      const raffle = await this.#raffle(ticket.id, thisAttempt);
      if (thisAttempt === this.#attempts) show(isolated(raffle.name ?? ""), ". ", ...factsOf(raffle));
    } catch (refusal) {
      if (!refusal.temporary) this.#answer(note("bad", refusal.message));
    }
  }

  /** Ask the service for a raffle, until it answers. */
  #raffle(id, thisAttempt) {
    return untilAnswered(
      () => requestJson("GET", rafflePath(id), { isAnswer: isRaffle }),
      (refusal) => this.#answer(note("wait", refusal.message)),
      () => thisAttempt !== this.#attempts,
    );
  }

  /** End an act that is not answered yet: an old substitution must not replace a winner who gets the prize now. */
  #endAct() {
    const ended = this.#acts.end();
    if (ended) this.#ended = copyOf(ended);
  }

  #answer(...content) {
    this.#place = element("div", {}, ...content);
    this.#elements.answer.replaceChildren(...this.#ended, this.#place);
  }

  #fill({ number, code }) {
    this.#elements.number.value = number;
    this.#elements.code.value = code;
    this.#elements.note.value = "";
    this.#setChecked(false);
  }

  /** The first press of the button checks number and code. The second press notes the hand-over, which is final. */
  #setChecked(isChecked) {
    this.#isChecked = isChecked;
    this.#elements.submitButton.textContent = t(isChecked ? "hand-over-yes" : "hand-over-check");
  }

  /** Show which raffle this is, so that a manager sees whether the winner's claim slip is for this raffle. */
  async #showRaffle(id, hints) {
    const { title, raffle: place } = this.#elements;
    const thisAttempt = ++this.#attempts;
    this.#id = id;
    this.#facts = [];
    title.replaceChildren(t("hand-over-title"));
    place.replaceChildren(...hints);
    try {
      const raffle = await this.#raffle(id, thisAttempt);
      if (thisAttempt !== this.#attempts) return;
      this.#facts = factsOf(raffle);
      this.#name = raffle.name ?? this.#name;
      title.replaceChildren(...parts("hand-over-title-of", { name: isolated(raffle.name ?? "") }));
      place.replaceChildren(element("p", { class: "soft small" }, ...factsOf(raffle)), ...hints);
    } catch (refusal) {
      if (!refusal.temporary) this.#answer(note("bad", refusal.message));
    }
  }

  async #handOver() {
    const { number, code, note: typedNote } = this.#elements;
    const ticket = wholeNumberIn(number.value);
    const text = typedNote.value.trim();
    if (!this.#check(ticket)) return;
    const body = {
      ticket_number: ticket,
      verification_code: lettersAndDigits(code.value),
      ...(text ? { note: text } : {}),
    };
    const thisAttempt = ++this.#attempts;
    this.#endAct();
    const act = new Act(this.#name, this.#place);
    try {
      // If the ticket has not won, send the request for the hand-over anyway, because the refusal says why.
      if (!this.#isChecked && await this.#showPrize(body, thisAttempt)) return;
      act.place = this.#place;
      const handOver = await this.#acts.answer(
        act,
        () => requestJson("POST", rafflePath(this.#id, "hand-overs/"), { body, isAnswer: isHandOver }),
      );
      if (handOver === null) return;
      act.place.replaceChildren(handedOverText(handOver.answer));
    } catch (refusal) {
      if (refusal.temporary) return;
      if (!act.isEnded) act.place = this.#place;
      const isDone = refusal.type === "/problems/already-handed-over";
      const lost = isDone && act.mayBeDone ? [t("first-answer-lost"), " "] : [];
      const at = refusal.problem.handed_over_at;
      const time = at ? [" ", t("hand-over-time", { time: localTimeText(at) })] : [];
      act.say(lost.length > 0 ? "wait" : "bad", ...lost, refusal.message, ...time);
      if (!isDone) return;
    }
    if (act.isEnded) return;
    this.#fill({ number: "", code: "" });
    number.focus();
  }

  /** Show what the ticket has won, before a hand-over is noted. Return whether the ticket has won. */
  async #showPrize({ ticket_number: number, verification_code: code }, thisAttempt) {
    const { submitButton } = this.#elements;
    const body = { ticket_number: number, verification_code: code };
    const { has_won: hasWon, prize } = await untilAnswered(
      () => requestJson("POST", rafflePath(this.#id, "hand-overs/check/"), { body, isAnswer: isVerdict }),
      (refusal) => this.#answer(note("wait", refusal.message)),
      () => thisAttempt !== this.#attempts,
    );
    if (!hasWon || thisAttempt !== this.#attempts) return hasWon;
    const values = { number: untranslated(numberText(number)), prize: isolated(prize) };
    this.#answer(note("wait", ...parts("hand-over-review", values), " ", ...this.#facts));
    this.#setChecked(true);
    submitButton.focus();
    return true;
  }

  /** Say what is missing. Return true if nothing is missing. */
  #check(ticket) {
    const { number, code } = this.#elements;
    const wrong = !isCount(ticket) ? number : lettersAndDigits(code.value) === "" ? code : null;
    for (const field of [number, code]) field.setAttribute("aria-invalid", String(field === wrong));
    if (wrong === null) return true;
    const text = wrong === number
      ? t("hand-over-number-wrong", { mistake: COUNT_MESSAGE })
      : t("hand-over-code-missing");
    this.#answer(note("wait", text));
    wrong.focus();
    return false;
  }

  /** Read a claim slip with the camera. */
  async #scan() {
    const { video, scanButton } = this.#elements;
    this.#scanning.abort();
    this.#scanning = new AbortController();
    video.hidden = false;
    scanButton.hidden = true;
    let ticket = null;
    const take = (text) => (ticket = ticketIn(text)) !== null;
    try {
      await scan(video, take, this.#scanning.signal);
    } catch {
      this.#answer(note("bad", t("no-camera")));
    }
    video.hidden = true;
    scanButton.hidden = false;
    if (ticket === null) {
      if (this.#elements.dialog.open) scanButton.focus(); // The button lost the focus when it was hidden.
      return;
    }
    await this.take(ticket);
    if (ticket.id === this.#id) this.#elements.submitButton.focus();
    else scanButton.focus();
  }
}

/** Return what tells a raffle from other raffles of the same name: elements and strings. */
const factsOf = ({ id, created_at: created, ...raffle }) => [
  ...parts("hand-over-raffle", { id: untranslated(id.slice(0, 8)), time: localTimeText(created) }),
  ...[listingText(raffle)].filter(Boolean).map((listing) => ` ${listing}.`),
];

/** Return a list with a copy of an element, because the element itself stays in its place. Null gives an empty list. */
const copyOf = (element) => element ? [element.cloneNode(true)] : [];

const slipChoseRaffle = () => note("wait", t("slip-chose-raffle"));

const handedOverText = ({ ticket_number: number, prize, handed_over_at: at }) =>
  note(
    "good",
    ...parts("hand-over-done", {
      number: untranslated(numberText(number)),
      prize: isolated(prize),
      time: localTimeText(at),
    }),
  );
