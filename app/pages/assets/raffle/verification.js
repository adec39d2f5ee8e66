/* Checks a draw record in the visitor's browser. The page shows each step of the check, and what the check proves. */

import { element, inEnglish, note, quoted } from "../shared/dom.js";
import { isolatedText, listText, localTimeText } from "../shared/format.js";
import { parts, t } from "../shared/language.js";
import { checkCommand, checkerLink, recordButton } from "../shared/record-files.js";
import { ALGORITHM_2 } from "./algorithms.js";
import { comparePage } from "./compare-page.js";
import { differingMembers, uncheckedMembers, unknownMembers } from "./compare-records.js";
import { seedText } from "./draw.js";
import { briefly, Contradiction, isAbsent, sentenceOf } from "./members.js";
import { recall, validEarlier } from "./memory.js";
import { noticesOf } from "./notices.js";
import { ownTicketStep } from "./own-ticket-step.js";
import { beaconFacts, code, factList, noticeNotes, sealFacts } from "./randomness.js";
import { checkRecord } from "./record-check.js";
import { differencesFrom } from "./seal-memory.js";

export { recordIn, strictJsonIn } from "./strict-json.js";

/**
 * Check a draw record, and show the steps in `place`. The record must be of the raffle with this id. `file` is the Blob
 * in which the record was.
 *
 * If `record` comes from a file, `published` is the record that the service has now. Both must describe the same draw.
 * A record that cannot be read is a Contradiction: see strict-json.js.
 * `page` is what the page shows: see compare-page.js.
 */
export async function verify(record, place, { id, file, published, page }) {
  const steps = element("ol", { class: "steps" });
  const progress = element("p", { class: "soft" }, t("computing"));
  place.replaceChildren(steps, progress);
  let verdict = null;
  const open = [];
  try {
    for await (const step of checkAll(record, { id, published, page })) {
      steps.append(stepItem(step));
      if (!step.ok) verdict = step.verdict;
      if (step.isOpen) open.push(note("wait", ...copied(step.detail)));
    }
  } catch {
    // The check loads the module that verifies signatures, and this module did not arrive.
    verdict = [t("not-verified-not-loaded")];
  }
  progress.remove();
  const [confirmed, ...details] = verdict === null
    ? proof(record, { id, file, published, winners: page.winners })
    : [failureNote(verdict)];
  place.append(confirmed, ...(verdict === null ? open : []), ...details);
}

/**
 * Return why a record of the service is wrong, or is of another raffle than this one: a list of elements and strings.
 * If the record is right, return null. Throw an error if the module that verifies signatures does not arrive.
 */
export async function mistakeIn(record, id) {
  for await (const step of checkAll(record, { id, published: record })) if (!step.ok) return step.verdict;
  return null;
}

/**
 * Yield {title, ok, detail} for each step. If a step fails, it is the last one, and also has a `verdict`. A step has
 * `isOpen` if its result is neither right nor wrong.
 *
 * Without `page`, the record is not compared with a page.
 */
async function* checkAll(record, { id, published, page }) {
  if (typeof record?.raffle_id === "string" && record.raffle_id !== id) {
    const name = isolatedText(String(record.name));
    yield failure(t("compare-raffle"), t("other-raffle", { name }), t("not-verified-other-raffle", { name }));
    return;
  }
  for await (const step of checkRecord(record)) {
    yield stepInEnglish(step);
    if (!step.ok) return;
  }
  if (published instanceof Contradiction) {
    const step = stepInEnglish({ title: "", ok: false, detail: sentenceOf(published) });
    yield { ...step, title: t("compare-record") };
    return;
  }
  const differing = differingMembers(record, published);
  if (differing.length > 0) {
    const fields = differing.join(", "); // These are names in the record, so they are not translated.
    yield failure(t("compare-record"), t("other-record", { fields }), t("not-verified-other-record", { fields }));
    return;
  }
  if ((published.substitutions?.length ?? 0) > (record.substitutions?.length ?? 0)) {
    // Nothing has checked the substitutions that came after the file was saved.
    for await (const step of checkRecord(published)) {
      if (!step.ok) {
        yield stepInEnglish(step);
        return;
      }
    }
  }
  if (page !== undefined) {
    const step = pageStep(published, page);
    yield step;
    if (!step.ok) return;
  }
  const memory = recall(id);
  const { seen, ticket, added, proof: kept } = memory;
  const changed = differencesFrom(seen, record);
  if (changed.length > 0) {
    const fields = listText(changed.map((field) => t("card-field", { field })));
    yield failure(t("compare-card"), t("other-on-card", { fields }), t("not-verified-other-on-card", { fields }));
    return;
  }
  if (ticket === undefined) return;
  const steps = [{ ticket, isAdded: added === true, proof: kept }];
  for (const earlier of validEarlier(memory)) {
    steps.push({ ticket: earlier, isAdded: false, proof: earlier.proof });
  }
  for (const each of steps) {
    const step = await ownTicketStep(record, each);
    yield step;
    if (!step.ok) return;
  }
}

