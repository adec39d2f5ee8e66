/* The card of a ticket that has won. It turns over, and its back names the prize and says how to get it.

Both sides have the size of the front, so that nothing in the page moves. A longer text scrolls on the back. */

import { element, focusOn, isolated } from "../shared/dom.js";
import { slipCode, slipText } from "./claim-slip.js";
import { howToGetIt } from "./pick-up.js";
import { CLAIM_SLIP, PRIZE_AND_PICK_UP, SHOW_PRIZE, SHOW_TICKET, wonText } from "./texts.js";

/** Turn `front` over, which is the card of a ticket in the page. A button shows either side again. */
export function turnOver(front, raffle, ticket, prize) {
  const hadFocus = front.contains(document.activeElement);
  const back = backOf(raffle, ticket, prize);
  let isTurned = false;
  const button = element("button", { type: "button", class: "turn", onclick: () => turn() });
  const turning = element("div", { class: "turning" }, back, button);
  const turn = () => {
    isTurned = !isTurned;
    turning.classList.toggle("turned", isTurned);
    front.inert = isTurned;
    back.inert = !isTurned;
    button.textContent = isTurned ? SHOW_TICKET : SHOW_PRIZE;
  };
  front.replaceWith(turning);
  turning.prepend(front);
  turning.getBoundingClientRect(); // Browsers animate only changes of what they have laid out.
  turn();
  if (hadFocus) focusOn(back);
}

const backOf = (raffle, ticket, prize) =>
  element(
    "article",
    { class: "ticket back", "aria-label": wonText(ticket.ticket_number) },
    element(
      "div",
      { class: "part told", role: "group", "aria-label": PRIZE_AND_PICK_UP, tabindex: 0 },
      element("p", { class: "label" }, wonText(ticket.ticket_number)),
      element("h2", {}, isolated(prize)),
      ...howToGetIt(raffle, element("p", {}, ...slipText())),
    ),
    element("div", { class: "part" }, element("p", { class: "label" }, CLAIM_SLIP), slipCode(ticket)),
  );
