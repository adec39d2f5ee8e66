/* Follows a raffle as it changes: by server-sent events, and by polling where those do not get through. */

import { rafflePath, Refusal, requestJson } from "../shared/api.js";

const POLL_INTERVAL_MS = 2500;

/** The service sends the first event when the stream opens. If none came by then, a proxy buffers the stream. */
const FIRST_EVENT_TIMEOUT_MS = 5000;

/**
 * Call `onChange` with the raffle now and after each change, and `onFailure` with a Refusal when it cannot be read.
 *
 * A drawn raffle changes no more, and a failure that is not temporary stays: after those, nothing is called.
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
    stream.onmessage = (event) => {
      clearTimeout(timer);
      receive(JSON.parse(event.data));
    };
    stream.onerror = () => poll();
  };

  // A browser opens only a few connections to one host. A page in the background leaves them to the others.
  document.addEventListener("visibilitychange", () => {
    if (ended) return;
    if (document.hidden) stop();
    else listen();
  });
  listen();
}
