/* Lets all pages of one browser together use only a few event streams. Over HTTP/1.1, a browser opens only six
connections to a host, and each stream occupies one connection. So six streams would leave no connection for requests.

Of the pages that show the same raffle, only the page that holds a Web Lock has a stream. When this page is closed, the
browser gives the lock to a page that waits for it. Without TLS, there are no Web Locks. A browser whose settings block
the storage refuses all locks. In both cases, each visible page has its own stream. */

/** One browser has at most this number of streams. The other connections are free for requests. */
const MAX_STREAMS = 4;

/** Return the name of the lock for a topic. The page that has this lock leads. A topic is a raffle, or its stage. */
const leadOf = (topic) => `raffle-lead:${topic}`;

/** Return the channel between the pages that show a topic, or null if the pages cannot share a stream. */
export function channelOf(topic) {
  try {
    return navigator.locks ? new BroadcastChannel(`raffle:${topic}`) : null;
  } catch {
    return null;
  }
}

/** Return whether another page of this browser leads. The page that leads receives the events for all pages. */
export const othersLead = (topic) => withLock(leadOf(topic), { ifAvailable: true }, (lock) => lock === null);

/** Wait until no other page leads, and then do `work`. Aborting `signal` ends the wait. */
export async function lead(topic, signal, work) {
  try {
    await withLock(leadOf(topic), { signal }, work);
  } catch (failure) {
    if (failure.name !== "AbortError") throw failure;
  }
}

/** Do `work`, which opens a stream, and return its result. If the browser has MAX_STREAMS streams, return false. */
export async function withStream(work) {
  for (let place = 0; place < MAX_STREAMS; place++) {
    const done = await withLock(
      `raffle-stream:${place}`,
      { ifAvailable: true },
      async (lock) => lock && { result: await work() },
    );
    if (done) return done.result;
  }
  return false;
}

/**
 * Request a lock, call `work` with the lock, and return the result of `work`. If the browser has no locks or refuses
 * them, no page can have the lock. So `work` is called as if the lock were free.
 */
async function withLock(name, options, work) {
  let begun = false;
  const begin = (lock) => {
    begun = true;
    return work(lock);
  };
  try {
    return await navigator.locks.request(name, options, begin);
  } catch (failure) {
    if (begun || failure.name === "AbortError") throw failure;
    return await work({ name });
  }
}
