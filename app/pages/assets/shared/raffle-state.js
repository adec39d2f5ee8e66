/* Shows the state of a raffle: its status, and how many of its tickets are taken. */

import { element } from "./dom.js";
import { numberText } from "./format.js";

const STATUS_TEXT = {
  damaged: "Damaged",
  filling: "Almost open",
  suspended: "Suspended",
  scheduled: "Not open yet",
  open: "Open",
  closed: "Closed",
  sold_out: "Sold out",
  drawn: "Drawn",
};

/** Return an option of a selection for each status. The value is the status in the API. */
export const statusOptions = () =>
  Object.entries(STATUS_TEXT).map(([status, text]) => element("option", { value: status }, text));

/** Return a raffle with all fields. If the service cannot read the data of a raffle, it has only `id` and `status`. */
export const completed = (raffle) => ({
  name: "A damaged raffle",
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
export function showProgress(bar, { status, total_tickets: total, available_tickets: available }) {
  bar.hidden = status === "damaged";
  bar.max = total;
  bar.value = status === "filling" ? available : total - available;
}

/** Return as text what showProgress shows as a bar. The numbers of a damaged raffle say nothing. */
export function progressText({ status, total_tickets: total, available_tickets: available }) {
  if (status === "damaged") return "Not available: its data is damaged";
  if (status === "filling") return `${numberText(available)} of ${numberText(total)} tickets ready`;
  return `${numberText(total - available)} of ${numberText(total)} tickets taken`;
}
