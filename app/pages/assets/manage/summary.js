/* Says in words what becomes final when a raffle is created. Managers see this text before they create the raffle. */

import { isolated, quoted } from "../shared/dom.js";
import { localTimeText, prizesText } from "../shared/format.js";
import { parts, t } from "../shared/language.js";

/** Return the sentences about a raffle. Each sentence is a list of elements and strings. */
export const summaryOf = (raffle) => [
  ticketsText(raffle),
  named(raffle).length > 0 ? parts("summary-prizes", { prizes: prizesText(named(raffle)) }) : [t("summary-no-prizes")],
  [raffle.opens_at ? t("summary-opens", { time: localTimeText(raffle.opens_at) }) : t("summary-opens-at-once")],
  [raffle.closes_at ? t("summary-closes", { time: localTimeText(raffle.closes_at) }) : t("summary-stays-open")],
  drawText(raffle),
  [substitutesText(raffle)],
  ...(raffle.participation_terms ? [[t("summary-participation")]] : []),
];

const named = ({ prizes }) => prizes.filter(({ name }) => name);

function ticketsText({ name: given, total_tickets: count }) {
  const name = isolated(given || t("summary-without-name"));
  return Number.isNaN(count) ? parts("summary-no-tickets", { name }) : parts("summary-tickets", { name, count });
}

function drawText({ beacon, entropy_source: source, draw_at: drawAt }) {
  const announced = drawAt ? [t("summary-draw-at", { time: localTimeText(drawAt) }), " "] : [];
  if (beacon) return [...announced, drawAt ? t("summary-beacon-then") : t("summary-beacon")];
  if (source) return [...announced, ...parts("summary-source", { source: quoted(source) })];
  return [...announced, t("summary-server")];
}

function substitutesText({ reserves, substitute_after_hours: hours }) {
  if (!reserves) return t("summary-no-substitutes");
  const drawn = t("summary-substitutes", { count: reserves });
  return hours ? `${drawn} ${t("summary-substitute-hours", { hours })}` : drawn;
}
