/* The draw `raffle-draw/1`, recomputed: the same steps as app/domain/draw.py, with WebCrypto for SHA-256. */

export const ALGORITHM = "raffle-draw/1";

const WORDS_END = 1n << 64n;
const BLOCKS_AT_ONCE = 256;

const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The text whose hash is the seed: all that the draw depends on. */
export const seedText = (raffleId, totalTickets, entropy) => `${ALGORITHM}\n${raffleId}\n${totalTickets}\n${entropy}`;

export const seedOf = (raffleId, totalTickets, entropy) =>
  sha256(new TextEncoder().encode(seedText(raffleId, totalTickets, entropy)));

/** The stream SHA-256(seed || 0) || SHA-256(seed || 1) || ... as big-endian 64 bit numbers, some blocks at a time. */
class Words {
  constructor(seed) {
    this.seed = seed;
    this.block = 0n;
    this.ready = [];
    this.next = 0;
  }

  async refill() {
    const blocks = [];
    for (let count = 0; count < BLOCKS_AT_ONCE; count++) {
      const input = new Uint8Array(40);
      input.set(this.seed);
      new DataView(input.buffer).setBigUint64(32, this.block++);
      blocks.push(sha256(input));
    }
    this.ready = (await Promise.all(blocks)).flatMap((digest) => {
      const view = new DataView(digest.buffer);
      return [0, 8, 16, 24].map((start) => view.getBigUint64(start));
    });
    this.next = 0;
    await new Promise((resolve) => setTimeout(resolve)); // let the page breathe
  }

  /** Return an unbiased number of 0..end-1: words of the last, incomplete run of `end` are rejected. */
  async below(end) {
    const wide = BigInt(end);
    const limit = (WORDS_END / wide) * wide;
    for (;;) {
      if (this.next === this.ready.length) await this.refill();
      const word = this.ready[this.next++];
      if (word < limit) return Number(word % wide);
    }
  }
}

/** Return the winning numbers, of 1..totalTickets, in the order in which they were drawn. */
export async function draw(seed, totalTickets, winners) {
  const words = new Words(seed);
  const moved = new Map();
  const drawn = [];
  for (let place = 0; place < winners; place++) {
    const other = place + (await words.below(totalTickets - place));
    drawn.push((moved.get(other) ?? other) + 1);
    const held = moved.get(place) ?? place;
    moved.delete(place);
    moved.set(other, held);
  }
  return drawn;
}

const whole = (value) => Number.isSafeInteger(value) && value >= 1;
// TextEncoder would put a replacement character where UTF-8 has no way to write the text.
const text = (value) => typeof value === "string" && !/\p{Surrogate}/u.test(value);

function shapeOf(record) {
  if (record?.algorithm !== ALGORITHM) return `The record names no algorithm that this page knows (${ALGORITHM}).`;
  if (!text(record.raffle_id) || !text(record.entropy)) return "The raffle's id or the entropy is missing.";
  if (!whole(record.total_tickets)) return "The number of tickets is missing.";
  if (!Array.isArray(record.prizes) || !record.prizes.every((prize) => whole(prize?.amount))) {
    return "The list of prizes is missing or damaged.";
  }
  if (!Array.isArray(record.winners) || typeof record.seed !== "string") return "The seed or the winners are missing.";
  return null;
}

/** Recompute a draw record: yields {title, detail, ok} for each step, and ends after the first that fails. */
export async function* check(record) {
  const damage = shapeOf(record);
  yield {
    title: "Read the record",
    ok: !damage,
    detail: damage ?? `${record.total_tickets} tickets, ${record.winners.length} winners, drawn by ${ALGORITHM}.`,
  };
  if (damage) return;

  const seed = await seedOf(record.raffle_id, record.total_tickets, record.entropy);
  const seedHolds = hex(seed) === record.seed;
  yield {
    title: "Hash the algorithm, the raffle's id, the number of tickets and the entropy into the seed",
    ok: seedHolds,
    detail: seedHolds
      ? `SHA-256 gives ${hex(seed)}, as recorded.`
      : `SHA-256 gives ${hex(seed)}, but the record says ${record.seed}.`,
  };
  if (!seedHolds) return;

  const prizes = record.prizes.reduce((sum, prize) => sum + prize.amount, 0);
  const countHolds = record.winners.length === prizes && prizes <= record.total_tickets;
  yield {
    title: "Count winners and prizes",
    ok: countHolds,
    detail: `${record.winners.length} winners for ${prizes} prizes.`,
  };
  if (!countHolds) return;

  const expected = await draw(seed, record.total_tickets, prizes);
  const wrong = expected.findIndex((number, place) => number !== record.winners[place]);
  yield {
    title: "Shuffle the tickets with the numbers that follow from the seed",
    ok: wrong === -1,
    detail: wrong === -1
      ? `The first ${prizes} places of the shuffle are the winners in the record, in the same order.`
      : `Winner ${wrong + 1} should be ticket ${expected[wrong]}, but the record says ${record.winners[wrong]}.`,
  };
}
