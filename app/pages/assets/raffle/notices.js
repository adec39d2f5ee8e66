/* What the reader of a correct draw record must know. The words are those of app/domain/draw.py. */

import { isAbsent } from "./members.js";

/** Return what the reader of a correct record must know: who chose the randomness, and which round came late. */
export function noticesOf(record) {
  if (isAbsent(record.terms)) return []; // A record of `raffle-draw/1`.
  if (isAbsent(record.beacon)) return [randomnessText(record)];
  return isAbsent(record.announced_round) || record.announced_round === record.round ? [] : [
    `ROUND ${record.announced_round} WAS ANNOUNCED, BUT ROUND ${record.round} DECIDED, because the raffle was sealed ` +
    `late, at ${record.sealed_at}`,
  ];
}

/** Who chose the randomness of a raffle without a beacon. */
export const randomnessText = ({ entropy_source: source }) =>
  isAbsent(source) ? "The operator chose the randomness" : "The manager typed the randomness";
