/* Recomputes a draw by `raffle-draw/1`. The steps are those of app/domain/draw.py, with SHA-256 from WebCrypto. */

export const ALGORITHM = "raffle-draw/1";

/** Each word of the stream is a number below this limit. */
const WORDS_END = 1n << 64n;

/** How many hashes WebCrypto computes at the same time. One after the other would take several times as long. */
const BLOCKS_PER_REFILL = 256;

const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** The text whose hash is the seed. It contains everything that the winning numbers depend on. */
export const seedText = (raffleId, totalTickets, entropy) => `${ALGORITHM}\n${raffleId}\n${totalTickets}\n${entropy}`;

/** The seed of a draw, as 32 bytes. */
export const seedOf = (raffleId, totalTickets, entropy) =>
  sha256(new TextEncoder().encode(seedText(raffleId, totalTickets, entropy)));

/** The words of the stream SHA-256(seed || 0) || SHA-256(seed || 1) || ... Words are big-endian, with 64 bits. */
class Words {
  #seed;
  #nextBlock = 0n;
  #batch = [];
  #nextInBatch = 0;

  constructor(seed) {
    this.#seed = seed;
  }

  /** Return a random number of 0..end-1. Reject words at or above `limit`, so that each number is equally likely. */
  async below(end) {
    const divisor = BigInt(end);
    const limit = (WORDS_END / divisor) * divisor;
    for (;;) {
      if (this.#nextInBatch === this.#batch.length) await this.#refill();
      const word = this.#batch[this.#nextInBatch++];
      if (word < limit) return Number(word % divisor);
    }
  }

  async #refill() {
    const digests = [];
    for (let count = 0; count < BLOCKS_PER_REFILL; count++) {
      const block = new Uint8Array(40);
      block.set(this.#seed);
      new DataView(block.buffer).setBigUint64(32, this.#nextBlock++);
      digests.push(sha256(block));
    }
    this.#batch = (await Promise.all(digests)).flatMap((digest) => {
      const view = new DataView(digest.buffer);
      return [0, 8, 16, 24].map((start) => view.getBigUint64(start));
    });
    this.#nextInBatch = 0;
    await new Promise((resolve) => setTimeout(resolve)); // Let the browser handle clicks between two batches.
  }
}

/** Return the winning numbers in the order of the draw. Each is a number of 1..totalTickets. */
export async function draw(seed, totalTickets, winners) {
  const words = new Words(seed);
  const moved = new Map(); // place -> number, for each place whose number was swapped.
  const drawn = [];
  for (let place = 0; place < winners; place++) {
    const other = place + (await words.below(totalTickets - place));
    drawn.push((moved.get(other) ?? other) + 1);
    const displaced = moved.get(place) ?? place;
    moved.delete(place);
    moved.set(other, displaced);
  }
  return drawn;
}
