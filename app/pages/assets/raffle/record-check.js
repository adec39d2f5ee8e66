/* Checks whether the winners in a draw record follow from the entropy in the record. */

import { hexText } from "../shared/format.js";
import { ALGORITHM, ALGORITHM_2 } from "./algorithms.js";
import { randomness, WrongSignature } from "./beacon.js";
import { draw, drawClaimed, seedOf } from "./draw.js";
import { briefly, Contradiction, demand, expect, isAbsent, listed, sentenceOf } from "./members.js";
import {
  checkAnnounced,
  checkRandomness,
  checkSeal,
  checkSubstitutions,
  checkWithdrawn,
  drawnFrom,
} from "./record-facts.js";
import { unawarded } from "./unawarded.js";

/** Write a number in groups as in English, because the words around the number are in English on every page. */
const numberText = (number) => number.toLocaleString("en");

const countText = (number, one, many) => `${numberText(number)} ${number === 1 ? one : many}`;

/** Check a draw record. Yield {title, ok, detail} for each step, and end after the first step that fails. */
export async function* checkRecord(record) {
  if (record?.algorithm === ALGORITHM_2) yield* checkRecord2(record);
  else yield* checkRecord1(record);
}

async function* checkRecord2(record) {
  let tickets;
  let drawn;
  const seed = () => seedOf(record.raffle_id, record.total_tickets, record.entropy, record.terms);
  const steps = [
    ["Compute the terms from what was announced", () => {
      checkAnnounced(record);
      return `The hash of name, tickets, prizes, times and the rest is ${record.terms}, as recorded.`;
    }],
    ["Compute the hash of the withdrawn tickets", async () => {
      tickets = await checkWithdrawn(record);
      const withdrawn = tickets.total - drawnFrom(tickets);
      return `${countText(withdrawn, "ticket was", "tickets were")} withdrawn, and their hash is as recorded.`;
    }],
    ["Compare the times of seal and draw", () => {
      checkSeal(record, tickets);
      return "By the times in the record, the seal came after the last claim, and the draw came after the seal.";
    }],
    ["Check where the random value comes from", () => {
      checkRandomness(record);
      return isAbsent(record.beacon)
        ? "No beacon was announced. The random value has only one spelling."
        : `Round ${record.round} is the first one that the announcement and the seal allow.`;
    }],
    ...(isAbsent(record.beacon) ? [] : [["Verify the signature of the round", () => checkSignature(record)]]),
    ["Compute the seed from the raffle's id, the number of tickets, the terms and the random value", () => {
      expect(record, "seed", hexText(seed()), "the hash of what the draw depends on");
      return `SHA-256 gives ${record.seed}, as recorded.`;
    }],
    ["Shuffle the claimed tickets with the seed", async () => {
      drawn = await checkNumbers(record, tickets, seed());
      const substitutes = drawn.substitutes.length;
      return `The first ${numberText(drawn.winners.length)} of them are the winners in the record, in the same order.` +
        (substitutes === 0 ? "" : ` The next ${numberText(substitutes)} are the substitutes.`);
    }],
    ["Follow the substitutions", () => {
      checkSubstitutions(record, drawn);
      const count = listed(record, "substitutions").length;
      return count === 0
        ? "No winner was substituted."
        : `${countText(count, "winner was", "winners were")} substituted, each by the substitute whose turn it was.`;
    }],
  ];
  for (const [title, run] of steps) {
    try {
      yield { title, ok: true, detail: await run() };
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error;
      yield { title, ok: false, detail: `${error.message}.` };
      return;
    }
  }
}

async function checkSignature({ round, signature }) {
  try {
    await randomness(round, signature);
  } catch (error) {
    if (!(error instanceof WrongSignature)) throw error;
    throw new Contradiction(error.message[0].toLowerCase() + error.message.slice(1).replace(/\.$/, ""));
  }
  return `Your browser verified that the owner of the beacon has signed round ${round}.`;
}

async function checkNumbers(record, tickets, seed) {
  const prizes = record.prizes.reduce((sum, { amount }) => sum + amount, 0);
  const winners = ofLength(record, "winners", Math.min(prizes, drawnFrom(tickets)));
  const rest = drawnFrom(tickets) - winners.length;
  const substitutes = ofLength(record, "substitutes", Math.min(record.reserves ?? 0, rest));
  const drawn = await drawClaimed(seed, tickets, winners.length, substitutes.length);
  compareNumbers("winner", drawn.winners, winners);
  compareNumbers("substitute", drawn.substitutes, substitutes);
  const left = unawarded(record.prizes, winners.length);
  const given = listed(record, "unawarded");
  const valueOf = (entries) =>
    JSON.stringify(entries.map((entry) => [entry?.prize, entry?.amount, Object.keys(Object(entry)).length]));
  demand(
    valueOf(left) === valueOf(given),
    `unawarded should be ${briefly(left)}, but the record says ${briefly(given)}`,
  );
  return drawn;
}

function ofLength(record, name, length) {
  const value = listed(record, name);
  demand(value.length === length, `the record should have ${length} ${name}, but has ${value.length}`);
  return value;
}

function compareNumbers(kind, expected, given) {
  const wrong = expected.findIndex((number, place) => number !== given[place]);
  demand(
    wrong === -1,
    `${kind} ${wrong + 1} should be ticket ${expected[wrong]}, but the record says ${briefly(given[wrong])}`,
  );
}

async function* checkRecord1(record) {
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
      : `The seed should be ${hexText(seed)}, but the record says ${briefly(record.seed)}.`,
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
        `${Number.isSafeInteger(recordedNumber) ? numberText(recordedNumber) : briefly(recordedNumber)}.`,
  };
}

/** The members that no record of `raffle-draw/1` has. */
const ONLY_IN_2 = [
  ...["terms", "beacon", "opens_at", "closes_at", "ended_at", "draw_at", "reserves", "substitute_after_hours"],
  ...["sealed_at", "root", "withdrawn_hash", "withdrawn_tickets", "withdrawn", "claimed"],
  ...["chain_hash", "announced_round", "round", "round_at", "signature"],
  ...["substitutes", "substitutions", "unawarded"],
];

const ticketsText = (record) => countText(record.total_tickets, "ticket", "tickets");

const winnersText = (record) => countText(record.winners.length, "winner", "winners");

/** Return the reason why a record cannot be checked, or null if it can be checked. */
function damageOf(record) {
  if (record instanceof Contradiction) return sentenceOf(record); // The record cannot be read.
  if (record?.algorithm !== ALGORITHM) {
    return `The record names no algorithm that this page knows (${ALGORITHM}, ${ALGORITHM_2}).`;
  }
  const later = ONLY_IN_2.filter((name) => !isAbsent(record[name]));
  if (later.length > 0) {
    return `A record of ${ALGORITHM} cannot have ${later.join(", ")}: somebody changed the algorithm of the record, ` +
      "or added members.";
  }
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

/** Return whether a value is text without lone surrogates. TextEncoder would replace them, and so change the hash. */
const isText = (value) => typeof value === "string" && !/\p{Surrogate}/u.test(value);
