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
  ...(field in FLAG_TEXT
    ? [element("p", {}, FLAG_TEXT[field][after ? 0 : 1])]
    : [element("h4", {}, FIELD_TEXT[field] ?? field), ...valueText("Before", before), ...valueText("After", after)]),
];

const valueText = (label, value) => [
  element("p", { class: "soft" }, value === null ? `${label}: nothing` : `${label}:`),
  ...(value === null ? [] : [textBlock(String(value))]),
];
