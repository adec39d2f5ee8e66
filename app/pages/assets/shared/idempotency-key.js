/* Keys for the Idempotency-Key header. The service carries out requests with the same key only once. */

import { hexText } from "./format.js";

/** Return a new random UUID. crypto.randomUUID would need TLS. */
export function newIdempotencyKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return hexText(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
