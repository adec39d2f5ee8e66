/* PHC strings: the hash of a code, with its salt and its cost, as text. A PHC string binds a ticket to one code if the
hash is by Argon2id, version 1.3 (RFC 9106), and if salt and hash have at least 16 bytes each. The rule is that of
app/domain/phc.py. */

const COST = "m=([1-9]\\d{0,6}),t=([1-9]\\d{0,2}),p=([1-9]\\d?)";
const AT_LEAST_16_BYTES = "((?:[A-Za-z0-9+/]{4}){5,21}[A-Za-z0-9+/]{2,4})";
const PHC = new RegExp(`^\\$argon2id\\$v=19\\$${COST}\\$${AT_LEAST_16_BYTES}\\$${AT_LEAST_16_BYTES}$`);

/** The largest memory of a hash in KiB, and the largest product: memory in KiB times number of passes. */
const MOST_MEMORY_KIB = 2 ** 20;
const MOST_WORK_KIB = 2 ** 23;

/** The rule for PHC strings, in words for people whose PHC string is refused. */
export const RULE =
  "it must be an Argon2id hash (v=19). The hash and its salt must have at least 16 bytes each. m must be at most " +
  `${MOST_MEMORY_KIB}, and m*t at most ${MOST_WORK_KIB}`;

/**
 * Return the parts of a PHC string: m (KiB), t, p, salt and hash (base64). Return null if the PHC string binds no code,
 * or if its cost is too high for a browser.
 */
export function partsOf(phc) {
  const found = PHC.exec(phc);
  if (found === null) return null;
  const [m, t, p] = found.slice(1, 4).map(Number);
  if (m > MOST_MEMORY_KIB || m * t > MOST_WORK_KIB || m < 8 * p) return null;
  return { m, t, p, salt: found[4], hash: found[5] };
}
