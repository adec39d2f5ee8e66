/* Checks whether the winners in a draw record follow from the entropy in the record. */

import { countText, hexText, numberText } from "../shared/format.js";
import { ALGORITHM, draw, seedOf } from "./draw.js";

/** Check a draw record. Yield {title, ok, detail} for each step, and end after the first step that fails. */
export async function* checkRecord(record) {
  const damage = damageOf(record);
  yield {
    title: "Read the record",
    ok: damage === null,
    detail: damage ?? `${ticketsText(record)}, ${winnersText(record)}, drawn by ${ALGORITHM}.`,
  };
  if (damage !== null) return;

  const seed = seedOf(record.raffle_id, record.total_tickets, record.entropy);
  const seedHolds = hexText(seed) === record.seed;
  yield {
    title: "Compute the seed from the raffle's id, the number of tickets and the random value",
    ok: seedHolds,
    detail: seedHolds
      ? `SHA-256 gives ${hexText(seed)}, as recorded.`
      : `The seed should be ${hexText(seed)}, but the record says ${record.seed}.`,
  };
  if (!seedHolds) return;

  const prizes = record.prizes.reduce((sum, prize) => sum + prize.amount, 0);
  const countHolds = record.winners.length === prizes && prizes <= record.total_tickets;
  yield {
    title: "Count winners and prizes",
    ok: countHolds,
    detail: `${winnersText(record)} for ${countText(prizes, "prize", "prizes")}.`,
  };
  if (!countHolds) return;

  const expected = await draw(seed, record.total_tickets, prizes);
  const firstWrong = expected.findIndex((number, place) => number !== record.winners[place]);
  const expectedNumber = expected[firstWrong];
  const recordedNumber = record.winners[firstWrong];
  yield {
    title: "Shuffle the tickets with the seed",
    ok: firstWrong === -1,
    detail: firstWrong === -1
      ? `The first ${numberText(prizes)} of them are the winners in the record, in the same order.`
      : `Winner ${numberText(firstWrong + 1)} should be ticket ${numberText(expectedNumber)}, but the record says ` +
        `${Number.isSafeInteger(recordedNumber) ? numberText(recordedNumber) : JSON.stringify(recordedNumber)}.`,
  };
}

const ticketsText = (record) => countText(record.total_tickets, "ticket", "tickets");

const winnersText = (record) => countText(record.winners.length, "winner", "winners");

/** Return the reason why a record cannot be checked, or null if it can be checked. */
function damageOf(record) {
  if (record?.algorithm !== ALGORITHM) return `The record names no algorithm that this page knows (${ALGORITHM}).`;
  if (!isText(record.raffle_id) || !isText(record.entropy)) return "The raffle's id or the random value is missing.";
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
  if (source !== null && typeof source !== "string") return "The source of the random value is neither text nor null.";
  if (source) {
    if (/^[!-~]+(?: [!-~]+)*$/.test(entropy)) return null;
    return "The random value has several spellings that look alike. " +
      "It must consist of visible ASCII characters, with single spaces between them.";
  }
  if (/^[0-9a-f]{64}$/.test(entropy)) return null;
  return "No source was announced, so the random value must be 64 hexadecimal digits in lower case, and it is not.";
}

const isCount = (value) => Number.isSafeInteger(value) && value >= 1;

/** A lone surrogate cannot be encoded in UTF-8. TextEncoder would replace it, and the hash would be of another text. */
const isText = (value) => typeof value === "string" && !/\p{Surrogate}/u.test(value);
