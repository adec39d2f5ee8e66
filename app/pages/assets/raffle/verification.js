/* Checks a draw record in the visitor's browser. Shows each step of the check, and what the check proves. */

import { element, isolated, note } from "../shared/dom.js";
import { seedText } from "./draw.js";
import { checkRecord } from "./record-check.js";

const COMMAND = "python3 -m app.domain.draw record.json";

/** Check a draw record, and show the steps in `place`. If `id` is given, the record must have this raffle id. */
export async function verify(record, place, id = null) {
  if (!globalThis.crypto?.subtle) {
    place.replaceChildren(
      note(
        "wait",
        "Your browser computes hashes only on pages that come over HTTPS, and this one does not. " +
          "Save the record from the certificate page and check it with Python instead:",
      ),
      element("pre", {}, COMMAND),
    );
    return;
  }
  const steps = element("ol", { class: "steps" });
  const progress = element("p", { class: "soft" }, "Computing …");
  place.replaceChildren(steps, progress);
  let holds = true;
  for await (const step of checkRecordOf(id, record)) {
    steps.append(stepItem(step));
    holds = step.ok;
  }
  progress.remove();
  place.append(...(holds ? proof(record) : [failureNote()]));
}

async function* checkRecordOf(id, record) {
  if (id !== null && record?.raffle_id !== id) {
    yield { title: "Belong to this raffle", ok: false, detail: "The record is of another raffle." };
    return;
  }
  yield* checkRecord(record);
}

function stepItem({ title, ok, detail }) {
  const spokenResult = element("span", { class: "visually-hidden" }, ok ? ": holds." : ": does not hold.");
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

const failureNote = () =>
  element(
    "div",
    { class: "note bad" },
    element("p", { class: "verdict" }, "This record does not hold."),
    element("p", {}, "The winners in it are not the ones that its entropy leads to, or it was damaged on the way."),
  );

/** Return the text for a right record: what the check proves and does not prove, and how to repeat it elsewhere. */
const proof = (record) => [
  element(
    "div",
    { class: "note good" },
    element("p", { class: "verdict" }, "The draw holds."),
    element(
      "p",
      {},
      "Your browser got the same winners, in the same order. Nobody changed a number after the entropy was fixed.",
    ),
  ),
  record.entropy_source ? announcedEntropy(record) : unannouncedEntropy(),
  element(
    "details",
    {},
    element("summary", {}, "Do it yourself, elsewhere"),
    element("p", {}, "The seed is the SHA-256 of these lines, without a line break at the end:"),
    element("pre", { tabindex: "0" }, seedText(record.raffle_id, record.total_tickets, record.entropy)),
    element("p", {}, "One file of Python does the rest:"),
    element("pre", { tabindex: "0" }, COMMAND),
  ),
];

const announcedEntropy = ({ entropy_source: source, entropy }) =>
  element(
    "div",
    { class: "note" },
    element(
      "p",
      {},
      element("strong", {}, "What is left for you to check: "),
      "the source was announced when the raffle was created: “",
      isolated(source),
      `”. Look there that it really gave “${entropy}”, written as announced and not otherwise, and ` +
        "gave it only after the last ticket was taken. If so, nobody could choose the winners. Who holds which " +
        "ticket, no computation can show.",
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
      "no public source was announced for this raffle. The entropy came from the server's operating system " +
        "after the last ticket was taken. Nothing here shows from outside that it was picked only once: " +
        "for that, and for who holds which ticket, you trust whoever runs the server.",
    ),
  );
