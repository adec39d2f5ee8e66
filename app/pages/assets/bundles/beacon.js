/* Made by make bundles from raffle/beacon.js and the modules that it imports. Edit those. */
// shared/format.js
import { LANGUAGE, LOCALE, parts } from "./language.js";
var NUMBER = new Intl.NumberFormat(LOCALE);
var TIME_LOCALE = LANGUAGE === "en" ? "en-GB" : LOCALE;
var TIME = new Intl.DateTimeFormat(TIME_LOCALE, {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC"
});
var LOCAL_TIME = new Intl.DateTimeFormat(TIME_LOCALE, {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short"
});
var LIST = new Intl.ListFormat(LOCALE, {
  type: "unit"
});
var hexText = (bytes) => [
  ...bytes
].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// raffle/beacon.js
import { sha256 } from "../vendor/noble-hashes/sha256.js";

// raffle/bytes.js
var bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
function uint64(number) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(number));
  return bytes;
}

// raffle/quicknet.js
var QUICKNET = Object.freeze({
  name: "quicknet",
  hash: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
  publicKey: "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
  genesisTime: 1692803367,
  period: 3
});

// raffle/beacon.js
var LAST_ROUND = (1n << 64n) - 1n;
var DST = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";
var WrongSignature = class extends Error {
};
async function randomness(round, signatureHex, chain = QUICKNET) {
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
function roundAt(milliseconds, chain = QUICKNET) {
  const sinceGenesis = BigInt(milliseconds) - millisecondsOf(chain.genesisTime);
  const period = millisecondsOf(chain.period);
  return sinceGenesis <= 0n ? 1n : (sinceGenesis + period - 1n) / period + 1n;
}
var timeOf = (round, chain = QUICKNET) => millisecondsOf(chain.genesisTime) + (BigInt(round) - 1n) * millisecondsOf(chain.period);
var millisecondsOf = (seconds) => BigInt(seconds) * 1000n;
function pointOf(hex, coder) {
  try {
    return coder.fromHex(hex);
  } catch {
    throw new WrongSignature("The signature is no point of the subgroup G1.");
  }
}
export {
  WrongSignature,
  randomness,
  roundAt,
  timeOf
};
