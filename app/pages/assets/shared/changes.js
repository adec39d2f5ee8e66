/* The changes of a raffle in words. */

import { element } from "./dom.js";
import { localTimeText } from "./format.js";
import { t } from "./language.js";
import { textBlock } from "./plain-text.js";

const FIELD_TEXT = {
  name: t("field-name"),
  total_tickets: t("field-total-tickets"),
  prizes: t("field-prizes"),
  entropy_source: t("field-entropy-source"),
  beacon: t("field-beacon"),
  opens_at: t("field-opens-at"),
  closes_at: t("field-closes-at"),
  draw_at: t("field-draw-at"),
  reserves: t("field-reserves"),
  substitute_after_hours: t("field-substitute-after-hours"),
  description: t("field-description"),
  contact: t("field-contact"),
  pick_up: t("field-pick-up"),
  participation_terms: t("field-participation-terms"),
  unlisted: t("field-unlisted"),
  archived: t("field-archived"),
  ended_at: t("field-ended-at"),
};

/** Return the name of a field. A newer service may have fields that this page does not know. */
export const fieldText = (field) => FIELD_TEXT[field] ?? field;

/** The texts for a field that became true, and for a field that became false. */
const FLAG_TEXT = {
  unlisted: [t("change-unlisted"), t("change-listed")],
  archived: [t("change-archived"), t("change-unarchived")],
};

/** Return whether a value has the form of a change. */
export const isChange = (value) => typeof value?.at === "string" && typeof value.field === "string";

/** Return a change as a list of elements and strings. */
export const changeText = ({ at, field, before, after }) => [
  element("p", { class: "soft" }, element("time", { datetime: at }, localTimeText(at))),
  ...(field in FLAG_TEXT ? [element("p", {}, FLAG_TEXT[field][after ? 0 : 1])] : [
    element("h4", {}, fieldText(field)),
    ...(before === null ? [label(t("change-before-nothing"))] : [label(t("change-before")), shown(field, before)]),
    ...(after === null ? [label(t("change-after-nothing"))] : [label(t("change-after")), shown(field, after)]),
  ]),
];

const label = (text) => element("p", { class: "soft" }, text);

/** Return a value of a field as an element. A field whose name ends in `_at` is a time. */
const shown = (field, value) => textBlock(field.endsWith("_at") ? localTimeText(value) : String(value));
