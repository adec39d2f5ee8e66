/* One raffle: its tickets as they go, your own, and after the draw the winners, checks and the proof. */

import { data, page, pathOf } from "./api.js";
import { showProgress, showStatus, told } from "./card.js";
import { byId, counted, element, note, raffleId, shown } from "./dom.js";
import { follow } from "./live.js";
import { forget, newKey, recall, remember } from "./memory.js";
import { fromFragment, ticketCard } from "./ticket.js";
import { verify } from "./verify.js";

const id = raffleId();
const take = byId("take");
let raffle = null;
let shownTake = null;
let link = null; // {number, code} of the check link that led here

function show(now) {
  const first = raffle === null;
  const before = raffle?.status;
  raffle = now;
  byId("raffle").hidden = false;
  byId("gone").hidden = true;
  showStatus(byId("status"), raffle.status);
  showProgress(byId("bar"), raffle);
  byId("claimed").replaceChildren(told(raffle));
  byId("left").textContent = raffle.status === "open" ? `${shown(raffle.available_tickets)} left` : "";
  if (first) showOnce();
  showTake();
  if (raffle.status === "drawn" && before !== "drawn") showDrawn();
  if (first) {
    followLink();
    const { asked, ticket } = recall(id);
    if (asked && !ticket) getTicket(); // the last answer got lost: the same key brings the same ticket
  }
}

function showOnce() {
  document.title = `${raffle.name} · Raffle`;
  byId("name").textContent = raffle.name;
  byId("prizes").replaceChildren(
    ...raffle.prizes.map(({ name, amount }) =>
      element("li", {}, element("span", {}, name), element("span", { class: "amount" }, `${shown(amount)} ×`))
    ),
  );
  byId("entropy").textContent = raffle.entropy_source
    ? `The winners follow from public randomness that was announced before the first ticket: ${raffle.entropy_source}`
    : "";
  byId("certificate").href = `/r/${id}/certificate`;
  byId("raffle").setAttribute("aria-busy", "false");
}

function failed(refusal) {
  if (refusal.passing && raffle !== null) return; // what is shown is still the newest there is
  byId("raffle").hidden = !refusal.passing;
  byId("gone").hidden = false;
  byId("gone").replaceChildren(
    element("h1", {}, refusal.passing ? "One moment" : "No such raffle"),
    element("p", { role: "alert" }, refusal.message),
    element("p", {}, element("a", { href: "/" }, "See all raffles")),
  );
}

/* Your ticket */

function showTake() {
  const memory = recall(id);
  const state = memory.ticket ? "ticket" : raffle.status;
  if (state === shownTake) return;
  shownTake = state;
  if (memory.ticket) take.replaceChildren(ticketCard(raffle, memory.ticket, removeTicket));
  else if (raffle.status === "open") {
    take.replaceChildren(
      element("button", { id: "get", class: "huge primary", type: "button", onclick: getTicket }, "Get my ticket"),
      element("p", { class: "soft small ticket-actions" }, "Free, no sign-up. Each internet address gets one ticket."),
    );
  } else take.replaceChildren(element("div", { class: "card" }, ...WITHOUT_TICKET[raffle.status]));
}

/** Show the place of the ticket anew, with a message. */
function tell(...message) {
  shownTake = null;
  showTake();
  byId("told").replaceChildren(...message);
}

const said = (title, text) => [element("h2", {}, title), element("p", { class: "soft" }, text)];
const WITHOUT_TICKET = {
  filling: said("Almost open", "The tickets are being printed. The button appears here by itself."),
  sold_out: said(
    "Sold out",
    "Every ticket is taken. The draw comes next; this page shows the winners as soon as they are drawn.",
  ),
  drawn: said("Drawn", "The winners are below. You can check a ticket with its number and code."),
};

async function getTicket() {
  const memory = recall(id);
  memory.key ??= newKey();
  memory.asked = true;
  remember(id, memory);
  const button = byId("get");
  if (button) {
    button.disabled = true;
    button.textContent = "Drawing a ticket …";
  }
  try {
    memory.ticket = await data("POST", pathOf(id, "participate/"), { headers: { "Idempotency-Key": memory.key } });
    const kept = remember(id, memory);
    tell(
      kept
        ? element("p", { class: "unseen" }, "Here is your ticket.")
        : note("wait", "This browser keeps nothing. Save your ticket now: it is gone when you leave this page."),
    );
    byId("ticket-number").closest("article").scrollIntoView({ block: "nearest" });
  } catch (refusal) {
    if (!refusal.passing) remember(id, { key: memory.key });
    tell(note(refusal.passing ? "wait" : "bad", refusal.message));
  }
}

function removeTicket() {
  if (!window.confirm("Remove the ticket from this browser? Without number and code nobody can check it for you.")) {
    return;
  }
  forget(id);
  tell(note("wait", "The ticket is no longer kept in this browser."));
}

/* After the draw */

async function showDrawn() {
  byId("drawn").hidden = false;
  const { ticket } = recall(id);
  if (ticket && !link) {
    byId("check-number").value = ticket.ticket_number;
    byId("check-code").value = ticket.verification_code;
  }
  await showMore();
  byId("winners").setAttribute("aria-busy", "false");
}

/* The winners come in pages, as far as somebody wants to see or search them: there may be millions. */

const winners = []; // the numbers that are loaded, in prize order
let nextPage = pathOf(id, "winners/");
let loading = null;
let chips = 0; // how many of them are shown
let group = null; // the prize whose winners were shown last, and their list

