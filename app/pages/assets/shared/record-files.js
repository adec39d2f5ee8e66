/* The files with which anyone can check a draw without these pages: the draw record, and the program that checks it. */

import { addressOf } from "./addresses.js";
import { rafflePath } from "./api.js";
import { element } from "./dom.js";
import { t } from "./language.js";

const CHECKER = "check-draw.pyz";

/** Only an id can be a part of the name. A record from a file may have any text in its place. */
const recordName = (id) => /^[0-9a-f-]{36}$/.test(id) ? `draw-${id}.json` : "record.json";

/** The command that checks the two files in the folder in which the browser saves them. */
export const checkCommand = (id) => `python3 ${CHECKER} ${recordName(id)}`;

/** Return a link that saves the draw record of a raffle. */
export const recordLink = (id) =>
  element(
    "a",
    { class: "button", href: addressOf(rafflePath(id, "draw/")), download: recordName(id) },
    t("save-record"),
  );

/** Return a link that saves the program that checks a draw record. It needs only Python. */
export const checkerLink = () =>
  element(
    "a",
    { class: "button", href: addressOf(`/assets/${CHECKER}`), download: CHECKER },
    t("save-checker"),
  );
