/* Checks whether a hash from the service is the hash of a code. So the visitor need not trust the service. */

import { hexText } from "../shared/format.js";
import { argon2idAsync } from "../vendor/noble-hashes/argon2.js";

/** A PHC string of Argon2id, version 1.3 (RFC 9106). */
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** Return whether a PHC string has the hash of this code. The code may have hyphens between groups of symbols. */
export async function belongs(phc, code) {
  const parts = PHC.exec(phc);
  if (parts === null) return false;
  const [m, t, p] = parts.slice(1, 4).map(Number);
  const [salt, hash] = parts.slice(4).map(bytesOf);
  const computed = await argon2idAsync(code.replaceAll("-", ""), salt, { m, t, p, dkLen: hash.length });
  return hexText(computed) === hexText(hash);
}
