/* The page of one raffle. This file connects the parts of the page, and gives each new state of the raffle to them. */

import {
  addressOf,
  certificatePage,
  raffleIdInAddress,
  rafflePage,
  showAddressOnPaper,
  stagePage,
} from "./shared/addresses.js";
import { byId, element, focusOn, note, removeLoadingText, tell } from "./shared/dom.js";
import { About } from "./raffle/about.js";
import { CheckForm } from "./raffle/check-form.js";
import { takeCheckLink } from "./raffle/check-link.js";
import { resultNote, resultOf, showDrawNews, unchecked } from "./raffle/draw-news.js";
import { factsOf, showFacts, showTickets } from "./raffle/facts.js";
import { followRaffle } from "./raffle/live-updates.js";
import { earlierThatCanWin, recall } from "./raffle/memory.js";
import { OwnTicket } from "./raffle/own-ticket.js";
import { pickUp } from "./raffle/pick-up.js";
import { showsFewerTaken } from "./raffle/restored.js";
import { SealedSection } from "./raffle/sealed-section.js";
import { Timetable } from "./raffle/timetable.js";
import { showSubstitutions, substitutionText } from "./raffle/substitutions.js";
import { tombstone } from "./raffle/tombstone.js";
import { unawarded } from "./raffle/unawarded.js";
import { connectVerification } from "./raffle/verify-section.js";
import { WinnerList } from "./raffle/winner-list.js";
import { connectWinnerSearch } from "./raffle/winner-search.js";
import { Winners } from "./raffle/winners.js";
import { isolatedText, prizesText } from "./shared/format.js";
import { parts, t } from "./shared/language.js";
import { completed, isUntaken } from "./shared/raffle-state.js";

const id = raffleIdInAddress();
const ownTicket = new OwnTicket(id, {
  place: byId("own-ticket"),
  message: byId("own-ticket-message"),
  lost: byId("own-ticket-lost"),
});
const checkForm = new CheckForm(id, {
  form: byId("check"),
  number: byId("check-number"),
  code: byId("check-code"),
  answer: byId("check-answer"),
  pickUp: (ticket) => pickUp(raffle, ticket),
});
const about = new About(id, {
  section: byId("about"),
  description: byId("description"),
  contact: byId("contact"),
  changes: byId("changes"),
});
const timetable = new Timetable(byId("times"));
const sealed = new SealedSection(id, byId("sealed"));
let raffle = null;
let shownDraw = null;
let drawShown = null; // a promise that ends when the page shows the draw
let checkLink = takeCheckLink();

function show(newState) {
  const oldState = raffle;
  raffle = completed(newState);
  removeLoadingText();
  byId("raffle").hidden = false;
  byId("failure").hidden = true;
  if (oldState === null || JSON.stringify(factsOf(oldState)) !== JSON.stringify(factsOf(raffle))) {
    document.title = t("document-title", { name: isolatedText(raffle.name) });
    showFacts({ name: byId("name"), prizes: byId("prizes"), announced: byId("announced") }, raffle);
    byId("raffle").setAttribute("aria-busy", "false");
  }
  showTickets({ status: byId("status"), bar: byId("bar"), claimed: byId("claimed"), left: byId("left") }, raffle);
  byId("stage").hidden = isUntaken(raffle);
  about.show(raffle);
  timetable.show(raffle);
  ownTicket.show(raffle);
  if (raffle.root) sealed.show(raffle);
  if (raffle.status === "drawn" && oldState?.status !== "drawn") drawShown = showDraw({ isNews: oldState !== null });
  if (oldState === null) {
    openCheckLink();
    askAgain(() => ownTicket.resume());
  }
}

/** Ask again for a ticket whose answer was lost. If the ticket comes after the draw, show what it won. */
async function askAgain(ask) {
  await drawShown; // Otherwise, the card of the new ticket could show the prize of an earlier one.
  const isNew = await ask();
  await drawShown;
  if (isNew && drawShown) showOwnResults(recall(id).ticket, () => {});
}

const failureText = (refusal) => [
  element("h1", {}, t(refusal.temporary ? "one-moment" : "no-such-raffle")),
  element("p", { role: "alert" }, refusal.message),
  element("p", {}, element("a", { href: addressOf("/") }, t("see-all-raffles"))),
];

function showFailure(refusal) {
  if (refusal.temporary && raffle !== null) return; // The page already shows the newest state that is known.
  removeLoadingText();
  const hadFocus = byId("raffle").contains(document.activeElement);
  byId("raffle").hidden = !refusal.temporary;
  byId("failure").hidden = false;
  if (!refusal.temporary) document.title = t("document-title", { name: t("no-such-raffle") });
  tell(
    byId("failure"),
    ...(refusal.type === "/problems/raffle-deleted" ? tombstone(refusal.problem) : failureText(refusal)),
    ...(refusal.temporary ? [] : ownTicket.kept(refusal.problem ?? {})),
  );
  if (hadFocus && !refusal.temporary) focusOn(byId("failure"));
}

