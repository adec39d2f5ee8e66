/* The form of a PHC string that binds a ticket to one code: Argon2id, version 1.3 (RFC 9106), with a salt and a hash of
at least 16 bytes. With a shorter hash, somebody could find two codes with the same hash. The cost may be small. */

const COST = "m=([1-9]\\d{0,6}),t=([1-9]\\d{0,2}),p=([1-9]\\d?)";
const AT_LEAST_16_BYTES = "((?:[A-Za-z0-9+/]{4}){5,21}[A-Za-z0-9+/]{2,4})";

/** The groups are memory in KiB, time, parallelism, salt and hash. */
export const PHC = new RegExp(`^\\$argon2id\\$v=19\\$${COST}\\$${AT_LEAST_16_BYTES}\\$${AT_LEAST_16_BYTES}$`);
