/* Says in words what becomes final when a raffle is created, while the manager still enters it. */

import { isolated } from "../shared/dom.js";
import { countText, localTimeText, numberText, prizesText } from "../shared/format.js";

/** Return the sentences about a raffle in the form. Each is a list of elements and strings. */
export const summaryOf = (raffle) => [
  [isolated(raffle.name || "A raffle without a name"), ": ", ticketsText(raffle.total_tickets), "."],
  ["Prizes: ", ...(named(raffle).length > 0 ? prizesText(named(raffle)) : ["none yet"]), "."],
  [raffle.opens_at ? `It opens on ${localTimeText(raffle.opens_at)}.` : "It opens at once."],
  [
    raffle.closes_at
      ? `It closes on ${localTimeText(raffle.closes_at)}. Tickets that nobody has then are withdrawn.`
      : "It ends only when the last ticket is taken.",
  ],
  drawText(raffle),
  [substitutesText(raffle)],
  ...(raffle.participation_terms ? [["Before a claim, players accept your terms of participation."]] : []),
];

const named = ({ prizes }) => prizes.filter(({ name }) => name);

const ticketsText = (total) => Number.isNaN(total) ? "no number of tickets yet" : countText(total, "ticket", "tickets");

function drawText({ beacon, entropy_source: source, draw_at: drawAt }) {
  const announced = drawAt ? `The draw is announced for ${localTimeText(drawAt)}. ` : "";
  if (beacon) {
    const round = drawAt ? "at or after this time" : "a minute or more after the last ticket is taken";
    return [`${announced}The winners follow from the first round of drand quicknet ${round}.`];
  }
  if (source) return [announced, "You type the randomness at the draw, from this source: ", isolated(source), "."];
  return [`${announced}The server chooses the randomness, so players have to trust its operator.`];
}

function substitutesText({ reserves, substitute_after_hours: hours }) {
  if (!reserves) return "No substitutes are drawn.";
  const wait = hours ? ` They can come in ${countText(hours, "hour", "hours")} after the draw.` : "";
  return `${numberText(reserves)} substitutes are drawn.${wait}`;
}
