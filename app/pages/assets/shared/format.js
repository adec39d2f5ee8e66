/* Numbers, times, lists of prizes and bytes as text, and typed text as letters and digits. */

import { isolated } from "./dom.js";
import { LANGUAGE, LOCALE, parts } from "./language.js";

/** Writes numbers in groups, as the language does: "120,000", "120.000" or "120 000". */
const NUMBER = new Intl.NumberFormat(LOCALE);

/** Times in English have the day before the month, even if the browser prefers the month first. */
const TIME_LOCALE = LANGUAGE === "en" ? "en-GB" : LOCALE;

const TIME = new Intl.DateTimeFormat(TIME_LOCALE, {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC",
});

/** Writes times in the time zone of the visitor, with the name of this zone: "1 December 2026 at 18:00 GMT+1". */
const LOCAL_TIME = new Intl.DateTimeFormat(TIME_LOCALE, {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short",
});

/** Writes lists. In English, there is no "and" before the last entry. */
const LIST = new Intl.ListFormat(LOCALE, { type: "unit" });

export const numberText = (number) => NUMBER.format(number);

/** Return a time of the API (RFC 3339) as text, in UTC. */
export const timeText = (time) => `${TIME.format(new Date(time))} UTC`;

/** Return a time of the API as text, in the time zone of the visitor. */
export const localTimeText = (time) => LOCAL_TIME.format(new Date(time));

/** Return strings as one text, such as "Name, Contact". */
export const listText = (texts) => LIST.format(texts);

/** Return prizes in words, such as "Bicycle, 2 × Book", as a list of elements and strings. */
export const prizesText = (prizes) =>
  LIST.formatToParts(prizes.map((_, place) => String(place))).flatMap(({ type, value }) =>
    type === "element" ? prizeText(prizes[value]) : value
  );

const prizeText = ({ name, amount }) =>
  amount === 1 ? isolated(name) : parts("several-prizes", { amount, prize: isolated(name) });

const WRITTEN_FROM_RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Return a name in a form for texts without elements, such as titles. The name does not reorder the text (UAX 9, FSI).
 */
export const isolatedText = (name) => WRITTEN_FROM_RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;

/**
 * Return the letters and digits of a typed or pasted text. Mails, PDF files and keyboards add spaces, dashes and
 * invisible characters, and write digits in other forms (NFKC). The service reads a code in the same way.
 */
export const lettersAndDigits = (text) => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");

/** Return bytes as hex digits. */
export const hexText = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
