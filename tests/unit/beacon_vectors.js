/* Reads vectors from standard input, and prints as JSON what app/pages/assets/raffle/beacon.js says about each. */

// A page without TLS has no WebCrypto, so the module must work without it.
delete globalThis.crypto;

const { randomness, roundAt, timeOf, WrongSignature } = await import("../../app/pages/assets/raffle/beacon.js");
const vectors = await new Response(Deno.stdin.readable).json();

const chainOf = ({ chain }) => {
  const { public_key: publicKey, genesis_time: genesisTime, period } = vectors.chains[chain];
  return { publicKey, genesisTime, period };
};

async function verdict(vector) {
  try {
    return await randomness(BigInt(vector.round), vector.signature, chainOf(vector));
  } catch (error) {
    if (error instanceof WrongSignature) return error.message;
    throw error;
  }
}

const verdicts = [];
for (const vector of [...vectors.valid, ...vectors.refused]) verdicts.push(await verdict(vector));
const rounds = vectors.first_round_at.map((vector) => String(roundAt(vector.milliseconds, chainOf(vector))));
const times = vectors.time_of_round.map((vector) => Number(timeOf(BigInt(vector.round), chainOf(vector))));
console.log(JSON.stringify({ verdicts, rounds, times, crypto: typeof globalThis.crypto }));
