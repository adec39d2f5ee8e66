/* Compares a draw record with what the page of its raffle shows. */

import { isSame } from "./compare-records.js";
import { listed } from "./members.js";

/** The members of a record that the page shows, or from which it computes what it shows. */
const SHOWN = [
  "name",
  "total_tickets",
  "prizes",
  "entropy_source",
  "terms",
  "opens_at",
  "closes_at",
  "ended_at",
  "draw_at",
  "reserves",
  "substitute_after_hours",
  "sealed_at",
  "root",
  "withdrawn_hash",
  "beacon",
  "announced_round",
  "round",
  "round_at",
];

/** The members of a substitution that the page shows. */
const SHOWN_OF_A_SUBSTITUTION = ["ticket_number", "replaced_by", "prize", "reason", "at"];

/**
 * Compare a correct record with a page: {raffle, winners, substitutions}. `winners` is a Winners object. Only the
 * winners that the page has loaded are compared. `substitutions` are the substitutions that the page shows.
 *
 * Return {differences, isOld}. `differences` is a list of {name, place, record, page}. `record` and `page` are values,
 * or undefined if there is no value. If the member is a list, `place` is the number of the entry, counted from 1.
 * `isOld` is true if the record has substitutions that the page does not show yet.
 */
export function comparePage(record, { raffle, winners, substitutions }) {
  const entries = listed(record, "substitutions");
  const holdersAt = holdersIn(record.winners, entries);
  const shownWinners = winners.numbers.map((_, place) => compareWinner(holdersAt(place), winners, place));
  // If the list on the page ends too early, name the first winner that it lacks.
  const end = winners.numbers.length;
  if (winners.complete && end < record.winners.length) shownWinners.push(compareWinner(holdersAt(end), winners, end));
  return {
    differences: [
      ...factDifferences(record, raffle),
      ...shownWinners.map(({ difference }) => difference).filter(Boolean),
      ...substitutionDifferences(entries, substitutions),
    ],
    isOld: substitutions.length < entries.length || shownWinners.some(({ isOld }) => isOld),
  };
}

function factDifferences(record, raffle) {
  const facts = SHOWN.map((name) => ({ name, record: record[name] ?? undefined, page: raffle[name] ?? undefined }));
  const withdrawn = { name: "withdrawn_tickets", record: withdrawnIn(record), page: raffle.withdrawn_tickets ?? 0 };
  return [...facts, withdrawn].filter((fact) => !isSame(fact.record, fact.page)).map(narrowed);
}

const withdrawnIn = ({ total_tickets: total, withdrawn, claimed }) =>
  claimed ? total - claimed.length : withdrawn?.length ?? 0;

/** If a list of prizes differs, name only the first prize that differs, because the list may be long. */
function narrowed({ name, record, page }) {
  if (!Array.isArray(record) || !Array.isArray(page)) return { name, record, page };
  const index = record.findIndex((entry, place) => !isSame(entry, page[place]));
  const first = index < 0 ? record.length : index;
  return { name, place: first + 1, record: record[first], page: page[first] };
}

/**
 * Return a function of a place in the draw. The function returns the tickets that have had this place: first the
 * winner, and then the substitutes.
 */
function holdersIn(winners, substitutions) {
  const substitutes = new Map(); // place -> numbers
  for (const { place, replaced_by: number } of substitutions) {
    substitutes.set(place, [...(substitutes.get(place) ?? []), number]);
  }
  return (place) => [...winners.slice(place, place + 1), ...(substitutes.get(place) ?? [])];
}

/** Compare the winner that the page shows at a place with the tickets that have had this place. */
function compareWinner(holders, { numbers, replaced }, place) {
  const number = numbers[place];
  const turn = holders.indexOf(number);
  const difference = (expected) => ({
    difference: {
      name: "winners",
      place: place + 1,
      record: winnerText(holders[expected], holders[expected - 1]),
      page: winnerText(number, replaced.get(number)),
    },
  });
  if (turn < 0) return difference(holders.length - 1);
  if (replaced.get(number) !== holders[turn - 1]) return difference(turn);
  return { isOld: turn < holders.length - 1 };
}

const winnerText = (number, replaces) => replaces === undefined ? number : `${number} ← ${replaces}`;

/** Return the differences in the substitutions that the page shows. The record may have further substitutions. */
const substitutionDifferences = (entries, substitutions) =>
  substitutions.map((page, index) => ({ name: "substitutions", place: index + 1, record: entries[index], page }))
    .filter(({ record, page }) =>
      record === undefined || !SHOWN_OF_A_SUBSTITUTION.every((name) => isSame(record[name], page[name]))
    );
