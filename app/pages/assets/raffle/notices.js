/* What the reader of a correct draw record must know. The words are those of app/domain/draw.py. */

import { isAbsent } from "./members.js";

/** Return what the reader of a correct record must know: who chose the randomness, and which round came late. */
export function noticesOf(record) {
  if (isAbsent(record.terms)) return []; // A record of `raffle-draw/1`.
  if (isAbsent(record.beacon)) return [randomnessText(record)];
  const late = lateRoundText(record, "DECIDED");
  return late === null ? [] : [late];
}

/** Return what to say of a round that was not announced, or null. */
export function lateRoundText({ announced_round: announced, round, sealed_at: sealed }, decides) {
  if (isAbsent(announced) || isAbsent(round) || announced === round) return null;
  const text = `ROUND ${announced} WAS ANNOUNCED, BUT ROUND ${round} ${decides}`;
  return `${text}, because the raffle was sealed late, at ${sealed}`;
}

/** Who chose the randomness of a raffle without a beacon. */
export const randomnessText = ({ entropy_source: source }) =>
  isAbsent(source) ? "The operator chose the randomness" : "The manager typed the randomness";
