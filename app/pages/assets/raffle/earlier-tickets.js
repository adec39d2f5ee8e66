/* The messages about earlier tickets of a raffle, on the page of the raffle and in "My tickets".

A ticket can come from another incarnation of the store: see memory.js. The store has perhaps lost it in a restore. But
a backup has all tickets that were claimed before it, and the servers of a cluster have different incarnations. So the
page asks the service, as soon as the raffle is sealed. */

import { element, note, untranslated } from "../shared/dom.js";
import { numberText } from "../shared/format.js";
import { parts } from "../shared/language.js";
import { loadEarlierTexts, loadSealCheck } from "./late.js";
import { proofWait, requestProof } from "./seal-card.js";
import { recall, rememberEarlier, unsureEarlier, validEarlier } from "./memory.js";

/** Return the message about an earlier ticket. The name of its text ends with `from`: see memory.js. */
const earlierTicketNote = ({ ticket_number: number, verification_code: code, from = "unsure" }) =>
  note(
    from === "lost" ? "bad" : "wait",
    ...parts(`earlier-ticket-${from}`, { number: untranslated(numberText(number)), code: untranslated(code) }),
  );

/** At most this many tickets of each kind are checked. A few wrong codes would lock all checks for a minute. */
const MOST = 2;

/** Return the earlier tickets that can win: the valid tickets, and the newest of the added tickets. */
export const earlierThatCanWin = (memory) => [
  ...validEarlier(memory),
  ...memory.lost.filter(({ from }) => from === "added").slice(-MOST),
];

/** The place for the messages about earlier tickets. */
export class EarlierTickets {
  element = element("div");
  #id;
  #settled; // a promise

  constructor(id) {
    this.#id = id;
    this.show();
  }

  /** Show what the browser remembers. If the texts do not arrive, leave the place as it is. */
  show() {
    const texts = recall(this.#id).lost.length > 0 ? loadEarlierTexts() : Promise.resolve();
    texts.then(() => this.element.replaceChildren(...recall(this.#id).lost.map(earlierTicketNote)), () => {});
  }

  /**
   * If the raffle is sealed, ask the service about the tickets that it has perhaps lost, once for each page.
   * Right after the seal, wait as a SealCard does. Remember and show the answers. Return whether the service knows one
   * of the tickets.
   */
  async settle(raffle) {
    if (!raffle.root || unsureEarlier(recall(this.#id)).length === 0) return false;
    this.#settled ??= this.#ask(raffle).catch(() => false); // The check may not arrive.
    return await this.#settled;
  }

  async #ask(raffle) {
    await new Promise((resolve) => setTimeout(resolve, proofWait(raffle)));
    const { settle } = await loadSealCheck();
    const unsure = unsureEarlier(recall(this.#id)).slice(-MOST);
    return await settle(raffle, unsure, requestProof, (ticket, said) => {
      rememberEarlier(this.#id, ticket, said);
      this.show();
    });
  }
}
