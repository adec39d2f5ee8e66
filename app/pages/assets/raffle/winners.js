/* The winners of a raffle. They are loaded in pages, as far as somebody wants to see or search them: there may be
millions. */

import { rafflePath, requestPage } from "../shared/api.js";

export class Winners {
  /** The winning numbers that are loaded, in the order of the prizes. */
  numbers = [];
  #prizes;
  #nextPath;
  #loading = null;

  constructor(id, prizes) {
    this.#prizes = prizes;
    this.#nextPath = rafflePath(id, "winners/");
  }

  /** How many winners there are, loaded or not. */
  get total() {
    return this.#prizes.reduce((sum, { amount }) => sum + amount, 0);
  }

  get complete() {
    return this.#nextPath === null;
  }

  /** The prize of the winner at a place, counted from 0. */
  prizeAt(place) {
    let end = 0;
    return this.#prizes.find(({ amount }) => {
      end += amount;
      return place < end;
    });
  }

  /** Load the next page. Callers that come while it is being loaded wait for the same page. */
  load() {
    this.#loading ??= this.#loadPage().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #loadPage() {
    const { entries, nextPath } = await requestPage(this.#nextPath);
    this.numbers.push(...entries.map((winner) => winner.ticket_number));
    // The first page is short, because every visitor loads it. Later pages are long, so that a search needs few.
    this.#nextPath = nextPath && nextPath.replace(/limit=[0-9]+/, "limit=1000");
  }

  /** Return the place of a winning number, or -1. Load pages until it is found, or until `isCancelled()`. */
  async placeOf(number, isCancelled) {
    let searched = 0;
    for (;;) {
      const place = this.numbers.indexOf(number, searched);
      if (place >= 0 || this.complete || isCancelled()) return place;
      searched = this.numbers.length;
      await this.load();
    }
  }
}
