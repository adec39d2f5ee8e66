/* The form that creates a raffle. */

import { isRaffle, requestJson, untilAnswered } from "../shared/api.js";
import { rafflePage } from "../shared/addresses.js";
import { element, isBusy, isolated, note, setBusy } from "../shared/dom.js";
import { newIdempotencyKey } from "../shared/idempotency-key.js";
import { wholeNumberIn } from "../shared/typed-number.js";
import { hasTooManyPrizes, mistakesIn, mistakesInNumbers } from "./new-raffle.js";
import { PrizeRows } from "./prize-rows.js";
import { summaryOf } from "./summary.js";
import { timeIn, typedTime } from "./typed-time.js";

export class CreateForm {
  #form;
  #name;
  #tickets;
  #entropySource;
  #optional;
  #summary;
  #prizesError;
  #submitButton;
  #message;
  #prizeRows;
  #onCreate;
  #keys = new Map(); // request body -> its Idempotency-Key
  #attempts = 0;

  /** `elements` are elements of the page for managers. `onCreate` is called after a raffle was created. */
  constructor(elements, onCreate) {
    this.#form = elements.form;
    this.#name = elements.name;
    this.#tickets = elements.tickets;
    this.#entropySource = elements.entropySource;
    this.#optional = elements.optional;
    this.#summary = elements.summary;
    elements.optional.zone.textContent = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.#prizesError = elements.prizesError;
    this.#submitButton = elements.submitButton;
    this.#message = elements.message;
    this.#onCreate = onCreate;
    this.#prizeRows = new PrizeRows(elements.prizes, () => {
      elements.addPrizeButton.focus();
      this.#showTooManyPrizes();
    });
    elements.addPrizeButton.addEventListener("click", () => {
      this.#prizeRows.add();
      this.#prizeRows.focusLast();
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!isBusy(this.#submitButton)) this.#create();
    });
    this.#form.addEventListener("input", () => {
      this.#attempts++; // The manager changes the raffle, so the old one is not sent again.
      this.#showTooManyPrizes();
      this.#showSummary();
    });
  }

  clearMessage() {
    this.#message.replaceChildren();
  }

  /** Show another raffle in the form, so that a similar one can be created. Times that are over are left out. */
  fill(raffle) {
    const { beacon, unlisted, times, numbers, texts } = this.#optional;
    this.#form.reset();
    this.#name.value = raffle.name;
    this.#tickets.value = raffle.total_tickets;
    this.#entropySource.value = raffle.entropy_source ?? "";
    beacon.checked = Boolean(raffle.beacon);
    unlisted.checked = Boolean(raffle.unlisted);
    this.#prizeRows.fill(raffle.prizes);
    for (const field of [...numbers, ...texts]) field.value = raffle[field.dataset.field] ?? "";
    for (const field of times) {
      const time = raffle[field.dataset.field];
      field.value = Date.parse(time) > Date.now() ? typedTime(time) : "";
    }
    for (const details of this.#form.querySelectorAll("details")) {
      details.open = [...details.querySelectorAll("[data-field]")].some(({ value, type, checked }) =>
        type === "checkbox" ? checked : value !== ""
      );
    }
    this.#attempts++;
    this.#showMistakes([]);
    this.#showSummary();
    this.#message.replaceChildren(
      note("wait", "This is a copy of “", isolated(raffle.name), "”. It is not created yet."),
    );
    this.#name.focus();
    this.#name.select();
  }

  async #create() {
    const raffle = this.#enteredRaffle();
    const mistakes = mistakesIn(raffle);
    this.#showMistakes(mistakes);
    if (mistakes.length > 0) return;
    const thisAttempt = ++this.#attempts;
    try {
      const created = await untilAnswered(
        () => this.#send(raffle),
        (refusal) => this.#message.replaceChildren(note("wait", refusal.message)),
        () => thisAttempt !== this.#attempts,
      );
      this.#showCreated(created);
      this.#keys.clear();
      this.#onCreate();
    } catch (refusal) {
      if (refusal.temporary) return;
      const placed = refusal.errors.filter(({ field }) => this.#inputOf(field));
      const isAllPlaced = placed.length > 0 && placed.length === refusal.errors.length;
      this.#message.replaceChildren(note("bad", isAllPlaced ? "Correct the marked fields." : refusal.message));
      this.#showMistakes(placed);
    }
  }

  async #send(raffle) {
    setBusy(this.#submitButton, true);
    try {
      const headers = { "Idempotency-Key": this.#keyOf(raffle) };
      return await requestJson("POST", "/raffles/", { body: raffle, headers, isAnswer: isRaffle });
    } finally {
      setBusy(this.#submitButton, false);
    }
  }

  #enteredRaffle() {
    const { beacon, unlisted, times, numbers, texts } = this.#optional;
    const source = this.#entropySource.value.trim();
    const given = (fields, valueOf) =>
      Object.fromEntries(
        fields.filter(({ value, validity }) => value.trim() || validity.badInput).map((field) => [
          field.dataset.field,
          valueOf(field),
        ]),
      );
    return {
      name: this.#name.value,
      total_tickets: wholeNumberIn(this.#tickets.value),
      prizes: this.#prizeRows.prizes,
      ...(beacon.checked ? { beacon: "quicknet" } : source ? { entropy_source: source } : {}),
      ...given(times, timeIn),
      ...given(numbers, ({ value }) => wholeNumberIn(value)),
      ...given(texts, ({ value }) => value),
      ...(unlisted.checked ? { unlisted: true } : {}),
    };
  }

  /** Return the key of a raffle. A retry has the same key and creates no second raffle. A success clears the keys. */
  #keyOf(raffle) {
    const body = JSON.stringify(raffle);
    if (!this.#keys.has(body)) this.#keys.set(body, newIdempotencyKey());
    return this.#keys.get(body);
  }

  #showCreated(raffle) {
    this.#form.reset();
    this.#showSummary();
    this.#summary.section.hidden = true;
    this.#prizeRows.reset();
    const link = element("a", { href: rafflePage(raffle.id) }, "Open its page");
    this.#message.replaceChildren(note("good", "Created “", isolated(raffle.name), "”. ", link));
  }

  /** Show at most one mistake at each input, and move the focus to the first input with a mistake. */
  #showMistakes(mistakes) {
    for (const input of this.#form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
    for (const place of this.#form.querySelectorAll(".field-error")) place.textContent = "";
    let firstInput = null;
    for (const { field, message } of mistakes) {
      const input = this.#inputOf(field);
      input?.setAttribute("aria-invalid", "true");
      firstInput ??= input;
      input?.closest("details")?.setAttribute("open", "");
      const around = input?.closest(".prize-row") ?? input?.parentElement;
      const place = around?.querySelector(".field-error") ?? this.#prizesError;
      place.textContent ||= message;
    }
    firstInput?.focus();
  }

  /** Return the input for a field of the API, or null if the form has no input for this field. */
  #inputOf(field) {
    const prize = /^prizes\[(\d+)\]\.(name|amount)$/.exec(field);
    if (prize) return this.#prizeRows.input(prize[1], prize[2]);
    return this.#form.querySelector(`[data-field="${CSS.escape(field)}"]`);
  }

  /** Say what becomes final. The source is typed by a person, so there is none with a beacon. */
  #showSummary() {
    const { section, list } = this.#summary;
    section.hidden = false;
    this.#optional.source.hidden = this.#optional.beacon.checked;
    list.replaceChildren(...summaryOf(this.#enteredRaffle()).map((sentence) => element("li", {}, ...sentence)));
  }

  /** Show a mistake during typing if there are more prizes than tickets. */
  #showTooManyPrizes() {
    const raffle = this.#enteredRaffle();
    const mistakes = hasTooManyPrizes(raffle) ? mistakesInNumbers(raffle) : [];
    this.#prizesError.textContent = mistakes.map(({ message }) => message).join(" ");
  }
}
