/* Lets all pages of one browser together use only a few event streams. Over HTTP/1.1, a browser opens only six
connections to a host, and each stream keeps one of them. So six streams would leave no connection for requests.

Of the pages that show the same raffle, only the page that holds a Web Lock has a stream. When this page is closed, the
browser gives the lock to a page that waits for it. Without TLS, there are no Web Locks. Then each visible page has its
own stream. */

/** One browser has at most this number of streams. The other connections are free for requests. */
const MAX_STREAMS = 4;

/** Whether pages can share a stream in this browser. */
export const canShare = Boolean(navigator.locks);

/** Return the name of the lock for a topic. The page that has this lock leads. A topic is a raffle, or its stage. */
const leadOf = (topic) => `raffle-lead:${topic}`;

/** Return whether another page of this browser leads. The page that leads receives the events for all pages. */
export const othersLead = (topic) =>
  canShare && navigator.locks.request(leadOf(topic), { ifAvailable: true }, (lock) => lock === null);

/** Wait until no other page leads, and then do `work`. Aborting `signal` ends the wait. */
export async function lead(topic, signal, work) {
  if (!canShare) return await work();
  try {
    await navigator.locks.request(leadOf(topic), { signal }, work);
  } catch (failure) {
    if (failure.name !== "AbortError") throw failure;
  }
}

/** Do `work`, which opens a stream, and return its result. If the browser has MAX_STREAMS streams, return false. */
export async function withStream(work) {
  if (!canShare) return await work();
  for (let place = 0; place < MAX_STREAMS; place++) {
    const name = `raffle-stream:${place}`;
    const done = await navigator.locks.request(
      name,
      { ifAvailable: true },
      async (lock) => lock && { result: await work() },
    );
    if (done) return done.result;
  }
  return false;
}
