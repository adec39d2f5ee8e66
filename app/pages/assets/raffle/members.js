/* Reads the members of a draw record, which is a JSON object. A record may be forged, so a member can have any type. A
wrong type gives the same error as a wrong value. The words of the errors are those of app/domain/members.py. */

/** The error for a record or a proof that is wrong. The message tells the visitor what is wrong. */
export class Contradiction extends Error {}

/** Return the message of a Contradiction as a sentence. */
export const sentenceOf = ({ message }) => `${message[0].toUpperCase()}${message.slice(1)}.`;

/** Records count some times in hours, and `time` returns milliseconds. */
export const HOUR_MS = 3_600_000;

const LONGEST_VALUE = 80;
const MOST_ENTRIES = 6;

/**
 * Control characters, characters that change the order of text or break lines, invisible characters, and halves of
 * surrogate pairs. The list is that of app/domain/printable.py.
 */
const OBEYED_OR_UNSEEN = new RegExp(
  "[\\x00-\\x1f\\x7f-\\x9f\\xad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2" +
    "\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164" +
    "\\ud800-\\udfff\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\u{110bd}\\u{110cd}\\u{13430}-\\u{1343f}" +
    "\\u{13441}\\u{13442}\\u{16fe4}\\u{1bca0}-\\u{1bca3}\\u{1d159}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}]",
  "gu",
);

const escaped = (characters) =>
  Array.from({ length: characters.length }, (_, place) => characters.charCodeAt(place))
    .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");

/**
 * Return a value of a record as JSON. Long texts and lists are cut, because a forged record can have any value.
 *
 * Characters that would hide or reorder text are escaped.
 */
export function briefly(value) {
  const cut = Array.isArray(value) && value.length > MOST_ENTRIES;
  const plain = JSON.stringify((cut ? value.slice(0, MOST_ENTRIES) : value) ?? null);
  const json = plain.replace(OBEYED_OR_UNSEEN, escaped);
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

/** Return a member that must be a time, in milliseconds since 1970. In a record, a time has only one spelling. */
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

/**
 * Check that a member has the value `expected`. If `expected` is null, the member must be absent. `why` is part of the
 * error.
 */
export function expect(members, name, expected, why) {
  const value = members[name] ?? null;
  demand(
    value === expected,
    `${name} should be ${briefly(expected)}, ${why}, but the record says ${briefly(value)}`,
  );
}
