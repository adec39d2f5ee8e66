/* The act of a manager, such as a draw, whose request the page sends again and again until it is answered.

Without an end, an old act could be carried out long after the manager has decided otherwise. So there is at most one
such act: the next act ends it, and a button ends it too. */

import { untilAnswered } from "../shared/api.js";
import { element, focusOn, isolated, note } from "../shared/dom.js";
import { parts, t } from "../shared/language.js";

/** An act on the raffle with this name. */
export class Act {
  /** Whether the request was perhaps carried out although its answer is missing. */
  mayBeDone = false;
  isEnded = false;
  isWaiting = false; // whether a request is on its way

  /** The page tells in `place` how the act goes. An act that only reads has no button, because it changes nothing. */
  constructor(name, place, { isRead = false } = {}) {
    this.name = name;
    this.place = place;
    this.isRead = isRead;
  }

  say(kind, ...content) {
    this.place.replaceChildren(note(kind, ...content));
  }

  /** Say how the act goes, and scroll to it: a card is taller than a phone, so the place may be out of view. */
  show(kind, ...content) {
    this.say(kind, ...content);
    this.place.scrollIntoView({ block: "nearest" });
  }
}

export class Acts {
  #act = null; // the act that is not answered yet

  /** Whether the page may send a request again that changes something. */
  get areUnanswered() {
    return this.#act !== null && !this.#act.isRead;
  }

  /**
   * Call `ask` until its request is answered, or until the act is ended. Return {answer}, or null if the act was ended
   * before an answer came. Throw a Refusal that is not temporary.
   *
   * A request that was on its way when the act was ended may still be answered. This answer counts, too, unless the act
   * only reads.
   */
  async answer(act, ask) {
    this.end();
    this.#act = act;
    const send = async () => {
      act.isWaiting = true;
      try {
        return await ask();
      } catch (refusal) {
        act.mayBeDone ||= refusal.mayBeDone;
        throw refusal;
      } finally {
        act.isWaiting = false;
      }
    };
    try {
      const answer = await untilAnswered(send, (refusal) => this.#sayWait(act, refusal), () => act.isEnded);
      return act.isEnded && act.isRead ? null : { answer };
    } catch (refusal) {
      if (act.isEnded && (refusal.temporary || act.isRead)) return null;
      throw refusal;
    } finally {
      if (this.#act === act) this.#act = null;
    }
  }

  /** End the act that is not answered yet, or only `act`. Return the place that says so, or null if nothing ended. */
  end(act = this.#act) {
    if (act === null || act !== this.#act) return null;
    this.#act = null;
    act.isEnded = true;
    if (act.isRead) return null;
    const name = isolated(act.name);
    act.say("wait", ...parts(act.mayBeDone || act.isWaiting ? "no-longer-sent" : "not-carried-out", { name }));
    return act.place;
  }

  #sayWait(act, refusal) {
    if (act.isEnded) return;
    act.show("wait", refusal.message);
    if (act.isRead) return;
    const stop = () => {
      this.end(act);
      focusOn(act.place);
    };
    const button = element("button", { type: "button", onclick: stop }, t("stop-sending"));
    act.place.append(element("p", { class: "actions" }, button));
  }
}
