/* Bytes from hex digits and from numbers, as the hashes of a draw need them. */

/** The bytes that hex digits stand for. */
export const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));

/** A whole number or a BigInt as 64 bits, big-endian. */
export function uint64(number) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(number));
  return bytes;
}
