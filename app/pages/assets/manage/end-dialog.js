/* The dialog in which a manager says when a raffle ends early. */

import { serverTime } from "../shared/clock.js";
import { localTimeText } from "../shared/format.js";
import { t } from "../shared/language.js";
import { answerIn } from "../shared/dialog-answer.js";
import { timeIn, typedTime } from "./typed-time.js";

/** The end must be at least this far in the future. */
const NOTICE_MS = 60_000;

const PROPOSED_MS = 10 * 60_000;

export class EndDialog {
  #elements;
  #raffle = null;

  constructor(elements) {
    this.#elements = elements;
    elements.cancelButton.addEventListener("click", () => elements.dialog.close("no"));
    elements.form.addEventListener("submit", (event) => {
      const mistake = this.#mistake();
      this.#show(mistake);
      if (mistake === "") return;
      event.preventDefault();
      elements.time.focus();
    });
  }

  /** Ask for the end. Return the time, or null if the manager cancels. `title` is a list of elements and strings. */
  ask(title, raffle) {
    const { dialog, time } = this.#elements;
    this.#raffle = raffle;
    this.#elements.title.replaceChildren(...title);
    this.#elements.zone.textContent = Intl.DateTimeFormat().resolvedOptions().timeZone;
    time.value = typedTime(this.#now + PROPOSED_MS);
    this.#show("");
    return answerIn(dialog, () => timeIn(time));
  }

  get #now() {
    return serverTime() ?? Date.now();
  }

  /** Return why the time cannot be the end, or "". */
  #mistake() {
    const { opens_at: opens, closes_at: closes, ended_at: ended } = this.#raffle;
    const end = Date.parse(timeIn(this.#elements.time));
    if (Number.isNaN(end)) return t("end-incomplete");
    if (end < this.#now + NOTICE_MS) return t("end-too-soon");
    if (opens && end <= Date.parse(opens)) return t("end-before-opening", { time: localTimeText(opens) });
    const now = ended ?? closes;
    return now && end >= Date.parse(now) ? t("end-too-late", { time: localTimeText(now) }) : "";
  }

  #show(mistake) {
    this.#elements.error.textContent = mistake;
    this.#elements.time.setAttribute("aria-invalid", String(mistake !== ""));
  }
}
