/* Notices: what the reader of a draw record must know even if the record is correct. The English words are those of
app/domain/notices.py.

A notice is an object {name, ...values}: the name of a text in the catalogue `draw`, and the values in this text. */

import { ALGORITHM_2 } from "./algorithms.js";
import { isAbsent } from "./members.js";

/**
 * Return the notices of a correct record: nothing binds the record; somebody could choose the entropy; the draw was
 * earlier than announced; the raffle ended early; or the store was restored.
 */
export function noticesOf(record) {
  if (record.algorithm !== ALGORITHM_2) {
    return [{ name: record.entropy_source ? "unless-the-source" : "nothing-binds" }];
  }
  const { draw_at: announced, drawn_at: drawn, ended_at: ended, closes_at: closes, incarnation: restored } = record;
  const found = isAbsent(record.beacon) ? [randomnessNotice(record)] : roundNotices(record, true);
  // A time has only one spelling, so an earlier time is also a smaller text.
  if (!isAbsent(announced) && drawn < announced) found.push({ name: "drawn-early", announced, drawn });
  if (!isAbsent(ended)) {
    found.push(isAbsent(closes) ? { name: "ended-unannounced", ended } : { name: "ended-early", ended, closes });
  }
  if (!isAbsent(restored)) found.push({ name: "store-restored", restored: String(restored) });
  return found;
}

/** Return a list with the notice that no round was announced, or that an earlier round was. The list may be empty. */
export function roundNotices({ announced_round: announced, round, round_at: at, sealed_at: sealed }, isDrawn) {
  if (isAbsent(round) || announced === round) return [];
  if (isAbsent(announced)) return isDrawn ? [{ name: "no-time-announced", at }] : [];
  const name = isDrawn ? "late-round-decided" : "late-round-decides";
  return [{ name, announced: String(announced), round: String(round), sealed }];
}

/** Return the notice that says who chose the randomness of a raffle without a beacon. */
export const randomnessNotice = ({ entropy_source: source }) => ({
  name: isAbsent(source) ? "operator-chose" : "manager-typed",
});
