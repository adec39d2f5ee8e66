/* Who came in for winners who did not come. */

import { rafflePath, requestPage } from "../shared/api.js";
import { isolated, untranslated } from "../shared/dom.js";
import { numberText, timeText } from "../shared/format.js";
import { parts } from "../shared/language.js";

const isSubstitution = (entry) => Number.isInteger(entry?.ticket_number) && Number.isInteger(entry.replaced_by);

/** Get all substitutions of a drawn raffle, in the order in which they were decided. */
export async function requestSubstitutions(id) {
  const substitutions = [];
  let path = rafflePath(id, "substitutions/?limit=1000");
  while (path !== null) {
    const { entries, nextPath } = await requestPage(path, isSubstitution);
    substitutions.push(...entries);
    path = nextPath;
  }
  return substitutions;
}

/** Return a substitution in words, as a list of elements and strings. */
export const substitutionText = ({ ticket_number: number, replaced_by: substitute, prize, reason, at }) =>
  parts("substitution", {
    substitute: untranslated(numberText(substitute)),
    number: untranslated(numberText(number)),
    prize: isolated(prize),
    reason: isolated(reason),
    time: timeText(at),
  });
