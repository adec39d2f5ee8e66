/* Computes a draw again, by algorithm `raffle-draw/1` or `raffle-draw/2`. The steps are those of app/domain/draw.py.

The SHA-256 of WebCrypto is not used, because WebCrypto needs HTTPS, and its calls are slow for such short texts. */

import { sha256 } from "../vendor/noble-hashes/sha256.js";
import { ALGORITHM, ALGORITHM_2 } from "./algorithms.js";
import { isAbsent } from "./members.js";

/** A draw reads words of 64 bits from a stream of hashes. So each word is a number below this limit. */
const WORDS_END = 1n << 64n;

/** The draw pauses each time it has computed this number of winners, so that the browser can handle clicks. */
const WINNERS_PER_TASK = 1000;

/** Return the text whose hash is the seed of the draw. In `raffle-draw/1`, `terms` is absent. */
export const seedText = (raffleId, totalTickets, entropy, terms) =>
  isAbsent(terms)
    ? `${ALGORITHM}\n${raffleId}\n${totalTickets}\n${entropy}`
    : `${ALGORITHM_2}\n${raffleId}\n${totalTickets}\n${terms}\n${entropy}`;

/** Return the seed of a draw, as 32 bytes. */
export const seedOf = (raffleId, totalTickets, entropy, terms) =>
  sha256(new TextEncoder().encode(seedText(raffleId, totalTickets, entropy, terms)));

/** Yield the stream SHA-256(seed || 0) || SHA-256(seed || 1) || ... in words of 64 bits, which are big-endian. */
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
  const moved = new Map(); // place -> the number that was moved there; the number at any other place p is p
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

/**
 * Draw by `raffle-draw/2` from the claimed tickets. Return {winners, substitutes}, both in the order of the draw.
 *
 * If `claimed` is a list, it has all claimed tickets. If `claimed` is null, `withdrawn` has all tickets that nobody
 * claimed. Both lists are ascending. If `winners` and `reserves` together are more than the claimed tickets, all
 * claimed tickets are drawn.
 */
export async function drawClaimed(seed, { total, withdrawn, claimed }, winners, reserves) {
  const tickets = claimed === null ? total - withdrawn.length : claimed.length;
  const order = await draw(seed, tickets, Math.min(winners + reserves, tickets));
  const numbers = order.map((place) => claimed === null ? claimedNumber(place, withdrawn) : claimed[place - 1]);
  return { winners: numbers.slice(0, winners), substitutes: numbers.slice(winners) };
}

/** Return the claimed number with this rank (1, 2, 3 ...) among all claimed numbers, by a binary search. */
function claimedNumber(place, withdrawn) {
  let low = 0;
  let high = withdrawn.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (withdrawn[middle] - middle <= place) low = middle + 1;
    else high = middle;
  }
  return place + low;
}
