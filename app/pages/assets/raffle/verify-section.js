/* The section "Verify this draw". The button checks the record of the service. The file field checks a saved record. */

import { requestRecord, untilAnswered } from "../shared/api.js";
import { note } from "../shared/dom.js";
import { t } from "../shared/language.js";
import { loadVerification } from "./late.js";

/** The check loads all winners of a draw that has at most this number of winners. */
const MOST_LOADED = 1000;

/** The largest number of pages of winners that are loaded, even if the list of the service does not end there. */
const MOST_PAGES = 10;

/**
 * Let `button` check the record of a raffle. Let `file` check a saved record of this raffle. Show the steps in `proof`.
 *
 * `shown()` returns a promise of what the page shows: see compare-page.js.
 */
export function connectVerification(id, { button, file, proof }, shown) {
  const onWait = (refusal) => proof.replaceChildren(note("wait", refusal.message));
  const check = async (saved = undefined) => {
    // The check is large, and most visitors do not use it. So it is loaded with the first use.
    const verification = await loadVerification().catch(() => null);
    if (verification === null) {
      proof.replaceChildren(note("bad", t("check-not-loaded")));
      return;
    }
    try {
      const page = await shown();
      await untilAnswered(() => loadWinners(page.winners), onWait);
      const answer = await untilAnswered(() => requestRecord(id, verification.strictJsonIn), onWait);
      const { record, file } = saved === undefined
        ? answer
        : { record: await verification.recordIn(saved), file: saved };
      await verification.verify(record, proof, { id, file, published: answer.record, page });
    } catch (refusal) {
      proof.replaceChildren(note("bad", refusal.message));
    }
  };
  button.addEventListener("click", () => check());
  file.addEventListener("change", async () => {
    if (file.files.length === 0) return;
    await check(file.files[0]);
    file.value = ""; // Without this, the browser would send no event if the same file were chosen again.
  });
}

/** Load all winners of a small draw, or at least the first winners of a large draw, so that they can be compared. */
async function loadWinners(winners) {
  const isWanted = () => winners.numbers.length === 0 || winners.total <= MOST_LOADED;
  for (let pages = 0; pages < MOST_PAGES && !winners.complete && isWanted(); pages++) await winners.load();
}
