/* Says when a raffle opens, closes and is drawn. The countdown to the next of these times uses the server's clock. */

import { serverTime } from "../shared/clock.js";
import { element } from "../shared/dom.js";
import { localTimeText } from "../shared/format.js";
import { LOCALE, t } from "../shared/language.js";
import { ownAddress } from "../shared/own-address.js";
import { isUntaken } from "../shared/raffle-state.js";

const TICK_MS = 1000;

export class Timetable {
  #place;
  #shown = null;
  #timer = null;

  constructor(place) {
    this.#place = place;
  }

  /** Show the times of a raffle. If only the number of claims has changed, the times are not built again. */
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
    if (serverTime() === null) ownAddress().then(tick, () => {}); // Events do not have the server's time.
  }

  /** Show the time that is left. Until the time of the server is known, the text is invisible, but takes its space. */
  #tick({ until, textBefore, textAfter }, countdown) {
    const now = serverTime();
    countdown.classList.toggle("unseen", now === null);
    const left = Date.parse(until) - (now ?? Date.now());
    const text = left > 0 ? textBefore(durationText(left)) : textAfter;
    if (countdown.textContent !== text) countdown.textContent = text;
  }
}

/**
 * Return {until, textBefore, textAfter}, or null. `until` is the next time that a visitor waits for. Before this time,
 * the text is `textBefore(left)`, where `left` is the remaining time in words. After it, the text is `textAfter`.
 */
function nextTime(raffle) {
  const { status, opens_at: opens, closes_at: announced, ended_at: ended, round: number, round_at: roundAt } = raffle;
  const closes = ended ?? announced;
  const round = String(number);
  if (status === "scheduled") {
    return { until: opens, textBefore: (left) => t("opens-in", { left }), textAfter: t("opens-now") };
  }
  if (status === "open" && closes) {
    return { until: closes, textBefore: (left) => t("closes-in", { left }), textAfter: t("closes-now") };
  }
  if (["sold_out", "closed"].includes(status) && roundAt && !isUntaken(raffle)) {
    return {
      until: roundAt,
      textBefore: (left) => t("round-comes-in", { round, left }),
      textAfter: t("round-has-come", { round }),
    };
  }
  return null;
}

function linesOf(raffle) {
  const { status, opens_at: opens, closes_at: announced, ended_at: ended, draw_at: draw, sealed_at: sealed } = raffle;
  const closes = ended ?? announced;
  const lines = [];
  if (["draft", "scheduled"].includes(status) && opens) lines.push(t("opens-on", { time: localTimeText(opens) }));
  if (["draft", "scheduled", "open", "filling"].includes(status) && closes) {
    lines.push(t("open-until", { time: localTimeText(closes) }));
  }
  if (status === "closed") lines.push(t("closed-on", { time: localTimeText(closes) }));
  if (ended) lines.push(t("ends-early"));
  if (status !== "drawn" && draw && !isUntaken(raffle)) {
    lines.push(t("draw-announced-for", { time: localTimeText(draw) }));
  }
  if (["sold_out", "closed"].includes(status) && !sealed) lines.push(t("tickets-being-sealed"));
  return lines;
}

/** Return a duration as text, such as "2 days 3 hours", "5 minutes 12 seconds" or "12 seconds". */
function durationText(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  const counts = [
    ["day", Math.floor(seconds / 86_400)],
    ["hour", Math.floor(seconds / 3600) % 24],
    ["minute", Math.floor(seconds / 60) % 60],
    ["second", seconds % 60],
  ];
  const first = counts.findIndex(([, count], index) => count > 0 || index === 3);
  return UNITS.format(counts.slice(first, first + 2).map(([unit, count]) => unitText(unit, count)));
}

const UNITS = new Intl.ListFormat(LOCALE, { type: "unit", style: "narrow" });

const unitText = (unit, count) =>
  new Intl.NumberFormat(LOCALE, { style: "unit", unit, unitDisplay: "long" }).format(count);
