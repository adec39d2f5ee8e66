/* Tells a visitor whose page is open that the winners are drawn, and whether the ticket of this browser has won. */

import { rafflePath, requestJson, untilAnswered } from "../shared/api.js";
import { element, isolated } from "../shared/dom.js";
import { numberText } from "../shared/format.js";
import { substitutionText } from "./substitutions.js";

/**
 * Return the prize of a ticket, or null if it has not won. If the service does not answer, ask again until it does.
 *
 * Most tickets have not won, and the public list of winners says so. Only a winner's code is checked, because this
 * costs the service more. The check is needed: after a restore of the store, the number may belong to somebody else.
 */
export const prizeOf = (id, { ticket_number, verification_code }, winners) =>
  untilAnswered(async () => {
    if (await winners.prizeOf(ticket_number) === null) return null;
    const body = { ticket_number, verification_code };
    return (await requestJson("POST", rafflePath(id, "verify-ticket/"), { body })).prize;
  }, () => {});

/**
 * Return what a ticket won, as a list of elements and strings.
 *
 * `substitution` says that another ticket came in for it. It is undefined if none did.
 */
export function resultText({ ticket_number: number }, prize, substitution) {
  if (prize !== null) return [`Your ticket ${numberText(number)} has won: `, isolated(prize)];
  if (substitution === undefined) return [`Your ticket ${numberText(number)} has not won.`];
  return [
    `Your ticket ${numberText(number)} had won, but another ticket came in for it. `,
    ...substitutionText(substitution),
  ];
}

/**
 * Show that the winners are drawn. `news` stays in view at every place of the page, and `text` in it is a live region.
 *
 * Return a function that adds the result of the ticket. The button leads to the heading `winnersTitle`.
 */
export function showDrawNews({ news, text, winnersTitle }) {
  const close = () => {
    news.hidden = true;
  };
  const showWinners = () => {
    close();
    winnersTitle.scrollIntoView({ block: "start" });
    winnersTitle.focus({ preventScroll: true });
  };
  news.classList.add("shown");
  text.append(element("p", {}, "The winners are drawn."));
  news.append(
    element(
      "div",
      { class: "actions" },
      element("button", { class: "primary", type: "button", onclick: showWinners }, "Show the winners"),
      element("button", { type: "button", onclick: close }, "Close"),
    ),
  );
  return (...result) => text.append(element("p", {}, ...result));
}
