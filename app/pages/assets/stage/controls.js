/* The controls with which a manager decides how many winners every screen shows. */

import { rafflePath, requestJson } from "../shared/api.js";
import { byId, isBusy, note, setBusy } from "../shared/dom.js";
import { t } from "../shared/language.js";

/** The keys for the next and the previous step. The remote controls of presenters send some of these keys. */
const NEXT_KEYS = [" ", "PageDown", "ArrowRight"];
const BACK_KEYS = ["PageUp", "ArrowLeft"];

const isStage = (value) => Number.isInteger(value?.position) && typeof value.at === "string";

export class Controls {
  #id;
  #steps;
  #now;
  #onStage;

  /**
   * `now()` returns what is shown: {position, running, isTurning}. With each answer of the service, `onStage` gets
   * the new state of the stage: {position, at, ...}.
   */
  constructor(id, steps, now, onStage) {
    this.#id = id;
    this.#steps = steps;
    this.#now = now;
    this.#onStage = onStage;
    byId("next").addEventListener("click", () => this.#next());
    byId("previous").addEventListener("click", () => this.#set(steps.before(now().position)));
    byId("skip-prize").addEventListener("click", () => this.#set(steps.afterPrize(now().position)));
    byId("restart").addEventListener("click", () => this.#set(0));
    byId("run").addEventListener("click", () => this.#run());
    // A button that was clicked would keep the focus, and then the space bar would press this button.
    addEventListener("click", ({ detail, target }) => detail > 0 && target.closest("button")?.blur());
    addEventListener("keydown", (event) => this.#press(event));
    byId("controls").hidden = false;
    byId("keys").hidden = false;
    this.show();
  }

  /** Show which controls can be used now. */
  show() {
    const { position, running } = this.#now();
    const isAtEnd = position >= this.#steps.total;
    setBusy(byId("next"), isAtEnd);
    setBusy(byId("skip-prize"), isAtEnd);
    setBusy(byId("run"), isAtEnd);
    setBusy(byId("previous"), position === 0);
    setBusy(byId("restart"), position === 0);
    const runs = running && !isAtEnd;
    byId("run").textContent = runs ? t("pause") : t("run");
    byId("run").setAttribute("aria-pressed", String(runs));
  }

  #press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    // On a button that was reached with the keyboard, the space bar presses this button.
    if (event.key === " " && event.target.closest("button, a, textarea")) return;
    const isNext = NEXT_KEYS.includes(event.key);
    if (!isNext && !BACK_KEYS.includes(event.key)) return;
    event.preventDefault();
    if (event.repeat) return;
    if (isNext) this.#next();
    else this.#set(this.#steps.before(this.#now().position));
  }

  /** Show the next winners. A press while numbers turn up has no effect, so that no winner is skipped by accident. */
  #next() {
    const { position, isTurning } = this.#now();
    if (!isTurning) this.#set(this.#steps.after(position));
  }

  /** Let the stage run by itself, beginning with the next step now. If the stage is running, stop it where it is. */
  #run() {
    const { position, running } = this.#now();
    this.#set(running ? position : this.#steps.after(position), !running);
  }

  async #set(position, running = false) {
    const now = this.#now();
    if (isBusy(byId("controls")) || (position === now.position && running === now.running)) return;
    setBusy(byId("controls"), true);
    try {
      const body = { position, running };
      this.#onStage(await requestJson("POST", rafflePath(this.#id, "stage/"), { body, isAnswer: isStage }));
      byId("message").replaceChildren();
    } catch (refusal) {
      byId("message").replaceChildren(note(refusal.temporary ? "wait" : "bad", refusal.message));
    }
    setBusy(byId("controls"), false);
  }
}
