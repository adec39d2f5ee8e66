/* Before the draw, this part of the stage shows how long the audience has to wait, or what it waits for. */

import { serverTime } from "../shared/clock.js";
import { element } from "../shared/dom.js";
import { localTimeText, numberText } from "../shared/format.js";
import { LOCALE, t } from "../shared/language.js";
import { isUntaken, progressText } from "../shared/raffle-state.js";

/** The text for each status, if the raffle has no time at which the wait ends. */
const WAITING = {
  draft: t("waiting-draft"),
  damaged: t("waiting-damaged"),
  filling: t("waiting-filling"),
  suspended: t("waiting-suspended"),
  open: t("waiting-open"),
};

const CAN_BE_CLAIMED = ["filling", "scheduled", "open"];

/** Whether players can still get a ticket. */
export const canStillBeClaimed = ({ status }) => CAN_BE_CLAIMED.includes(status);

/** Whether the winners of a raffle can be drawn now. */
export const canBeDrawn = ({ status, root, round_at: roundAt }) =>
  ["sold_out", "closed"].includes(status) && Boolean(root) && !(roundAt && isAhead(roundAt));

export class Waiting {
  #place;
  #shown = null;
  #clock = element("div", { class: "clock", role: "timer" });

  constructor(place) {
    this.#place = place;
  }

  /** Show a raffle that is not drawn. Call this every second. The texts are built again only when they change. */
  show(raffle) {
    const { label, until } = waitingFor(raffle);
    const lines = [until ? localTimeText(until) : null, CAN_BE_CLAIMED.includes(raffle.status) && progressText(raffle)];
    const content = JSON.stringify([label, until, lines]);
    if (content !== this.#shown) {
      this.#shown = content;
      this.#place.replaceChildren(
        element("p", { class: until ? "clock-label" : "big-text" }, label),
        ...(until ? [this.#clock] : []),
        ...lines.filter(Boolean).map((line) => element("p", { class: "soft" }, line)),
      );
    }
    if (until) this.#tick(until);
  }

  #tick(until) {
    const parts = timeParts(Date.parse(until) - now());
    const text = JSON.stringify(parts);
    if (this.#clock.dataset.shown === text) return;
    this.#clock.dataset.shown = text;
    this.#clock.replaceChildren(
      ...parts.map(({ value, unit }) =>
        element("span", { class: "clock-part" }, element("span", { class: "clock-value" }, value), ` ${unit}`)
      ),
    );
  }
}

/** Return the parts of a duration, such as {value: "5", unit: "minutes"}. Leading zero days and hours are left out. */
function timeParts(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const counts = [
    ["day", Math.floor(seconds / 86_400)],
    ["hour", Math.floor(seconds / 3600) % 24],
    ["minute", Math.floor(seconds / 60) % 60],
    ["second", seconds % 60],
  ];
  const first = counts.findIndex(([, count]) => count > 0);
  return counts.slice(Math.min(first < 0 ? 3 : first, 2)).map(([unit, count]) => partsOf(count, unit));
}

function partsOf(count, unit) {
  const format = new Intl.NumberFormat(LOCALE, { style: "unit", unit, unitDisplay: "long" });
  const word = format.formatToParts(count).filter(({ type }) => type === "unit").map(({ value }) => value);
  return { value: numberText(count), unit: word.join(" ") };
}

const now = () => serverTime() ?? Date.now();

const isAhead = (time) => Date.parse(time) > now();

/** Return what the audience waits for: {label, until}. If the end of the wait is not known, there is only a label. */
function waitingFor(raffle) {
  const { status, opens_at: opens, closes_at: closes, ended_at: ended, draw_at: draw, root, round_at: round } = raffle;
  if (status === "scheduled") return { label: t("stage-opens-in"), until: opens };
  if (status === "open") {
    if (draw && isAhead(draw)) return { label: t("stage-draw-in"), until: draw };
    if (ended ?? closes) return { label: t("stage-closes-in"), until: ended ?? closes };
  }
  if (isUntaken(raffle)) return { label: t("no-winners") };
  if (["sold_out", "closed"].includes(status)) {
    const time = [draw, round].filter((each) => each && isAhead(each)).sort().at(-1);
    if (time) return { label: t("stage-draw-in"), until: time };
    return { label: root ? t("waiting-sealed") : t("waiting-unsealed") };
  }
  return { label: WAITING[status] };
}
