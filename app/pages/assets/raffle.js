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
import { followDrawn } from "./raffle/after-draw.js";
import { CheckForm } from "./raffle/check-form.js";
import { endLinkCheck, mayCheckLink, takeCheckLink } from "./raffle/check-link.js";
import { resultNote, resultOf, showDrawNews } from "./raffle/draw-news.js";
import { earlierThatCanWin } from "./raffle/earlier-tickets.js";
import { factsOf, showFacts, showTickets } from "./raffle/facts.js";
import { followRaffle } from "./raffle/live-updates.js";
import { recall } from "./raffle/memory.js";
import { OwnTicket } from "./raffle/own-ticket.js";
import { pickUp } from "./raffle/pick-up.js";
import { showsFewerTaken } from "./raffle/restored.js";
import { SealedSection } from "./raffle/sealed-section.js";
import { Timetable } from "./raffle/timetable.js";
import { Substitutions, substitutionText } from "./raffle/substitutions.js";
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
let resultShows = 0; // how often the results of the own tickets were asked for
let hasWon = false; // whether the page shows that a ticket of this browser has won
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
  else if (shownDraw !== null && pickUpTexts(oldState) !== pickUpTexts(raffle)) showNewPickUp();
  if (raffle.root && !oldState?.root) settleEarlier();
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
  if (isNew && drawShown) showOwnResults();
  settleEarlier(); // The old ticket may be an earlier one now.
}

/** Ask about earlier tickets that the store has perhaps lost. After the draw, also show what they won. */
async function settleEarlier() {
  if (await ownTicket.settleEarlier() && shownDraw) showOwnResults();
}

/** Return the texts that tell a winner how to get the prize, as JSON. */
const pickUpTexts = ({ pick_up: text = null, contact = null }) => JSON.stringify([text, contact]);

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
  const searchAgain = connectWinnerSearch(winners, list, {
    form: byId("search"),
    number: byId("search-number"),
    answer: byId("search-answer"),
  });
  showUnawarded();
  const substitutions = new Substitutions(id, byId("substitutions"));
  const complete = raffle.reserves ? substitutions.load() : Promise.resolve();
  shownDraw = { raffle, winners, substitutions, complete };
  await list.showMore();
  byId("winners").setAttribute("aria-busy", "false");
  await complete;
  list.replace(substitutions.shown);
  followDrawn(id, substitutions, {
    onRaffle: show,
    onFailure: showFailure,
    onSubstitutions: (fresh) => {
      list.replace(substitutions.shown);
      searchAgain();
      showNewSubstitutions(fresh);
    },
  });
  await showOwnResults(addNews);
}

/** Show what the tickets of this browser won, instead of older results. `addNews` adds it to the news of the draw. */
async function showOwnResults(addNews = () => {}) {
  const thisShow = ++resultShows;
  const { winners, substitutions: { shown: substitutions } } = shownDraw;
  const memory = recall(id);
  if (!memory.ticket) return;
  ownTicket.keepWinners(winners.drawn(substitutions));
  for (const ticket of ticketsOf(memory)) {
    const isMain = ticket === memory.ticket;
    const isAdded = isMain ? memory.added === true : ticket.from === "added";
    const result = await resultOf(id, ticket, { winners, substitutions, isAdded });
    if (thisShow !== resultShows) return; // A newer call shows newer results.
    if (isMain && thisShow > 1) ownTicket.removeResults();
    hasWon = (hasWon && !isMain) || result.prize !== null;
    if (isMain && result.prize !== null) ownTicket.showPrize(result.prize);
    else ownTicket.showResult(resultNote(raffle, ticket, result));
    addNews(...result.text());
  }
}

/** Return the tickets of this browser that can win. The first is the ticket on the card. */
const ticketsOf = (memory) => [memory.ticket, ...earlierThatCanWin(memory)].filter(Boolean);

/** Show the prizes for which too few tickets were claimed. */
function showUnawarded() {
  const { total_tickets: total, withdrawn_tickets: withdrawn = 0 } = raffle;
  const left = unawarded(raffle.prizes, total - withdrawn);
  const prizes = prizesText(left.map(({ prize: name, amount }) => ({ name, amount })));
  byId("unawarded").replaceChildren(...(left.length > 0 ? parts("prizes-for-nobody", { prizes }) : []));
}

/** Remove what is old after new substitutions. If one is about a ticket of this browser, say so below the ticket. */
function showNewSubstitutions(fresh) {
  const isAbout = (entry, number) => entry.ticket_number === number || entry.replaced_by === number;
  byId("proof").replaceChildren();
  checkForm.forget((number) => fresh.some((entry) => isAbout(entry, number)));
  const own = ticketsOf(recall(id)).map(({ ticket_number: number }) => number);
  const about = fresh.filter((entry) => own.some((number) => isAbout(entry, number)));
  if (about.length === 0) return;
  const kindOf = ({ replaced_by: substitute }) => own.includes(substitute) ? "good" : "bad";
  ownTicket.say(...about.map((entry) => note(kindOf(entry), ...substitutionText(entry))));
  showOwnResults();
}

/** Show the new texts that say how to get a prize. The result in the check form has the old texts, so remove it. */
function showNewPickUp() {
  checkForm.forget(() => true);
  if (hasWon) showOwnResults();
}

/**
 * If a check link opened this page, check the ticket of the link, unless only the visitor may start the check. Before
 * the draw, say that a check is too early.
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
    if (mayCheckLink()) checkForm.check().then(endLinkCheck);
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
  return { ...shownDraw, substitutions: shownDraw.substitutions.shown };
});
followRaffle(id, show, showFailure, { isDoubtful: (state) => showsFewerTaken(id, completed(state)) });
