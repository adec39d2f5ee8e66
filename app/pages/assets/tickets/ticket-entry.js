/* One raffle on the page "My tickets": the ticket, the status and dates of the raffle, what the ticket won, and the
proof that the seal of the raffle contains the ticket. */

import { rafflePage } from "../shared/addresses.js";
import { isRaffle, rafflePath, requestJson, untilAnswered } from "../shared/api.js";
import { CALENDAR_TYPE, calendarText, datesOf } from "../shared/calendar-file.js";
import { serverTime } from "../shared/clock.js";
import { element, isolated, note } from "../shared/dom.js";
import { saveFile } from "../shared/files.js";
import { numberText } from "../shared/format.js";
import { t } from "../shared/language.js";
import { completed, showStatus } from "../shared/raffle-state.js";
import { checkLink } from "../raffle/check-link.js";
import { resultNote, resultOf } from "../raffle/draw-news.js";
import { earlierThatCanWin, EarlierTickets } from "../raffle/earlier-tickets.js";
import { isUnanswered, keeps, recall } from "../raffle/memory.js";
import { askToRemove } from "../raffle/removal.js";
import { mayBeLost } from "../raffle/restored.js";
import { qrCanvas } from "../raffle/qr.js";
import { SealCard } from "../raffle/seal-card.js";
import { keepWinners } from "../raffle/seal-memory.js";
import { requestSubstitutions } from "../raffle/substitutions.js";
import { Timetable } from "../raffle/timetable.js";
import { perhapsElsewhere } from "../raffle/unanswered.js";
import { Winners } from "../raffle/winners.js";
import { transferCodes } from "./transfer-codes.js";

/** The statuses in which no ticket can be claimed any more, but the winners are not drawn. */
const ENDED = ["sold_out", "closed"];

const DELETED_TYPE = "/problems/raffle-deleted";
const NOT_FOUND_TYPE = "/problems/raffle-not-found";

export class TicketEntry {
  element;
  /** The newest state of the raffle that the service has sent, or null. */
  raffle = null;
  #id;
  #ticket;
  #onRemove;
  #name = element("a", {}, t("unnamed-raffle"));
  #pill = element("span", { class: "pill", hidden: true });
  #message = element("div", { role: "status" });
  #times = element("div", { class: "small" });
  #doubt = element("div", { class: "no-print" });
  #result = element("div");
  #resultsFrom = ""; // what the shown results were made from, as JSON
  #refreshing = null;
  #earlier;
  #seal;
  #sealPart;
  #datesButton = element("button", { type: "button", hidden: true, onclick: () => this.#saveDates() }, t("save-dates"));
  #timetable;

