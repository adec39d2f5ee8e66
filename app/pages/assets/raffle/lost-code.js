/* Advice for a visitor who has lost the code of a ticket. It also says what cannot help, so that nobody tries it. */

import { addressOf } from "../shared/addresses.js";
import { element } from "../shared/dom.js";
import { t } from "../shared/language.js";

/** Return texts that name places where the code may still be. */
const placesToLook = () => [t("lost-code-browser"), t("lost-code-copies"), t("lost-code-somebody-else")];

const ticketsLink = () => element("a", { href: addressOf("/me/tickets") }, t("my-tickets"));

const paragraph = (...content) => element("p", {}, ...content);

/** Return the advice for a visitor whose ticket is not stored in this browser. */
export const lostCode = () =>
  element(
    "details",
    { class: "small no-print", id: "lost-code" },
    element("summary", {}, t("lost-code")),
    element("ul", { class: "points" }, ...placesToLook().map((text) => element("li", {}, text))),
    paragraph(t("lost-code-nobody-can")),
    paragraph(ticketsLink()),
  );

/** Return the advice for a visitor whose ticket is stored in this browser. */
export const lostCodeKeptHere = () =>
  element(
    "details",
    { class: "small no-print", id: "lost-code" },
    element("summary", {}, t("lost-code")),
    paragraph(t("code-kept-here")),
    paragraph(t("code-without-copy")),
    paragraph(ticketsLink()),
  );
