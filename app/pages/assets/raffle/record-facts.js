/* Checks that the facts in a draw record of `raffle-draw/2` agree with each other. The drawn numbers are checked
elsewhere: see record-check.js. The checks and the words of the errors are those of app/domain/record.py.

The seal is what was fixed about the tickets after the last claim. If a beacon decides the draw, the round is the number
of the beacon's signature that decides. */

import { hexText } from "../shared/format.js";
import { sha256 } from "../vendor/noble-hashes/sha256.js";
import { roundAt, timeOf } from "./beacon.js";
import { bytesOf } from "./bytes.js";
import { briefly, Contradiction, demand, expect, isAbsent, isObject } from "./members.js";
import { HOUR_MS, listed, optional, shown, text, time, whole } from "./members.js";
import { QUICKNET } from "./quicknet.js";
import { terms } from "./terms.js";
import { others, withdrawnHash } from "./tree.js";

/** The round comes at least this time after the seal. So nobody can know the signature of the round before the seal. */
const SEAL_TO_ROUND_MS = 60_000;

const MOST_TICKETS = 10_000_000;
const MOST_PRIZES = 1_000;
const MOST_RESERVES = 100_000;
const MOST_HOURS = 8_760;

const ENTROPY_FROM_A_SOURCE = /^[!-~]+(?: [!-~]+)*$/;
const HASH = "[0-9a-f]{64}";
const SIGNATURE = "[0-9a-f]{96}";
const RAFFLE_ID = "[!-~]{1,100}";

/**
 * Check what was announced: name, tickets, prizes, times and substitutes. Check that `terms` is the hash of all this.
 */
export function checkAnnounced(record) {
  text(record, "raffle_id", 100, RAFFLE_ID);
  text(record, "name", 100);
  const total = whole(record, "total_tickets", 1, MOST_TICKETS);
  const { prizes } = record;
  demand(
    Array.isArray(prizes) && prizes.length >= 1 && prizes.length <= MOST_PRIZES,
    `prizes must be a list of 1 to ${MOST_PRIZES} prizes, but the record says ${briefly(prizes)}`,
  );
  for (const prize of prizes) {
    demand(
      isObject(prize) && Object.keys(prize).sort().join() === "amount,name",
      `a prize must have a name and an amount, but the record says ${briefly(prize)}`,
    );
    text(prize, "name", 100);
    whole(prize, "amount", 1, total);
  }
  const given = prizes.reduce((sum, { amount }) => sum + amount, 0) + optional(record, "reserves", 0, MOST_RESERVES);
  demand(given <= total, "prizes and reserves together are more than the tickets");
  optional(record, "substitute_after_hours", 1, MOST_HOURS);
  const hasSource = !isAbsent(record.entropy_source);
  if (hasSource) text(record, "entropy_source", 300);
  demand(
    isAbsent(record.beacon) || record.beacon === QUICKNET.name && !hasSource,
    'beacon must be "quicknet", and a record with a beacon cannot have an entropy_source',
  );
  checkOrder(record);
  expect(record, "terms", terms(record), "the hash of name, total_tickets, prizes and what else was announced");
  optional(record, "incarnation", 1, 2 ** 53);
}

function checkOrder(record) {
  const times = ["opens_at", "closes_at", "draw_at"].filter((name) => !isAbsent(record[name]));
  const milliseconds = times.map((name) => time(record, name));
  times.slice(1).forEach((later, index) =>
    demand(milliseconds[index] <= milliseconds[index + 1], `${later} is before ${times[index]}`)
  );
}

/** Check the list of withdrawn or claimed tickets. Return {total, withdrawn, claimed} as drawClaimed needs them. */
export async function checkWithdrawn(record) {
  const total = record.total_tickets;
  const given = ["withdrawn", "claimed"].filter((name) => !isAbsent(record[name]));
  demand(
    given.length < 2,
    "the record has both withdrawn and claimed, but may have only the shorter one of these lists",
  );
  const [name = "withdrawn"] = given;
  const numbers = listed(record, name);
  const isAscending = numbers.every((number, index) =>
    Number.isSafeInteger(number) && number > (index === 0 ? 0 : numbers[index - 1]) && number <= total
  );
  demand(
    isAscending,
    `${name} must be ticket numbers in ascending order, but the record says ${briefly(numbers)}`,
  );
  demand(
    2 * numbers.length <= total - (name === "claimed" ? 1 : 0),
    "the record must list the withdrawn tickets if they are at most half of all tickets, and else the claimed tickets",
  );
  const hash = await withdrawnHash(name === "withdrawn" ? numbers : others(total, numbers));
  expect(record, "withdrawn_hash", hash, "the hash of the withdrawn tickets");
  const tickets = name === "withdrawn"
    ? { total, withdrawn: numbers, claimed: null }
    : { total, withdrawn: [], claimed: numbers };
  // The service writes no `withdrawn_tickets` into a record. If somebody has added this member, check its value.
  if (!isAbsent(record.withdrawn_tickets)) {
    expect(record, "withdrawn_tickets", total - drawnFrom(tickets), "the number of the withdrawn tickets");
  }
  return tickets;
}

/** Return the number of claimed tickets. Only claimed tickets take part in the draw. */
export const drawnFrom = ({ total, withdrawn, claimed }) => claimed?.length ?? total - withdrawn.length;

/** Return whether a ticket took part in the draw. The record must have been checked before. */
export const tookPart = (number, { total_tickets: total, withdrawn, claimed }) =>
  isAbsent(claimed) ? number <= total && !withdrawn?.includes(number) : claimed.includes(number);

