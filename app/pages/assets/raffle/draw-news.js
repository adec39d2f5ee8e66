/* Tells a visitor whose page is open that the winners are drawn, and whether the ticket of this browser has won. */

import { rafflePath, requestJson, untilAnswered } from "../shared/api.js";
import { element, isolated } from "../shared/dom.js";
import { parts, t } from "../shared/language.js";
import { substitutionText } from "./substitutions.js";

/**
 * Return the prize of a ticket, or null if it has not won. If the service does not answer, ask again until it does.
 *
 * For most tickets, the public list of winners is enough: it says that they have not won. Only the code of a winner is
 * checked too, because after a restore of the store, the number may belong to somebody else. Checks are expensive.
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
 * `substitution` tells which ticket replaced this ticket. It is undefined if no ticket did.
 */
export function resultText({ ticket_number: number }, prize, substitution) {
  if (prize !== null) return parts("own-ticket-won", { number, prize: isolated(prize) });
  if (substitution === undefined) return [t("own-ticket-lost", { number })];
  return [t("own-ticket-replaced", { number }), " ", ...substitutionText(substitution)];
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
  text.append(element("p", {}, t("winners-drawn")));
  news.append(
    element(
      "div",
      { class: "actions" },
      element("button", { class: "primary", type: "button", onclick: showWinners }, t("show-winners")),
      element("button", { type: "button", onclick: close }, t("close-news")),
    ),
  );
  return (...result) => text.append(element("p", {}, ...result));
}
