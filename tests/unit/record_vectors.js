/* Reads vectors from standard input, and prints as JSON what the modules of the pages say about each. */

// A page without TLS has no WebCrypto, so the modules must work without it.
delete globalThis.crypto;

const { FluentBundle, FluentResource } = await import("../../app/pages/assets/vendor/fluent/bundle.js");
const { checkRecord } = await import("../../app/pages/assets/raffle/record-check.js");
const { tookPart } = await import("../../app/pages/assets/raffle/record-facts.js");
const { noticesOf } = await import("../../app/pages/assets/raffle/notices.js");
const { belongs } = await import("../../app/pages/assets/raffle/code-hash.js");
const { checkProof } = await import("../../app/pages/assets/raffle/tree.js");
const vectors = await new Response(Deno.stdin.readable).json();

async function mistakeIn(record) {
  for await (const { ok, detail } of checkRecord(record)) if (!ok) return detail;
  return null;
}

function mistakeInProof({ of, proof }) {
  const { record } = vectors.valid.find(({ name }) => name === of) ??
    { record: { root: proof.root, total_tickets: proof.tree_size } };
  try {
    checkProof(proof, record.root, record.total_tickets);
    return null;
  } catch (error) {
    return error.message;
  }
}

const texts = new FluentBundle("en", { useIsolating: false });
texts.addResource(new FluentResource(vectors.texts));
const words = ({ name, ...values }) => texts.formatPattern(texts.getMessage(name).value, values);

const found = { valid: [], refused: [], notices: vectors.valid.map(({ record }) => noticesOf(record).map(words)) };
for (const { record } of vectors.valid) found.valid.push(await mistakeIn(record));
for (const record of vectors.forged) found.refused.push(await mistakeIn(record));
found.proofs = vectors.proofs.map(mistakeInProof);
found.refused_proofs = vectors.refused_proofs.map(mistakeInProof);
found.alone = vectors.alone.map((proof) => mistakeInProof({ proof }));
found.took_part = vectors.valid.map(({ record }) =>
  Array.from({ length: record.total_tickets + 1 }, (_, index) => index + 1).filter((number) => tookPart(number, record))
);
found.codes = [];
for (const { phc, code } of vectors.codes) found.codes.push(await belongs(phc, code));
console.log(JSON.stringify(found));
