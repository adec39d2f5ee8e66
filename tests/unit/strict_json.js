/* Reads texts from standard input, and prints as JSON what the pages say if a text is a record from a file. */

const { checkRecord } = await import("../../app/pages/assets/raffle/record-check.js");
const { recordIn } = await import("../../app/pages/assets/raffle/strict-json.js");

async function mistakeIn(record) {
  for await (const { ok, detail } of checkRecord(record)) if (!ok) return detail;
  return null;
}

const found = [];
for (const text of await new Response(Deno.stdin.readable).json()) {
  found.push(await mistakeIn(await recordIn(new Blob([text]))));
}
console.log(JSON.stringify(found));
