/* Finds out whether the store of the service was restored from a backup after this browser got its ticket. The service
may have lost this ticket. The player learns this while there are still tickets, and can claim again.

There are two signs of a restore. First, the raffle has the status `suspended`. Second, fewer tickets are taken than
before: this number falls only when the store is restored. The page never claims again by itself, because the visitor
may have another address now. From another address, the same key gets a second ticket. */

import { recall, rememberRestore, rememberTaken } from "./memory.js";
import { taken } from "../shared/raffle-state.js";

/**
 * The service can show a number of taken tickets that is some seconds old. So a lower number is a sign of a restore
 * only if it comes at least this long after the higher number. The higher number is stored at most once in this time.
 */
const SURE_AFTER_MS = 60_000;

/**
 * Return whether a raffle shows fewer taken tickets than this browser has remembered. The state may only be old. So ask
 * the service before the state is passed to `mayBeLost`, which remembers the restore for good.
 */
export function showsFewerTaken(id, raffle) {
  const { ticket, added, restored, taken: before } = recall(id);
  if (ticket === undefined || added || restored || raffle.status !== "open" || !before) return false;
  return Date.now() - before.at >= SURE_AFTER_MS && taken(raffle) < before.value;
}

/**
 * Remember signs of a restore that a raffle shows. Return whether the store may have lost the ticket of this browser.
 */
export function mayBeLost(id, raffle) {
  const { ticket, added, restored, taken: before } = recall(id);
  if (ticket === undefined || added) return false;
  if (restored) return true;
  if (raffle.status === "suspended") return rememberRestore(id), true;
  if (raffle.status !== "open") return false;
  const count = taken(raffle);
  if (showsFewerTaken(id, raffle)) return rememberRestore(id), true;
  if (before && Date.now() - before.at < SURE_AFTER_MS) return false;
  if (count > (before?.value ?? 0)) rememberTaken(id, { value: count, at: Date.now() });
  return false;
}
