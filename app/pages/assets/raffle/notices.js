/* Notices: what the reader of a draw record must know even if the record is correct. The English words are those of
app/domain/notices.py.

A notice is an object {name, ...values}: the name of a text in the catalogue `draw`, and the values in this text. */

import { ALGORITHM_2 } from "./algorithms.js";
import { isAbsent } from "./members.js";

/** Return the notices: nothing binds the record, somebody chose the entropy, or a later round decided. */
export function noticesOf(record) {
  if (record.algorithm !== ALGORITHM_2) {
    return [{ name: record.entropy_source ? "unless-the-source" : "nothing-binds" }];
  }
  return isAbsent(record.beacon) ? [randomnessNotice(record)] : lateRoundNotices(record, true);
}

/** Return a list with the notice that the round is later than the announced round, or an empty list. */
export function lateRoundNotices({ announced_round: announced, round, sealed_at: sealed }, isDrawn) {
  if (isAbsent(announced) || isAbsent(round) || announced === round) return [];
  const name = isDrawn ? "late-round-decided" : "late-round-decides";
  return [{ name, announced: String(announced), round: String(round), sealed }];
}

/** Return the notice that says who chose the randomness of a raffle without a beacon. */
export const randomnessNotice = ({ entropy_source: source }) => ({
  name: isAbsent(source) ? "operator-chose" : "manager-typed",
});
