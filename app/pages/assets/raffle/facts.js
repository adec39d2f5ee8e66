/* What every visitor sees of a raffle: its name and prizes, which never change, and how many tickets are taken. */

import { element, isolated, untranslated } from "../shared/dom.js";
import { countText, numberText } from "../shared/format.js";
import { progressText, showProgress, showStatus } from "../shared/raffle-state.js";

/** Show the facts that were fixed when the raffle was created. */
export function showFacts({ name, prizes, announced }, raffle) {
  name.replaceChildren(isolated(raffle.name));
  prizes.replaceChildren(...raffle.prizes.map((prize) =>
    element(
      "li",
      {},
      element("span", {}, isolated(prize.name)),
      element("span", { class: "amount" }, `${numberText(prize.amount)} ×`),
    )
  ));
  announced.replaceChildren(...announcedOf(raffle).map((sentence) => element("p", {}, ...sentence)));
}

/** Return what was announced besides name, prizes and times. Each sentence is a list of elements and strings. */
function announcedOf({ beacon, entropy_source: source, reserves, substitute_after_hours: hours, terms }) {
  const sentences = [];
  if (beacon) {
    sentences.push([`The winners follow from a round of the public beacon drand ${beacon}, which nobody can choose.`]);
  }
  if (source) {
    const text = "The winners follow from a public random value, announced before the first ticket: ";
    sentences.push([text, isolated(source)]);
  }
  if (reserves) {
    const wait = hours ? `, but only ${countText(hours, "hour", "hours")} after the draw` : "";
    const count = countText(reserves, "substitute is", "substitutes are");
    sentences.push([`${count} drawn too. They come in for winners who do not come${wait}.`]);
  }
  if (terms) sentences.push(["Terms, a hash of all that was announced: ", untranslated(terms)]);
  return sentences;
}

/** Show the status of the raffle, and how many of its tickets are taken. */
export function showTickets({ status, bar, claimed, left }, raffle) {
  showStatus(status, raffle.status);
  showProgress(bar, raffle);
  claimed.textContent = progressText(raffle);
  left.textContent = raffle.status === "open" ? `${numberText(raffle.available_tickets)} left` : "";
}
