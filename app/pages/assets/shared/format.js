/* Numbers, times, lists of prizes and bytes as text, and typed text as letters and digits. */

const NUMBER = new Intl.NumberFormat("en");
const TIME = new Intl.DateTimeFormat("en", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });

export const numberText = (number) => NUMBER.format(number);

/** "1 winner" or "2,000 winners". */
export const countText = (number, one, many) => `${numberText(number)} ${number === 1 ? one : many}`;

/** A time of the API (RFC 3339) as text. */
export const timeText = (time) => `${TIME.format(new Date(time))} UTC`;

/** "Bicycle, 2 × Book". */
export const prizesText = (prizes) =>
  prizes.map(({ name, amount }) => (amount === 1 ? name : `${numberText(amount)} × ${name}`)).join(", ");

/**
 * The letters and digits of a typed or pasted text. Mails, PDF files and keyboards add spaces, dashes and invisible
 * characters, and write digits in other forms (NFKC). The service reads a code in the same way.
 */
export const lettersAndDigits = (text) => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");

/** Bytes as hex digits. */
export const hexText = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
