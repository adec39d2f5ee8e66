/* Draws QR codes on a canvas. The program that computes them is large, so it is loaded when a code is needed. */

import { element } from "../shared/dom.js";
import { t } from "../shared/language.js";

/** The modules of a QR code are its small squares. */
const PIXELS_PER_MODULE = 8;

/** Return a canvas that soon shows the QR code of a text. Without the program, a message replaces the canvas. */
export function qrCanvas(text, label) {
  const canvas = element("canvas", { class: "qr", role: "img", "aria-label": label });
  modulesOf(text).then((modules) => {
    canvas.width = canvas.height = modules.length * PIXELS_PER_MODULE;
    drawModules(canvas.getContext("2d"), modules, 0, 0, PIXELS_PER_MODULE);
  }, () => canvas.replaceWith(element("p", { class: "small" }, t("qr-not-arrived"))));
  return canvas;
}

/**
 * Draw the QR code of a text into the middle of a square. Each module gets the largest whole number of pixels with
 * which the code fits.
 *
 * Throw an error if the program that computes the code does not arrive.
 */
export async function drawQr(context, text, left, top, side) {
  const modules = await modulesOf(text);
  const scale = Math.floor(side / modules.length);
  const margin = (side - modules.length * scale) / 2;
  drawModules(context, modules, left + margin, top + margin, scale);
}

/** Return the rows of a QR code, with true for each dark module. The rows include the margin that scanners need. */
async function modulesOf(text) {
  const { encode } = await import("../vendor/uqr/uqr.js");
  return encode(text, { ecc: "M", border: 4 }).data;
}

function drawModules(context, modules, left, top, scale) {
  context.fillStyle = "#fff";
  context.fillRect(left, top, modules.length * scale, modules.length * scale);
  context.fillStyle = "#000";
  modules.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) context.fillRect(left + x * scale, top + y * scale, scale, scale);
    });
  });
}
