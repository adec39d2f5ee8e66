/* Checks that a ticket is in the Merkle tree (RFC 9162, section 2.1) over all tickets of a raffle. The steps are those
of app/domain/tree.py.

    leaf = SHA-256(0x00 || data)              data = uint64be(ticket number) || PHC string of the code
    node = SHA-256(0x01 || left || right)

Leaf i (0, 1, 2 ...) belongs to ticket i + 1. A withdrawn ticket has an empty PHC string. */

import { hexText } from "../shared/format.js";
import { sha256 } from "../vendor/noble-hashes/sha256.js";
import { bytesOf, uint64 } from "./bytes.js";
import { briefly, demand, isObject } from "./members.js";
import { partsOf, RULE } from "./phc.js";

const HASH = /^[0-9a-f]{64}$/;

/** The hashing pauses each time it has hashed this many ticket numbers, so that the browser can handle clicks. */
const NUMBERS_PER_TASK = 100_000;

function joined(...parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
}

const leaf = (number, phc) => sha256(joined([0], uint64(number), new TextEncoder().encode(phc)));

const node = (left, right) => sha256(joined([1], left, right));

/** Return whether a path leads from the leaf at `index` to `root`, which is in hex (RFC 9162, section 2.1.3.2). */
export function holds(leafHash, index, size, path, root) {
  let place = index;
  let last = size - 1;
  let hash = leafHash;
  for (const sibling of path) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = node(sibling, hash);
      // Skip the levels at which the node has no sibling, because the path has no hash for these levels.
      while (place > 0 && place % 2 === 0) {
        place /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = node(hash, sibling);
    }
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && hexText(hash) === root;
}

/**
 * Check that a ticket proof leads to the root of a raffle with `size` tickets. Throw a Contradiction if it does not.
 *
 * Return {number, claimed}: the ticket, and whether somebody claimed it before the seal.
 */
export function checkProof(proof, root, size) {
  demand(isObject(proof), "the ticket proof is not an object");
  const { ticket_number: number, phc, path } = proof;
  demand(
    Number.isSafeInteger(number) && typeof phc === "string" && Array.isArray(path),
    "ticket_number of the proof must be a whole number, phc must be text, path must be a list",
  );
  checkSame("tree_size", proof, size);
  checkSame("root", proof, root);
  demand(number >= 1 && number <= size, `the proof is for ticket ${number}, but the raffle has ${size} tickets`);
  demand(
    path.every((sibling) => typeof sibling === "string" && HASH.test(sibling)),
    "the path of the proof must have hashes of 64 hexadecimal digits in lower case",
  );
  demand(
    holds(leaf(number, phc), number - 1, size, path.map(bytesOf), root),
    `ticket ${number} with this phc is not in the tree: the path does not lead to the root`,
  );
  demand(
    phc === "" || partsOf(phc) !== null,
    `the phc of ticket ${number} does not bind the ticket to one code that a browser can check: ${RULE}`,
  );
  return { number, claimed: phc !== "" };
}

function checkSame(name, proof, expected) {
  const value = proof[name];
  demand(
    value === expected,
    `${name} of the proof is ${briefly(value)}, but ${name} of the raffle is ${briefly(expected)}`,
  );
}

/** Return the SHA-256 in hex of the withdrawn numbers, which must be ascending. Each number is hashed as uint64be. */
export async function withdrawnHash(numbers) {
  const hash = sha256.create();
  const bytes = new Uint8Array(8 * NUMBERS_PER_TASK);
  const view = new DataView(bytes.buffer);
  let filled = 0;
  for (const number of numbers) {
    view.setUint32(8 * filled + 4, number); // A ticket number has at most 24 bits.
    filled++;
    if (filled < NUMBERS_PER_TASK) continue;
    hash.update(bytes);
    filled = 0;
    await new Promise((resolve) => setTimeout(resolve));
  }
  return hexText(hash.update(bytes.subarray(0, 8 * filled)).digest());
}

/** Yield the ticket numbers of 1..total that are not in the ascending list `numbers`. */
export function* others(total, numbers) {
  let next = 0;
  for (let number = 1; number <= total; number++) {
    if (numbers[next] === number) next++;
    else yield number;
  }
}
