/* What the lists of raffles share: words for a status, a bar, a list that loads page by page and stays fresh. */

import { page } from "./api.js";
import { byId, element, note, shown } from "./dom.js";

const STATUS = { filling: "Printing tickets", open: "Open", sold_out: "Sold out", drawn: "Drawn" };

export function showStatus(pill, status) {
  pill.dataset.status = status;
  pill.textContent = STATUS[status];
}

/** Set a bar to the share of tickets that are taken; while they are printed, to the share that is. */
export function showProgress(bar, raffle) {
  const { total_tickets: total, available_tickets: available } = raffle;
  bar.max = total;
  bar.value = raffle.status === "filling" ? available : total - available;
}

export const told = ({ status, total_tickets: total, available_tickets: available }) =>
  status === "filling"
    ? `${shown(available)} of ${shown(total)} tickets printed`
    : `${shown(total - available)} of ${shown(total)} tickets taken`;

export const prizesTold = (prizes) =>
  prizes.map(({ name, amount }) => (amount === 1 ? name : `${shown(amount)} × ${name}`)).join(", ");

const FRESH_EVERY = 2500;
const PAGE = 20;

/** Show raffles in `list`, newest first, each made once by `make` and then changed in place by its `show`. */
export function listRaffles(list, make, empty) {
  const cards = new Map();
  let pages = 1;
  let timer = null;

  const card = (raffle) => {
    if (!cards.has(raffle.id)) cards.set(raffle.id, make(raffle));
    const made = cards.get(raffle.id);
    made.show(raffle);
    return made.element;
  };

  const refresh = async () => {
    clearTimeout(timer);
    try {
      const raffles = [];
      let next = `/raffles/?limit=${PAGE}`;
      for (let count = 0; count < pages && next; count++) {
        const found = await page(next);
        raffles.push(...found.entries);
        next = found.next;
      }
      const wanted = raffles.map(card);
      if (!wanted.length) wanted.push(empty);
      if (wanted.length !== list.children.length || wanted.some((one, place) => list.children[place] !== one)) {
        list.replaceChildren(...wanted);
      }
      byId("more").hidden = !next;
      byId("notice").replaceChildren();
    } catch (refusal) {
      byId("notice").replaceChildren(note("bad", refusal.message));
    }
    list.setAttribute("aria-busy", "false");
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(refresh, FRESH_EVERY);
  };

  byId("more").addEventListener("click", () => {
    pages += 1;
    refresh();
  });
  document.addEventListener("visibilitychange", () => !document.hidden && refresh());
  refresh();
  return refresh;
}

export const bar = (label) => element("progress", { max: 1, value: 0, "aria-label": label });
