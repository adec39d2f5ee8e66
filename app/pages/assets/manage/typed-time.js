/* Converts times between the API and the browser's fields of the type datetime-local. */

const twoDigits = (number) => String(Math.floor(number)).padStart(2, "0");

/**
 * Return the time in a field of the type datetime-local, in RFC 3339 with the offset of the time zone of the browser.
 *
 * Return "" if a part of the time is missing. When clocks are put forward, an hour is left out. A time in this hour
 * becomes the time one hour later.
 */
export function timeIn({ value }) {
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) return "";
  const minutes = -time.getTimezoneOffset();
  const offset = `${twoDigits(Math.abs(minutes) / 60)}:${twoDigits(Math.abs(minutes) % 60)}`;
  const date = [String(time.getFullYear()).padStart(4, "0"), twoDigits(time.getMonth() + 1), twoDigits(time.getDate())];
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits);
  return `${date.join("-")}T${clock.join(":")}${minutes < 0 ? "-" : "+"}${offset}`;
}

/** Return a time of the API in the form that a field of the type datetime-local has, in the browser's time zone. */
export function typedTime(time) {
  const local = new Date(time);
  const date = [
    String(local.getFullYear()).padStart(4, "0"),
    twoDigits(local.getMonth() + 1),
    twoDigits(local.getDate()),
  ];
  return `${date.join("-")}T${twoDigits(local.getHours())}:${twoDigits(local.getMinutes())}`;
}
