/* The ticket as an image that can be saved. It looks like the ticket on the page, but always has the same size. */

import { element } from "../shared/dom.js";
import { isolatedText, numberText } from "../shared/format.js";
import { checkLink } from "./check-link.js";
import { drawQr } from "./qr.js";

const WIDTH = 1200;
const HEIGHT = 600;
const STUB_WIDTH = 400; // The part on the right, which has the QR code.
const STUB_MARGIN = 40;
const TEXT_LEFT = 60;
const TEXT_WIDTH = WIDTH - STUB_WIDTH - 110;

/** Return the image as a Blob (PNG). */
export function ticketImage(raffle, ticket) {
  const canvas = element("canvas", { width: WIDTH, height: HEIGHT });
  const context = canvas.getContext("2d");
  drawPaper(context);
  drawText(context, raffle, ticket);
  const side = STUB_WIDTH - 2 * STUB_MARGIN;
  drawQr(context, checkLink(ticket), WIDTH - STUB_WIDTH + STUB_MARGIN, (HEIGHT - side) / 2, side);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** Draw the paper, a dashed line on the left of the stub, and a notch at both ends of the line. */
function drawPaper(context) {
  const lineX = WIDTH - STUB_WIDTH;
  context.fillStyle = "#f5c25f";
  context.beginPath();
  tracePaper(context, 40);
  context.fill();
  context.strokeStyle = "rgb(43 26 18 / 45%)";
  context.lineWidth = 6;
  context.setLineDash([18, 14]);
  context.beginPath();
  context.moveTo(lineX, 40);
  context.lineTo(lineX, HEIGHT - 40);
  context.stroke();
  context.globalCompositeOperation = "destination-out";
  for (const y of [0, HEIGHT]) {
    context.beginPath();
    context.arc(lineX, y, 34, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalCompositeOperation = "source-over";
}

/** Trace the edge of the paper, with round corners. Safari 15 and Firefox 111 have no roundRect. */
function tracePaper(context, radius) {
  const corners = [[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]];
  context.moveTo(radius, 0);
  for (const place of [1, 2, 3, 0]) context.arcTo(...corners[place], ...corners[(place + 1) % 4], radius);
  context.closePath();
}

function drawText(context, raffle, ticket) {
  const displayFont = getComputedStyle(document.documentElement).getPropertyValue("--display");
  const write = (text, y, font) => {
    context.font = font;
    context.fillStyle = "#2b1a12";
    context.fillText(text, TEXT_LEFT, y, TEXT_WIDTH);
  };
  write(isolatedText(raffle.name), 110, `650 48px ${displayFont}`);
  write("NUMBER", 190, "700 26px sans-serif");
  write(numberText(ticket.ticket_number), 350, `750 170px ${displayFont}`);
  write("CODE", 440, "700 26px sans-serif");
  write(ticket.verification_code.replaceAll("-", "  "), 500, "700 46px monospace");
  write(location.host, 560, "24px sans-serif");
}
