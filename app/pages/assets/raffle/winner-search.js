/* The search for a number among the winners. */

import { isolated } from "../shared/dom.js";
import { lettersAndDigits, numberText } from "../shared/format.js";

/** Search `winners` for the number in the form, and highlight it in `list`. A newer search cancels an older one. */
export function connectWinnerSearch(winners, list, { form, number: field, answer }) {
  let searches = 0;

  const search = async (event) => {
    event.preventDefault();
    const thisSearch = ++searches;
    const isCancelled = () => thisSearch !== searches;
    list.highlight(null);
    const digits = lettersAndDigits(field.value).replace(/[^0-9]/g, "");
    if (digits === "") {
      answer.replaceChildren();
      return;
    }
    answer.textContent = "Searching …";
    const found = await answerTo(winners, Number(digits), isCancelled);
    if (isCancelled()) return;
    answer.replaceChildren(...found);
    list.highlight(Number(digits));
  };

  form.addEventListener("submit", search);
  field.addEventListener("input", search);
}

/** Return the answer as a list of elements and strings. */
async function answerTo(winners, number, isCancelled) {
  try {
    const place = await winners.placeOf(number, isCancelled);
    return place >= 0
      ? [`Number ${numberText(number)} wins: `, isolated(winners.prizeAt(place).name)]
      : [`Number ${numberText(number)} is not among the winners.`];
  } catch (refusal) {
    return [refusal.message];
  }
}
