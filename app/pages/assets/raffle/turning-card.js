/* The card of a ticket that has won. The card turns over. Its back shows the prize, and how to get the prize.

The back has the size of the front, so that nothing else in the page moves. A long text on the back scrolls. */

import { element, focusOn, isolated } from "../shared/dom.js";
import { t } from "../shared/language.js";
import { slipCode, slipText } from "./claim-slip.js";
import { howToGetIt } from "./pick-up.js";

/**
 * Turn over `front`, the card of a ticket in the page. With a button, the visitor can turn the card again.
 *
 * `won` is {ticket, isAdded, prize}. `isAdded` tells whether a file or a link brought the ticket.
 */
export function turnOver(front, raffle, won) {
  const hadFocus = front.contains(document.activeElement);
  const back = backOf(raffle, won);
  let isTurned = false;
  const button = element("button", { type: "button", class: "turn", onclick: () => turn() });
  const turning = element("div", { class: "turning" }, back, button);
  const turn = () => {
    isTurned = !isTurned;
    turning.classList.toggle("turned", isTurned);
    front.inert = isTurned;
    back.inert = !isTurned;
    button.textContent = t(isTurned ? "show-ticket" : "show-prize");
  };
  front.replaceWith(turning);
  turning.prepend(front);
  turning.getBoundingClientRect(); // Makes the browser lay out the card. Without a layout, the turn is not animated.
  turn();
  if (hadFocus) focusOn(back);
}

function backOf(raffle, { ticket, isAdded, prize }) {
  const title = t(isAdded ? "added-ticket-has-won" : "ticket-has-won", { number: ticket.ticket_number });
  return element(
    "article",
    { class: "ticket back", "aria-label": title },
    element(
      "div",
      { class: "part told", role: "group", "aria-label": t("prize-and-pick-up"), tabindex: 0 },
      element("p", { class: "label" }, title),
      element("h2", {}, isolated(prize)),
      ...howToGetIt(raffle, element("p", {}, ...slipText())),
    ),
    element("div", { class: "part" }, element("p", { class: "label" }, t("claim-slip")), slipCode(ticket)),
  );
}
