/* Makes bytes of hex digits and of numbers. The hashes of a draw are computed from such bytes. */

/** Return the bytes for a text of hex digits. */
export const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));

/** Return a whole number or a BigInt as 64 bits, big-endian. */
export function uint64(number) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(number));
  return bytes;
}
