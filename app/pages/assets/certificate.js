/* The page with the certificate of a draw. It shows what a person needs to check the draw, and can be printed. But
first the page checks the draw record (everything that led to the winners), as "Verify this draw" does. */

import { requestRecord, untilAnswered } from "./shared/api.js";
import { certificatePage, raffleIdInAddress, rafflePage, showAddressOnPaper } from "./shared/addresses.js";
import { byId, element, isolated, note, quoted, removeLoadingText } from "./shared/dom.js";
import { isolatedText, listText, numberText, timeText } from "./shared/format.js";
import { parts, t } from "./shared/language.js";
import { ALGORITHM_2 } from "./raffle/algorithms.js";
import { isAbsent } from "./raffle/members.js";
import { recall } from "./raffle/memory.js";
import { beaconFacts, code, factList, noticeNotes, sealFacts } from "./raffle/randomness.js";
import { noticesOf } from "./raffle/notices.js";
import { substitutionText } from "./raffle/substitutions.js";
import { announcedEntropy, mistakeIn, strictJsonIn, witnessNotes } from "./raffle/verification.js";
import { checkCommand, checkerLink, recordButton } from "./shared/record-files.js";

/** The certificate lists at most this number of winners, to save time and paper. The saved record has all winners. */
const MAX_PRINTED_WINNERS = 1000;

const TITLE = {
  "/problems/not-drawn": t("no-certificate-yet"),
  "/problems/raffle-not-found": t("no-such-raffle"),
};

const id = raffleIdInAddress();
const certificate = byId("certificate");

const facts = (record) =>
  factList([
    [t("fact-drawn"), timeText(record.drawn_at)],
    [t("fact-tickets"), numberText(record.total_tickets)],
    [t("fact-winners"), numberText(record.winners.length)],
    ...(isSealed(record) ? sealFacts(record) : []),
    ...(hasBeacon(record)
      ? beaconFacts(record, element("strong", {}, t("signature-verified")))
      : [[t("fact-entropy-source"), ...source(record)]]),
    [t("fact-entropy"), code(record.entropy)],
    [t("fact-seed"), code(record.seed)],
    [t("fact-algorithm"), code(record.algorithm)],
    [t("fact-raffle"), code(record.raffle_id)],
  ]);

/** Return whether a record has a seal that was checked. Only records of `raffle-draw/2` have a seal. */
const isSealed = (record) => record.algorithm === ALGORITHM_2;

const hasBeacon = (record) => isSealed(record) && !isAbsent(record.beacon);

const source = (record) =>
  record.entropy_source
    ? parts("source-announced", { source: quoted(record.entropy_source) })
    : [t("source-not-announced")];

/** Return the winning numbers under their prizes, in the order of the draw. */
function winners(record) {
  let start = 0;
  return record.prizes.map(({ name, amount }) => {
    const end = start + amount;
    const given = Math.max(0, Math.min(end, record.winners.length) - start);
    const numbers = record.winners.slice(start, Math.min(end, MAX_PRINTED_WINNERS));
    start = end;
    return element(
      "div",
      {},
      element("h3", {}, ...parts("prize-and-winners", { prize: isolated(name), winners: given })),
      element(
        "ul",
        { class: "chips", translate: "no" },
        ...numbers.map((number) => element("li", {}, numberText(number))),
      ),
    );
  });
}

/** Return what became of the prizes: the substitutes, which winners they replaced, and which prizes go to nobody. */
function laterFacts({ substitutes = [], substitutions = [], unawarded = [] }) {
  const list = (title, items) =>
    items.length === 0
      ? []
      : [element("h2", {}, title), element("ul", {}, ...items.map((item) => element("li", {}, ...item)))];
  return [
    ...list(t("substitutions-heading"), substitutions.map(substitutionText)),
    ...list(
      t("unawarded-heading"),
      unawarded.map(({ prize, amount }) => parts("several-prizes", { amount, prize: isolated(prize) })),
    ),
    ...(substitutes.length === 0 ? [] : [
      element("h2", {}, t("substitutes-heading")),
      element("p", { translate: "no" }, listText(substitutes.slice(0, MAX_PRINTED_WINNERS).map(numberText))),
      ...notPrinted(substitutes, false),
    ]),
  ];
}

/** Return a list of elements: how many winners or substitutes are not printed, if there are any. */
function notPrinted(numbers, isOfWinners) {
  const count = numbers.length - MAX_PRINTED_WINNERS;
  if (count <= 0) return [];
  return [
    element("p", {}, isOfWinners ? t("more-winners-in-record", { count }) : t("more-substitutes-in-record", { count })),
  ];
}

/** Show the certificate of a record that has been checked. `file` is the Blob in which the record arrived. */
function show(record, file) {
  document.title = t("certificate-of", { name: isolatedText(record.name) });
  certificate.replaceChildren(
    element("p", { class: "soft" }, t("certificate-heading")),
    element("h1", {}, isolated(record.name)),
    ...noticeNotes(noticesOf(record)),
    ...witnessNotes(record, recall(id)),
    ...(record.entropy_source ? [announcedEntropy(record)] : []),
    facts(record),
    element("h2", {}, t("winning-tickets")),
    element("div", { class: "winners" }, ...winners(record)),
    ...notPrinted(record.winners, true),
    ...laterFacts(record),
    element(
      "p",
      { class: "small soft" },
      ...parts("how-to-check", { command: element("code", { translate: "no", dir: "ltr" }, checkCommand(id)) }),
    ),
  );
  byId("print").after(recordButton(id, file), checkerLink());
}

showAddressOnPaper(certificatePage(id));
byId("back").href = rafflePage(id);
byId("print").addEventListener("click", () => globalThis.print());
const showFailure = (title, kind, ...message) => {
  removeLoadingText();
  certificate.replaceChildren(element("h1", {}, title), note(kind, ...message));
};
byId("print").disabled = true;
try {
  const onWait = (refusal) => showFailure(t("one-moment"), "wait", refusal.message);
  const { record, file } = await untilAnswered(() => requestRecord(id, strictJsonIn), onWait);
  removeLoadingText();
  certificate.replaceChildren(
    element("h1", {}, t("certificate-heading")),
    element("p", { class: "soft" }, t("computing")),
  );
  // A wrong record must not look like a certificate, so the page shows nothing of a record before the check.
  const mistake = await mistakeIn(record, id).catch(() => [t("not-verified-not-loaded")]);
  if (mistake === null) {
    show(record, file);
    byId("print").disabled = false;
  } else {
    showFailure(t("no-certificate"), "bad", ...mistake);
  }
} catch (refusal) {
  showFailure(TITLE[refusal.type] ?? t("no-certificate"), "wait", refusal.message);
}
certificate.setAttribute("aria-busy", "false");
