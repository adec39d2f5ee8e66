/* The pauses after attempts that fail. */

const FIRST_DELAY_MS = 2500;
const LONGEST_DELAY_MS = 30_000;

/**
 * Return the time until the next attempt. This time doubles with each failure in a row, up to half a minute.
 *
 * A part of the time is random (jitter). If the service fails, all pages see the failure at the same time. Without
 * jitter, they would also ask again at the same time.
 */
export function delayAfter(failures) {
  const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, failures - 1));
  return longest * (1 + Math.random()) / 2;
}

/** Wait for a time, or until `signal`, if given, is aborted. */
export const pause = (milliseconds, signal) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", resolve);
  });
