/* Shows the state of a raffle: its status, and how many of its tickets are taken. */

import { element } from "./dom.js";
import { countText, numberText } from "./format.js";

const STATUS_TEXT = {
  draft: "Draft",
  damaged: "Damaged",
  filling: "Almost open",
  suspended: "Suspended",
  scheduled: "Not open yet",
  open: "Open",
  closed: "Closed",
  sold_out: "Sold out",
  drawn: "Drawn",
  deleted: "Deleted",
};

/**
 * Return an option of a selection for each list of the API. Archived raffles have a list, and also a status. Only
 * managers see drafts, so the option for these is there only if `hasDrafts`.
 */
export const statusOptions = ({ hasDrafts }) =>
  Object.entries({ ...STATUS_TEXT, archived: "Archived" })
    .filter(([status]) => hasDrafts || status !== "draft")
    .map(([status, text]) => element("option", { value: status }, text));

/**
 * Return a raffle with all fields. If the service cannot read the data of a raffle, it has only `id` and `status`. A
 * draft that was deleted has no name either.
 */
export const completed = (raffle) => ({
  name: raffle.status === "deleted" ? "A deleted raffle" : "A damaged raffle",
  prizes: [],
  total_tickets: 0,
  available_tickets: 0,
  ...raffle,
});

export function showStatus(pill, status) {
  pill.dataset.status = status;
  pill.textContent = STATUS_TEXT[status];
}

/** Return a progress bar for showProgress. */
export const progressBar = (label) => element("progress", { max: 1, value: 0, "aria-label": label });

/** Show the share of tickets that are taken. While the raffle is filling, show the share of tickets in its pool. */
export function showProgress(bar, raffle) {
  const { status, total_tickets: total, available_tickets: available } = raffle;
  bar.hidden = ["draft", "damaged", "deleted"].includes(status);
  bar.max = total;
  bar.value = status === "filling" ? available : taken(raffle);
}

/** Return as text what showProgress shows as a bar. The numbers of a damaged raffle say nothing. */
export function progressText(raffle) {
  const { status, total_tickets: total, available_tickets: available, sealed_at: sealed } = raffle;
  if (status === "draft") return `${countText(total, "ticket", "tickets")}. Only managers see this draft`;
  if (status === "damaged") return "Not available: its data is damaged";
  if (status === "deleted") return total > 0 ? `It had ${countText(total, "ticket", "tickets")}` : "";
  if (status === "filling") return `${numberText(available)} of ${numberText(total)} tickets ready`;
  if (status === "closed" && !sealed) return "Closed. The tickets are being counted";
  return `${numberText(taken(raffle))} of ${numberText(total)} tickets taken`;
}

/** Return as text what lists do with a raffle. It is empty if all lists show the raffle. */
export const listingText = ({ unlisted, archived }) =>
  [unlisted ? "Unlisted" : "", archived ? "Archived" : ""].filter(Boolean).join(" · ");

/** The number of tickets that players have. After the end, the tickets that are left are withdrawn. */
export const taken = ({ total_tickets: total, available_tickets: available, withdrawn_tickets: withdrawn = 0 }) =>
  total - available - withdrawn;
