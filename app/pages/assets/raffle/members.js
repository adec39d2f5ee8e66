/* Reads the members of a draw record, which is a JSON object. A record may be forged, so a member can have any type. A
wrong type gives the same error as a wrong value. The words of the errors are those of app/domain/members.py. */

/** The error for a record or a proof that is wrong. The message tells the visitor what is wrong. */
export class Contradiction extends Error {}

const LONGEST_VALUE = 80;
const MOST_ENTRIES = 6;

/** Return a value of a record as JSON. Long texts and lists are cut, because a forged record can have any value. */
export function briefly(value) {
  const cut = Array.isArray(value) && value.length > MOST_ENTRIES;
  const json = JSON.stringify((cut ? value.slice(0, MOST_ENTRIES) : value) ?? null);
  const line = cut ? `${json.slice(0, -1)},…]` : json;
  return line.length <= LONGEST_VALUE ? line : `${line.slice(0, LONGEST_VALUE)}…`;
}

/** Throw a Contradiction with this message if `holds` is false. */
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

/** Return a member that must be text of 1 to `most` characters. If `pattern` is given, the text must match it. */
export function text(members, name, most, pattern = null) {
  const value = members[name];
  const length = typeof value === "string" ? [...value].length : 0; // The number of code points, as in Python.
  demand(
    length >= 1 && length <= most,
    `${name} must be text of 1 to ${most} characters, but the record says ${briefly(value)}`,
  );
  // UTF-8 cannot encode a lone surrogate. TextEncoder would replace it, so the hash would be that of another text.
  demand(!/\p{Surrogate}/u.test(value), `${name} must be text that UTF-8 can hold`);
  demand(
    pattern === null || new RegExp(`^(?:${pattern})$`).test(value),
    `${name} must have the form ${pattern}, but the record says ${briefly(value)}`,
  );
  return value;
}

const TIME = /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Return a member that must be a time, in milliseconds since 1970. Each time has only one spelling in a record. */
export function time(members, name) {
  const value = members[name];
  const milliseconds = typeof value === "string" && TIME.test(value) ? Date.parse(value) : NaN;
  demand(
    !Number.isNaN(milliseconds) && shown(milliseconds) === value,
    `${name} must be a time such as 2026-11-26T18:00:00.000Z, but the record says ${briefly(value)}`,
  );
  return milliseconds;
}

/** Return a time (milliseconds since 1970) in the spelling that a record has. */
export const shown = (milliseconds) => new Date(milliseconds).toISOString();

/** Return a member that must be a list. If the member is absent, return an empty list. */
export function listed(members, name) {
  const value = members[name] ?? [];
  demand(Array.isArray(value), `${name} must be a list, but the record says ${briefly(value)}`);
  return value;
}

/** Check that a member has the value `expected`. With null, the member must be absent. `why` is part of the error. */
export function expect(members, name, expected, why) {
  const value = members[name] ?? null;
  demand(
    value === expected,
    `${name} should be ${JSON.stringify(expected)}, ${why}, but the record says ${briefly(value)}`,
  );
}
