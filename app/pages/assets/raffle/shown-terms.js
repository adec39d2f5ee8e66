/* Computes the terms (a hash of what was announced) from the facts that the service shows of a raffle. Otherwise, an
operator could show prizes with the terms of other prizes, and draw these other prizes later.

With TLS, a browser has a hash function of its own. Only pages without TLS load the hash function in assets/vendor. */

import { hexText } from "../shared/format.js";
import { announcedIn } from "./announced.js";

/** Return the terms from the facts that a raffle shows. Return null if an early version, without terms, created it. */
export async function termsShown(raffle) {
  return raffle.terms ? hexText(await hashOf(announcedIn(raffle))) : null;
}

async function hashOf(bytes) {
  if (globalThis.crypto?.subtle) return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const { sha256 } = await import("../vendor/noble-hashes/sha256.js");
  return sha256(bytes);
}

/** Return whether the terms of a raffle do not fit what it shows. Return false if the hash function does not load. */
export const hasWrongTerms = (raffle) => termsShown(raffle).then((own) => own !== (raffle.terms ?? null), () => false);
