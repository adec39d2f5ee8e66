/* Follows the changes of a raffle by server-sent events. If no events arrive, the page reads the raffle now and then.

One visible page of a browser leads: it has the event stream, and tells the other pages what it receives. */

import { addressOf } from "../shared/addresses.js";
import { isRaffle, rafflePath, Refusal, requestJson, whileAsking } from "../shared/api.js";
import { delayAfter, pause } from "../shared/delay.js";
import { canShare, lead, othersLead, withStream } from "./shared-stream.js";

/**
 * The service sends an event when the stream opens. If none arrives in this time, a proxy probably buffers the stream.
 * Then the page reads the raffle, and tries the events again later.
 */
const FIRST_EVENT_TIMEOUT_MS = 5000;

/** The service sends an event or a heartbeat every 15 seconds. A stream that is silent for this time has stalled. */
const SILENCE_TIMEOUT_MS = 45_000;

/**
 * Call `onChange` with the raffle now and after each change. Call `onFailure` with a Refusal if a read fails.
 *
 * The calls end when the raffle is drawn, because a drawn raffle changes only on its stage. With `stage`, they go on
 * after the draw. They also end after a failure that is not temporary.
 */
export function followRaffle(id, onChange, onFailure, { stage = false } = {}) {
  const topic = stage ? `${id}:stage` : id;
  const events = rafflePath(id, stage ? "events/?stage=true" : "events/");
  const otherPages = canShare ? new BroadcastChannel(`raffle:${topic}`) : null;
  let visit = null; // an AbortController, aborted when the page is hidden
  let silence = null; // a timer
  let newest = null;
  let ended = false;

  const end = () => {
    ended = true;
    clearTimeout(silence);
    visit?.abort();
  };

  const receive = (raffle) => {
    if (ended) return;
    newest = raffle;
    expectNews();
    onChange(raffle);
    if (raffle.status === "drawn" && !stage) end();
  };

  /** Receive a state, and tell it to the other pages. */
  const tell = (raffle) => {
    otherPages?.postMessage(raffle);
    receive(raffle);
  };

  const read = async (take) => {
    try {
      take(await requestJson("GET", rafflePath(id), { isAnswer: isRaffle }));
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (ended) return;
      onFailure(whileAsking(refusal));
      if (!refusal.temporary) end();
    }
  };

  /** Read the raffle if nothing is heard for a while, because the page that leads can be stopped by a dialog. */
  const expectNews = () => {
    clearTimeout(silence);
    if (document.hidden) return;
    silence = setTimeout(async () => {
      expectNews();
      await read(receive);
    }, SILENCE_TIMEOUT_MS);
  };

  /** Listen until the stream breaks or stalls, or `signal` is aborted. Return whether a state was heard. */
  const listen = (signal) =>
    new Promise((resolve) => {
      const stream = new EventSource(addressOf(events));
      let heard = false;
      let timer = null;
      const close = () => {
        clearTimeout(timer);
        stream.close();
        resolve(heard);
      };
      const closeAfter = (milliseconds) => {
        clearTimeout(timer);
        timer = setTimeout(close, milliseconds);
      };
      stream.onmessage = (event) => {
        heard = true;
        closeAfter(SILENCE_TIMEOUT_MS);
        tell(JSON.parse(event.data));
      };
      // Tell the other pages the state again, because one of them may have missed it.
      stream.addEventListener("heartbeat", () => {
        closeAfter(SILENCE_TIMEOUT_MS);
        if (newest !== null) tell(newest);
      });
      stream.onerror = close;
      signal.addEventListener("abort", close);
      closeAfter(FIRST_EVENT_TIMEOUT_MS);
    });

  /** Listen again and again. The pauses grow and are random, so that many pages do not come back at the same time. */
  const listenAgain = async (signal) => {
    let failures = 0;
    while (!signal.aborted) {
      const heard = await withStream(() => listen(signal));
      if (signal.aborted) return;
      failures = heard ? 0 : failures + 1;
      if (!heard) await read(tell);
      await pause(delayAfter(failures), signal);
    }
  };

  const begin = async () => {
    visit?.abort();
    visit = new AbortController();
    const { signal } = visit;
    expectNews();
    if (await othersLead(topic)) read(receive);
    await lead(topic, signal, () => listenAgain(signal));
  };

  if (otherPages) otherPages.onmessage = ({ data }) => receive(data);
  // A page in the background has no stream, because a browser opens only a few connections to one host.
  document.addEventListener("visibilitychange", () => {
    if (ended) return;
    if (!document.hidden) {
      begin();
      return;
    }
    clearTimeout(silence);
    visit?.abort();
  });
  if (document.hidden) read(receive);
  else begin();
}
