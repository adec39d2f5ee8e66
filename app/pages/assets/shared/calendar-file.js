/* The dates of a raffle as a file for calendars (RFC 5545). The file has no code of a ticket. */

import { publicAddress, rafflePage } from "./addresses.js";
import { isolatedText } from "./format.js";
import { LANGUAGE, t } from "./language.js";

export const CALENDAR_TYPE = "text/calendar";

/** A line with more bytes than this is folded. The line break does not count. */
const LINE_BYTES = 75;

/** Return the dates of a raffle that come after `now` (milliseconds since 1970): [{kind, time, text}]. */
export function datesOf(raffle, now) {
  const { opens_at: opens, closes_at: closes, ended_at: ended, draw_at: draw, round_at: round } = raffle;
  // If the tickets were sealed too late for the announced round of the beacon, a later round decides the draw.
  const decides = raffle.round === raffle.announced_round ? draw ?? round : round ?? draw;
  const all = [
    { kind: "opens", time: opens, text: (name) => t("calendar-opens", { name }) },
    { kind: "closes", time: ended ?? closes, text: (name) => t("calendar-closes", { name }) },
    { kind: "draw", time: decides, text: (name) => t("calendar-draw", { name }) },
  ];
  return all.filter(({ time }) => time && Date.parse(time) > now);
}

/** Return the text of the file with the dates of a raffle that come after `now`. */
export function calendarText(raffle, now) {
  const events = datesOf(raffle, now).flatMap(({ kind, time, text }) => eventLines(raffle, kind, time, text, now));
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//raffle//${LANGUAGE.toUpperCase()}`,
    ...events,
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function eventLines({ id, name }, kind, time, text, now) {
  const summary = escaped(text(isolatedText(name)));
  return [
    "BEGIN:VEVENT",
    `UID:${id}-${kind}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(Date.parse(time))}`,
    `SUMMARY:${summary}`,
    `URL:${publicAddress(rafflePage(id))}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${summary}`,
    "TRIGGER:-PT15M",
    "END:VALARM",
    "END:VEVENT",
  ];
}

/** Return a time in the form 20261126T200000Z. */
const utc = (milliseconds) => new Date(milliseconds).toISOString().replace(/[-:]|\.\d+/g, "");

/** Escape the characters of a text that would have a special meaning in the file (RFC 5545, 3.3.11). */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n").replace(/\p{Cc}/gu, "");

/** Fold a long line: break it between two characters, and begin each further line with a space (RFC 5545, 3.1). */
function folded(line) {
  const lines = [""];
  let bytes = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (bytes + size > LINE_BYTES) {
      lines.push(" ");
      bytes = 1;
    }
    lines[lines.length - 1] += character;
    bytes += size;
  }
  return lines.join("\r\n");
}
