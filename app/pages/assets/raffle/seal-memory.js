/* Remembers what the service showed of the seal, so that the holder of a ticket notices a later change.

Nothing of it may change after it was shown. So the first value of each field is kept for ever, with the time at which
this browser saw it, and the first value that contradicts it. The times are those of the clock of this device, because
an operator who cheats could also show a wrong time. */

import { recall, rememberSeen } from "./memory.js";

/** The fields of a raffle that are kept. */
const KEPT = ["terms", "root", "withdrawn_hash", "sealed_at", "round", "round_at"];

/** Return the fields in which a raffle or a record differs from what this browser saw. */
export const differencesFrom = (seen, facts) =>
  KEPT.filter((field) => seen[field] && facts[field] !== seen[field].value);

/**
 * Keep the fields that a raffle shows, and return all fields that are kept: {root: {value, at, other}, ...}.
 *
 * `at` is a time in milliseconds. `other` is {value, at}, if the service has shown another value later.
 */
export function keepSeal(id, raffle) {
  const { seen } = recall(id);
  if (raffle.status === "damaged") return seen; // The service cannot read what it has sealed.
  const at = Date.now();
  const changed = {};
  for (const field of KEPT) {
    const value = raffle[field] ?? null;
    const before = seen[field];
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

/** Return the contradictions in what is kept: [{field, value, at, other: {value, at}}]. */
export const contradictionsIn = (seen) =>
  KEPT.filter((field) => seen[field]?.other).map((field) => ({ field, ...seen[field] }));