/** Return the name of the prize of a ticket, or null. Substitutions count. The record must have been checked before. */
export function prizeByRecord(number, record) {
  const holders = [...record.winners];
  for (const { place, replaced_by: successor } of listed(record, "substitutions")) holders[place] = successor;
  const place = holders.indexOf(number);
  return place === -1 ? null : prizesByPlace(record)[place];
}

/** Check that the seal came after the claims, and the draw after the seal. */
export function checkSeal(record, tickets) {
  text(record, "root", 64, HASH);
  const sealed = time(record, "sealed_at");
  const drawn = time(record, "drawn_at");
  const withdrawn = drawnFrom(tickets) < tickets.total;
  const end = isAbsent(record.ended_at) ? "closes_at" : "ended_at";
  demand(
    !withdrawn || !isAbsent(record[end]),
    "tickets were withdrawn, but the record has no closes_at and no ended_at",
  );
  checkEnded(record);
  for (const name of withdrawn ? ["opens_at", end] : ["opens_at"]) {
    demand(isAbsent(record[name]) || sealed >= time(record, name), `sealed_at is before ${name}`);
  }
  demand(drawn >= sealed, "drawn_at is before sealed_at");
}

/** Check that an early end was after the opening, and before the announced end. */
function checkEnded(record) {
  if (isAbsent(record.ended_at)) return;
  const ended = time(record, "ended_at");
  demand(isAbsent(record.opens_at) || ended > time(record, "opens_at"), "ended_at is not after opens_at");
  demand(isAbsent(record.closes_at) || ended < time(record, "closes_at"), "ended_at is not before closes_at");
}

/** Check where the random value comes from. The signature of a beacon is not verified here, but by beacon.js. */
export function checkRandomness(record) {
  if (isAbsent(record.beacon)) checkChosen(record);
  else checkBeacon(record);
}

function checkChosen(record) {
  for (const name of ["chain_hash", "announced_round", "round", "round_at", "signature"]) {
    expect(record, name, null, "because no beacon was announced");
  }
  const entropy = text(record, "entropy", 1_000);
  checkSpelling(record.entropy_source ?? null, entropy);
  demand(
    entropy === entropy.toLowerCase(),
    `the entropy must have letters in lower case only, but the record says ${briefly(entropy)}`,
  );
}

function checkBeacon(record) {
  expect(record, "chain_hash", QUICKNET.hash, "the hash of the chain quicknet");
  const earliest = time(record, "sealed_at") + SEAL_TO_ROUND_MS;
  const drawAt = isAbsent(record.draw_at) ? null : time(record, "draw_at");
  let why = "the first round that comes at least a minute after sealed_at";
  if (drawAt === null) {
    expect(record, "announced_round", null, "because the record has no draw_at");
  } else {
    expect(record, "announced_round", Number(roundAt(drawAt)), "the first round that comes at draw_at or later");
    why = "the first round that comes at draw_at or later, and at least a minute after sealed_at";
  }
  const decided = roundAt(Math.max(drawAt ?? earliest, earliest));
  const decidedAt = Number(timeOf(decided));
  expect(record, "round", Number(decided), why);
  expect(record, "round_at", shown(decidedAt), "the time of the round");
  const signature = text(record, "signature", 96, SIGNATURE);
  expect(record, "entropy", hexText(sha256(bytesOf(signature))), "the hash of the signature");
  demand(time(record, "drawn_at") >= decidedAt, "drawn_at is before round_at");
}

/**
 * Check that the entropy has no other spelling that looks the same. Each spelling gives other winners. If there were
 * several spellings, a manager could choose between several draws.
 */
function checkSpelling(source, entropy) {
  demand(
    source === null || ENTROPY_FROM_A_SOURCE.test(entropy),
    "the entropy has several spellings that look alike: expected visible ASCII characters, with single spaces " +
      `between them, but the record says ${briefly(entropy)}`,
  );
  demand(
    source !== null || new RegExp(`^${HASH}$`).test(entropy),
    "the record announces no source, so its entropy must be 64 hexadecimal digits in lower case, but the record says " +
      briefly(entropy),
  );
}

/** Check that each substitution did not come too early, and gave the winner's place to the next unused substitute. */
export function checkSubstitutions(record, { winners, substitutes }) {
  const holders = [...winners];
  const prizes = prizesByPlace(record);
  const earliest = time(record, "drawn_at") + optional(record, "substitute_after_hours", 1, MOST_HOURS) * HOUR_MS;
  listed(record, "substitutions").forEach((entry, index) => {
    const turn = substitutes[index];
    demand(
      isObject(entry) && turn !== undefined,
      `substitution ${index + 1} is no object, or no substitute is left for it`,
    );
    let at;
    try {
      const place = whole(entry, "place", 0, holders.length - 1);
      expect(entry, "ticket_number", holders[place], "the ticket at this place");
      expect(entry, "prize", prizes[place], "the prize of this place");
      expect(entry, "replaced_by", turn, "the next unused substitute");
      text(entry, "reason", 300);
      at = time(entry, "at");
      holders[place] = turn;
    } catch (error) {
      throw error instanceof Contradiction ? new Contradiction(`substitution ${index + 1}: ${error.message}`) : error;
    }
    demand(
      at >= earliest,
      `substitution ${index + 1} came too early: until ${shown(earliest)}, the winner still had time to come`,
    );
  });
}

const prizesByPlace = ({ prizes }) => prizes.flatMap(({ name, amount }) => Array(amount).fill(name));
