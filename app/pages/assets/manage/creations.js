/* The requests that create raffles and drafts.

If the answer to a request was lost, nobody knows whether its raffle exists. If the manager then changes the form and
saves it again, a new key would create a second raffle. So the next request has the same Idempotency-Key, although its
raffle is different. The service carries out at most one request with a key. */

import { isRaffle, requestJson } from "../shared/api.js";
import { newIdempotencyKey } from "../shared/idempotency-key.js";

/** The answers that say that an earlier request with the same key has created another raffle. */
const REUSED = "/problems/idempotency-key-reused";
const REUSED_AND_DELETED = "/problems/raffle-deleted";

export class Creations {
  #key = newIdempotencyKey();
  #sent = []; // what was sent with this key, as JSON

  /**
   * Create a raffle or a draft. Return {saved}.
   *
   * If an earlier request without an answer has created another raffle, create nothing, and return
   * {saved, isEarlier: true} with the earlier raffle. The next call creates the new raffle.
   */
  async create(raffle) {
    const key = this.#key;
    const body = JSON.stringify(raffle);
    const earlier = this.#sent.filter((other) => other !== body);
    this.#sent = [...earlier, body];
    try {
      return { saved: await this.#send(key, body) };
    } catch (refusal) {
      if (earlier.length === 0) throw refusal;
      if (refusal.type === REUSED) return { saved: await this.#find(key, earlier, refusal), isEarlier: true };
      if (refusal.type !== REUSED_AND_DELETED) throw refusal;
      this.#end(key);
      return this.create(raffle);
    }
  }

  /** Return the raffle that exists: the service answers a repeated request with the raffle of the first request. */
  async #find(key, bodies, reused) {
    for (const body of bodies) {
      try {
        return await this.#send(key, body);
      } catch (refusal) {
        if (refusal.type !== REUSED) throw refusal;
      }
    }
    this.#end(key);
    throw reused;
  }

  async #send(key, body) {
    const options = { body: JSON.parse(body), headers: { "Idempotency-Key": key }, isAnswer: isRaffle };
    const saved = await requestJson("POST", "/raffles/", options);
    this.#end(key);
    return saved;
  }

  /** Take a new key for the next raffle. */
  #end(key) {
    if (key !== this.#key) return;
    this.#key = newIdempotencyKey();
    this.#sent = [];
  }
}
