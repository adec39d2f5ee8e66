/* Compares a draw record (everything that led to the winners) with another record of the same raffle. */

import { isAbsent, isObject } from "./members.js";

/** All members of a draw record, in the order in which the service writes them. */
const MEMBERS = [
  "algorithm",
  "raffle_id",
  "name",
  "total_tickets",
  "prizes",
  "entropy_source",
  "entropy",
  "seed",
  "drawn_at",
  "incarnation",
  "terms",
  "opens_at",
  "closes_at",
  "ended_at",
  "draw_at",
  "reserves",
  "substitute_after_hours",
  "sealed_at",
  "root",
  "withdrawn_hash",
  "beacon",
  "chain_hash",
  "announced_round",
  "round",
  "round_at",
  "signature",
  "winners",
  "substitutes",
  "unawarded",
  "substitutions",
  "withdrawn",
  "claimed",
];

/**
 * Return the names of the members in which a record from a file differs from the record that the service has now.
 *
 * The service may have added substitutions since the file was saved. So the substitutions in the file must be the first
 * substitutions that the service has.
 */
export function differingMembers(record, published) {
  const names = new Set([...MEMBERS, ...Object.keys(record)]);
  return [...names].filter((name) => {
    const [value, other] = [record[name] ?? [], published[name] ?? []];
    if (name !== "substitutions" || !Array.isArray(other)) return !isSame(value, other);
    return !isSame(value, other.slice(0, value.length));
  });
}

/**
 * Return the names of the members whose values are not proved by the check of a record. The check compares times only
 * with each other. The check accepts any number as `incarnation` (how often the store was restored), and ignores
 * unknown members.
 */
export const uncheckedMembers = (record) => [
  ...["drawn_at", "ended_at", "sealed_at", "incarnation"].filter((name) => !isAbsent(record[name])),
  ...unknownMembers(record),
];

/** The members that the check knows. The service does not write `withdrawn_tickets`, but the check compares it. */
const KNOWN = [...MEMBERS, "withdrawn_tickets"];

/** Return the names of the members that the check ignores. */
export const unknownMembers = (record) => Object.keys(record).filter((name) => !KNOWN.includes(name));

/** Return whether two JSON values are equal. The order of the members of an object does not matter. */
export function isSame(value, other) {
  if (Array.isArray(value) && Array.isArray(other)) {
    return value.length === other.length && value.every((entry, index) => isSame(entry, other[index]));
  }
  if (!isObject(value) || !isObject(other)) return value === other;
  const names = Object.keys(value);
  return names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(value[name], other[name]));
}
