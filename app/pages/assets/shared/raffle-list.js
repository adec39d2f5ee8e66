/* A list of raffles that the visitor can search. The list is read again when the visitor comes back to the page.

A page that nobody uses sends no requests, because many people keep such pages open for days. */

import { isRaffle, requestPage, whileAsking } from "./api.js";
import { delayAfter } from "./delay.js";
import { byId, focusOn, note, removeLoadingText, tell } from "./dom.js";
import { t } from "./language.js";
import { keepPlace, placeLeft } from "./list-place.js";
import { released } from "./press.js";
import { completed, statusOptions } from "./raffle-state.js";
import { OLD_AFTER_MS, onUse } from "./use.js";

const RAFFLES_PER_PAGE = 20;

/** The largest `limit` that the service accepts. */
const MAX_PER_REQUEST = 1000;

/** The list is searched when the visitor has stopped typing for this time, so that each letter sends no request. */
const TYPING_PAUSE_MS = 250;

/** If a search takes longer than this, a text says that the page searches. In a fast search, the text would flicker. */
const SEARCHING_TEXT_AFTER_MS = 300;

/**
 * Show the raffles in `list`, newest first. The visitor searches them with the form `filter`.
 *
 * `makeCard(raffle)` is called once for each raffle and returns {element, show}. `show(raffle)` is called with each new
 * state, and puts the state into the element. `emptyCard()` returns what is shown if there are no raffles. Failures are
 * shown in `message`. With `hasDrafts`, the drafts come first. An edited draft gets a new card, because everything in a
 * draft can change. Return a function that refreshes the list without delay.
 */
export function showRaffleList({ list, moreButton, message }, makeCard, emptyCard, { hasDrafts = false } = {}) {
  const name = byId("filter-name");
  const status = byId("filter-status");
  const cards = new Map();
  const left = placeLeft();
  let wanted = left?.wanted ?? RAFFLES_PER_PAGE;
  let timer = null;
  let typingTimer = null;
  let waits = 0; // the number of reads in a row that failed, or that found a raffle in the status `filling`
  let reads = 0;
  let readAt = 0;
  let searchingTimer = null;

  const elementOf = (listed) => {
    const raffle = completed(listed);
    // The name on a card never changes. If a repair gives a damaged raffle its name back, the raffle needs a new card.
    // So the name is a part of the key in `cards`.
    const key = raffle.status === "draft" ? JSON.stringify(raffle) : `${raffle.id} ${raffle.name}`;
    if (!cards.has(key)) cards.set(key, makeCard(raffle));
    const card = cards.get(key);
    card.show(raffle);
    return card.element;
  };

  const filter = () => {
    const query = new URLSearchParams();
    if (name.value.trim()) query.set("name", name.value.trim());
    if (status.value) query.set("status", status.value);
    return query;
  };

  /** Read the first `wanted` raffles. An answer may have fewer raffles, so this may need several requests. */
  const read = async () => {
    const raffles = new Map(); // keys: ids, because a draft that is published meanwhile comes twice
    const asked = filter();
    const limited = new URLSearchParams([["limit", Math.min(wanted, MAX_PER_REQUEST)], ...asked]);
    const paths = [`/raffles/?${limited}`];
    if (hasDrafts && !status.value) paths.unshift(`/raffles/?${limited}&status=draft`);
    while (paths.length > 0 && raffles.size < wanted) {
      const { entries, nextPath } = await requestPage(paths.shift(), isRaffle);
      for (const raffle of entries) raffles.set(raffle.id, raffle);
      if (nextPath !== null) paths.unshift(nextPath);
    }
    return { raffles: [...raffles.values()], hasMore: paths.length > 0, isFiltered: String(asked) !== "" };
  };

  const show = ({ raffles, hasMore, isFiltered }) => {
    showInOrder(list, raffles.length || isFiltered ? raffles.map(elementOf) : [emptyCard()]);
    moreButton.hidden = !hasMore;
    byId("filter-answer").textContent = isFiltered ? foundText(raffles.length, hasMore) : "";
    message.replaceChildren();
  };

  const refresh = async () => {
    clearTimeout(timer);
    timer = null;
    const thisRead = ++reads;
    readAt = Date.now();
    let mayChangeSoon = true;
    try {
      const answer = await read();
      await released();
      if (thisRead !== reads) return; // A newer read has begun.
      show(answer);
      mayChangeSoon = answer.raffles.some((raffle) => raffle.status === "filling");
    } catch (refusal) {
      await released();
      if (thisRead !== reads) return;
      byId("filter-answer").textContent = "";
      tell(message, note("bad", whileAsking(refusal).message));
      mayChangeSoon = refusal.temporary;
    }
    clearTimeout(searchingTimer);
    list.setAttribute("aria-busy", "false");
    removeLoadingText();
    waits = mayChangeSoon ? waits + 1 : 0;
    if (mayChangeSoon && !document.hidden) timer = setTimeout(refresh, delayAfter(waits));
  };

  /** Read the raffles after an action of the visitor. The raffles that are shown stay until the answer comes. */
  const readAsked = () => {
    list.setAttribute("aria-busy", "true");
    clearTimeout(searchingTimer);
    searchingTimer = setTimeout(() => byId("filter-answer").textContent = t("searching"), SEARCHING_TEXT_AFTER_MS);
    return refresh();
  };

  const refreshIfOld = () => {
    const isOld = waits > 0 ? timer === null : Date.now() - readAt >= OLD_AFTER_MS;
    if (isOld) refresh();
  };

  const search = () => {
    clearTimeout(typingTimer);
    typingTimer = null;
    wanted = RAFFLES_PER_PAGE;
    const query = String(filter());
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
    readAsked();
  };

  status.append(...statusOptions({ hasDrafts }));
  const typedEarly = name.value !== ""; // The visitor typed before this script was loaded.
  const asked = new URLSearchParams(location.search);
  if (!typedEarly) name.value = asked.get("name") ?? "";
  status.value = asked.get("status") ?? "";
  if (status.selectedIndex < 0) status.value = ""; // The address names a status that this page does not know.
  name.addEventListener("input", () => {
    clearTimeout(typingTimer);
    typingTimer = setTimeout(search, TYPING_PAUSE_MS);
  });
  status.addEventListener("change", search);
  byId("filter").addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  moreButton.addEventListener("click", async () => {
    if (typingTimer !== null) {
      search(); // The visitor has just typed, and the list does not show the results of this text yet.
      return;
    }
    const shown = list.children.length;
    wanted = shown + RAFFLES_PER_PAGE;
    await readAsked();
    // The button is now below the new raffles, or hidden. So the first new raffle gets the focus.
    list.children[shown]?.querySelector("a").focus({ preventScroll: true });
  });
  onUse(refreshIfOld);
  keepPlace(list, () => wanted);
  if (typedEarly) search();
  else {
    refresh().then(() => {
      scrollTo(0, left?.scroll ?? 0);
      if (left?.link) list.querySelector(`a[href="${left.link}"]`)?.focus({ preventScroll: true });
    });
  }
  return refresh;
}

const foundText = (count, hasMore) => t(hasMore ? "raffles-found-more" : "raffles-found", { count });

/** Show elements in a list in this order. An element that is in its place is not moved, so it keeps the focus. */
function showInOrder(list, elements) {
  const wanted = new Set(elements);
  const hadFocus = list.contains(document.activeElement);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  let next = list.firstElementChild;
  for (const element of elements) {
    if (element === next) next = next.nextElementSibling;
    else list.insertBefore(element, next);
  }
  if (hadFocus && !list.contains(document.activeElement)) focusOn(list);
}
