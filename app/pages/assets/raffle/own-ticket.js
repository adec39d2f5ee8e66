/* The place for the visitor's own ticket. It shows the ticket, the button that claims a ticket, or a card that says why
there is neither a ticket nor a button. */

import { untilAnswered } from "../shared/api.js";
import { element, focusOn, isBusy, note, setBusy, tell } from "../shared/dom.js";
import { t } from "../shared/language.js";
import { isUntaken } from "../shared/raffle-state.js";
import { EarlierTickets } from "./earlier-tickets.js";
import { lostCode, lostCodeKeptHere } from "./lost-code.js";
import {
  isSameTicket,
  isUnanswered,
  onChangeElsewhere,
  recall,
  rememberAcceptance,
  rememberRefusal,
} from "./memory.js";
import { noTicketCard } from "./no-ticket-card.js";
import { acceptanceBox, acceptFirst, participationTerms } from "./participation.js";
import { askToRemove } from "./removal.js";
import { mayBeLost } from "./restored.js";
import { SealCard } from "./seal-card.js";
import { keepWinners } from "./seal-memory.js";
import { ticketCard } from "./ticket-card.js";
import { turnOver } from "./turning-card.js";
import { addressesOfClaim, askOnceMore, PerhapsElsewhere, perhapsElsewhere, sendClaim } from "./unanswered.js";

/** If the raffle has one of these statuses, the visitor may have a ticket in another browser. */
const MAY_BE_ELSEWHERE = ["suspended", "open", "closed", "sold_out", "drawn"];

/** The notes above a ticket. Below the notes `added` and `restored`, there is also the button that claims. */
const NOTES = {
  added: () => t("added-ticket-open"),
  restored: () => t("restored-ticket"),
  waits: () => t("no-ticket-suspended-text"),
};

export class OwnTicket {
  #id;
  #place;
  #message;
  #news = element("p", { class: "visually-hidden", role: "status" });
  #lost;
  #raffle = null;
  #shown = null;
  #ticket = null; // The page keeps showing this ticket even if the browser forgets it, or another page removes it.
  #isAdded = false; // This browser did not claim the ticket: a ticket file or a transfer link brought it.
  #claims = 0;
  #sealCard;
  #earlier;

