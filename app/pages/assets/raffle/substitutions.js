/* The substitutes who replaced winners. Managers may replace winners hours or days after the draw. */

import { rafflePath, requestPage, untilAnswered } from "../shared/api.js";
import { element, isolated, note, untranslated } from "../shared/dom.js";
import { numberText, timeText } from "../shared/format.js";
import { parts } from "../shared/language.js";
import { OLD_AFTER_MS, onUse } from "../shared/use.js";

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

/**
 * Show the substitutions of a drawn raffle in `place`, and return them.
 *
 * When the visitor uses the page later, the substitutions are read again. `onShow(substitutions)` is called with all
 * substitutions that are shown. `onNew(substitution)` is called for each substitution that was not shown before.
 */
export async function showSubstitutions(id, place, { onShow, onNew }) {
  let shown = [];
  let readAt = Date.now();
  const show = (substitutions) => {
    shown = substitutions;
    onShow(substitutions);
    place.replaceChildren(...substitutions.map((entry) => element("p", {}, ...substitutionText(entry))));
    return substitutions;
  };
  onUse(async () => {
    if (Date.now() - readAt < OLD_AFTER_MS) return;
    readAt = Date.now();
    const substitutions = await requestSubstitutions(id).catch(() => []); // A later use of the page tries again.
    const fresh = substitutions.slice(shown.length);
    if (fresh.length > 0) show(substitutions);
    fresh.forEach(onNew);
  });
  try {
    const onWait = (refusal) => place.replaceChildren(note("wait", refusal.message));
    return show(await untilAnswered(() => requestSubstitutions(id), onWait));
  } catch (refusal) {
    place.replaceChildren(note("bad", refusal.message));
    return [];
  }
}
