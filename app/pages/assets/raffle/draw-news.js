/* Tells a visitor whose page is open that the winners are drawn, and whether the ticket of this browser has won. */

import { rafflePath, requestJson, untilAnswered } from "../shared/api.js";
import { element, isolated, note } from "../shared/dom.js";
import { parts, t } from "../shared/language.js";
import { pickUp } from "./pick-up.js";
import { substitutionText } from "./substitutions.js";

/**
 * Return the prize of a ticket, or null if the ticket has not won. Repeat the requests until the service answers them.
 *
 * First look for the number in the public list of winners. Let the service check the code only if the number has won,
 * because checks are expensive for the service. The check is needed because the number may belong to another player
 * after a restore of the store.
 */
const prizeOf = (id, { ticket_number, verification_code }, winners) =>
  untilAnswered(async () => {
    if (await winners.prizeOf(ticket_number) === null) return null;
    const body = { ticket_number, verification_code };
    return (await requestJson("POST", rafflePath(id, "verify-ticket/"), { body })).prize ?? null;
  }, () => {});

/**
 * Return what a ticket won, as a list of elements and strings.
 *
 * `substitution` tells which ticket replaced this ticket, and is undefined if the ticket was not replaced. `isAdded`
 * tells whether a file or a link brought the ticket. Such a ticket may be somebody else's ticket.
 */
function resultText({ ticket_number: number }, { prize, substitution, isAdded }) {
  const name = isAdded ? "added-ticket" : "own-ticket";
  if (prize !== null) return parts(`${name}-won`, { number, prize: isolated(prize) });
  if (substitution === undefined) return [t(`${name}-lost`, { number })];
  return [t(`${name}-replaced`, { number }), " ", ...substitutionText(substitution)];
}

/**
 * Ask what a ticket won. Return {prize, text}. `prize` is null if the ticket won nothing, or cannot be checked.
 * `text()` returns the result, or why the ticket cannot be checked, as a list of elements and strings.
 */
export async function resultOf(id, ticket, { winners, substitutions, isAdded }) {
  try {
    const prize = await prizeOf(id, ticket, winners);
    const substitution = substitutions.find(({ ticket_number: number }) => number === ticket.ticket_number);
    return { prize, text: () => resultText(ticket, { prize, substitution, isAdded }) };
  } catch ({ message: reason }) {
    return { prize: null, text: () => [t(isAdded ? "added-ticket-unchecked" : "own-ticket-unchecked", { reason })] };
  }
}

/** Return a note with the result of a ticket, as resultOf returns it. If the ticket won, say how to get the prize. */
export const resultNote = (raffle, ticket, { prize, text }) =>
  note(prize === null ? "wait" : "good", ...text(), ...(prize === null ? [] : pickUp(raffle, ticket)));

/**
 * Show that the winners are drawn. The box `news` stays in view when the visitor scrolls. `text` is a live region in
 * this box. A button in the box scrolls to the heading `winnersTitle`, and another button closes the box.
 *
 * Return a function that adds a paragraph to `text`, for the result of the visitor's ticket.
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
