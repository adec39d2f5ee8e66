/* The texts of a raffle in the forms of the page for managers, with the limits of the service. */

import { t } from "../shared/language.js";
import { codePoint, isVisible, lengthOf } from "./characters.js";

/** The largest number of code points in each text. */
const LONGEST = { description: 5_000, participation_terms: 10_000, contact: 500, pick_up: 2_000 };

/** Return the mistakes in the texts of a raffle: [{field, message}]. */
export const mistakesInTexts = (raffle) =>
  Object.entries(LONGEST).flatMap(([field, longest]) => {
    const message = mistakeIn(raffle[field] ?? "", longest);
    return message === null ? [] : [{ field, message }];
  });

/** Control characters other than white space, and characters that change the direction of the text after them. */
const REFUSED = /(?![\s\u0085])\p{Cc}|[\u202a-\u202e\u206a-\u206f]/u;

function mistakeIn(text, longest) {
  const length = lengthOf(text);
  if (length > longest) return t("too-long-now", { most: longest, length });
  const refused = REFUSED.exec(text);
  if (refused) return t("refused-in-text", { character: codePoint(refused[0]) });
  return text === "" || isVisible(text) ? null : t("invisible-text");
}
