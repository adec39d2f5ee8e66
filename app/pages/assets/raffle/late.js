/* The modules that are loaded when they are first used. They are large, and most visitors do not need them. Each module
is a bundle of its own. So the bundle of a page keeps these imports as they are. */

/** Checks a draw record: the section "Verify this draw". */
export const loadVerification = () => import("./verification.js");

/** Checks that the sealed list of tickets has a ticket. */
export const loadSealCheck = () => import("./seal-check.js");

/** Checks the signature of a round of the beacon. */
export const loadBeacon = () => import("./beacon.js");
