/* Remembers what the service showed of the seal, so that the holder of a ticket notices a later change.

The root counts only together with the number of tickets: with a different number, the same root could prove another
ticket. So this module also keeps the number of tickets that the page shows first.

The kept value of `terms` is the hash of what the service showed, computed in this browser: see shown-terms.js.

A fact of the seal must not change after the service has shown it. So this module keeps the first value of each field.
If the service shows a different value, this module also keeps the first different value. With each value, it keeps the
time at which this browser saw the value. This time comes from the clock of this device, because an operator who cheats
could also send a wrong time. */

import { recall, rememberSeen } from "./memory.js";

/** The fields of a raffle that are kept. */
const KEPT = ["total_tickets", "terms", "root", "withdrawn_hash", "sealed_at", "round", "round_at"];

/** Return the fields in which a raffle or a record differs from what this browser saw. */
export const differencesFrom = (seen, facts) =>
  KEPT.filter((field) => seen[field] && facts[field] !== seen[field].value);

/** Return the fields in which a ticket file differs from what this browser saw. */
export const differencesInFile = ({ seen, told }) =>
  KEPT.filter((field) => told[field] && seen[field] && told[field].value !== seen[field].value);

/**
 * Keep the fields that a raffle shows, and return all fields that are kept: {root: {value, at, other}, ...}. `terms` is
 * the result of `termsShown`, or undefined if it is not computed yet.
 *
 * `at` is a time in milliseconds. If the service later showed a different value, `other` is {value, at} of that value.
 */
export function keepSeal(id, raffle, terms) {
  const { seen } = recall(id);
  if (raffle.status === "damaged") return seen; // The fields are missing, because the service cannot read them.
  const at = Date.now();
  const changed = {};
  for (const field of KEPT) {
    const value = field === "terms" ? terms : raffle[field] ?? null;
    const before = seen[field];
    if (value === undefined) continue;
    if (before === undefined && value !== null) changed[field] = { value, at };
    else if (before !== undefined && before.value !== value && !before.other) {
      changed[field] = { ...before, other: { value, at } };
    }
  }
  if (Object.keys(changed).length === 0) return seen;
  const kept = { ...seen, ...changed };
  rememberSeen(id, kept);
  return kept;
}

/** The kept fields that the service also keeps of a deleted raffle. A damaged raffle may lack some of them. */
const KEPT_AFTER_DELETION = ["total_tickets", "terms", "root", "withdrawn_hash", "round"];

/**
 * Compare what is kept with what the service keeps of a deleted raffle, and return all fields that are kept. A missing
 * field is no contradiction.
 */
export function keepTombstone(id, kept) {
  const { seen } = recall(id);
  const at = Date.now();
  const changed = KEPT_AFTER_DELETION.filter((field) =>
    seen[field] && !seen[field].other && (kept[field] ?? seen[field].value) !== seen[field].value
  );
  if (changed.length === 0) return seen;
  const entries = changed.map((field) => [field, { ...seen[field], other: { value: kept[field], at } }]);
  const all = { ...seen, ...Object.fromEntries(entries) };
  rememberSeen(id, all);
  return all;
}

/** Return the contradictions in what is kept: [{field, value, at, other: {value, at}}]. */
export const contradictionsIn = (seen) =>
  KEPT.filter((field) => seen[field]?.other).map((field) => ({ field, ...seen[field] }));
