/* What somebody can do who has lost the code of a ticket. It says what is impossible, so that nobody tries in vain. */

import { addressOf } from "../shared/addresses.js";
import { element } from "../shared/dom.js";
import { t } from "../shared/language.js";

/** Where the code can be. */
const placesToLook = () => [t("lost-code-browser"), t("lost-code-copies"), t("lost-code-somebody-else")];

const ticketsLink = () => element("a", { href: addressOf("/me/tickets") }, t("my-tickets"));

const paragraph = (...content) => element("p", {}, ...content);

/** Return the answer for somebody whose ticket this browser does not have. */
export const lostCode = () =>
  element(
    "details",
    { class: "small no-print", id: "lost-code" },
    element("summary", {}, t("lost-code")),
    element("ul", { class: "points" }, ...placesToLook().map((text) => element("li", {}, text))),
    paragraph(t("lost-code-nobody-can")),
    paragraph(ticketsLink()),
  );

/** Return the answer for somebody whose ticket this browser has. */
export const lostCodeKeptHere = () =>
  element(
    "details",
    { class: "small no-print", id: "lost-code" },
    element("summary", {}, t("lost-code")),
    paragraph(t("code-kept-here")),
    paragraph(t("code-without-copy")),
    paragraph(ticketsLink()),
  );
