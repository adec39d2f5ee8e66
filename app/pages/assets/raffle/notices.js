/* Notices: what the reader of a draw record must know even if the record is correct. The English words are those of
app/domain/notices.py. If a beacon decides the draw, the round is the number of the beacon's signature that decides.

A notice is an object {name, ...values}: the name of a text in the catalogue `draw`, and the values in this text. */

import { ALGORITHM_2 } from "./algorithms.js";
import { HOUR_MS, isAbsent } from "./members.js";

/**
 * Return the notices of a correct record. There is a notice in each of these cases:
 *
 * - Nothing binds the record, or somebody could choose the entropy.
 * - No round was announced for the beacon, or another round decided than the announced one.
 * - When the tickets were sealed, the source may already have published its value.
 * - The draw or the end came earlier than announced.
 * - A ticket lost its prize early.
 * - The store was restored from a backup.
 */
export function noticesOf(record) {
  if (record.algorithm !== ALGORITHM_2) {
    return [{ name: record.entropy_source ? "unless-the-source" : "nothing-binds" }];
  }
  const { draw_at: announced, drawn_at: drawn, ended_at: ended, closes_at: closes, incarnation: restored } = record;
  const found = isAbsent(record.beacon) ? [randomnessNotice(record)] : roundNotices(record, true);
  found.push(...lateSealNotices(record));
  // A time has only one spelling, so an earlier time is also a smaller text.
  if (!isAbsent(announced) && drawn < announced) found.push({ name: "drawn-early", announced, drawn });
  // If `ended_at` is after the seal, no ticket was left at that time. So the early end has excluded nobody.
  if (!isAbsent(ended) && ended <= record.sealed_at) {
    found.push(isAbsent(closes) ? { name: "ended-unannounced", ended } : { name: "ended-early", ended, closes });
  }
  found.push(...substitutionNotices(record));
  if (!isAbsent(restored)) found.push({ name: "store-restored", restored: String(restored) });
  return found;
}

/**
 * Return a list with at most one notice: the tickets were sealed after the announced time of the draw. By then, the
 * source may have published its value. The parameter is a record, or a raffle that is sealed.
 */
export const lateSealNotices = ({ entropy_source: source, draw_at: announced, sealed_at: sealed }) =>
  isAbsent(source) || isAbsent(announced) || sealed <= announced
    ? []
    : [{ name: "sealed-after-draw-time", sealed, announced }];

/**
 * Return a list with at most one notice: a ticket lost its prize so early that its holder may have had no time to come.
 *
 * Such a record is not wrong, because earlier versions of the service allowed such substitutions.
 */
function substitutionNotices({ drawn_at: drawn, substitute_after_hours: hours, substitutions }) {
  const gotAt = new Map();
  const early = [];
  for (const { ticket_number: ticket, replaced_by: successor, at: lost } of substitutions ?? []) {
    const got = gotAt.get(ticket) ?? drawn;
    gotAt.set(successor, lost);
    if (Date.parse(lost) - Date.parse(got) < (hours || 1) * HOUR_MS) early.push({ ticket: String(ticket), got, lost });
  }
  if (early.length === 0) return [];
  const values = { ...early[0], count: String(early.length) };
  return [
    hours ? { name: "lost-prize-early", ...values, hours: String(hours) } : { name: "lost-prize-soon", ...values },
  ];
}

/** Return a list with at most one notice: no round was announced, or the announced round does not decide. */
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