const winnersInAll = () => raffle.prizes.reduce((sum, { amount }) => sum + amount, 0);
const prizeAt = (place) => raffle.prizes.find(({ amount }) => (place -= amount) < 0);

async function loadPage() {
  const { entries, next } = await page(nextPage);
  winners.push(...entries.map((winner) => winner.ticket_number));
  // a short page for everybody, long ones for who wants more
  nextPage = next && next.replace(/limit=[0-9]+/, "limit=1000");
}

/** Load the next page; whoever asks while one is loading waits for that one. */
const load = () => (loading ??= loadPage().finally(() => (loading = null)));

async function showMore() {
  const more = byId("more-winners");
  more.disabled = true;
  try {
    if (chips === winners.length) await load();
    const shownUntil = Math.min(winners.length, chips + 1000);
    while (chips < shownUntil) showChip(winners[chips], prizeAt(chips++));
    more.textContent = `Show more of ${counted(winnersInAll(), "winner", "winners")}`;
    more.hidden = chips === winners.length && !nextPage;
    byId("winners-failed").replaceChildren();
  } catch (refusal) {
    more.textContent = "Try again";
    more.hidden = false;
    byId("winners-failed").replaceChildren(note("bad", refusal.message));
  }
  more.disabled = false;
}

function showChip(number, prize) {
  if (group?.prize !== prize) {
    group = { prize, list: element("ul", { class: "chips" }) };
    byId("winners").append(element("div", {}, element("h3", {}, prize.name), group.list));
  }
  group.list.append(element("li", { "data-number": number }, shown(number)));
}

/** Return the place of a number among the winners, or -1; loads on until it is found, or `unwanted` says to stop. */
async function placeOf(number, unwanted) {
  let searched = 0;
  for (;;) {
    const place = winners.indexOf(number, searched);
    if (place >= 0 || !nextPage || unwanted()) return place;
    searched = winners.length;
    await load();
  }
}

let searches = 0;

async function search(event) {
  event.preventDefault();
  const mine = ++searches;
  const typed = byId("search-number").value.replace(/[^0-9]/g, "");
  for (const chip of document.querySelectorAll(".chips .found")) chip.classList.remove("found");
  if (!typed) return byId("found").replaceChildren();
  const number = Number(typed);
  const answer = (text) => mine === searches && (byId("found").textContent = text);
  answer("Searching …");
  try {
    const place = await placeOf(number, () => mine !== searches);
    answer(
      place >= 0
        ? `Number ${shown(number)} wins: ${prizeAt(place).name}`
        : `Number ${shown(number)} is not among the winners.`,
    );
  } catch (refusal) {
    answer(refusal.message);
  }
  if (mine === searches) document.querySelector(`.chips [data-number="${number}"]`)?.classList.add("found");
}

async function check(event) {
  event?.preventDefault();
  const number = Number(byId("check-number").value.replace(/[\s,.]/g, ""));
  const code = byId("check-code").value.trim();
  const answer = byId("checked");
  if (!Number.isSafeInteger(number) || number < 1 || !code) {
    return answer.replaceChildren(note("wait", "Enter the number and the code of your ticket."));
  }
  try {
    const checked = await data("POST", pathOf(id, "verify-ticket/"), {
      body: { ticket_number: number, verification_code: code },
    });
    answer.replaceChildren(
      checked.has_won
        ? element(
          "div",
          { class: "note good" },
          element("p", { class: "verdict" }, `You won: ${checked.prize}`),
          element("p", {}, `Ticket ${shown(number)} and its code belong together.`),
        )
        : element(
          "div",
          { class: "note" },
          element("p", { class: "verdict" }, "No prize this time"),
          element("p", {}, `Ticket ${shown(number)} is real, but it is not among the winners.`),
        ),
    );
  } catch (refusal) {
    answer.replaceChildren(note("bad", refusal.message));
  }
}

/* A check link: /r/{id}#check=NUMBER.CODE */

/** Take a link out of the address bar and the history, where the code would stay for others to see; tell whether. */
function takeLink() {
  const found = fromFragment(location.hash);
  if (!found) return false;
  link = found;
  history.replaceState(null, "", location.pathname);
  return true;
}

function followLink() {
  if (!link || !raffle) return;
  byId("check-number").value = link.number;
  byId("check-code").value = link.code;
  if (raffle.status === "drawn") {
    check();
    byId("check-title").scrollIntoView({ block: "start" });
  } else if (!recall(id).ticket) {
    tell(
      note(
        "wait",
        `The winners are not drawn yet. Open this link again after the draw to check ticket ${link.number}.`,
      ),
    );
  }
}

async function verifyFile() {
  const [file] = byId("record-file").files;
  if (!file) return;
  let loaded = null;
  try {
    loaded = JSON.parse(await file.text());
  } catch {
    // the first step says that it cannot be read
  }
  await verify(loaded, byId("proof"));
}

byId("more-winners").addEventListener("click", showMore);
byId("search").addEventListener("submit", search);
byId("search-number").addEventListener("input", search);
byId("check").addEventListener("submit", check);
byId("verify").addEventListener("click", async () => {
  try {
    await verify(await data("GET", pathOf(id, "draw/")), byId("proof"), id);
  } catch (refusal) {
    byId("proof").replaceChildren(note("bad", refusal.message));
  }
});
byId("record-file").addEventListener("change", verifyFile);
addEventListener("hashchange", () => {
  if (takeLink()) followLink();
});
takeLink();
follow(id, show, failed);
