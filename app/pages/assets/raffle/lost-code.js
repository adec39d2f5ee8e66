/* What somebody can do who has lost the code of a ticket. It says the truth, so that nobody tries in vain. */

import { addressOf } from "../shared/addresses.js";
import { element } from "../shared/dom.js";

const QUESTION = "I lost my code";

const NOBODY_CAN =
  "If you find it nowhere, nobody can give you the code again, neither a manager nor the operator: the service keeps " +
  "only a hash of it, and nobody can compute the code from the hash. The ticket stays in the raffle and can win, but " +
  "without its code nobody can prove who holds it.";

const WHERE_TO_LOOK = [
  "Open this page in the browser in which you got the ticket. It keeps number and code, unless its data was deleted " +
  "or the window was a private one.",
  "Look for what you kept: a file, a picture, a print, or a message to yourself. A file of the ticket can be added " +
  "in “My tickets”.",
  "Perhaps you have no ticket: somebody else with your internet connection can have it, for example in the same " +
  "home, school or mobile network. Each connection gets one.",
];

const KEPT_HERE =
  "This browser keeps number and code, and you see both above. “My tickets” passes them to another device, or saves " +
  "them.";

const WITHOUT_A_COPY =
  "If this browser forgets them and you have no copy, nobody can give you the code again: the service keeps only a " +
  "hash of it.";

const ticketsLink = () => element("a", { href: addressOf("/me/tickets") }, "My tickets");

const paragraph = (...content) => element("p", {}, ...content);

/** Return the answer for somebody whose ticket this browser does not have. */
export const lostCode = () =>
  element(
    "details",
    { class: "small no-print", id: "lost-code" },
    element("summary", {}, QUESTION),
    element("ul", { class: "points" }, ...WHERE_TO_LOOK.map((text) => element("li", {}, text))),
    paragraph(NOBODY_CAN),
    paragraph(ticketsLink()),
  );

/** Return the answer for somebody whose ticket this browser has. */
export const lostCodeKeptHere = () =>
  element(
    "details",
    { class: "small no-print", id: "lost-code" },
    element("summary", {}, QUESTION),
    paragraph(KEPT_HERE),
    paragraph(WITHOUT_A_COPY),
    paragraph(ticketsLink()),
  );
