/* A list of raffles that is refreshed again and again. It shows one more page when the visitor asks for more. */

import { requestPage } from "./api.js";
import { note } from "./dom.js";
import { completed } from "./raffle-state.js";

const REFRESH_INTERVAL_MS = 2500;
const RAFFLES_PER_PAGE = 20;

/**
 * Show the raffles in `list`, newest first, and refresh the list as long as the page is visible.
 *
 * `makeCard(raffle)` is called once for each raffle and returns {element, show}. `show(raffle)` is called with each new
 * state, and puts it into the element. `emptyCard` is shown if there are no raffles. Failures are shown in `message`.
 * Return a function that refreshes the list without delay.
 */
export function showRaffleList({ list, moreButton, message }, makeCard, emptyCard) {
  const cards = new Map();
  let pagesShown = 1;
  let timer = null;

  const elementOf = (listed) => {
    const raffle = completed(listed);
    const key = `${raffle.id} ${raffle.name}`; // A damaged raffle gets its name back when it is repaired.
    if (!cards.has(key)) cards.set(key, makeCard(raffle));
    const card = cards.get(key);
    card.show(raffle);
    return card.element;
  };

  const refresh = async () => {
    clearTimeout(timer);
    try {
      const raffles = [];
      let path = `/raffles/?limit=${RAFFLES_PER_PAGE}`;
      for (let count = 0; count < pagesShown && path; count++) {
        const { entries, nextPath } = await requestPage(path);
        raffles.push(...entries);
        path = nextPath;
      }
      replaceIfChanged(list, raffles.length ? raffles.map(elementOf) : [emptyCard]);
      moreButton.hidden = !path;
      message.replaceChildren();
    } catch (refusal) {
      message.replaceChildren(note("bad", refusal.message));
    }
    list.setAttribute("aria-busy", "false");
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(refresh, REFRESH_INTERVAL_MS);
  };

  moreButton.addEventListener("click", () => {
    pagesShown += 1;
    refresh();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) refresh();
  });
  refresh();
  return refresh;
}

/** Replace the children of a list only if they changed, because an element that moves loses the keyboard focus. */
function replaceIfChanged(list, elements) {
  const same = elements.length === list.children.length &&
    elements.every((element, place) => element === list.children[place]);
  if (!same) list.replaceChildren(...elements);
}