/** Show the winners, what the visitor's ticket won, and the form that checks a ticket. */
async function showDraw({ isNews }) {
  const places = { news: byId("news"), text: byId("news-text"), winnersTitle: byId("winners-title") };
  byId("check-section").hidden = byId("search").hidden = isUntaken(raffle);
  const addNews = isNews && !isUntaken(raffle) ? showDrawNews(places) : () => {};
  byId("drawn").hidden = false;
  const { ticket } = recall(id);
  if (ticket && !checkLink) checkForm.fill(ticket.ticket_number, ticket.verification_code);
  const winners = new Winners(raffle);
  const list = new WinnerList(winners, {
    place: byId("winners"),
    moreButton: byId("more-winners"),
    message: byId("winners-message"),
  });
  connectWinnerSearch(winners, list, {
    form: byId("search"),
    number: byId("search-number"),
    answer: byId("search-answer"),
  });
  showUnawarded();
  shownDraw = { raffle, winners, substitutions: [] };
  const onShow = (shown) => shownDraw.substitutions = shown;
  const substitutions = raffle.reserves
    ? showSubstitutions(id, byId("substitutions"), { onShow, onNew: showIfOwn })
    : [];
  shownDraw.complete = substitutions;
  await list.showMore();
  byId("winners").setAttribute("aria-busy", "false");
  if (ticket) await showOwnResults(ticket, addNews);
}

/** Show what the tickets of this browser won. `addNews` adds the result of `ticket` to the news of the draw. */
async function showOwnResults(ticket, addNews) {
  const { winners } = shownDraw;
  const substitutions = await shownDraw.complete;
  ownTicket.keepWinners(winners.drawn(substitutions));
  await showResult(ticket, winners, substitutions, addNews);
  for (const earlier of earlierThatCanWin(recall(id))) {
    const known = { winners, substitutions, isAdded: earlier.from === "added" };
    ownTicket.showResult(await resultNote(raffle, earlier, known));
  }
}

/** Show the prizes for which too few tickets were claimed. */
function showUnawarded() {
  const { total_tickets: total, withdrawn_tickets: withdrawn = 0 } = raffle;
  const left = unawarded(raffle.prizes, total - withdrawn);
  const prizes = prizesText(left.map(({ prize: name, amount }) => ({ name, amount })));
  byId("unawarded").replaceChildren(...(left.length > 0 ? parts("prizes-for-nobody", { prizes }) : []));
}

/** If the substitution is about the ticket of this browser, show it below the ticket. */
function showIfOwn(substitution) {
  byId("proof").replaceChildren(); // A verdict from before this substitution is old.
  const { ticket_number: number } = recall(id).ticket ?? {};
  if (substitution.ticket_number === number) ownTicket.say(note("bad", ...substitutionText(substitution)));
  if (substitution.replaced_by === number) ownTicket.say(note("good", ...substitutionText(substitution)));
}

/** Show on the ticket card what the ticket won. `addNews` adds the result to the news of the draw. */
async function showResult(ticket, winners, substitutions, addNews) {
  const isAdded = recall(id).added === true;
  try {
    const { prize, text } = await resultOf(id, ticket, { winners, substitutions, isAdded });
    if (prize === null) ownTicket.showResult(note("wait", ...text()));
    else ownTicket.showPrize(prize);
    addNews(...text());
  } catch (refusal) {
    addNews(unchecked(refusal, isAdded));
  }
}

/**
 * If a check link opened this page, check the ticket of the link. Before the draw, say that a check is too early.
 *
 * Another page that opened this one can send it to check links again and again. A few wrong codes of such links would
 * lock all checks from this address for a minute. So then only the visitor starts the check, with the button.
 */
function openCheckLink() {
  if (checkLink === null || raffle === null) return;
  if (checkLink.isIncomplete) {
    ownTicket.say(note("wait", t("check-link-incomplete")));
    checkLink = null;
    return;
  }
  checkForm.fill(checkLink.number, checkLink.code);
  if (raffle.status === "drawn") {
    if (opener === null) checkForm.check();
    byId("check-title").scrollIntoView({ block: "start" });
  } else if (!recall(id).ticket) {
    ownTicket.say(note("wait", t("check-link-early", { number: Number(checkLink.number) })));
  }
}

addEventListener("hashchange", () => {
  const newLink = takeCheckLink();
  if (newLink === null) return;
  checkLink = newLink;
  openCheckLink();
});
addEventListener("online", () => raffle && askAgain(() => ownTicket.askOnceMore()));
showAddressOnPaper(rafflePage(id));
byId("certificate").href = certificatePage(id);
byId("stage").href = stagePage(id);
const verifySection = { button: byId("verify"), file: byId("record-file"), proof: byId("proof") };
connectVerification(id, verifySection, async () => {
  await shownDraw.complete; // If the substitutions were missing, the page would seem to be older than the record.
  return shownDraw;
});
followRaffle(id, show, showFailure, { isDoubtful: (state) => showsFewerTaken(id, completed(state)) });
