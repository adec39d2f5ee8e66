/* Recomputes a draw by `raffle-draw/1`. The steps are those of app/domain/draw.py.

WebCrypto has SHA-256 too, but only on pages that come over HTTPS, and each of its calls takes longer than the hash. */

import { sha256 } from "../vendor/noble-hashes/sha256.js";

export const ALGORITHM = "raffle-draw/1";

/** Each word of the stream is a number below this limit. */
const WORDS_END = 1n << 64n;

/** After so many winners, the browser can handle clicks before the draw goes on. */
const WINNERS_PER_TASK = 1000;

/** The text whose hash is the seed. It contains everything that the winning numbers depend on. */
export const seedText = (raffleId, totalTickets, entropy) => `${ALGORITHM}\n${raffleId}\n${totalTickets}\n${entropy}`;

/** The seed of a draw, as 32 bytes. */
export const seedOf = (raffleId, totalTickets, entropy) =>
  sha256(new TextEncoder().encode(seedText(raffleId, totalTickets, entropy)));

/** Yield the words of the stream SHA-256(seed || 0) || SHA-256(seed || 1) || ... They are big-endian, with 64 bits. */
function* wordsOf(seed) {
  const block = new Uint8Array(40);
  block.set(seed);
  for (let counter = 0n;; counter++) {
    new DataView(block.buffer).setBigUint64(32, counter);
    const digest = new DataView(sha256(block).buffer);
    for (const start of [0, 8, 16, 24]) yield digest.getBigUint64(start);
  }
}

/** Return a random number of 0..end-1. Reject words at or above `limit`, so that each number is equally likely. */
function below(words, end) {
  const divisor = BigInt(end);
  const limit = (WORDS_END / divisor) * divisor;
  for (;;) {
    const word = words.next().value;
    if (word < limit) return Number(word % divisor);
  }
}

/** Return the winning numbers in the order of the draw. Each is a number of 1..totalTickets. */
export async function draw(seed, totalTickets, winners) {
  const words = wordsOf(seed);
  const moved = new Map(); // place -> number, for each place whose number was swapped.
  const drawn = [];
  for (let place = 0; place < winners; place++) {
    if (place > 0 && place % WINNERS_PER_TASK === 0) await new Promise((resolve) => setTimeout(resolve));
    const other = place + below(words, totalTickets - place);
    drawn.push((moved.get(other) ?? other) + 1);
    const displaced = moved.get(place) ?? place;
    moved.delete(place);
    moved.set(other, displaced);
  }
  return drawn;
}
