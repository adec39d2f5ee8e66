/* Shows the state of a raffle: its status, and how many of its tickets are taken. */

import { element } from "./dom.js";
import { numberText } from "./format.js";

const STATUS_TEXT = {
  damaged: "Damaged",
  filling: "Printing tickets",
  suspended: "Suspended",
  open: "Open",
  sold_out: "Sold out",
  drawn: "Drawn",
};

export function showStatus(pill, status) {
  pill.dataset.status = status;
  pill.textContent = STATUS_TEXT[status];
}

/** Return a progress bar for showProgress. */
export const progressBar = (label) => element("progress", { max: 1, value: 0, "aria-label": label });

/** Show the share of tickets that are taken. While the raffle is filling, show the share of tickets in its pool. */
export function showProgress(bar, { status, total_tickets: total, available_tickets: available }) {
  bar.max = total;
  bar.value = status === "filling" ? available : total - available;
}

/** Return as text what showProgress shows as a bar. */
export const progressText = ({ status, total_tickets: total, available_tickets: available }) =>
  status === "filling"
    ? `${numberText(available)} of ${numberText(total)} tickets printed`
    : `${numberText(total - available)} of ${numberText(total)} tickets taken`;
