/* Remembers what the service showed of the seal and of the draw, so that the holder of a ticket notices a later change.
The seal is what is fixed about all tickets after the last claim, such as the root: a hash over all tickets.

The root counts only together with the number of tickets: with a different number, the same root could prove another
ticket. So this module also keeps the number of tickets that the page shows first.

The kept value of `terms` is the hash of what the service showed, computed in this browser: see shown-terms.js.

The first winning numbers are kept too. A restored store could draw the raffle again, with the same seal and other
entropy. The kept numbers then show that this was a second draw.

None of these facts may change after the service has shown it. So this module keeps the first value of each field. If
the service shows a different value, this module also keeps the first different value. With each value, it keeps the
time at which this browser saw the value. This time comes from the clock of this device, because an operator who cheats
could also send a wrong time. */

import { recall, rememberSeen } from "./memory.js";

/** The fields of a raffle that are kept as the service shows them. */
const KEPT_FIELDS = ["total_tickets", "root", "withdrawn_hash", "sealed_at", "round", "round_at"];

const KEPT = [...KEPT_FIELDS, "terms", "winners"];

/** This many winning numbers are kept. */
const KEPT_WINNERS = 10;

const firstOf = (winners) => winners.slice(0, KEPT_WINNERS).join(", ");

/** Return the facts in which a correct record differs from what this browser saw. */
export function differencesFrom(seen, record) {
  const facts = { ...record, winners: firstOf(record.winners) };
  return KEPT.filter((name) => seen[name] && facts[name] !== seen[name].value);
}

/** Return the facts in which a ticket file differs from what this browser saw. */
export const differencesInFile = ({ seen, told }) =>
  KEPT.filter((name) => told[name] && seen[name] && told[name].value !== seen[name].value);

/**
 * Keep the facts that a raffle shows, and return all facts that are kept: {root: {value, at, other}, ...}. `terms` is
 * the result of `termsShown`, or undefined if it is not computed yet.
 *
 * `at` is a time in milliseconds. If the service later showed a different value, `other` is {value, at} of that value.
 */
export function keepSeal(id, raffle, terms) {
  if (raffle.status === "damaged") return recall(id).seen; // The service cannot read the fields, so they are missing.
  const facts = Object.fromEntries(KEPT_FIELDS.map((name) => [name, raffle[name] ?? null]));
  if (terms !== undefined) facts.terms = terms;
  if (raffle.status !== "drawn") facts.winners = null;
  return keep(id, facts);
}

/**
 * Keep the first winning numbers. `winners` are the numbers that were drawn, even if substitutes replaced them. If
 * `winners` is empty, they are not known, and nothing changes.
 */
export const keepWinners = (id, winners) =>
  winners.length > 0 ? keep(id, { winners: firstOf(winners) }) : recall(id).seen;

/** Keep what the service shows now: {name: value}. A value is null if the service does not show the fact. */
function keep(id, facts) {
  const { seen } = recall(id);
  const at = Date.now();
  const changed = {};
  for (const [name, value] of Object.entries(facts)) {
    const before = seen[name];
    // A fact may be missing for a while, for example in a state that arrives late. Then it is there again, as before.
    const isBack = before?.other?.value === null && value === before.value;
    if (isBack) changed[name] = { value, at: before.at };
    else if (before === undefined && value !== null) changed[name] = { value, at };
    else if (before !== undefined && before.value !== value && !before.other) {
      changed[name] = { ...before, other: { value, at } };
    }
  }
  if (Object.keys(changed).length === 0) return seen;
  const kept = { ...seen, ...changed };
  rememberSeen(id, kept);
  return kept;
}

/** The kept facts that the service also keeps of a deleted raffle. A damaged raffle may lack some of them. */
const KEPT_AFTER_DELETION = ["total_tickets", "terms", "root", "withdrawn_hash", "round"];

/**
 * Compare what is kept with what the service keeps of a deleted raffle, and return all facts that are kept. A missing
 * fact is no contradiction.
 */
export function keepTombstone(id, kept) {
  const { seen } = recall(id);
  const at = Date.now();
  const changed = KEPT_AFTER_DELETION.filter((name) =>
    seen[name] && !seen[name].other && (kept[name] ?? seen[name].value) !== seen[name].value
  );
  if (changed.length === 0) return seen;
  const entries = changed.map((name) => [name, { ...seen[name], other: { value: kept[name], at } }]);
  const all = { ...seen, ...Object.fromEntries(entries) };
  rememberSeen(id, all);
  return all;
}

/** Return the contradictions in what is kept: [{name, value, at, other: {value, at}}]. */
export const contradictionsIn = (seen) =>
  KEPT.filter((name) => seen[name]?.other).map((name) => ({ name, ...seen[name] }));
