/* Reads the members of a draw record. Nothing in a record is trusted, so a wrong type gives the same error as a wrong
value. The words of the errors are those of app/domain/members.py. */

/** The error for a record or a proof that does not hold. The message tells the visitor what is wrong. */
export class Contradiction extends Error {}

const LONGEST_VALUE = 80;
const MOST_ENTRIES = 6;

/** A value of a record as JSON. A long text is cut, because a forged record can have anything as a value. */
export function briefly(value) {
  const cut = Array.isArray(value) && value.length > MOST_ENTRIES;
  const json = JSON.stringify((cut ? value.slice(0, MOST_ENTRIES) : value) ?? null);
  const line = cut ? `${json.slice(0, -1)},…]` : json;
  return line.length <= LONGEST_VALUE ? line : `${line.slice(0, LONGEST_VALUE)}…`;
}

/** Throw a Contradiction unless `holds`. */
export function demand(holds, message) {
  if (!holds) throw new Contradiction(message);
}

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

export const isAbsent = (value) => value === undefined || value === null;

/** Return a member that must be a whole number from `least` to `most`. */
export function whole(members, name, least, most) {
  const value = members[name];
  demand(
    Number.isInteger(value) && value >= least && value <= most,
    `${name} must be a whole number from ${least} to ${most}, but the record says ${briefly(value)}`,
  );
  return value;
}

/** Return a member that must be a whole number from `least` to `most`, or 0 if the member is absent. */
export const optional = (members, name, least, most) => isAbsent(members[name]) ? 0 : whole(members, name, least, most);

/** Return a member that must be text of 1 to `most` characters, and have the pattern if there is one. */
export function text(members, name, most, pattern = null) {
  const value = members[name];
  const length = typeof value === "string" ? [...value].length : 0; // Code points, as Python counts.
  demand(
    length >= 1 && length <= most,
    `${name} must be text of 1 to ${most} characters, but the record says ${briefly(value)}`,
  );
  // A lone surrogate cannot be encoded in UTF-8. TextEncoder would replace it, and hash another text.
  demand(!/\p{Surrogate}/u.test(value), `${name} must be text that UTF-8 can hold`);
  demand(
    pattern === null || new RegExp(`^(?:${pattern})$`).test(value),
    `${name} must have the form ${pattern}, but the record says ${briefly(value)}`,
  );
  return value;
}

const TIME = /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Return a member that must be a time, in milliseconds since 1970. The record has only one spelling of each time. */
export function time(members, name) {
  const value = members[name];
  const milliseconds = typeof value === "string" && TIME.test(value) ? Date.parse(value) : NaN;
  demand(
    !Number.isNaN(milliseconds) && shown(milliseconds) === value,
    `${name} must be a time such as 2026-11-26T18:00:00.000Z, but the record says ${briefly(value)}`,
  );
  return milliseconds;
}

/** A time, given in milliseconds since 1970, in the spelling of the record. */
export const shown = (milliseconds) => new Date(milliseconds).toISOString();

/** Return a member that must be a list. An absent member is like an empty list. */
export function listed(members, name) {
  const value = members[name] ?? [];
  demand(Array.isArray(value), `${name} must be a list, but the record says ${briefly(value)}`);
  return value;
}

/** Check that a member has a value. `why` says where the value comes from. The value null means that it is absent. */
export function expect(members, name, expected, why) {
  const value = members[name] ?? null;
  demand(
    value === expected,
    `${name} should be ${JSON.stringify(expected)}, ${why}, but the record says ${briefly(value)}`,
  );
}
