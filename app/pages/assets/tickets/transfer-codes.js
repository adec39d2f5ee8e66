/* The QR codes that pass tickets to another device. */

import { copyButton } from "../shared/copy-button.js";
import { element } from "../shared/dom.js";
import { qrCanvas } from "../raffle/qr.js";
import { codeOf, COPY_LINK, TRANSFER_CODE, TRANSFER_HINT } from "./texts.js";
import { transferLinks } from "./transfer-link.js";

/** Return QR codes of these tickets, and what to do with them. */
export function transferCodes(tickets) {
  const links = transferLinks(tickets);
  return [
    element("p", { class: "small soft" }, TRANSFER_HINT),
    ...links.map((link, place) =>
      element(
        "div",
        { class: "transfer" },
        qrCanvas(link, TRANSFER_CODE),
        ...(links.length > 1 ? [element("p", { class: "small" }, codeOf(place + 1, links.length))] : []),
        copyButton(COPY_LINK, link),
      )
    ),
  ];
}
