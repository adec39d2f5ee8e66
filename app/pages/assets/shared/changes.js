/* The changes of a raffle in words. */

import { element } from "./dom.js";
import { localTimeText } from "./format.js";
import { textBlock } from "./plain-text.js";

const FIELD_TEXT = {
  name: "Name",
  total_tickets: "Number of tickets",
  description: "Description",
  contact: "Contact",
  pick_up: "How winners get their prizes",
  participation_terms: "Terms of participation",
  ended_at: "Early end",
};

/** What it means that a field is true, and that it is not. */
const FLAG_TEXT = {
  unlisted: ["The raffle was taken out of the lists.", "The raffle was put into the lists."],
  archived: ["The raffle was put into the archive.", "The raffle was taken out of the archive."],
};

/** Whether a value has the form of a change. */
export const isChange = (value) => typeof value?.at === "string" && typeof value.field === "string";

/** Return a change as a list of elements and strings. */
export const changeText = ({ at, field, before, after }) => [
  element("p", { class: "soft" }, element("time", { datetime: at }, localTimeText(at))),
  ...(field in FLAG_TEXT ? [element("p", {}, FLAG_TEXT[field][after ? 0 : 1])] : [
    element("h4", {}, FIELD_TEXT[field] ?? field),
    ...valueText("Before", shown(field, before)),
    ...valueText("After", shown(field, after)),
  ]),
];

/** Fields of the API whose names end in `_at` are times. */
const shown = (field, value) => value !== null && field.endsWith("_at") ? localTimeText(value) : value;

const valueText = (label, value) => [
  element("p", { class: "soft" }, value === null ? `${label}: nothing` : `${label}:`),
  ...(value === null ? [] : [textBlock(String(value))]),
];