  /** `place`, `message` and `lost` are elements. `lost` gets the advice for a visitor who has lost the code. */
  constructor(id, { place, message, lost }) {
    this.#id = id;
    this.#sealCard = new SealCard(id);
    this.#earlier = new EarlierTickets(id);
    this.#place = place;
    this.#message = message;
    message.after(this.#news);
    this.#lost = lost;
    onChangeElsewhere(id, () => {
      const mayChange = this.#raffle !== null && (!this.#hasOwn || this.#shown === "restored");
      if (mayChange && isOther(recall(id).ticket, this.#ticket)) this.#showAnswer();
    });
  }

  /** Show the ticket, the button or a card. If the kind of content is the same as before, its elements stay. */
  show(raffle) {
    this.#raffle = raffle;
    const memory = recall(this.#id);
    const { ticket, added, asked, accepted } = memory;
    if (ticket) [this.#ticket, this.#isAdded] = [ticket, added === true];
    if (this.#ticket) this.#sealCard.show(raffle, this.#ticket);
    const isLost = mayBeLost(this.#id, raffle);
    const mayClaim = raffle.status === "open" || isUnanswered(memory);
    const inDoubt = mayClaim && (this.#isAdded ? "added" : isLost && "restored");
    const withTicket = inDoubt || (raffle.status === "suspended" ? "waits" : "ticket");
    const withoutTicket = asked ? "open" : isUntaken(raffle) ? "untaken" : raffle.status;
    const content = this.#ticket ? withTicket : withoutTicket;
    if (content === this.#shown) return;
    // Tell screen readers what has changed. A new ticket and the draw are announced by other parts of the page.
    const isNews = this.#shown !== null && !this.#ticket && content !== "drawn";
    this.#news.textContent = isNews ? t(content === "open" ? "open-now" : `no-ticket-${content}`) : "";
    this.#shown = content;
    const hadFocus = this.#place.contains(document.activeElement);
    this.#earlier.show();
    const noteText = NOTES[content]?.();
    if (this.#ticket) {
      this.#place.replaceChildren(
        ...perhapsElsewhere(this.#id, raffle),
        ...(noteText ? [note("wait", noteText)] : []),
        ...(inDoubt ? this.#claimButton() : []),
        ticketCard(raffle, this.#ticket, this.#isAdded, () => this.#remove()),
        this.#sealCard.element,
        this.#earlier.element,
        ...(inDoubt ? [] : participationTerms(raffle, accepted)),
      );
    } else if (content === "open") {
      this.#place.replaceChildren(...perhapsElsewhere(this.#id, raffle), ...this.#claimButton());
    } else {
      this.#place.replaceChildren(
        ...perhapsElsewhere(this.#id, raffle),
        noTicketCard(content),
        ...participationTerms(raffle, accepted),
      );
    }
    const lostAnswer = this.#ticket ? lostCodeKeptHere() : MAY_BE_ELSEWHERE.includes(content) ? lostCode() : "";
    this.#lost.replaceChildren(lostAnswer);
    if (hadFocus) focusOn(this.#place.querySelector(".ticket, .card, #get"));
  }

  /** Keep the winning numbers that were drawn. Show a warning if this browser saw other numbers before. */
  keepWinners(numbers) {
    if (this.#ticket === null) return;
    keepWinners(this.#id, numbers);
    this.#sealCard.show(this.#raffle, this.#ticket);
  }

  /** Ask the service about earlier tickets that the store has perhaps lost. Return whether it knows one of them. */
  settleEarlier() {
    return this.#earlier.settle(this.#raffle);
  }

  /** Show what the ticket won. If the visitor has removed the ticket, show nothing. */
  showPrize(prize) {
    if (this.#shown === "ticket") {
      const front = this.#place.querySelector(".ticket");
      turnOver(front, this.#raffle, { ticket: this.#ticket, isAdded: this.#isAdded, prize });
    }
  }

  /** Show a note about the result above the ticket. */
  showResult(result) {
    if (this.#shown === "ticket") this.#place.prepend(result);
  }

  /** Remove the results that the ticket shows, because they are old. */
  removeResults() {
    if (this.#shown !== "ticket") return;
    this.#shown = null;
    this.show(this.#raffle);
  }

  /**
   * Return a list of elements: what the ticket card keeps of a raffle that is deleted, or that the service does not
   * know any more. `kept` is what the service keeps of the raffle.
   */
  kept(kept) {
    this.#sealCard.showKept(kept);
    return this.#sealCard.element.hidden ? [] : [this.#sealCard.element];
  }

  /** Show a message below the place. */
  say(...message) {
    tell(this.#message, ...message);
  }

  /**
   * If the answer to a claim was lost, send the claim again. The same key gets the same ticket. From another address,
   * the key would get another ticket, so only the button sends it. Return whether the visitor has another ticket now.
   */
  async resume() {
    if (!isUnanswered(recall(this.#id)) || this.#hasOwn) return this.askOnceMore();
    const before = this.#ticket;
    await this.#claim({ isPressed: false });
    return isOther(recall(this.#id).ticket, before);
  }

  /** If the service may keep a ticket that this browser does not know, ask once. Return what `resume` returns. */
  async askOnceMore() {
    const before = this.#ticket;
    const stored = await askOnceMore(this.#id, this.#raffle);
    const isNew = isOther(recall(this.#id).ticket, before);
    if (isNew) this.#showAnswer(ticketMessage(stored));
    return isNew;
  }

  /** Whether this page has a ticket that this browser claimed itself. */
  get #hasOwn() {
    return this.#ticket !== null && !this.#isAdded;
  }

  /** Return the button that claims. Terms of participation, and the box that accepts them, come before the button. */
  #claimButton() {
    const { accepted } = recall(this.#id);
    const terms = participationTerms(this.#raffle, accepted);
    const { box, element: acceptance } = acceptanceBox({
      isTicked: terms.length === 0 || accepted !== undefined,
      onChange: () => setBusy(button, !box.checked),
    });
    const onclick = () => {
      if (!box.checked) {
        this.say(acceptFirst());
        box.focus();
      } else if (!isBusy(button)) {
        if (terms.length > 0) rememberAcceptance(this.#id);
        this.#claim({ isPressed: true });
      }
    };
    const button = element("button", { id: "get", class: "huge primary", type: "button", onclick }, t("get-ticket"));
    setBusy(button, !box.checked);
    return [
      ...terms,
      ...(terms.length > 0 ? [acceptance] : []),
      button,
      element("p", { class: "soft small ticket-actions" }, t("one-per-connection")),
    ];
  }

  /**
   * Claim a ticket. Repeat the claim until the service answers it, until the visitor perhaps has another address, or
   * until the next call of this function. The button is not replaced between the attempts, so that it keeps the focus,
   * and no screen reader reads it at each attempt.
   *
   * If `isPressed` is false, the first attempt repeats an earlier claim of this browser.
   */
  async #claim({ isPressed }) {
    const thisClaim = ++this.#claims;
    this.#showClaiming();
    const nextAddress = addressesOfClaim(this.#id, isPressed);
    // An added ticket stays stored during the claim. If another page of this browser gets a ticket, the claim ends.
    const before = this.#ticket;
    const isCancelled = () => thisClaim !== this.#claims || isOther(recall(this.#id).ticket, before);
    try {
      const stored = await untilAnswered(
        async () => sendClaim(this.#id, await nextAddress(), () => this.#showClaiming()),
        (refusal) => isCancelled() || this.say(note("wait", refusal.message)),
        isCancelled,
      );
      const isKnown = before !== null && !isOther(recall(this.#id).ticket, before);
      this.#showAnswer(isKnown ? note("good", t("ticket-still-known")) : ticketMessage(stored));
      this.#place.querySelector(".ticket").scrollIntoView({ block: "nearest" });
    } catch (refusal) {
      if (isCancelled()) {
        // Another page of this browser got the ticket.
        if (isOther(recall(this.#id).ticket, this.#ticket)) this.#showAnswer();
        return;
      }
      rememberRefusal(this.#id);
      if (refusal instanceof PerhapsElsewhere) {
        this.#showAnswer(...(this.#raffle.status === "open" ? [note("wait", refusal.message)] : []));
        await this.askOnceMore();
        return;
      }
      this.#showAnswer(note("bad", refusal.message));
      const answer = this.#lost.firstElementChild;
      if (refusal.type === "/problems/already-participated" && answer !== null) answer.open = true;
    }
  }

  #showClaiming() {
    this.show(this.#raffle);
    const button = this.#place.querySelector("#get");
    if (button === null) return;
    setBusy(button, true);
    for (const each of this.#place.querySelectorAll("#accept, .danger")) each.disabled = true;
    button.textContent = t("getting-ticket");
  }

  async #remove() {
    const isRemoved = await askToRemove(this.#id, this.#ticket, this.#raffle);
    if (isRemoved === undefined) return;
    if (isRemoved) this.#sealCard.stop();
    this.#ticket = null;
    this.#isAdded = false;
    this.#showAnswer(note("wait", t(isRemoved ? "ticket-removed" : "changed-elsewhere")));
  }

  /** Build the content again from what the browser remembers now. Show a message below it. */
  #showAnswer(...message) {
    this.#shown = null;
    this.show(this.#raffle);
    this.say(...message);
  }
}

/** Return whether there is a `ticket`, and it differs from the ticket `before`. Both can be missing. */
const isOther = (ticket, before) => ticket !== undefined && (before === null || !isSameTicket(ticket, before));

/** Return the message after a claim. If the ticket is stored, the message is only for screen readers. */
const ticketMessage = (stored) =>
  stored ? element("p", { class: "visually-hidden" }, t("here-is-ticket")) : note("wait", t("nothing-kept"));
