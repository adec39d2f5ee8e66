/* Follows a raffle after its draw. Managers may then change its texts, and let substitutes replace winners.

The event stream of the page ends with the draw. So the page asks the service when the visitor uses the page. A page
that nobody uses sends no requests, and the pages do not ask at the same moment. */

import { isRaffle, rafflePath, Refusal, requestJson } from "../shared/api.js";
import { OLD_AFTER_MS, onUse } from "../shared/use.js";

/**
 * Ask for a drawn raffle again whenever the visitor uses the page, at most every OLD_AFTER_MS.
 *
 * Call `onRaffle` with the raffle. Then call `onSubstitutions` with the substitutions that are new, if there are any.
 * `substitutions` is a Substitutions object. If the raffle was deleted, call `onFailure` with the Refusal, and end.
 */
export function followDrawn(id, substitutions, { onRaffle, onSubstitutions, onFailure }) {
  let askedAt = Date.now();
  let ended = false;

  const ask = async () => {
    const raffle = await requestJson("GET", rafflePath(id), { isAnswer: isRaffle }).catch((refusal) => {
      ended = !refusal.temporary;
      if (ended) onFailure(refusal);
      throw refusal;
    });
    if (raffle.status !== "drawn") return; // The store was restored. A reload shows the raffle.
    onRaffle(raffle);
    const fresh = raffle.reserves ? await substitutions.renew() : [];
    if (fresh.length > 0) onSubstitutions(fresh);
  };

  onUse(async () => {
    if (ended || Date.now() - askedAt < OLD_AFTER_MS) return;
    askedAt = Date.now();
    try {
      await ask();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal; // A later use of the page tries again.
    }
  });
}
