/* Whole numbers as people type and paste them. All number fields of the pages read them in the same way. */

import { t } from "./language.js";

/** The largest number of tickets, and so also the largest ticket number and the largest amount of a prize. */
const MAX_COUNT = 10_000_000;

export const COUNT_MESSAGE = t("whole-number", { least: 1, most: MAX_COUNT });

/** Return whether a number can be a number of tickets, a ticket number, or an amount of a prize. */
export const isCount = (number) => Number.isInteger(number) && number >= 1 && number <= MAX_COUNT;

const DIGIT = /\p{Nd}/u;

/** Words and signs before a number, after NFKC: "#72", "No. 72" (also from "№"), "Ticket n° 72", "Los Nr. 72". */
const LABEL =
  /^(?:(?:ticket|number|los(?:nummer)?|nummer|numéro|boleto|número|(?:ال)?تذكرة|رقم|num|nr|n\.?[o°]?)[.:]?\s*)*#?\s*/i;

/** Groups of thousands, all with the same separator. The first group has no zero in front: "0,500" is a fraction. */
const THOUSANDS = /^[1-9]\d{0,2}([ ,.'_])\d{3}(?:\1\d{3})*$/;

/** Groups of the Indian system: "1,00,000". */
const LAKHS = /^[1-9]\d?(?:,\d{2})+,\d{3}$/;

/**
 * Return the whole number in a text, or NaN if the text is no whole number.
 *
 * Digits may be of any script. A separator is accepted only if it groups digits, because a separator can also begin a
 * fraction. "10.000" is 10000, but "3.0" and "1,00" are no whole numbers.
 */
export function wholeNumberIn(text) {
  const plain = text
    .replace(/\p{Nd}/gu, digitValue)
    .replace(/[’‘ʼ′´`]/g, "'")
    .replace(/[٬،]/g, ",")
    .replace(/\p{Cf}/gu, ""); // Marks of the direction of the text, and other characters that nobody sees.
  if (/\p{No}/u.test(plain)) return NaN; // NFKC would make "72" of "7²".
  const number = plain.normalize("NFKC").trim().replace(LABEL, "").replace(/[.,]$/, "");
  if (/^\d+$/.test(number)) return Number(number);
  if (THOUSANDS.test(number) || LAKHS.test(number)) return Number(number.replace(/\D/g, ""));
  return NaN;
}

/** Return the value of a decimal digit. The ten digits of a script follow each other in Unicode, from 0 to 9. */
function digitValue(digit) {
  let value = 0;
  while (DIGIT.test(String.fromCodePoint(digit.codePointAt(0) - value - 1))) value++;
  return value % 10;
}
