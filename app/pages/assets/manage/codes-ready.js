/* Shows how many codes the service has ready, so that a manager sees before a sale whether the reserve is full. */

import { t } from "../shared/language.js";

/** A space gives the empty line its height, so that nothing below the line moves when the number comes. */
const NOTHING = "\u00a0";

/** Show the number of codes in an element. NaN means that the number is not known. */
export function showCodesReady(place, count) {
  place.textContent = Number.isNaN(count) ? NOTHING : t("codes-ready", { count });
}
