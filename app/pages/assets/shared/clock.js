/* The time of the server, because the clock of a visitor can be wrong. Each answer of the service has this time. */

let known = null; // {time, at}: the time in an answer, and performance.now() when the answer arrived

/** Take the time from the header `Date` of a response. The header has whole seconds, so half a second is added. */
export function takeServerTime(response) {
  const time = Date.parse(response.headers.get("Date"));
  if (!Number.isNaN(time)) known = { time: time + 500, at: performance.now() };
}

/** Return the time of the server in milliseconds since 1970, or null before the first answer. */
export const serverTime = () => known && known.time + performance.now() - known.at;
