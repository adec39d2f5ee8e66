/* The rules for a new raffle. The page applies them before it sends a raffle, so managers see all mistakes together.

The service checks the raffle again, and its errors are shown in the same form. */

import { t } from "../shared/language.js";
import { COUNT_MESSAGE, isCount } from "../shared/typed-number.js";
import { codePoint, isVisible, lengthOf } from "./characters.js";
import { mistakesInTexts } from "./texts.js";

const MAX_NAME_LENGTH = 100;
const MAX_SOURCE_LENGTH = 300;
const MAX_PRIZES = 1000;
const MAX_RESERVES = 100_000;
const MAX_HOURS = 8760;

/**
 * The times of a raffle in their order. Each time has a message, which is shown if the next time is not later.
 */
const TIMES = [["opens_at", t("not-after-opening")], ["closes_at", t("not-after-end")], ["draw_at", ""]];

/** Return the mistakes in a raffle, with fields named as in the API: [{field, message}]. */
export function mistakesIn(raffle) {
  const mistakes = [];
  const check = (holds, field, message) => {
    if (!holds) mistakes.push({ field, message });
  };
  const checkName = (name, field, missing) => {
    const message = mistakeInName(name, missing);
    check(message === null, field, message);
  };
  checkName(raffle.name, "name", t("name-missing"));
  check(isCount(raffle.total_tickets), "total_tickets", COUNT_MESSAGE);
  raffle.prizes.forEach(({ name, amount }, index) => {
    checkName(name, `prizes[${index}].name`, t("prize-name-missing"));
    check(isCount(amount), `prizes[${index}].amount`, COUNT_MESSAGE);
  });
  const source = raffle.entropy_source ?? "";
  check(lengthOf(source) <= MAX_SOURCE_LENGTH, "entropy_source", lengthMessage(MAX_SOURCE_LENGTH));
  check(!raffle.beacon || raffle.draw_at !== undefined, "draw_at", t("draw-time-missing"));
  mistakes.push(...mistakesInTimes(raffle), ...mistakesInTexts(raffle));
  const { reserves = 0, substitute_after_hours: hours = 1 } = raffle;
  check(isWithin(reserves, 0, MAX_RESERVES), "reserves", rangeMessage(0, MAX_RESERVES));
  check(isWithin(hours, 1, MAX_HOURS), "substitute_after_hours", rangeMessage(1, MAX_HOURS));
  check(raffle.prizes.length <= MAX_PRIZES, "prizes", t("too-many-kinds", { most: MAX_PRIZES }));
  if (mistakes.length === 0) check(!hasTooManyPrizes(raffle), "prizes", tooManyPrizesText(raffle));
  const left = raffle.total_tickets - prizesInAll(raffle);
  if (mistakes.length === 0) {
    check(reserves <= left, "reserves", t("too-many-substitutes", { most: left }));
  }
  return mistakes;
}

const isWithin = (number, least, most) => Number.isInteger(number) && number >= least && number <= most;

const rangeMessage = (least, most) => t("whole-number", { least, most });

/** Return the mistakes in the times of a raffle. A time is "" if the manager has typed only a part of the time. */
function mistakesInTimes(raffle) {
  const mistakes = [];
  let before = null;
  for (const [field, notAfter] of TIMES) {
    const time = raffle[field];
    if (time === undefined) continue;
    if (time === "") mistakes.push({ field, message: t("time-incomplete") });
    else if (before && Date.parse(time) <= before.time) {
      mistakes.push({ field, message: before.notAfter });
    } else before = { time: Date.parse(time), notAfter };
  }
  return mistakes;
}

/** Return the mistakes in the numbers of a raffle. Its names are not checked. */
export function mistakesInNumbers(raffle) {
  const name = "a";
  return mistakesIn({
    total_tickets: raffle.total_tickets,
    name,
    prizes: raffle.prizes.map(({ amount }) => ({ name, amount })),
  });
}

/** Whether there are more prizes than tickets. False if one of the numbers is missing. */
export const hasTooManyPrizes = (raffle) => prizesInAll(raffle) > raffle.total_tickets;

const prizesInAll = (raffle) => raffle.prizes.reduce((sum, { amount }) => sum + amount, 0);

const tooManyPrizesText = (raffle) =>
  t("too-many-prizes", { prizes: prizesInAll(raffle), tickets: raffle.total_tickets });

const lengthMessage = (max) => t("too-long", { most: max });

/** Characters that break lines, and characters that change the order of the text around them. */
const REFUSED = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u206a-\u206f]/u;

/** Return why a text cannot be a name, or null. `missing` is the message for an empty text. */
function mistakeInName(text, missing) {
  if (text.trim() === "") return missing;
  if (lengthOf(text) > MAX_NAME_LENGTH) return lengthMessage(MAX_NAME_LENGTH);
  const refused = REFUSED.exec(text);
  if (refused) return t("refused-in-name", { character: codePoint(refused[0]) });
  return isVisible(text) ? null : t("invisible-name", { character: codePoint(text) });
}