/** Return the step that compares the record of the service with the page. */
function pageStep(record, page) {
  const { differences, isOld } = comparePage(record, page);
  const title = t("compare-page");
  if (differences.length > 0) {
    const fields = [...new Set(differences.map(({ name }) => name))].join(", ");
    return failure(title, differenceList(differences), t("not-verified-other-on-page", { fields }));
  }
  if (isOld) return failure(title, t("page-is-old"), t("not-verified-page-is-old"));
  const detail = [t("same-on-page", { count: page.winners.numbers.length }), ...notCompared(page.winners)].join(" ");
  return { title, ok: true, detail };
}

/** Return a list of sentences: how many winners were compared with the page, if not all of them were. */
const notCompared = ({ complete, numbers, total }) =>
  complete ? [] : [t("winners-not-compared", { compared: numbers.length, total })];

/** The page names at most this number of differences, because a forged list of winners may be long. */
const MOST_DIFFERENCES = 10;

const differenceList = (differences) =>
  element(
    "ul",
    {},
    ...differences.slice(0, MOST_DIFFERENCES).map(({ name, place, record, page }) =>
      element(
        "li",
        {},
        ...parts("differs-on-page", {
          field: code(place === undefined ? name : `${name} ${place}`),
          record: valueText(record),
          page: valueText(page),
        }),
      )
    ),
    ...(differences.length > MOST_DIFFERENCES
      ? [element("li", {}, t("more-differences", { count: differences.length - MOST_DIFFERENCES }))]
      : []),
  );

/**
 * Return a value of a record as an element. Text is shown without quotation marks, because a winner can be text or a
 * number.
 */
const valueText = (value) =>
  value === undefined ? t("seen-nothing") : code(typeof value === "string" ? value : briefly(value));

const failure = (title, detail, verdict) => ({ title, ok: false, detail, verdict: [verdict] });

/** Return a step whose words are those of the checking program, check-draw.pyz. The program has only English words. */
const stepInEnglish = ({ title, ok, detail }) => ({
  title: inEnglish(title),
  ok,
  detail: inEnglish(detail),
  verdict: ok ? null : parts("not-verified", { reason: inEnglish(detail[0].toLowerCase() + detail.slice(1)) }),
});

/** Return copies of a text or of a list of texts and elements. One detail can be shown in two places. */
const copied = (detail) => [detail].flat().map((part) => part instanceof Node ? part.cloneNode(true) : part);

function stepItem({ title, ok, isOpen = false, detail }) {
  const result = isOpen ? t("step-open") : ok ? t("step-right") : t("step-wrong");
  const spokenResult = element("span", { class: "visually-hidden" }, result);
  return element(
    "li",
    { class: isOpen ? "wait" : ok ? "good" : "bad" },
    element("span", { class: "mark", "aria-hidden": "true" }, isOpen ? "?" : ok ? "✓" : "✗"),
    element(
      "div",
      {},
      element("div", { class: "step-title" }, title, spokenResult),
      element("div", { class: "soft small" }, ...copied(detail)),
    ),
  );
}

