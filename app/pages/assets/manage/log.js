/* The log of a raffle in words: what its managers did, and when. */

import { rafflePath } from "../shared/api.js";
import { fieldText } from "../shared/changes.js";
import { element, isolated, untranslated } from "../shared/dom.js";
import { listText, localTimeText, numberText } from "../shared/format.js";
import { parts, t } from "../shared/language.js";
import { pagedDetails } from "../shared/paged-details.js";

const number = (value) => untranslated(numberText(value));

/** act -> a function that returns what `who` did, as a list of elements and strings. Old lines may lack some facts. */
const ACT_TEXT = {
  created: (who) => parts("log-created", { who }),
  published: (who) => parts("log-published", { who }),
  changed: (who, { fields }) =>
    fields
      ? parts("log-changed-fields", { who, fields: listText(fields.map(fieldText)) })
      : parts("log-changed", { who }),
  ended: (who, { ended_at: end }) =>
    end ? parts("log-ended-at", { who, time: localTimeText(end) }) : parts("log-ended", { who }),
  deleted: (who) => parts("log-deleted", { who }),
  drew: (who) => parts("log-drew", { who }),
  substituted: (who, { ticket_number: replaced, replaced_by: substitute, prize }) => {
    const values = { who, number: number(replaced), substitute: number(substitute) };
    return prize
      ? parts("log-substituted-prize", { ...values, prize: isolated(prize) })
      : parts("log-substituted", values);
  },
  resumed: (who) => parts("log-resumed", { who }),
  handed_over: (who, { ticket_number: winner, prize }) => {
    const values = { who, number: number(winner) };
    return prize
      ? parts("log-handed-over-prize", { ...values, prize: isolated(prize) })
      : parts("log-handed-over", values);
  },
  erased: (who) => parts("log-erased", { who }),
};

/** A newer service may have acts that this page does not know. */
const unknownAct = (who, { act }) => parts("log-other", { who, act });

/** Return the log of a raffle. The lines are requested when a manager opens the log. `actions` are RaffleActions. */
export function logOf(raffle, actions) {
  const saveButton = element("button", { type: "button", onclick: () => actions.saveLog(raffle) }, t("log-csv"));
  return pagedDetails(
    t("log"),
    rafflePath(raffle.id, "log/?limit=20"),
    { isEntry: isLine, line: lineText, empty: t("log-empty") },
    element("p", { class: "actions" }, saveButton),
  );
}

/** Whether a value has the form of a line of the log. */
const isLine = (value) => typeof value?.at === "string" && typeof value.act === "string";

/** Return a line of the log as a list of elements and strings. */
const lineText = (line) => [
  element("p", { class: "soft" }, element("time", { datetime: line.at }, localTimeText(line.at))),
  element("p", {}, ...(ACT_TEXT[line.act] ?? unknownAct)(whoDid(line), line)),
];

/** Return the manager of a line in words. Anybody may draw a raffle with a beacon, so a draw may have no manager. */
export function whoDid({ manager }) {
  if (manager === undefined) return t("who-no-manager");
  return manager === "token" ? t("who-token") : element("strong", {}, isolated(manager));
}
