/* The files with which anyone can check a draw without these pages: the draw record, and the program that checks it. */

import { addressOf } from "./addresses.js";
import { element } from "./dom.js";
import { saveFile } from "./files.js";
import { t } from "./language.js";

const CHECKER = "check-draw.pyz";

/** Return the file name of a draw record. The form of the id is checked, because a forged record can have any text. */
const recordName = (id) => /^[0-9a-f-]{36}$/.test(id) ? `draw-${id}.json` : "record.json";

/** Return the command that checks the record, for the folder in which the browser has saved both files. */
export const checkCommand = (id) => `python3 ${CHECKER} ${recordName(id)}`;

/**
 * Return a button that saves the draw record of a raffle. `file` is a Blob with the bytes that the page has checked.
 * The button does not ask the service again, because the service could send another record, which nobody has checked.
 */
export const recordButton = (id, file) =>
  element("button", { type: "button", onclick: () => saveFile(recordName(id), file) }, t("save-record"));

/** Return a link that saves the program that checks a draw record. The program needs only Python. */
export const checkerLink = () =>
  element(
    "a",
    { class: "button", href: addressOf(`/assets/${CHECKER}`), download: CHECKER },
    t("save-checker"),
  );
