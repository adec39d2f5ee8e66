/* The changes of a raffle in words. */

import { element } from "./dom.js";
import { localTimeText } from "./format.js";
import { textBlock } from "./plain-text.js";

const FIELD_TEXT = {
  name: "Name",
  total_tickets: "Number of tickets",
  prizes: "Prizes",
  entropy_source: "Source of the random value",
  beacon: "Public beacon",
  opens_at: "Opens",
  closes_at: "Closes",
  draw_at: "Draw",
  reserves: "Substitutes",
  substitute_after_hours: "Hours that a winner has",
  description: "Description",
  contact: "Contact",
  pick_up: "How winners get their prizes",
  participation_terms: "Terms of participation",
  unlisted: "Unlisted",
  archived: "Archived",
  ended_at: "Early end",
};

/** Return the name of a field. A newer service may have fields that this page does not know. */
export const fieldText = (field) => FIELD_TEXT[field] ?? field;

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
    element("h4", {}, fieldText(field)),
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
