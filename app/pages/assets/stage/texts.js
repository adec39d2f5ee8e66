/* The texts of the stage that its scripts write. The others are in stage.html. */

import { countText, numberText } from "../shared/format.js";

const list = (texts) => new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(texts);

export const NOTHING_SHOWN = "The winners are drawn.";

export const NO_WINNERS = "No ticket was claimed, so nobody has won.";

export const ALL_SHOWN = "All winners are shown.";

/** `prize` is the name as an element or text. */
export const nextPrizeText = (prize) => ["Next prize: ", prize];

/** What a screen reader says when numbers are shown. */
export const toldText = (prize, numbers) => `${prize}: ${list(numbers.map(numberText))}`;

/** The numbers of the same prize that were shown before. */
export const earlierText = (numbers) => `Also won: ${list(numbers)}`;

export const shownText = (shown, total) => `${numberText(shown)} of ${countText(total, "winner", "winners")} shown`;

export const ownTicketText = (number) => `Your ticket: ${numberText(number)}`;

export const OWN_NUMBER_SHOWN = "This is the number of your ticket. See what it won";

export const RUN = "Run by itself";

export const PAUSE = "Pause";

export const FULL_SCREEN = "Full screen";

export const LEAVE_FULL_SCREEN = "Leave full screen";

export const SCAN_TO_TAKE_PART = "Scan to get a ticket";

export const SCAN_TO_CHECK = "Scan to check your ticket";

export const qrLabel = (url) => `QR code of ${url}`;

export const DRAW_IN_MANAGEMENT = "Draw the winners on the page for managers";

/** What the audience waits for, if no time says it. */
export const WAITING = {
  draft: "This raffle is not published yet.",
  damaged: "The data of this raffle is damaged.",
  filling: "The tickets are being prepared.",
  suspended: "This raffle waits for a manager.",
  open: "The draw begins when the last ticket is taken.",
  unsealed: "The service is sealing the list of tickets.",
  sealed: "The draw begins soon.",
};

export const OPENS_IN = "It opens in";

export const CLOSES_IN = "It closes in";

export const DRAW_IN = "The draw begins in";

/** The parts of a time in milliseconds, such as {value: "5", unit: "minutes"}. Days and hours of 0 are left out. */
export function timeParts(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const counts = [
    ["day", Math.floor(seconds / 86_400)],
    ["hour", Math.floor(seconds / 3600) % 24],
    ["minute", Math.floor(seconds / 60) % 60],
    ["second", seconds % 60],
  ];
  const first = counts.findIndex(([, count]) => count > 0);
  return counts.slice(Math.min(first < 0 ? 3 : first, 2)).map(([unit, count]) => partsOf(count, unit));
}

function partsOf(count, unit) {
  const format = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, unitDisplay: "long" });
  const word = format.formatToParts(count).filter(({ type }) => type === "unit").map(({ value }) => value);
  return { value: numberText(count), unit: word.join(" ") };
}