  /**
   * `onRemove(isRemoved)` is called when the visitor removes the ticket from this browser. `isRemoved` is false if
   * another page of this browser has changed the ticket, so that it was not removed.
   */
  constructor(id, onRemove) {
    this.#id = id;
    this.#onRemove = onRemove;
    const { ticket } = recall(id);
    this.#earlier = new EarlierTickets(id);
    this.#ticket = ticket ?? null;
    this.#seal = new SealCard(id);
    this.#sealPart = element(
      "details",
      { class: "no-print", hidden: true },
      element("summary", {}, t("seal-and-proof")),
      this.#seal.element,
    );
    this.#timetable = new Timetable(this.#times);
    this.#name.href = rafflePage(id);
    this.element = element(
      "li",
      { class: "card my-ticket", "data-raffle": id },
      ...(this.#ticket ? [stub(this.#ticket)] : []),
      element(
        "div",
        { class: "about" },
        element("div", { class: "head" }, element("h2", {}, this.#name), this.#pill),
        this.#doubt,
        this.#result,
        this.#message,
        this.#times,
        this.#earlier.element,
        this.#sealPart,
        ...this.#actions(),
      ),
    );
    if (this.#ticket === null) this.#showDoubt({});
  }

  /** Ask the service for the raffle, and show it. If the service is asked already, wait for that answer. */
  refresh() {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #refresh() {
    try {
      const ask = () => requestJson("GET", rafflePath(this.#id), { isAnswer: isRaffle });
      await this.#show(await untilAnswered(ask, (refusal) => this.#say("wait", refusal.message)));
    } catch (refusal) {
      const isDeleted = refusal.type === DELETED_TYPE;
      if (refusal.type === NOT_FOUND_TYPE) this.#showKept({});
      if (isDeleted) this.#show({ ...refusal.problem, id: this.#id, status: "deleted" });
      this.#say(
        "wait",
        isDeleted ? t("raffle-was-deleted") : refusal.type === NOT_FOUND_TYPE ? t("raffle-not-here") : refusal.message,
      );
    }
  }

  async #show(newState) {
    const raffle = this.raffle = completed(newState);
    this.#message.replaceChildren();
    this.#name.replaceChildren(isolated(raffle.name));
    this.#pill.hidden = false;
    showStatus(this.#pill, raffle.status);
    if (raffle.status === "deleted") {
      this.#showKept(newState); // `completed` has added values that the service does not keep.
      return;
    }
    this.#timetable.show(raffle);
    this.#datesButton.hidden = datesOf(raffle, now()).length === 0;
    this.#showDoubt(raffle);
    if (this.#ticket === null) return;
    const shown = this.#seal.show(raffle, this.#ticket);
    this.#showSealPart();
    shown.then(() => this.#showSealPart());
    this.#earlier.settle(raffle).then((isKnown) => isKnown && this.raffle.status === "drawn" && this.refresh());
    if (raffle.status === "drawn") await this.#showResult(raffle);
    else if (ENDED.includes(raffle.status)) this.#result.textContent = t("not-drawn-yet");
  }

  /** Show what the ticket card keeps, because the service does not have the raffle any more. */
  #showKept(kept) {
    this.#seal.showKept(kept);
    this.#showSealPart();
    this.#sealPart.open = true;
  }

  #showSealPart() {
    this.#sealPart.hidden = this.#seal.element.hidden;
    this.#sealPart.open ||= this.#seal.hasAlarm;
  }

  /**
   * Say if the answer to a claim is missing, if this browser did not claim the ticket, or if the store may have lost
   * the ticket. While the raffle is open, also show a link to the button that claims.
   */
  #showDoubt(raffle) {
    const isOpen = raffle.status === "open";
    const isLost = mayBeLost(this.#id, raffle);
    const memory = recall(this.#id);
    const { added } = memory;
    const isAsking = this.#ticket === null && isUnanswered(memory);
    const claim = element("a", { class: "button", href: rafflePage(this.#id) }, t("get-ticket"));
    this.#doubt.replaceChildren(
      ...(isAsking ? [element("p", {}, t("claim-not-answered"))] : perhapsElsewhere(this.#id, raffle)),
      ...(added ? [note("wait", isOpen ? t("added-ticket-open") : t("added-ticket-text"))] : []),
      ...(isLost && isOpen ? [note("wait", t("restored-ticket"))] : []),
      ...(isOpen && (added || isLost) ? [claim] : []),
    );
  }

  /** Show what the ticket won, and what earlier tickets of this browser won. */
  async #showResult(raffle) {
    const memory = recall(this.#id);
    const winners = new Winners(raffle);
    await winners.load();
    const substitutions = raffle.reserves ? await requestSubstitutions(this.#id) : [];
    keepWinners(this.#id, winners.drawn(substitutions));
    this.#seal.show(raffle, this.#ticket);
    this.#showSealPart();
    const tickets = [this.#ticket, ...earlierThatCanWin(memory)];
    // The check of a ticket is expensive for the service. So check it again only if something has changed.
    const from = JSON.stringify([
      raffle.pick_up,
      raffle.contact,
      winners.numbers,
      substitutions,
      tickets,
      memory.added,
    ]);
    if (from === this.#resultsFrom) return;
    const results = [];
    for (const ticket of tickets) {
      const isAdded = ticket === this.#ticket ? memory.added === true : ticket.from === "added";
      const result = await resultOf(this.#id, ticket, { winners, substitutions, isAdded });
      results.push(resultNote(raffle, ticket, result));
    }
    this.#result.replaceChildren(...results);
    this.#resultsFrom = from;
  }

  #actions() {
    const codes = element("div", { class: "codes", hidden: true });
    const show = () => {
      codes.hidden = !codes.hidden;
      showButton.setAttribute("aria-expanded", String(!codes.hidden));
      codes.replaceChildren(...(codes.hidden ? [] : transferCodes([this.#ticket])));
    };
    const showButton = element("button", { type: "button", "aria-expanded": "false", onclick: show }, t("pass-on"));
    const remove = element(
      "button",
      { type: "button", class: "danger", onclick: () => this.#remove() },
      t("remove-ticket"),
    );
    return [
      element("div", { class: "actions no-print" }, this.#datesButton, this.#ticket ? showButton : "", remove),
      codes,
    ];
  }

  #saveDates() {
    saveFile(`raffle-${this.#id}.ics`, calendarText(this.raffle, now()), CALENDAR_TYPE);
  }

  async #remove() {
    const isRemoved = await askToRemove(this.#id, this.#ticket, this.raffle ?? {});
    if (isRemoved !== undefined) this.#onRemove(isRemoved);
  }

  /** Whether this browser still keeps the ticket that the entry shows. */
  get isCurrent() {
    return keeps(this.#id, this.#ticket);
  }

  /** Stop asking the service, because the entry is removed. */
  stop() {
    this.#seal.stop();
  }

  #say(kind, text) {
    this.#message.replaceChildren(note(kind, text));
  }
}

const now = () => serverTime() ?? Date.now();

/** Return the part with number and code. If the page is printed, this part also has the QR code of the check link. */
const stub = (ticket) =>
  element(
    "div",
    { class: "stub" },
    element("p", { class: "label" }, t("number-label")),
    element("p", { class: "number", translate: "no" }, numberText(ticket.ticket_number)),
    element("p", { class: "label" }, t("code-label")),
    element(
      "p",
      { class: "code", dir: "ltr", translate: "no" },
      ...ticket.verification_code.split("-").map((group) => element("span", {}, group)),
    ),
    element("div", { class: "on-paper" }, qrCanvas(checkLink(ticket), t("check-code-label"))),
  );
