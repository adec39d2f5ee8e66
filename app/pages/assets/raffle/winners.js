/* The winners of a raffle. There may be millions, so a page of winners is loaded only when it is needed. */

import { nextPathIn, rafflePath, requestPage } from "../shared/api.js";

const isWinner = (value) => Number.isSafeInteger(value?.ticket_number);

export class Winners {
  /** The winning numbers that are loaded, in the order of the prizes. */
  numbers = [];
  totalTickets;
  /** The number of a substitute -> the number of the ticket that the substitute replaced. */
  replaced = new Map();
  #prizes;
  #claimed;
  #path;
  #nextPath;
  #loading = null;
  #substitutions = [];

  constructor({ id, prizes, total_tickets: totalTickets, withdrawn_tickets: withdrawn = 0 }) {
    this.#prizes = prizes;
    this.totalTickets = totalTickets;
    this.#claimed = totalTickets - withdrawn;
    this.#path = rafflePath(id, "winners/");
    this.#nextPath = this.#path;
  }

  /** The number of all winners, including those that are not loaded. */
  get total() {
    return Math.min(this.#claimed, this.#prizes.reduce((sum, { amount }) => sum + amount, 0));
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
    const path = this.#nextPath;
    const { entries, nextPath } = await requestPage(path, isWinner);
    // If the path has changed, loadNow has already added this page.
    if (path === this.#nextPath) this.#add(entries, nextPath);
  }

  /**
   * Load all winners, or as many as the service gives, before this function returns. The requests are synchronous,
   * because a browser that prints does not wait for promises.
   */
  loadNow() {
    while (!this.complete) {
      const request = new XMLHttpRequest();
      request.open("GET", this.#nextPath, false);
      try {
        request.send();
        if (request.status !== 200) return;
        const entries = JSON.parse(request.responseText);
        if (!entries.every(isWinner)) return;
        this.#add(entries, nextPathIn(request.getResponseHeader("Link")));
      } catch {
        return; // There was no answer, or the answer was not from the service.
      }
    }
  }

  #add(entries, nextPath) {
    for (const { ticket_number: number, replaces } of entries) if (replaces) this.replaced.set(number, replaces);
    this.numbers.push(...entries.map((winner) => winner.ticket_number));
    this.#substitute();
    // The first page is short, because every visitor loads it. Later pages are long, so that few are needed.
    this.#nextPath = nextPath && nextPath.replace(/limit=[0-9]+/, "limit=1000");
  }

  /**
   * Replace winners by their substitutes. `substitutions` are all substitutions of the raffle, in order. Winners that
   * are loaded later are replaced too, because the service may have read them earlier.
   *
   * Return the places of the winners that were loaded and replaced.
   */
  replace(substitutions) {
    this.#substitutions = substitutions;
    return this.#substitute();
  }

  #substitute() {
    const places = new Set();
    for (const { place, ticket_number: number, replaced_by: substitute } of this.#substitutions) {
      if (this.numbers[place] !== number) continue;
      this.numbers[place] = substitute;
      this.replaced.delete(number);
      this.replaced.set(substitute, number);
      places.add(place);
    }
    return [...places];
  }

  /**
   * Return the loaded winners as they were drawn. `substitutions` are all substitutions of the raffle, in order.
   *
   * Return no winners if they are not known: a winner was replaced after `substitutions` had been loaded.
   */
  drawn(substitutions) {
    const first = new Map(); // place -> the first substitution at this place
    for (const entry of substitutions) if (!first.has(entry.place)) first.set(entry.place, entry);
    const isKnown = this.numbers.every((number, place) => first.has(place) || !this.replaced.has(number));
    return isKnown ? this.numbers.map((number, place) => first.get(place)?.ticket_number ?? number) : [];
  }

  /** Return the prize of a number, or null if the number has not won. If the number is not loaded, ask the service. */
  async prizeOf(number) {
    const place = this.numbers.indexOf(number);
    if (place >= 0) return this.prizeAt(place).name;
    if (this.complete || number < 1 || number > this.totalTickets) return null;
    const { entries: [winner] } = await requestPage(`${this.#path}?ticket_number=${number}`, isWinner);
    return winner?.prize ?? null;
  }
}
