/* Draws QR codes on a canvas. */

import { element } from "../shared/dom.js";
import { encode } from "../vendor/uqr/uqr.js";

const PIXELS_PER_MODULE = 8;

/** Return a canvas with the QR code of a text. */
export function qrCanvas(text, label) {
  const modules = modulesOf(text);
  const pixels = modules.length * PIXELS_PER_MODULE;
  const canvas = element("canvas", { class: "qr", role: "img", "aria-label": label, width: pixels, height: pixels });
  drawModules(canvas.getContext("2d"), modules, 0, 0, PIXELS_PER_MODULE);
  return canvas;
}

/** Draw the QR code of a text into the middle of a square. Modules are as large as whole pixels allow. */
export function drawQr(context, text, left, top, side) {
  const modules = modulesOf(text);
  const scale = Math.floor(side / modules.length);
  const margin = (side - modules.length * scale) / 2;
  drawModules(context, modules, left + margin, top + margin, scale);
}

/** Return the rows of a QR code, with true for each dark module. They include the light margin that scanners need. */
const modulesOf = (text) => encode(text, { ecc: "M", border: 4 }).data;

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
