/* What the reader of a correct draw record must know. In English, the words are those of app/domain/draw.py.

A notice is the name of a text in the catalogue `draw`, with its values: {name, ...values}. */

import { isAbsent } from "./members.js";

/** Return what the reader of a correct record must know: who chose the randomness, and which round came late. */
export function noticesOf(record) {
  if (isAbsent(record.terms)) return []; // A record of `raffle-draw/1`.
  return isAbsent(record.beacon) ? [randomnessNotice(record)] : lateRoundNotices(record, true);
}

/** Return what to say of a round that was not announced. The list is empty if the round was announced. */
export function lateRoundNotices({ announced_round: announced, round, sealed_at: sealed }, isDrawn) {
  if (isAbsent(announced) || isAbsent(round) || announced === round) return [];
  const name = isDrawn ? "late-round-decided" : "late-round-decides";
  return [{ name, announced: String(announced), round: String(round), sealed }];
}

/** Return who chose the randomness of a raffle without a beacon. */
export const randomnessNotice = ({ entropy_source: source }) => ({
  name: isAbsent(source) ? "operator-chose" : "manager-typed",
});
