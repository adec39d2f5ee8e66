/* A small chart for each open raffle: how many tickets were claimed per minute.

The service keeps no history of claims. So a chart shows only what this page has seen since it was opened. */

import { element } from "../shared/dom.js";
import { t } from "../shared/language.js";
import { taken } from "../shared/raffle-state.js";

/** One bar shows the claims of 20 seconds. All 30 bars together show 10 minutes. */
const BAR_MS = 20_000;
const BARS = 30;

const MINUTE_MS = 60_000;

/** The height of the highest bar, and the width of each bar. A bar and the gap after it take a width of 1. */
const HEIGHT = 10;
const BAR_WIDTH = 0.8;

export class ClaimCharts {
  #charts = [];

  /** Return a new chart: {element, show}. Call `show(raffle)` with each new state of the raffle. */
  add() {
    const chart = new ClaimChart();
    this.#charts.push(chart);
    return chart;
  }

  /** Tell each chart in the page that nobody has claimed a ticket since the last state of the chart's raffle. */
  goOn() {
    for (const chart of this.#charts) if (chart.element.isConnected) chart.goOn();
  }
}

class ClaimChart {
  #path = svg("path");
  #recent = element("span");
  #highest = element("span");
  #seen = []; // [{at, count}], the oldest first: `count` tickets were taken at the time `at`
  element = element(
    "div",
    { class: "claim-chart" },
    // Screen readers skip the picture, because the text below the picture says the same.
    svg("svg", { viewBox: `0 0 ${BARS} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" }, this.#path),
    element(
      "p",
      { class: "axis soft", "aria-hidden": "true" },
      element("span", {}, t("chart-begin")),
      element("span", {}, t("chart-end")),
    ),
    element("p", { class: "figures small soft" }, this.#recent, this.#highest),
  );

  show(raffle) {
    this.element.hidden = raffle.status !== "open";
    if (this.element.hidden) this.#seen = [];
    else this.#see(taken(raffle));
  }

  goOn() {
    if (this.#seen.length > 0) this.#see(this.#seen.at(-1).count);
  }

  #see(count) {
    const now = performance.now();
    if (this.#seen.at(-1)?.count > count) this.#seen = []; // The store was restored from an older backup.
    this.#seen.push({ at: now, count });
    const bars = this.#bars(now);
    const highest = Math.max(0, ...bars.map(({ claims }) => claims));
    this.#path.setAttribute("d", bars.map((bar) => barPath(bar, highest)).join(""));
    this.#recent.textContent = this.#recentText(now, count);
    this.#highest.textContent = highest > 0 ? t("chart-highest", { claims: rateOf(highest) }) : "";
  }

  /** Return a bar for each 20 seconds that were seen completely: [{place, claims}]. Forget states that no bar needs. */
  #bars(now) {
    const end = Math.floor(now / BAR_MS) * BAR_MS;
    const begin = end - BARS * BAR_MS;
    this.#seen = this.#seen.filter((_, index, seen) => index === seen.length - 1 || seen[index + 1].at > begin);
    return Array.from({ length: BARS }, (_, place) => ({ place, from: begin + place * BAR_MS }))
      .filter(({ from }) => from >= this.#seen[0].at)
      .map(({ place, from }) => ({ place, claims: this.#countAt(from + BAR_MS) - this.#countAt(from) }));
  }

  /** Return how many tickets were taken at this time. Assume that the number grows evenly between two states. */
  #countAt(time) {
    const next = this.#seen.findIndex(({ at }) => at >= time);
    const after = this.#seen[next];
    const before = this.#seen[Math.max(0, next - 1)];
    const share = after.at > before.at ? (time - before.at) / (after.at - before.at) : 1;
    return before.count + share * (after.count - before.count);
  }

  /** Say how many claims there were in the last minute. If no state is a minute old, count since the first state. */
  #recentText(now, count) {
    const begin = this.#seen.findLast(({ at }) => at <= now - MINUTE_MS) ?? this.#seen[0];
    return begin.at < now ? recentText(count - begin.count, now - begin.at) : t("chart-nothing");
  }
}

/** Convert the claims of a bar into claims per minute. */
const rateOf = (claims) => Math.round(claims * MINUTE_MS / BAR_MS);

/** Say how many claims there were. `milliseconds` is the time in which they were counted. */
function recentText(claims, milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60
    ? t("chart-recent-seconds", { claims, seconds })
    : t("chart-recent-minutes", { claims, minutes: Math.round(seconds / 60) });
}

/** Return a bar as a path. A bar without claims is a thin line, because a gap means that nothing was seen. */
function barPath({ place, claims }, highest) {
  const top = HEIGHT - Math.max(0.5, claims > 0 ? HEIGHT * claims / highest : 0);
  return `M${place} ${HEIGHT}V${top.toFixed(2)}h${BAR_WIDTH}V${HEIGHT}z`;
}

function svg(tag, attributes = {}, ...children) {
  const created = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value);
  created.append(...children);
  return created;
}
