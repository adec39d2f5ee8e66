/* What every visitor sees of a raffle: its name and prizes, which never change, and how many tickets are taken. */

import { element, isolated } from "../shared/dom.js";
import { numberText } from "../shared/format.js";
import { progressText, showProgress, showStatus } from "../shared/raffle-state.js";

/** Show the facts that were fixed when the raffle was created. */
export function showFacts({ name, prizes, entropy }, raffle) {
  name.replaceChildren(isolated(raffle.name));
  prizes.replaceChildren(...raffle.prizes.map((prize) =>
    element(
      "li",
      {},
      element("span", {}, isolated(prize.name)),
      element("span", { class: "amount" }, `${numberText(prize.amount)} ×`),
    )
  ));
  const announced = "The winners follow from a public random value, announced before the first ticket: ";
  entropy.replaceChildren(...(raffle.entropy_source ? [announced, isolated(raffle.entropy_source)] : []));
}

/** Show the status of the raffle, and how many of its tickets are taken. */
export function showTickets({ status, bar, claimed, left }, raffle) {
  showStatus(status, raffle.status);
  showProgress(bar, raffle);
  claimed.textContent = progressText(raffle);
  left.textContent = raffle.status === "open" ? `${numberText(raffle.available_tickets)} left` : "";
}
