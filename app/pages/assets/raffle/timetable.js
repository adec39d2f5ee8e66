/* Says when a raffle opens, closes and is drawn. The time that is next is counted down by the clock of the server. */

import { isRaffle, rafflePath, requestJson } from "../shared/api.js";
import { serverTime } from "../shared/clock.js";
import { element } from "../shared/dom.js";
import { countText, localTimeText } from "../shared/format.js";

const TICK_MS = 1000;

export class Timetable {
  #id;
  #place;
  #shown = null;
  #timer = null;

  constructor(id, place) {
    this.#id = id;
    this.#place = place;
  }

  /** Show the times of a raffle. What is shown already is not built again, because claims do not change it. */
  show(raffle) {
    const lines = linesOf(raffle);
    const next = nextTime(raffle);
    const content = JSON.stringify([lines, next]);
    if (content === this.#shown) return;
    this.#shown = content;
    clearInterval(this.#timer);
    this.#place.replaceChildren(...lines.map((line) => element("p", {}, line)));
    if (next === null) return;
    const countdown = element("p", { class: "countdown" });
    this.#place.append(countdown);
    const tick = () => this.#tick(next, countdown);
    this.#timer = setInterval(tick, TICK_MS);
    tick();
    if (serverTime() === null) this.#askForTime().then(tick);
  }

  /** Ask for the raffle, because its events do not tell the time of the server, and each other answer does. */
  #askForTime() {
    return requestJson("GET", rafflePath(this.#id), { isAnswer: isRaffle }).catch(() => {});
  }

  #tick({ until, before, after }, countdown) {
    const now = serverTime();
    if (now === null) return;
    const left = Date.parse(until) - now;
    const text = left > 0 ? `${before} ${durationText(left)}.` : after;
    if (countdown.textContent !== text) countdown.textContent = text;
  }
}

/** Return the time that a visitor waits for: {until, before, after}, or null. The texts are for before and after it. */
function nextTime({ status, opens_at: opens, closes_at: announced, ended_at: ended, round, round_at: roundAt }) {
  const closes = ended ?? announced;
  if (status === "scheduled") return { until: opens, before: "It opens in", after: "It opens now." };
  if (status === "open" && closes) return { until: closes, before: "It closes in", after: "It closes now." };
  if (["sold_out", "closed"].includes(status) && roundAt) {
    return {
      until: roundAt,
      before: `Round ${round} of the beacon decides the draw. It comes in`,
      after: `Round ${round} of the beacon has come, and decides the draw. Anyone can make the draw.`,
    };
  }
  return null;
}

function linesOf({ status, opens_at: opens, closes_at: announced, ended_at: ended, draw_at: draw, sealed_at: sealed }) {
  const closes = ended ?? announced;
  const lines = [];
  if (["draft", "scheduled"].includes(status) && opens) lines.push(`Opens on ${localTimeText(opens)}.`);
  if (["draft", "scheduled", "open", "filling"].includes(status) && closes) {
    lines.push(`Open until ${localTimeText(closes)}.`);
  }
  if (status === "closed") lines.push(`Closed on ${localTimeText(closes)}.`);
  if (ended) lines.push("A manager decided that it ends early.");
  if (status !== "drawn" && draw) lines.push(`The draw is announced for ${localTimeText(draw)}.`);
  if (["sold_out", "closed"].includes(status) && !sealed) lines.push("The service is sealing the list of tickets.");
  return lines;
}

/** "2 days 3 hours", "5 minutes 12 seconds" or "12 seconds". */
function durationText(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  const parts = [
    [Math.floor(seconds / 86_400), "day", "days"],
    [Math.floor(seconds / 3600) % 24, "hour", "hours"],
    [Math.floor(seconds / 60) % 60, "minute", "minutes"],
    [seconds % 60, "second", "seconds"],
  ];
  const first = parts.findIndex(([count], index) => count > 0 || index === 3);
  return parts.slice(first, first + 2).map(([count, one, many]) => countText(count, one, many)).join(" ");
}
