/* Checks whether the winners in a draw record follow from the entropy in the record. */

import { hexText } from "../shared/format.js";
import { ALGORITHM, draw, seedOf } from "./draw.js";

/** Check a draw record. Yield {title, ok, detail} for each step, and end after the first step that fails. */
export async function* checkRecord(record) {
  const damage = damageOf(record);
  yield {
    title: "Read the record",
    ok: damage === null,
    detail: damage ?? `${record.total_tickets} tickets, ${record.winners.length} winners, drawn by ${ALGORITHM}.`,
  };
  if (damage !== null) return;

  const seed = await seedOf(record.raffle_id, record.total_tickets, record.entropy);
  const seedHolds = hexText(seed) === record.seed;
  yield {
    title: "Hash the algorithm, the raffle's id, the number of tickets and the entropy into the seed",
    ok: seedHolds,
    detail: seedHolds
      ? `SHA-256 gives ${hexText(seed)}, as recorded.`
      : `SHA-256 gives ${hexText(seed)}, but the record says ${record.seed}.`,
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
  const firstWrong = expected.findIndex((number, place) => number !== record.winners[place]);
  const expectedNumber = expected[firstWrong];
  const recordedNumber = record.winners[firstWrong];
  yield {
    title: "Shuffle the tickets with the numbers that follow from the seed",
    ok: firstWrong === -1,
    detail: firstWrong === -1
      ? `The first ${prizes} places of the shuffle are the winners in the record, in the same order.`
      : `Winner ${firstWrong + 1} should be ticket ${expectedNumber}, but the record says ${recordedNumber}.`,
  };
}

/** Return the reason why a record cannot be checked, or null if it can be checked. */
function damageOf(record) {
  if (record?.algorithm !== ALGORITHM) return `The record names no algorithm that this page knows (${ALGORITHM}).`;
  if (!isText(record.raffle_id) || !isText(record.entropy)) return "The raffle's id or the entropy is missing.";
  const spelling = mistakeInEntropy(record);
  if (spelling !== null) return spelling;
  if (!isCount(record.total_tickets)) return "The number of tickets is missing.";
  if (!Array.isArray(record.prizes) || !record.prizes.every((prize) => isCount(prize?.amount))) {
    return "The list of prizes is missing or damaged.";
  }
  if (!Array.isArray(record.winners) || typeof record.seed !== "string") return "The seed or the winners are missing.";
  return null;
}

/** Return why the entropy of a record has several spellings that look alike, or null if it has only one spelling. */
function mistakeInEntropy({ entropy_source: source = null, entropy }) {
  if (source !== null && typeof source !== "string") return "The source of the entropy is neither text nor null.";
  if (source) {
    if (/^[!-~]+(?: [!-~]+)*$/.test(entropy)) return null;
    return "The entropy has several spellings that look alike. " +
      "It must consist of visible ASCII characters, with single spaces between them.";
  }
  if (/^[0-9a-f]{64}$/.test(entropy)) return null;
  return "No source was announced, so the entropy must be 64 hexadecimal digits in lower case, and it is not.";
}

const isCount = (value) => Number.isSafeInteger(value) && value >= 1;

/** A lone surrogate cannot be encoded in UTF-8. TextEncoder would replace it, and the hash would be of another text. */
const isText = (value) => typeof value === "string" && !/\p{Surrogate}/u.test(value);
