/* Computes the terms of a raffle: one hash of everything that was announced at its creation. */

import { hexText } from "../shared/format.js";
import { sha256 } from "../vendor/noble-hashes/sha256.js";
import { announcedIn } from "./announced.js";

/** Return the terms in hex, from the members of a raffle or of its draw record: see announced.js. */
export const terms = (members) => hexText(sha256(announcedIn(members)));
