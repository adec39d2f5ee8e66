/* Follows the changes of a raffle by server-sent events. If no events arrive, the page requests the raffle repeatedly.

If several pages of a browser show the raffle, one visible page leads. Only this page has the event stream, and passes
each new state to the other pages.

A dialog of the browser can stop the leading page for minutes. Afterwards, the page receives the states of these minutes
one after the other. So a state that goes back may be old, or the store was restored. Then the page asks the service. */

import { addressOf } from "../shared/addresses.js";
import { isRaffle, rafflePath, Refusal, requestJson, whileAsking } from "../shared/api.js";
import { delayAfter, pause } from "../shared/delay.js";
import { isBehind } from "../shared/raffle-state.js";
import { channelOf, lead, othersLead, withStream } from "./shared-stream.js";

/**
 * The service sends an event when the stream opens. If no event arrives in this time, a proxy probably holds the events
 * back. Then the page reads the raffle with a request, and opens a new stream after a pause.
 */
const FIRST_EVENT_TIMEOUT_MS = 5000;

/** The service sends an event or a heartbeat every 15 seconds. A stream that is silent for this time has stalled. */
const SILENCE_TIMEOUT_MS = 45_000;

/**
 * Call `onChange(raffle, followsLast)` now and after each change. `followsLast` is true if the page has certainly seen
 * each earlier state. It is false for example after a pause. Call `onFailure` with a Refusal if a read fails.
 *
 * Without `stage`, the calls end when the raffle is drawn. With `stage`, the calls continue after the draw, and report
 * how far a manager has shown the winners to an audience. In both cases, the calls end after a failure that is not
 * temporary.
 *
 * `isDoubtful(raffle)` tells whether to ask the service before a state of an event counts.
 */
export function followRaffle(id, onChange, onFailure, { stage = false, isDoubtful = () => false } = {}) {
  const topic = stage ? `${id}:stage` : id;
  const events = rafflePath(id, stage ? "events/?stage=true" : "events/");
  const otherPages = channelOf(topic);
  let visit = null; // an AbortController, aborted when the page is hidden
  let silence = null; // the timer of `expectNews`
  let newest = null;
  let isAsking = false;
  let ended = false;

  const end = () => {
    ended = true;
    clearTimeout(silence);
    visit?.abort();
  };

  const receive = (raffle, followsLast = false) => {
    if (ended) return;
    newest = raffle;
    expectNews();
    onChange(raffle, followsLast);
    if (raffle.status === "drawn" && !stage) end();
  };

  const goesBack = (raffle) => (newest !== null && isBehind(raffle, newest)) || isDoubtful(raffle);

  /**
   * Ask the service for the state. If a newer state arrives in the meantime, the answer may be old too. Then ask again.
   */
  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    let again;
    do {
      again = false;
      const before = newest;
      await read((answer) => {
        again = newest !== before && goesBack(answer);
        if (!again) receive(answer);
      });
    } while (again);
    isAsking = false;
  };

  /** Receive the state of an event. If the state goes back, ask the service instead. */
  const hear = (raffle, followsLast) => {
    if (ended) return;
    if (!goesBack(raffle)) return receive(raffle, followsLast);
    expectNews();
    ask();
  };

  /** Receive a state, and pass it to the other pages. */
  const tell = (raffle, followsLast) => {
    otherPages?.postMessage({ news: raffle, followsLast });
    hear(raffle, followsLast);
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

  /**
   * Compare the newest state of the leading page with that of this page. If they differ, this page may have missed a
   * state, or may have read a newer one. So read the raffle.
   */
  const compare = (other) => {
    expectNews();
    if (JSON.stringify(other) !== JSON.stringify(newest)) ask();
  };

  /**
   * Read the raffle if no state arrives for SILENCE_TIMEOUT_MS. A dialog of the browser may have stopped the page that
   * receives the events for all pages.
   */
  const expectNews = () => {
    clearTimeout(silence);
    if (document.hidden) return;
    silence = setTimeout(async () => {
      expectNews();
      await read(receive);
    }, SILENCE_TIMEOUT_MS);
  };

  /** Listen until the stream breaks or stalls, or `signal` is aborted. Return whether a state arrived. */
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
        closeAfter(SILENCE_TIMEOUT_MS);
        tell(JSON.parse(event.data), heard);
        heard = true;
      };
      stream.addEventListener("heartbeat", () => {
        closeAfter(SILENCE_TIMEOUT_MS);
        expectNews();
        if (newest !== null) otherPages?.postMessage({ newest });
      });
      stream.onerror = close;
      signal.addEventListener("abort", close);
      closeAfter(FIRST_EVENT_TIMEOUT_MS);
    });

  /**
   * Listen until `signal` is aborted. The pauses between streams are random, so that pages do not connect at the same
   * time.
   */
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

  if (otherPages) {
    otherPages.onmessage = ({ data }) => data.news ? hear(data.news, data.followsLast) : compare(data.newest);
  }
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
