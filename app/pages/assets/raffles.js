/* The page with the list of all raffles. */

import { rafflePage } from "./shared/addresses.js";
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

const emptyCard = element(
  "li",
  { class: "card" },
  element("h3", {}, t("none-yet")),
  element("p", { class: "soft" }, t("none-yet-hint")),
);

showRaffleList(
  { list: byId("raffles"), moreButton: byId("more"), message: byId("list-message") },
  makeCard,
  emptyCard,
);
