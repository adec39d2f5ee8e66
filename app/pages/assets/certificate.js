/* The page with the certificate of a draw. It has everything that is needed to check the draw, to print or to save. */

import { requestRecord, untilAnswered } from "./shared/api.js";
import { raffleIdInAddress, rafflePage, showAddressOnPaper } from "./shared/addresses.js";
import { byId, element, isolated, note, removeLoadingText } from "./shared/dom.js";
import { countText, isolatedText, numberText, timeText } from "./shared/format.js";
import { checkCommand, checkerLink, recordLink } from "./shared/record-files.js";

/** A longer list would make the browser slow and need much paper. The saved record has all winners. */
const MAX_PRINTED_WINNERS = 1000;

const TITLE = {
  "/problems/not-drawn": "No certificate yet",
  "/problems/raffle-not-found": "No such raffle",
};

const id = raffleIdInAddress();
const certificate = byId("certificate");

function facts(record) {
  const fact = (name, ...value) => [element("dt", {}, name), element("dd", {}, ...value)];
  const code = (value) => element("span", { class: "mono", translate: "no" }, value);
  const source = record.entropy_source
    ? ["Announced before the first ticket: ", isolated(record.entropy_source)]
    : ["None announced. The server picked the value after the last ticket was taken."];
  return element(
    "dl",
    {},
    ...fact("Drawn", timeText(record.drawn_at)),
    ...fact("Tickets", numberText(record.total_tickets)),
    ...fact("Winners", numberText(record.winners.length)),
    ...fact("Source of the random value", ...source),
    ...fact("Random value", code(record.entropy)),
    ...fact("Seed", code(record.seed)),
    ...fact("Algorithm", code(record.algorithm)),
    ...fact("Raffle", code(record.raffle_id)),
  );
}

/** Return the winning numbers under their prizes, in the order of the draw. */
function winners(record) {
  let start = 0;
  return record.prizes.map(({ name, amount }) => {
    const end = start + amount;
    const numbers = record.winners.slice(start, Math.min(end, MAX_PRINTED_WINNERS));
    start = end;
    return element(
      "div",
      {},
      element("h3", {}, isolated(name), ` (${countText(amount, "winner", "winners")})`),
      element(
        "ul",
        { class: "chips", translate: "no" },
        ...numbers.map((number) => element("li", {}, numberText(number))),
      ),
    );
  });
}

function show(record) {
  removeLoadingText();
  document.title = `Certificate: ${isolatedText(record.name)}`;
  const notPrinted = record.winners.length - MAX_PRINTED_WINNERS;
  certificate.replaceChildren(
    element("p", { class: "soft" }, "Certificate of the draw"),
    element("h1", {}, isolated(record.name)),
    facts(record),
    element("h2", {}, "Winning tickets"),
    element("div", { class: "winners" }, ...winners(record)),
    ...(notPrinted > 0 ? [element("p", {}, `And ${numberText(notPrinted)} more, all in the record.`)] : []),
    element(
      "p",
      { class: "small soft" },
      "To check: open this raffle and choose “Verify this draw”. Or save the record and the checker in one folder, " +
        "open a terminal there, and type ",
      element("code", { translate: "no" }, checkCommand(id)),
    ),
  );
  byId("print").after(recordLink(id), checkerLink());
}

showAddressOnPaper();
byId("back").href = rafflePage(id);
byId("print").addEventListener("click", () => globalThis.print());
const showFailure = (title, refusal) => {
  removeLoadingText();
  certificate.replaceChildren(element("h1", {}, title), note("wait", refusal.message));
};
byId("print").disabled = true;
try {
  show(await untilAnswered(() => requestRecord(id), (refusal) => showFailure("One moment", refusal)));
  byId("print").disabled = false;
} catch (refusal) {
  showFailure(TITLE[refusal.type] ?? "No certificate", refusal);
}
certificate.setAttribute("aria-busy", "false");
