/* The dialog in which a manager checks number and code of a winner, and notes that the prize was handed over. */

import { isRaffle, rafflePath, requestJson, untilAnswered } from "../shared/api.js";
import { element, isolated, note, untranslated } from "../shared/dom.js";
import { lettersAndDigits, localTimeText, numberText } from "../shared/format.js";
import { ticketIn } from "../shared/hand-over-link.js";
import { parts, t } from "../shared/language.js";
import { listingText } from "../shared/raffle-state.js";
import { COUNT_MESSAGE, isCount, wholeNumberIn } from "../shared/typed-number.js";
import { canScan, scan } from "./scanner.js";

const isVerdict = (value) => typeof value?.has_won === "boolean";

const isHandOver = (value) => typeof value?.prize === "string" && typeof value.handed_over_at === "string";

export class HandOverDialog {
  #elements;
  #id = null;
  #facts = []; // what tells this raffle from other raffles of the same name
  #attempts = 0;
  #isChecked = false; // whether the manager sees what the ticket has won
  #scanning = new AbortController();

  constructor(elements) {
    this.#elements = elements;
    elements.scanButton.hidden = !canScan();
    elements.scanButton.addEventListener("click", () => this.#scan());
    elements.closeButton.addEventListener("click", () => elements.dialog.close());
    elements.dialog.addEventListener("close", () => {
      this.#attempts++;
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

  /** Open the dialog for the raffle with this id. */
  open({ id }) {
    return this.#open({ id, number: "", code: "" }, []);
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

  async #open({ id, number, code }, hints) {
    const { dialog, answer } = this.#elements;
    answer.replaceChildren();
    if (!dialog.open) dialog.showModal();
    this.#fill({ number, code });
    await this.#showRaffle(id, hints);
  }

  /** Say that a claim slip belongs to another raffle, and offer to open that raffle. */
  async #warn(ticket) {
    const { answer, submitButton } = this.#elements;
    const thisAttempt = ++this.#attempts;
    this.#fill({ number: "", code: "" });
    const open = async () => {
      await this.#open(ticket, [slipChoseRaffle()]);
      submitButton.focus();
    };
    const button = element("button", { type: "button", onclick: open }, t("open-other-raffle"));
    const show = (...about) =>
      answer.replaceChildren(note("bad", element("strong", {}, t("slip-of-another-raffle")), " ", ...about), button);
    show();
    try {
      const raffle = await this.#raffle(ticket.id, thisAttempt);
      if (thisAttempt === this.#attempts) show(isolated(raffle.name ?? ""), ". ", ...factsOf(raffle));
    } catch (refusal) {
      if (!refusal.temporary) answer.replaceChildren(note("bad", refusal.message));
    }
  }

  /** Ask the service for a raffle, until it answers. */
  #raffle(id, thisAttempt) {
    return untilAnswered(
      () => requestJson("GET", rafflePath(id), { isAnswer: isRaffle }),
      (refusal) => this.#elements.answer.replaceChildren(note("wait", refusal.message)),
      () => thisAttempt !== this.#attempts,
    );
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
    const { title, raffle: place, answer } = this.#elements;
    const thisAttempt = ++this.#attempts;
    this.#id = id;
    this.#facts = [];
    title.replaceChildren(t("hand-over-title"));
    place.replaceChildren(...hints);
    try {
      const raffle = await this.#raffle(id, thisAttempt);
      if (thisAttempt !== this.#attempts) return;
      this.#facts = factsOf(raffle);
      title.replaceChildren(...parts("hand-over-title-of", { name: isolated(raffle.name ?? "") }));
      place.replaceChildren(element("p", { class: "soft small" }, ...factsOf(raffle)), ...hints);
    } catch (refusal) {
      if (!refusal.temporary) answer.replaceChildren(note("bad", refusal.message));
    }
  }

  async #handOver() {
    const { answer, number, code, note: typedNote } = this.#elements;
    const ticket = wholeNumberIn(number.value);
    const text = typedNote.value.trim();
    if (!this.#check(ticket)) return;
    const body = {
      ticket_number: ticket,
      verification_code: lettersAndDigits(code.value),
      ...(text ? { note: text } : {}),
    };
    const thisAttempt = ++this.#attempts;
    let mayBeDone = false; // whether an earlier attempt was perhaps carried out
    try {
      // If the ticket has not won, send the request for the hand-over anyway, because the refusal says why.
      if (!this.#isChecked && await this.#showPrize(body, thisAttempt)) return;
      const handOver = await untilAnswered(
        () => requestJson("POST", rafflePath(this.#id, "hand-overs/"), { body, isAnswer: isHandOver }),
        (refusal) => {
          mayBeDone ||= refusal.mayBeDone;
          answer.replaceChildren(note("wait", refusal.message));
        },
        () => thisAttempt !== this.#attempts,
      );
      answer.replaceChildren(handedOverText(handOver));
      this.#fill({ number: "", code: "" });
      number.focus();
    } catch (refusal) {
      if (refusal.temporary) return;
      const isDone = refusal.type === "/problems/already-handed-over";
      const lost = isDone && mayBeDone ? [t("first-answer-lost"), " "] : [];
      const at = refusal.problem.handed_over_at;
      const time = at ? [" ", t("hand-over-time", { time: localTimeText(at) })] : [];
      answer.replaceChildren(note(lost.length > 0 ? "wait" : "bad", ...lost, refusal.message, ...time));
      if (!isDone) return;
      this.#fill({ number: "", code: "" });
      number.focus();
    }
  }

  /** Show what the ticket has won, before a hand-over is noted. Return whether the ticket has won. */
  async #showPrize({ ticket_number: number, verification_code: code }, thisAttempt) {
    const { answer, submitButton } = this.#elements;
    const body = { ticket_number: number, verification_code: code };
    const { has_won: hasWon, prize } = await untilAnswered(
      () => requestJson("POST", rafflePath(this.#id, "hand-overs/check/"), { body, isAnswer: isVerdict }),
      (refusal) => answer.replaceChildren(note("wait", refusal.message)),
      () => thisAttempt !== this.#attempts,
    );
    if (!hasWon || thisAttempt !== this.#attempts) return hasWon;
    const values = { number: untranslated(numberText(number)), prize: isolated(prize) };
    answer.replaceChildren(note("wait", ...parts("hand-over-review", values), " ", ...this.#facts));
    this.#setChecked(true);
    submitButton.focus();
    return true;
  }

  /** Say what is missing. Return true if nothing is missing. */
  #check(ticket) {
    const { answer, number, code } = this.#elements;
    const wrong = !isCount(ticket) ? number : lettersAndDigits(code.value) === "" ? code : null;
    for (const field of [number, code]) field.setAttribute("aria-invalid", String(field === wrong));
    if (wrong === null) return true;
    const text = wrong === number
      ? t("hand-over-number-wrong", { mistake: COUNT_MESSAGE })
      : t("hand-over-code-missing");
    answer.replaceChildren(note("wait", text));
    wrong.focus();
    return false;
  }

  /** Read a claim slip with the camera. */
  async #scan() {
    const { video, scanButton, answer } = this.#elements;
    this.#scanning.abort();
    this.#scanning = new AbortController();
    video.hidden = false;
    scanButton.hidden = true;
    let ticket = null;
    const take = (text) => (ticket = ticketIn(text)) !== null;
    try {
      await scan(video, take, this.#scanning.signal);
    } catch {
      answer.replaceChildren(note("bad", t("no-camera")));
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
