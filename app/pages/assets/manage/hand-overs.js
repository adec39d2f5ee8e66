/* The list of the prizes of a raffle that were handed over. */

import { rafflePath } from "../shared/api.js";
import { element, isolated, untranslated } from "../shared/dom.js";
import { localTimeText, numberText } from "../shared/format.js";
import { parts, t } from "../shared/language.js";
import { pagedDetails } from "../shared/paged-details.js";
import { whoDid } from "./log.js";

const isEntry = (value) => typeof value?.handed_over_at === "string" && Number.isInteger(value.ticket_number);

/** Return the list for a raffle. The page requests the entries when a manager opens the list.
The elements `more` follow the entries. */
export const handOverList = (id, ...more) =>
  pagedDetails(t("handed-over"), rafflePath(id, "hand-overs/?limit=20"), {
    isEntry,
    line: handOverText,
    empty: t("handed-over-nothing"),
  }, ...more);

const handOverText = ({ ticket_number: number, prize, handed_over_at: at, manager, note }) => [
  element(
    "p",
    { class: "soft" },
    ...parts("handed-over-by", {
      time: element("time", { datetime: at }, localTimeText(at)),
      manager: whoDid({ manager }),
    }),
  ),
  element(
    "p",
    {},
    ...parts("handed-over-prize", { number: untranslated(numberText(number)), prize: isolated(prize) }),
  ),
  ...(note ? [element("p", { class: "soft" }, ...parts("handed-over-note", { note: isolated(note) }))] : []),
];
