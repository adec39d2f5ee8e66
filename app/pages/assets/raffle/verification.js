/* Checks a draw record in the visitor's browser. Shows each step of the check, and what the check proves. */

import { element, isolated } from "../shared/dom.js";
import { isolatedText } from "../shared/format.js";
import { checkCommand, checkerLink, recordLink } from "../shared/record-files.js";
import { seedText } from "./draw.js";
import { isAbsent } from "./members.js";
import { recall } from "./memory.js";
import { noticesOf } from "./notices.js";
import { beaconFacts, factList, noticeNotes, sealFacts } from "./randomness.js";
import { checkRecord } from "./record-check.js";
import { differencesFrom } from "./seal-memory.js";

/**
 * Check a draw record, and show the steps in `place`. The record must be of the raffle with this id.
 *
 * `published` is the record that the service has now, if `record` comes from elsewhere. Both must be the same.
 */
export async function verify(record, place, id, published = record) {
  const steps = element("ol", { class: "steps" });
  const progress = element("p", { class: "soft" }, "Computing …");
  place.replaceChildren(steps, progress);
  let failed = null;
  try {
    for await (const step of checkAll(record, id, published)) {
      steps.append(stepItem(step));
      if (!step.ok) failed = step;
    }
  } catch {
    // The arithmetic of the beacon is loaded with the first signature.
    failed = { detail: "the rest of the check cannot be loaded. Check your connection, and try again." };
  }
  progress.remove();
  place.append(...(failed === null ? proof(record) : [failureNote(failed)]));
}

async function* checkAll(record, id, published) {
  if (typeof record?.raffle_id === "string" && record.raffle_id !== id) {
    const detail = `This record belongs to another raffle: ${isolatedText(String(record.name))}.`;
    yield { title: "Compare the raffle", ok: false, detail };
    return;
  }
  for await (const step of checkRecord(record)) {
    yield step;
    if (!step.ok) return;
  }
  const differing = COMPARED.filter((field) => valueOf(record, field) !== valueOf(published, field));
  if (differing.length > 0) {
    const detail = `The record that this service gives has another value in: ${differing.join(", ")}.`;
    yield { title: "Compare with the record of this service", ok: false, detail };
    return;
  }
  const changed = differencesFrom(recall(id).seen, record);
  if (changed.length > 0) {
    const detail = `Your ticket card saw other values before the draw: ${changed.join(", ")}.`;
    yield { title: "Compare with what your ticket card keeps", ok: false, detail };
  }
}

/** What a record says of a draw. If it differs from the published record, one of the two was changed. */
const COMPARED = [
  "name",
  "total_tickets",
  "prizes",
  "entropy_source",
  "terms",
  "root",
  "withdrawn_hash",
  "sealed_at",
  "round",
  "signature",
  "entropy",
  "winners",
  "substitutes",
];

/** Return a value of a record as text. The order of the fields of a prize does not matter. */
const valueOf = (record, field) =>
  JSON.stringify(field === "prizes" ? record.prizes.map(({ name, amount }) => [name, amount]) : record[field] ?? null);

function stepItem({ title, ok, detail }) {
  const spokenResult = element("span", { class: "visually-hidden" }, ok ? ": right." : ": wrong.");
  return element(
    "li",
    { class: ok ? "good" : "bad" },
    element("span", { class: "mark", "aria-hidden": "true" }, ok ? "✓" : "✗"),
    element(
      "div",
      {},
      element("div", { class: "step-title" }, title, spokenResult),
      element("div", { class: "soft small" }, detail),
    ),
  );
}

/** Return why a draw is not verified. The reason is the detail of the step that failed. */
const failureNote = ({ detail }) =>
  element(
    "div",
    { class: "note bad" },
    element("p", { class: "verdict" }, `Not verified: ${detail[0].toLowerCase()}${detail.slice(1)}`),
  );

/** Return the text for a right record: what the check proves and does not prove, and how to repeat it elsewhere. */
const proof = (record) => [
  element(
    "div",
    { class: "note good" },
    element("p", { class: "verdict" }, "Verified: these are the correct winners."),
    element("p", {}, "Your browser computed the same winners, in the same order."),
  ),
  ...noticeNotes(noticesOf(record)),
  whatIsLeft(record),
  ...sealed(record),
  element(
    "details",
    {},
    element("summary", {}, "Check it with Python"),
    element("p", {}, "Save both files in the same folder:"),
    element("p", { class: "actions" }, recordLink(record.raffle_id), checkerLink()),
    element("p", {}, "Open a terminal in this folder, and type:"),
    element("pre", { tabindex: "0", translate: "no" }, checkCommand(record.raffle_id)),
    element("p", {}, "The seed is the SHA-256 of these lines, without a line break at the end:"),
    element(
      "pre",
      { tabindex: "0", translate: "no" },
      seedText(record.raffle_id, record.total_tickets, record.entropy, record.terms),
    ),
  ),
];

function whatIsLeft(record) {
  if (!isAbsent(record.beacon)) return fromBeacon(record);
  return record.entropy_source ? announcedEntropy(record) : unannouncedEntropy();
}

/** Return what a record of `raffle-draw/2` says about the seal, as a list. */
const sealed = (record) => isAbsent(record.root) ? [] : [factList(sealFacts(record))];

const fromBeacon = (record) =>
  element(
    "div",
    {},
    element("p", {}, "Nobody could choose or predict the random value: it is the signature of a public beacon."),
    factList(beaconFacts(record, element("strong", {}, "Verified in your browser."))),
    element("p", { class: "small soft" }, NO_HOLDERS),
  );

const NO_HOLDERS = "Each holder checks on the ticket card that the ticket was in the sealed list. Who a holder is " +
  "cannot be computed.";

const announcedEntropy = ({ entropy_source: source, entropy }) =>
  element(
    "div",
    { class: "note" },
    element(
      "p",
      {},
      element("strong", {}, "What is left for you to check: "),
      "when the raffle was created, this source was announced: “",
      isolated(source),
      `”. Look there whether it gave “${entropy}”, and only after the last ticket was taken. If so, nobody ` +
        "could choose the winners. Who holds which ticket cannot be computed.",
    ),
  );

const unannouncedEntropy = () =>
  element(
    "div",
    { class: "note wait" },
    element(
      "p",
      {},
      element("strong", {}, "What this does not prove: "),
      "no public source of the random value was announced. The server picked the value after the last ticket " +
        "was taken. You have to trust the operator that it was picked only once. Who holds which ticket cannot be " +
        "computed.",
    ),
  );
