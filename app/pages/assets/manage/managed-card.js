/* A raffle in the manager's list, with buttons for the actions that are possible. */

import { publicAddress, rafflePage, stagePage } from "../shared/addresses.js";
import { copyButton } from "../shared/copy-button.js";
import { element, isolated } from "../shared/dom.js";
import { isolatedText, prizesText } from "../shared/format.js";
import { t } from "../shared/language.js";
import { listingText, progressBar, progressText, showProgress, showStatus } from "../shared/raffle-state.js";
import { handOverList } from "./hand-overs.js";
import { logOf } from "./log.js";

/** Return {element, show} for showRaffleList. `actions` is a RaffleActions object, `charts` a ClaimCharts object. */
export function managedCard(raffle, actions, charts) {
  const button = (label, kind, onclick) => element("button", { type: "button", class: kind, onclick }, label);
  const pill = element("span", { class: "pill" });
  const bar = progressBar(t("tickets-of", { name: isolatedText(raffle.name) }));
  const tickets = element("span");
  const listing = element("span");
  const chart = charts.add();
  const drawButton = button(t("draw-winners"), "primary", () => actions.drawWinners(raffle));
  const drawLink = element("a", { class: "button", href: `${rafflePage(raffle.id)}#sealed` }, t("open-draw"));
  const substituteButton = button(t("substitute-winner"), null, () => actions.substituteWinner(raffle));
  const stageLink = element("a", { class: "button", href: stagePage(raffle.id), target: "_blank" }, t("open-stage"));
  const resumeButton = button(t("resume"), "primary", () => actions.resumeRaffle(raffle));
  const saveButton = button(t("winners-csv"), null, () => actions.saveWinners(raffle));
  const editButton = button(t("edit"), null, () => actions.editRaffle(raffle));
  const duplicateButton = button(t("duplicate"), null, () => actions.duplicateRaffle(raffle));
  const handOverButton = button(t("hand-over-prizes"), "primary", () => actions.handOverPrizes(raffle));
  const handOvers = handOverList(
    raffle.id,
    element("p", { class: "actions" }, button(t("handed-over-csv"), null, () => actions.saveHandOvers(raffle))),
  );
  const endButton = button(t("end-early"), null, () => actions.endRaffle(raffle));
  const deleteButton = button(t("delete"), "danger", () => actions.deleteRaffle(raffle));
  const linkButton = copyButton(t("copy-link"), publicAddress(rafflePage(raffle.id)));
  const link = element("a", { href: rafflePage(raffle.id) }, isolated(raffle.name));
  return {
    element: element(
      "li",
      { class: "card managed", "data-raffle": raffle.id },
      element("div", { class: "head" }, element("h3", {}, link), pill),
      element("p", { class: "soft small clip" }, ...prizesText(raffle.prizes)),
      element("div", {}, bar, element("p", { class: "facts small soft" }, tickets, listing), chart.element),
      element(
        "div",
        { class: "actions", role: "group", "aria-label": raffle.name },
        drawButton,
        drawLink,
        handOverButton,
        stageLink,
        resumeButton,
        saveButton,
        substituteButton,
        linkButton,
        editButton,
        duplicateButton,
        endButton,
        deleteButton,
      ),
      handOvers,
      logOf(raffle, actions),
    ),
    show(newState) {
      showStatus(pill, newState.status);
      showProgress(bar, newState);
      tickets.textContent = progressText(newState);
      chart.show(newState);
      listing.textContent = listingText(newState);
      const isEnded = ["sold_out", "closed"].includes(newState.status);
      drawButton.hidden = !isEnded || Boolean(newState.beacon);
      drawLink.hidden = !isEnded || !newState.beacon;
      stageLink.hidden = ["damaged", "deleted"].includes(newState.status);
      resumeButton.hidden = newState.status !== "suspended";
      saveButton.hidden = newState.status !== "drawn";
      substituteButton.hidden = newState.status !== "drawn" || !newState.reserves;
      const isReadable = !["damaged", "deleted"].includes(newState.status);
      editButton.hidden = duplicateButton.hidden = !isReadable;
      handOverButton.hidden = handOvers.hidden = newState.status !== "drawn";
      endButton.hidden = !["open", "scheduled"].includes(newState.status);
      deleteButton.hidden = newState.status === "deleted";
    },
  };
}
