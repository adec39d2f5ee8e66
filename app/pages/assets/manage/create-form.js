/* The form that creates a raffle or a draft, and edits a draft. */

import { isRaffle, rafflePath, requestJson } from "../shared/api.js";
import { rafflePage } from "../shared/addresses.js";
import { element, focusOn, isBusy, isGone, isolated, note, setBusy } from "../shared/dom.js";
import { parts, t } from "../shared/language.js";
import { wholeNumberIn } from "../shared/typed-number.js";
import { Act } from "./acts.js";
import { Creations } from "./creations.js";
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
  #title;
  #buttons;
  #message;
  #prizeRows;
  #onSave;
  #draft = null; // the draft that is edited: {id, before, unsure}; see #change
  #creations = new Creations();
  #acts;
  #act = null; // the last act of this form

  /**
   * `elements` are elements of the page for managers. `acts` is an Acts object. `onSave` is called after a raffle or a
   * draft was saved.
   */
  constructor(elements, acts, onSave) {
    this.#acts = acts;
    this.#form = elements.form;
    this.#name = elements.name;
    this.#tickets = elements.tickets;
    this.#entropySource = elements.entropySource;
    this.#optional = elements.optional;
    this.#summary = elements.summary;
    elements.optional.zone.textContent = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.#prizesError = elements.prizesError;
    this.#title = elements.title;
    this.#buttons = elements.buttons;
    this.#message = elements.message;
    this.#onSave = onSave;
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
      if (!isBusy(this.#buttons.create)) this.#save({ asDraft: event.submitter === this.#buttons.saveAsDraft });
    });
    this.#buttons.stopEditing.addEventListener("click", () => {
      this.stopEditing();
      focusOn(this.#title);
    });
    this.#form.addEventListener("input", () => {
      this.#acts.end(this.#act); // The manager changes the raffle, so the old values are not sent again.
      this.#showTooManyPrizes();
      this.#showSummary();
    });
  }

  clearMessage() {
    this.#message.replaceChildren();
  }

  /** Show a raffle in the form, so that the manager can create a similar raffle. Times in the past are left out. */
  copy(raffle) {
    this.stopEditing();
    this.#fill(raffle, (time) => Date.parse(time) > Date.now());
    this.#message.append(note("wait", ...parts("copy-in-form", { name: isolated(raffle.name) })));
  }

  /** Show a draft in the form, so that it can be changed. */
  editDraft(draft) {
    this.stopEditing();
    this.#fill(draft, (time) => time !== undefined);
    this.#setDraft({ id: draft.id, before: this.#enteredRaffle(), unsure: [] });
    this.#message.append(note("wait", ...parts("draft-in-form", { name: isolated(draft.name) })));
  }

  /** Whether the form has the draft with this id. */
  isEditing(id) {
    return this.#draft?.id === id;
  }

  /** Empty the form, for a new raffle. */
  stopEditing() {
    const ended = this.#acts.end(this.#act); // The old content is not sent again.
    this.#form.reset();
    this.#prizeRows.reset();
    this.#showMistakes([]);
    this.#showSummary();
    this.#summary.section.hidden = true;
    this.#setDraft(null);
    this.#message.replaceChildren(...(ended ? [ended] : []));
  }

  #setDraft(draft) {
    this.#draft = draft;
    const isEdited = draft !== null;
    this.#title.textContent = isEdited ? t("edit-draft") : t("new-raffle");
    this.#buttons.create.hidden = this.#buttons.saveAsDraft.hidden = isEdited;
    this.#buttons.saveDraft.hidden = this.#buttons.stopEditing.hidden = !isEdited;
  }

  /** Show a raffle in the form. Leave out each of its times for which `isKept(time)` is false. */
  #fill(raffle, isKept) {
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
      field.value = isKept(time) ? typedTime(time) : "";
    }
    for (const details of this.#form.querySelectorAll("details")) {
      details.open = [...details.querySelectorAll("[data-field]")].some(({ value, type, checked }) =>
        type === "checkbox" ? checked : value !== ""
      );
    }
    this.#showMistakes([]);
    this.#showSummary();
    this.#name.focus();
    this.#name.select();
  }

  /** Save what is entered: change the draft that is edited, or else create a draft (`asDraft`) or a raffle. */
  async #save({ asDraft }) {
    const raffle = this.#enteredRaffle();
    const mistakes = mistakesIn(raffle);
    this.#showMistakes(mistakes);
    if (mistakes.length > 0) return;
    const draft = this.#draft;
    const send = () =>
      draft ? this.#change(draft, raffle) : this.#creations.create(asDraft ? { ...raffle, draft: true } : raffle);
    this.#acts.end(this.#act); // This act is repeated now, so nothing needs to be said about it.
    const ended = this.#acts.end();
    const act = this.#act = new Act(raffle.name, element("div"));
    this.#message.replaceChildren(...(ended ? [ended] : []), act.place);
    const pressed = document.activeElement;
    try {
      const answered = await this.#acts.answer(act, () => this.#whileBusy(send));
      if (answered === null) return;
      const { saved, isEarlier = false } = answered.answer;
      const text = isEarlier
        ? parts("earlier-created", { name: isolated(saved.name) })
        : savedText(saved, { draft, asDraft });
      const link = element("a", { href: rafflePage(saved.id) }, t("open-its-page"));
      // The form keeps what was not saved, or what the manager has typed since the request was sent.
      if (!isEarlier && !act.isEnded) {
        this.stopEditing();
        this.#message.replaceChildren(act.place);
      }
      act.say(isEarlier ? "wait" : "good", ...text, " ", link);
      if (!act.isEnded && isGone(pressed)) focusOn(this.#message);
      this.#onSave();
    } catch (refusal) {
      if (act.isEnded) {
        act.say("bad", refusal.message);
        return;
      }
      const placed = refusal.errors.filter(({ field }) => this.#inputOf(field));
      const isAllPlaced = placed.length > 0 && placed.length === refusal.errors.length;
      act.say("bad", isAllPlaced ? t("correct-fields") : refusal.message);
      this.#showMistakes(placed);
    }
  }

  async #whileBusy(send) {
    const { create, saveAsDraft, saveDraft } = this.#buttons;
    for (const button of [create, saveAsDraft, saveDraft]) setBusy(button, true);
    try {
      return await send();
    } finally {
      for (const button of [create, saveAsDraft, saveDraft]) setBusy(button, false);
    }
  }

  /**
   * Change a draft. Return {saved}. Send only the fields that differ from `before`, what the form had when the editing
   * began, because another manager may have changed other fields. Also send `unsure`: the fields which an earlier
   * request without an answer has perhaps changed.
   */
  async #change(draft, after) {
    const { id, before, unsure } = draft;
    const isChanged = (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]);
    const fields = Object.keys({ ...before, ...after }).filter((field) => isChanged(field) || unsure.includes(field));
    const body = Object.fromEntries(fields.map((field) => [field, after[field] ?? null]));
    draft.unsure = fields;
    try {
      return { saved: await requestJson("PATCH", rafflePath(id), { body, isAnswer: isRaffle }) };
    } catch (refusal) {
      if (!refusal.mayBeDone) draft.unsure = unsure;
      throw refusal;
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

  /** Say what becomes final. With a beacon, nobody types entropy, so the field for the entropy source is hidden. */
  #showSummary() {
    const { section, list } = this.#summary;
    section.hidden = false;
    this.#optional.source.hidden = this.#optional.beacon.checked;
    list.replaceChildren(...summaryOf(this.#enteredRaffle()).map((sentence) => element("li", {}, ...sentence)));
  }

  /** If there are more prizes than tickets, say so already during typing. */
  #showTooManyPrizes() {
    const raffle = this.#enteredRaffle();
    const mistakes = hasTooManyPrizes(raffle) ? mistakesInNumbers(raffle) : [];
    this.#prizesError.textContent = mistakes.map(({ message }) => message).join(" ");
  }
}

/** Return the text that says what was saved: an edited draft, a new draft, or a raffle. */
function savedText(saved, { draft, asDraft }) {
  const name = isolated(saved.name);
  if (draft) return parts("draft-saved", { name });
  return asDraft ? parts("draft-first-saved", { name }) : parts("raffle-created", { name });
}
