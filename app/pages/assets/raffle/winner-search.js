/* The search for a number among the winners. */

import { untilAnswered } from "../shared/api.js";
import { isolated, untranslated } from "../shared/dom.js";
import { numberText } from "../shared/format.js";
import { parts, t } from "../shared/language.js";
import { COUNT_MESSAGE, isCount, wholeNumberIn } from "../shared/typed-number.js";

/** The number is searched when the visitor has stopped typing for this time, so that each digit sends no request. */
const TYPING_PAUSE_MS = 250;

/**
 * Search `winners` for the number in the form, and highlight it in `list`. A newer search cancels an older one.
 *
 * Return a function that searches again if there is an answer, because the winners have changed.
 */
export function connectWinnerSearch(winners, list, { form, number: field, answer }) {
  let searches = 0;
  let timer = null;

  const search = async () => {
    clearTimeout(timer);
    const thisSearch = ++searches;
    list.highlight(null);
    const number = wholeNumberIn(field.value);
    if (!isCount(number)) {
      answer.textContent = field.value.trim() === "" ? "" : COUNT_MESSAGE;
      return;
    }
    answer.textContent = t("searching");
    const isCancelled = () => thisSearch !== searches;
    const found = await answerTo(winners, number, isCancelled, (refusal) => {
      if (!isCancelled()) answer.textContent = refusal.message;
    });
    if (isCancelled()) return;
    answer.replaceChildren(...found);
    list.highlight(number);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, TYPING_PAUSE_MS);
  });
  return () => answer.textContent === "" || search();
}

/** Return what the search found, as a list of elements and strings. */
async function answerTo(winners, number, isCancelled, onWait) {
  try {
    const prize = await untilAnswered(() => winners.prizeOf(number), onWait, isCancelled);
    const shown = untranslated(numberText(number));
    if (number > winners.totalTickets) return parts("number-not-there", { number: shown, total: winners.totalTickets });
    if (prize === null) return parts("number-not-winning", { number: shown });
    return parts("number-wins", { number: shown, prize: isolated(prize) });
  } catch (refusal) {
    return [refusal.message];
  }
}
