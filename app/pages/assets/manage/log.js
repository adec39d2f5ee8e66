/* The log of a raffle in words: what its managers did, and when. */

import { rafflePath } from "../shared/api.js";
import { fieldText } from "../shared/changes.js";
import { element, isolated, untranslated } from "../shared/dom.js";
import { localTimeText, numberText } from "../shared/format.js";
import { pagedDetails } from "../shared/paged-details.js";

const ticket = (number) => ["ticket ", untranslated(numberText(number))];

/** What was done, after the name of the manager: lists of elements and strings. Lines of older versions tell less. */
const ACT_TEXT = {
  created: () => ["created the raffle"],
  published: () => ["published the raffle"],
  changed: ({ fields }) => ["changed the raffle", ...(fields ? [": ", fields.map(fieldText).join(", ")] : [])],
  ended: ({ ended_at: end }) => ["set an early end", ...(end ? [": ", localTimeText(end)] : [])],
  deleted: () => ["deleted the raffle"],
  drew: () => ["drew the winners"],
  substituted: ({ ticket_number: number, replaced_by: substitute, prize }) => [
    "substituted ",
    ...ticket(substitute),
    " for ",
    ...ticket(number),
    ...(prize ? [": ", isolated(prize)] : []),
  ],
  resumed: () => ["resumed the raffle after a restore"],
  handed_over: ({ ticket_number: number, prize }) => [
    "handed over the prize of ",
    ...ticket(number),
    ...(prize ? [": ", isolated(prize)] : []),
  ],
  erased: () => ["erased the address of a player"],
};

/** Return the log of a raffle, which is read when it is opened. `actions` is a RaffleActions object. */
export function logOf(raffle, actions) {
  const saveButton = element("button", { type: "button", onclick: () => actions.saveLog(raffle) }, "Log as CSV");
  return pagedDetails(
    "Log",
    rafflePath(raffle.id, "log/?limit=20"),
    { isEntry: isLine, line: lineText, empty: "Nothing was noted yet." },
    element("p", { class: "actions" }, saveButton),
  );
}

/** Whether a value has the form of a line of the log. */
const isLine = (value) => typeof value?.at === "string" && typeof value.act === "string";

/** Return a line of the log as a list of elements and strings. */
function lineText(line) {
  const act = ACT_TEXT[line.act]?.(line) ?? [line.act]; // A newer service may have acts that this page does not know.
  return [
    element("p", { class: "soft" }, element("time", { datetime: line.at }, localTimeText(line.at))),
    element("p", {}, who(line), " ", ...act, "."),
  ];
}

/** Anybody may send the signature of a beacon. Then no manager drew. */
function who({ manager }) {
  if (manager === undefined) return "Somebody who is no manager";
  return manager === "token" ? "The manager with the token" : element("strong", {}, isolated(manager));
}
