/* What every visitor sees of a raffle: its name and prizes, which are final after the publication, and how many
tickets are taken. */

import { element, isolated, quoted, untranslated } from "../shared/dom.js";
import { numberText } from "../shared/format.js";
import { parts, t } from "../shared/language.js";
import { progressText, showProgress, showStatus } from "../shared/raffle-state.js";
import { beaconName, wrongTermsNote } from "./randomness.js";
import { hasWrongTerms } from "./shown-terms.js";

/** The members of a raffle that decide what showFacts shows. */
const SHOWN = [
  ...["name", "total_tickets", "prizes", "beacon", "entropy_source", "opens_at", "closes_at", "draw_at"],
  ...["reserves", "substitute_after_hours", "terms"],
];

/** Return the members of a raffle that decide what showFacts shows. */
export const factsOf = (raffle) => SHOWN.map((name) => raffle[name]);

/** Show the facts that are final after the publication of the raffle. */
export function showFacts({ name, prizes, announced }, raffle) {
  name.replaceChildren(isolated(raffle.name));
  name.classList.toggle("long", [...raffle.name].length > Number(name.dataset.longName));
  prizes.replaceChildren(...raffle.prizes.map((prize) =>
    element(
      "li",
      {},
      element("span", {}, isolated(prize.name)),
      element("span", { class: "amount" }, `${numberText(prize.amount)} ×`),
    )
  ));
  const warning = element("div", { role: "alert" });
  announced.replaceChildren(...announcedOf(raffle).map((sentence) => element("p", {}, ...sentence)), warning);
  hasWrongTerms(raffle).then((isWrong) => isWrong && warning.append(wrongTermsNote()));
}

/** Return sentences about what was announced besides name, prizes and times: lists of elements and strings. */
function announcedOf({ beacon, entropy_source: source, reserves, substitute_after_hours: hours, terms }) {
  const sentences = [];
  if (beacon) sentences.push(parts("announced-beacon", { beacon: beaconName(beacon) }));
  if (source) sentences.push(parts("announced-source", { source: quoted(source) }));
  if (reserves && hours) sentences.push([t("announced-substitutes-after", { count: reserves, hours })]);
  else if (reserves) sentences.push([t("announced-substitutes", { count: reserves })]);
  if (terms) sentences.push(parts("announced-terms", { terms: untranslated(terms) }));
  return sentences;
}

/** Show the status of the raffle, and how many of its tickets are taken. */
export function showTickets({ status, bar, claimed, left }, raffle) {
  showStatus(status, raffle.status);
  showProgress(bar, raffle);
  claimed.textContent = progressText(raffle);
  left.textContent = raffle.status === "open" ? t("tickets-left", { count: raffle.available_tickets }) : "";
}
