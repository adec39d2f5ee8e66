/* Verifies a signature of the beacon. The beacon is a public service (drand) that publishes a signature every few
seconds. The number of a signature is its round. The steps and the refusals are those of app/domain/beacon.py.

The module with the arithmetic of the curve is large, so it is loaded only when a signature is verified. It does not use
WebCrypto, because WebCrypto does not have this curve, and does not work on pages without TLS. */

import { hexText } from "../shared/format.js";
import { sha256 } from "../vendor/noble-hashes/sha256.js";
import { bytesOf, uint64 } from "./bytes.js";
import { QUICKNET } from "./quicknet.js";

/** The largest number of a round, because a number of 64 bits is signed. */
const LAST_ROUND = (1n << 64n) - 1n;

/** The domain separation tag of the scheme `bls-unchained-g1-rfc9380` (RFC 9380, 3.1). */
const DST = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

/** The error for a text that is not the signature of its round. */
export class WrongSignature extends Error {}

/**
 * Return the random value of a round, as 64 hex digits: the SHA-256 hash of the bytes of its signature.
 *
 * The round is a BigInt or a whole number. Throw WrongSignature if `signatureHex` is not the signature of this round,
 * or if the round is not from 1 to LAST_ROUND. Throw an error of another class if the arithmetic cannot be loaded.
 */
export async function randomness(round, signatureHex, chain = QUICKNET) {
  if (typeof round !== "bigint" && !Number.isSafeInteger(round) || round < 1 || round > LAST_ROUND) {
    throw new WrongSignature(`A round is a number from 1 to ${LAST_ROUND}.`);
  }
  if (typeof signatureHex !== "string" || !/^[0-9a-f]{96}$/.test(signatureHex)) {
    throw new WrongSignature("A signature has 96 hex digits in lower case.");
  }
  const { bls12_381: { G2, shortSignatures: signatures } } = await import("../vendor/noble-curves/bls12-381.js");
  const point = pointOf(signatureHex, signatures.Signature);
  if (point.is0()) throw new WrongSignature("The signature is the point at infinity.");
  const message = signatures.hash(sha256(uint64(round)), DST);
  if (!signatures.verify(point, message, G2.Point.fromHex(chain.publicKey))) {
    throw new WrongSignature("This is not the signature of this round.");
  }
  return hexText(sha256(bytesOf(signatureHex)));
}

/** Return the first round that comes at this time or after it, as a BigInt. The time is in milliseconds since 1970. */
export function roundAt(milliseconds, chain = QUICKNET) {
  const sinceGenesis = BigInt(milliseconds) - millisecondsOf(chain.genesisTime);
  const period = millisecondsOf(chain.period);
  return sinceGenesis <= 0n ? 1n : (sinceGenesis + period - 1n) / period + 1n;
}

/** Return the time at which a round comes, in milliseconds since 1970, as a BigInt. */
export const timeOf = (round, chain = QUICKNET) =>
  millisecondsOf(chain.genesisTime) + (BigInt(round) - 1n) * millisecondsOf(chain.period);

const millisecondsOf = (seconds) => BigInt(seconds) * 1000n;

function pointOf(hex, coder) {
  try {
    return coder.fromHex(hex);
  } catch {
    throw new WrongSignature("The signature is no point of the subgroup G1.");
  }
}
