/* "Verify this draw": shows each step of the check, and what it proves. */

import { element, note } from "./dom.js";
import { check, seedText } from "./draw.js";

const COMMAND = "python3 -m app.domain.draw record.json";

/** Check a record into `place`. `id` is the raffle that it has to belong to, or null for any. */
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
  const working = element("p", { class: "soft" }, "Computing …");
  place.replaceChildren(steps, working);
  let holds = true;
  for await (const step of checked(record, id)) {
    steps.append(
      element(
        "li",
        { class: step.ok ? "good" : "bad" },
        element("span", { class: "mark", "aria-hidden": "true" }, step.ok ? "✓" : "✗"),
        element(
          "div",
          {},
          element(
            "div",
            { class: "step-title" },
            step.title,
            element("span", { class: "unseen" }, step.ok ? ": holds." : ": does not hold."),
          ),
          element("div", { class: "soft small" }, step.detail),
        ),
      ),
    );
    holds = step.ok;
  }
  working.remove();
  place.append(
    ...(holds ? proven(record) : [
      element(
        "div",
        { class: "note bad" },
        element("p", { class: "verdict" }, "This record does not hold."),
        element(
          "p",
          {},
          "The winners in it are not the ones that its entropy leads to, or it was damaged on the way.",
        ),
      ),
    ]),
  );
}

async function* checked(record, id) {
  if (id !== null && record?.raffle_id !== id) {
    yield { title: "Belong to this raffle", ok: false, detail: "The record is of another raffle." };
    return;
  }
  yield* check(record);
}

function proven(record) {
  const announced = record.entropy_source;
  return [
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
    element(
      "div",
      { class: `note ${announced ? "" : "wait"}` },
      element(
        "p",
        {},
        element("strong", {}, announced ? "What is left for you to check: " : "What this does not prove: "),
        announced
          ? `the source was announced when the raffle was created: “${announced}”. Look there that it really gave ` +
            `“${record.entropy}”, written as announced and not otherwise, and gave it only after the last ticket was ` +
            "taken. If so, nobody could choose the winners. Who holds which ticket, no computation can show."
          : "no public source was announced for this raffle. The entropy came from the server's operating system " +
            "after the last ticket was taken. Nothing here shows from outside that it was picked only once: " +
            "for that, and for who holds which ticket, you trust whoever runs the server.",
      ),
    ),
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
}
