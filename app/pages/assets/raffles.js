/* The list of raffles. */

import { bar, listRaffles, prizesTold, showProgress, showStatus, told } from "./card.js";
import { byId, element } from "./dom.js";

function make(raffle) {
  const pill = element("span", { class: "pill" });
  const progress = bar(`Tickets of ${raffle.name}`);
  const count = element("span");
  return {
    element: element(
      "li",
      { class: "card raffle" },
      element(
        "div",
        { class: "head" },
        element("h3", {}, element("a", { href: `/r/${raffle.id}` }, raffle.name)),
        pill,
      ),
      element("p", { class: "soft clip" }, prizesTold(raffle.prizes)),
      element("div", { class: "bar" }, progress, element("p", { class: "facts small soft" }, count)),
    ),
    show(now) {
      showStatus(pill, now.status);
      showProgress(progress, now);
      count.textContent = told(now);
    },
  };
}

const empty = element(
  "li",
  { class: "card" },
  element("h3", {}, "No raffles yet"),
  element("p", { class: "soft" }, "When a manager opens one, it appears here by itself."),
);

listRaffles(byId("raffles"), make, empty);
