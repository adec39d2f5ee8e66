/* Functions that load a module when it is first used. These modules are large, and most visitors do not need them. So
each of these modules is in a bundle of its own, and not in the bundle of a page. */

import { addTexts } from "../shared/language.js";

/** Load the check of a draw record and its texts, for the section "Verify this draw". */
export async function loadVerification() {
  const [verification] = await Promise.all([import("./verification.js"), addTexts("check")]);
  return verification;
}

/** Load the module that checks whether a ticket is in the sealed list of tickets. */
export const loadSealCheck = () => import("./seal-check.js");

/** Load the texts about earlier tickets, which most visitors do not have. */
export const loadEarlierTexts = () => addTexts("earlier");
