/* Checks whether a hash from the service is the hash of a code. So the visitor need not trust the service. */

import { hexText } from "../shared/format.js";
import { argon2idAsync } from "../vendor/noble-hashes/argon2.js";
import { partsOf } from "./phc.js";

const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/**
 * Return whether a PHC string binds this code: it has the hash of the code, the hash is long enough, and its cost is
 * not too high.
 *
 * The code may have hyphens between groups of symbols.
 */
export async function belongs(phc, code) {
  const parts = partsOf(phc);
  if (parts === null) return false;
  const { m, t, p } = parts;
  const [salt, hash] = [parts.salt, parts.hash].map(bytesOf);
  const computed = await argon2idAsync(code.replaceAll("-", ""), salt, { m, t, p, dkLen: hash.length });
  return hexText(computed) === hexText(hash);
}
