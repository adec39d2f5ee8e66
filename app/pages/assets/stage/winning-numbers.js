/* The winning numbers by their places in the draw. There may be millions of numbers, so the page
loads only the numbers near the places that it shows. */

import { rafflePath, requestPage } from "../shared/api.js";

const PER_REQUEST = 100;

const isWinner = (value) => Number.isSafeInteger(value?.ticket_number);

export class WinningNumbers {
  #id;
  #chunks = new Map(); // the lowest place of a chunk -> a promise of the winners of this chunk

  constructor(id) {
    this.#id = id;
  }

  /** Return the winning numbers of the same raffle, of which nothing is loaded yet. */
  anew() {
    return new WinningNumbers(this.#id);
  }

  /** Return the winners of the places from `first` to before `end`. The highest place comes first, as on the screen. */
  async between(first, end) {
    const found = [];
    for (let place = end - 1; place >= first; place--) {
      const chunk = await this.#chunkOf(place);
      if (chunk[place % PER_REQUEST]) found.push(chunk[place % PER_REQUEST]);
    }
    return found;
  }

  /** Load the winners around the place that is shown next, so that nobody waits for them. */
  prepare(place) {
    if (place >= 0) this.#chunkOf(place).catch(() => {}); // If this fails, the winners are loaded when they are shown.
  }

  #chunkOf(place) {
    const first = place - place % PER_REQUEST;
    if (!this.#chunks.has(first)) {
      const path = rafflePath(this.#id, `winners/?limit=${PER_REQUEST}&cursor=${first}`);
      const chunk = requestPage(path, isWinner).then(({ entries }) => entries);
      chunk.catch(() => this.#chunks.delete(first));
      this.#chunks.set(first, chunk);
    }
    return this.#chunks.get(first);
  }
}
