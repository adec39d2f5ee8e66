/* The texts of the chart of claims. */

import { countText, numberText } from "../shared/format.js";

export const NOTHING_SEEN = "Claims are counted while this page is open.";

/** The names of the two ends of the chart. */
export const BEGIN = "10 minutes ago";
export const END = "now";

/** Return how many claims there were. `milliseconds` is the time in which they were counted. */
export const recentText = (claims, milliseconds) =>
  `${countText(claims, "claim", "claims")} in the last ${spanText(milliseconds)}`;

/** Return what the highest bar means. `rate` is a number of claims a minute. */
export const highestText = (rate) => `Highest bar: ${countText(rate, "claim", "claims")} a minute`;

/** "20 seconds", "minute" or "4 minutes". */
function spanText(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return countText(seconds, "second", "seconds");
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? "minute" : `${numberText(minutes)} minutes`;
}
