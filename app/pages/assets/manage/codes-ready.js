/* Shows how many codes the service has made in advance. So a manager sees before a sale whether there are enough. */

import { t } from "../shared/language.js";

/** A space gives the empty line its height, so that nothing below the line moves when the number comes. */
const NOTHING = "\u00a0";

/** Show the number of codes in an element. NaN means that the number is not known. */
export function showCodesReady(place, count) {
  place.textContent = Number.isNaN(count) ? NOTHING : t("codes-ready", { count });
}
