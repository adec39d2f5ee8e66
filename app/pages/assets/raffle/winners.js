/* The winners of a raffle. There may be millions, so a page of winners is loaded only when it is needed. */

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

  /** The number of all winners, including those that are not loaded. */
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

  /** Load the next page. A caller that comes while a page is being loaded waits for that page. */
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

  /** Return the place of a winning number, or -1. Load pages until the number is found or `isCancelled()` is true. */
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
