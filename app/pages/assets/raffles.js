/* The page with the list of all raffles. */

import { rafflePage } from "./shared/addresses.js";
import { isRaffle, requestPage } from "./shared/api.js";
import { byId, element, isolated } from "./shared/dom.js";
import { isolatedText, prizesText } from "./shared/format.js";
import { t } from "./shared/language.js";
import { showRaffleList } from "./shared/raffle-list.js";
import { progressBar, progressText, showProgress, showStatus } from "./shared/raffle-state.js";

function makeCard(raffle) {
  const pill = element("span", { class: "pill" });
  const bar = progressBar(t("tickets-of", { name: isolatedText(raffle.name) }));
  const tickets = element("span");
  const link = element("a", { href: rafflePage(raffle.id) }, isolated(raffle.name));
  return {
    element: element(
      "li",
      { class: "card raffle" },
      element("div", { class: "head" }, element("h3", {}, link), pill),
      element("p", { class: "soft clip" }, ...prizesText(raffle.prizes)),
      element("div", { class: "bar" }, bar, element("p", { class: "facts small soft" }, tickets)),
    ),
    show(newState) {
      showStatus(pill, newState.status);
      showProgress(bar, newState);
      tickets.textContent = progressText(newState);
    },
  };
}

const emptyTitle = element("h3", {}, t("none-yet"));
const emptyHint = element("p", { class: "soft" }, t("none-yet-hint"));

/** Return the card for a list without raffles. If there are archived raffles, the card says so. */
function emptyCard() {
  requestPage("/raffles/?status=archived&limit=1", isRaffle).then(({ entries }) => {
    if (entries.length === 0) return;
    emptyTitle.textContent = t("all-archived");
    emptyHint.textContent = t("all-archived-hint", { status: t("status-archived") });
  }).catch(() => {}); // Without an answer, the card does not mention archived raffles.
  return emptyElement;
}

const emptyElement = element("li", { class: "card" }, emptyTitle, emptyHint);

showRaffleList(
  { list: byId("raffles"), moreButton: byId("more"), message: byId("list-message") },
  makeCard,
  emptyCard,
);
