/* The substitutes who replaced winners. Managers may replace winners hours or days after the draw. */

import { rafflePath, requestPage, untilAnswered } from "../shared/api.js";
import { element, isolated, note, untranslated } from "../shared/dom.js";
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

/** The substitutions of a drawn raffle, as the page shows them. */
export class Substitutions {
  /** All substitutions that are shown, in the order in which they were decided. */
  shown = [];
  #id;
  #place;

  /** `place` is the element that shows the substitutions. */
  constructor(id, place) {
    this.#id = id;
    this.#place = place;
  }

  /** Load and show the substitutions. Repeat the request until the service answers it. */
  async load() {
    try {
      const onWait = (refusal) => this.#place.replaceChildren(note("wait", refusal.message));
      this.#show(await untilAnswered(() => requestSubstitutions(this.#id), onWait));
    } catch (refusal) {
      this.#place.replaceChildren(note("bad", refusal.message));
    }
  }

  /** Load the substitutions again. Return those that were not shown before. Throw a Refusal if the request fails. */
  async renew() {
    const substitutions = await requestSubstitutions(this.#id);
    const fresh = substitutions.slice(this.shown.length);
    if (fresh.length > 0) this.#show(substitutions);
    return fresh;
  }

  #show(substitutions) {
    this.shown = substitutions;
    this.#place.replaceChildren(...substitutions.map((entry) => element("p", {}, ...substitutionText(entry))));
  }
}
