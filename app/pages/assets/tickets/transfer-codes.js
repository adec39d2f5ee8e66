/* The QR codes that pass tickets to another device. */

import { copyButton } from "../shared/copy-button.js";
import { element } from "../shared/dom.js";
import { t } from "../shared/language.js";
import { qrCanvas } from "../raffle/qr.js";
import { transferLinks } from "./transfer-link.js";

/** Return QR codes with the transfer links of these tickets, and a text that says how to use the codes. */
export function transferCodes(tickets) {
  const links = transferLinks(tickets);
  return [
    element("p", { class: "small soft" }, t("transfer-hint")),
    ...links.map((link, place) =>
      element(
        "div",
        { class: "transfer" },
        qrCanvas(link, t("transfer-qr")),
        ...(links.length > 1
          ? [element("p", { class: "small" }, t("transfer-place", { place: place + 1, count: links.length }))]
          : []),
        copyButton(t("copy-link"), link),
      )
    ),
  ];
}
