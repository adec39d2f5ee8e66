/* Follows the changes of a raffle by server-sent events. If the events do not arrive, it polls the service. */

import { rafflePath, Refusal, requestJson } from "../shared/api.js";

const POLL_INTERVAL_MS = 2500;

/**
 * The service sends an event when the stream opens. If none arrives in this time, a proxy probably buffers the stream.
 * Then the page polls.
 */
const FIRST_EVENT_TIMEOUT_MS = 5000;

/**
 * The service sends a heartbeat after 15 seconds without a change. A stream that is silent for three times as long has
 * stalled, although its connection is open. Then the page polls.
 */
const SILENCE_TIMEOUT_MS = 45_000;

/**
 * Call `onChange` with the raffle now and after each change. Call `onFailure` with a Refusal if a read fails.
 *
 * This ends when the raffle is drawn, because a drawn raffle does not change. It also ends after a failure that is not
 * temporary.
 */
export function followRaffle(id, onChange, onFailure) {
  let stream = null;
  let timer = null;
  let ended = false;

  const stop = () => {
    stream?.close();
    stream = null;
    clearTimeout(timer);
  };

  const receive = (raffle) => {
    if (ended) return;
    onChange(raffle);
    if (raffle.status === "drawn") {
      ended = true;
      stop();
    }
  };

  const poll = async () => {
    stop();
    try {
      receive(await requestJson("GET", rafflePath(id)));
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      onFailure(refusal);
      ended = !refusal.temporary;
    }
    if (!ended && !document.hidden) timer = setTimeout(poll, POLL_INTERVAL_MS);
  };

  const listen = () => {
    stop();
    stream = new EventSource(rafflePath(id, "events/"));
    timer = setTimeout(poll, FIRST_EVENT_TIMEOUT_MS);
    const expectMore = () => {
      clearTimeout(timer);
      timer = setTimeout(poll, SILENCE_TIMEOUT_MS);
    };
    stream.addEventListener("heartbeat", expectMore);
    stream.onmessage = (event) => {
      expectMore();
      receive(JSON.parse(event.data));
    };
    stream.onerror = () => poll();
  };

  // A browser opens only a few connections to one host. So a page in the background closes its connection.
  document.addEventListener("visibilitychange", () => {
    if (ended) return;
    if (document.hidden) stop();
    else listen();
  });
  listen();
}
