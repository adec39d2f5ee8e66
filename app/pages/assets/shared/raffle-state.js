/* Shows the state of a raffle: its status, and how many of its tickets are taken. */

import { element } from "./dom.js";
import { t } from "./language.js";

const STATUSES = [
  "draft",
  "damaged",
  "filling",
  "suspended",
  "scheduled",
  "open",
  "closed",
  "sold_out",
  "drawn",
  "deleted",
  "archived",
];

const statusText = (status) => t(`status-${status}`);

/**
 * Return the options of a selection, one for each list of the API. Most lists have all raffles of one status. There is
 * also a list of archived raffles. Drafts have an option only with `hasDrafts`, because only managers see drafts.
 */
export const statusOptions = ({ hasDrafts }) =>
  STATUSES.filter((status) => hasDrafts || status !== "draft")
    .map((status) => element("option", { value: status }, statusText(status)));

/**
 * Return a raffle with all fields that the pages need. A damaged raffle comes with only `id` and `status`. A deleted
 * draft comes without a name.
 */
export const completed = (raffle) => ({
  name: t(raffle.status === "deleted" ? "deleted-name" : "damaged-name"),
  prizes: [],
  total_tickets: 0,
  available_tickets: 0,
  ...raffle,
});

export function showStatus(pill, status) {
  pill.dataset.status = status;
  pill.textContent = statusText(status);
}

/** Return a progress bar for showProgress. */
export const progressBar = (label) => element("progress", { max: 1, value: 0, "aria-label": label });

/** Show the share of tickets that are taken. While tickets are still being made, show the share that is made. */
export function showProgress(bar, raffle) {
  const { status, total_tickets: total, available_tickets: available } = raffle;
  bar.hidden = ["draft", "damaged", "deleted"].includes(status);
  bar.max = total;
  bar.value = status === "filling" ? available : taken(raffle);
}

/** Return as text what showProgress shows as a bar. For a damaged raffle, the numbers are not known. */
export function progressText(raffle) {
  const { status, total_tickets: total, available_tickets: available, sealed_at: sealed } = raffle;
  if (status === "draft") return t("progress-draft", { total });
  if (status === "damaged") return t("progress-damaged");
  if (status === "deleted") return total > 0 ? t("progress-deleted", { total }) : "";
  if (status === "filling") return t("progress-filling", { ready: available, total });
  if (status === "closed" && !sealed) return t("progress-counting");
  return t("progress-taken", { taken: taken(raffle), total });
}

/** Return as text why some lists do not show a raffle. The text is empty if all lists show the raffle. */
export const listingText = ({ unlisted, archived }) =>
  [unlisted ? statusText("unlisted") : "", archived ? statusText("archived") : ""].filter(Boolean).join(" · ");

/** Return whether the raffle was sealed without a claim: all its tickets were withdrawn. */
export const isUntaken = (raffle) => raffle.withdrawn_tickets > 0 && taken(raffle) === 0;

/** Return the number of tickets that players have. Withdrawn tickets are those that nobody claimed until the end. */
export const taken = ({ total_tickets: total, available_tickets: available, withdrawn_tickets: withdrawn = 0 }) =>
  total - available - withdrawn;

/** The statuses in the order in which a raffle gets them. A raffle can be suspended at any time. */
const ORDER = [["scheduled"], ["open"], ["closed", "sold_out"], ["drawn"]];

const placeInOrder = ({ status }) => ORDER.findIndex((statuses) => statuses.includes(status));

/**
 * Return whether a state seems to be older than the state `before`. Then either the state is really older, or the store
 * was restored from a backup.
 */
export function isBehind(raffle, before) {
  if (before.root && !raffle.root) return true;
  const [place, placeBefore] = [placeInOrder(raffle), placeInOrder(before)];
  if (place !== placeBefore) return place >= 0 && place < placeBefore;
  return raffle.status === "open" && taken(raffle) < taken(before);
}