/** Return the element that says why a draw is not verified. */
const failureNote = (verdict) => element("div", { class: "note bad" }, element("p", { class: "verdict" }, ...verdict));

/** Return the text for a right record: what the check proves and does not prove, and how to repeat it elsewhere. */
const proof = (record, { id, file, published, winners }) => [
  element(
    "div",
    { class: "note good" },
    element("p", { class: "verdict" }, t("verified")),
    element("p", {}, t("verified-how")),
    ...notCompared(winners).map((sentence) => element("p", {}, sentence)),
    ...notChecked(record === published ? uncheckedMembers(record) : unknownMembers(record)),
  ),
  ...laterSubstitutions(record, published),
  // A file may lack the last substitutions. So the notices are those of the record that the service has now.
  ...noticeNotes(noticesOf(published)),
  ...witnessNotes(record, recall(id)),
  whatIsLeft(record),
  ...sealed(record),
  element(
    "details",
    {},
    element("summary", {}, t("check-with-python")),
    element("p", {}, t("save-both-files")),
    element("p", { class: "actions" }, recordButton(record.raffle_id, file), checkerLink()),
    element("p", {}, t("open-terminal")),
    element("pre", { tabindex: "0", translate: "no", dir: "ltr" }, checkCommand(record.raffle_id)),
    element("p", {}, t("seed-lines")),
    element(
      "pre",
      { tabindex: "0", translate: "no", dir: "ltr" },
      seedText(record.raffle_id, record.total_tickets, record.entropy, record.terms),
    ),
  ),
];

/** Return a list of elements: the names of the members that could not be checked, if there are any. */
const notChecked = (names) =>
  names.length === 0 ? [] : [element("p", { class: "small" }, t("not-checked", { fields: names.join(", ") }))];

/**
 * Return a list of elements. It has a note if this browser did not see the root before the random value was known. An
 * operator who publishes the root later than this value can give unclaimed winning tickets to friends, and can name an
 * earlier time of the seal.
 */
export function witnessNotes(
  { algorithm, round_at: roundAt, drawn_at: drawn, draw_at: drawAt, entropy_source: source },
  { seen },
) {
  if (algorithm !== ALGORITHM_2) return [];
  const known = roundAt ?? (source && drawAt && drawAt < drawn ? drawAt : drawn);
  if (seen.root?.at < Date.parse(known)) return [];
  return [note("wait", t("root-not-seen", { time: localTimeText(known) }))];
}

/** Return a list of elements. It says how many substitutions of the service are missing in a record from a file. */
function laterSubstitutions({ substitutions }, { substitutions: published }) {
  const count = (published?.length ?? 0) - (substitutions?.length ?? 0);
  return count === 0 ? [] : [note("wait", t("later-substitutions", { count }))];
}

function whatIsLeft(record) {
  if (!isAbsent(record.beacon)) return fromBeacon(record);
  return record.entropy_source ? announcedEntropy(record) : unannouncedEntropy();
}

/** Return a list of elements: the facts of the seal, if the record has a seal. */
const sealed = (record) => isAbsent(record.root) ? [] : [factList(sealFacts(record))];

const fromBeacon = (record) =>
  element(
    "div",
    {},
    ...(record.announced_round === record.round ? [element("p", {}, t("nobody-could-choose"))] : []),
    factList(beaconFacts(record, element("strong", {}, t("signature-verified")))),
    element("p", { class: "small soft" }, t("holders-check")),
  );

/** Return the element that says what is left to check if a source of the random value was announced. */
export const announcedEntropy = ({ entropy_source: source, entropy }) =>
  element(
    "div",
    { class: "note" },
    element(
      "p",
      {},
      ...parts("left-to-check", {
        what: element("strong", {}, t("left-to-check-what")),
        source: quoted(source),
        entropy,
      }),
    ),
  );

const unannouncedEntropy = () =>
  element(
    "div",
    { class: "note wait" },
    element(
      "p",
      {},
      ...parts("not-proved", { what: element("strong", {}, t("not-proved-what")) }),
    ),
  );
