/* Following a raffle as it changes: server-sent events, and polling where those do not get through. */

import { data, pathOf, Refusal } from "./api.js";

const POLL_EVERY = 2500;
const PATIENCE = 5000;

/** Call `changed` with the raffle now and after each change, `failed` when there is none; stops after the draw. */
export function follow(id, changed, failed) {
  let stream = null;
  let timer = null;
  let ended = false;

  const stop = () => {
    stream?.close();
    stream = null;
    clearTimeout(timer);
  };

  const take = (raffle) => {
    if (ended) return;
    changed(raffle);
    if (raffle.status === "drawn") {
      ended = true;
      stop();
    }
  };

  const poll = async () => {
    stop();
    try {
      take(await data("GET", pathOf(id)));
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      failed(refusal);
      ended = !refusal.passing;
    }
    if (!ended && !document.hidden) timer = setTimeout(poll, POLL_EVERY);
  };

  const listen = () => {
    stop();
    stream = new EventSource(pathOf(id, "events/"));
    timer = setTimeout(poll, PATIENCE); // something on the way holds the events back
    stream.onmessage = (event) => {
      clearTimeout(timer);
      take(JSON.parse(event.data));
    };
    stream.onerror = () => poll();
  };

  // A browser opens only a few connections to one host: a page that nobody sees leaves its own to others.
  document.addEventListener("visibilitychange", () => {
    if (ended) return;
    if (document.hidden) stop();
    else listen();
  });
  listen();
}
