/* The draw `raffle-draw/1`, recomputed: the same steps as in app/domain/draw.py, with SHA-256 from WebCrypto. */

export const ALGORITHM = "raffle-draw/1";

/** The words of the stream are numbers below this. */
const WORDS_END = 1n << 64n;

/** Hashes that WebCrypto is asked for together. One at a time would take several times as long. */
const BLOCKS_PER_REFILL = 256;

const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** The text whose hash is the seed: all that the draw depends on. */
export const seedText = (raffleId, totalTickets, entropy) => `${ALGORITHM}\n${raffleId}\n${totalTickets}\n${entropy}`;

/** The seed of a draw, as 32 bytes. */
export const seedOf = (raffleId, totalTickets, entropy) =>
  sha256(new TextEncoder().encode(seedText(raffleId, totalTickets, entropy)));

/** The stream SHA-256(seed || 0) || SHA-256(seed || 1) || ... as big-endian 64 bit words, computed in batches. */
class Words {
  #seed;
  #nextBlock = 0n;
  #batch = [];
  #nextInBatch = 0;

  constructor(seed) {
    this.#seed = seed;
  }

  /** Return an unbiased number of 0..end-1: words of the last, incomplete run of `end` are rejected. */
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
    await new Promise((resolve) => setTimeout(resolve)); // Let the browser handle clicks in between.
  }
}

/** Return the winning numbers, of 1..totalTickets, in the order in which they are drawn. */
export async function draw(seed, totalTickets, winners) {
  const words = new Words(seed);
  const moved = new Map(); // The places of the shuffle whose number is no longer their own.
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
