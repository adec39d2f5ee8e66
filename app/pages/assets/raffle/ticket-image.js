/* The ticket as an image that can be saved. It looks like the ticket on the page, but always has the same width.

The image has two parts: the text, and a stub with the QR code. In a language that is written from right to left, the
stub is on the left, as on the page. */

import { publicAddress } from "../shared/addresses.js";
import { element } from "../shared/dom.js";
import { isolatedText, numberText } from "../shared/format.js";
import { LANGUAGE, t } from "../shared/language.js";
import { checkLink } from "./check-link.js";
import { drawQr } from "./qr.js";

const WIDTH = 1200;
const HEIGHT = 600; // The height with one line for the name. Each further line of the name adds NAME_LINE_HEIGHT.
const NAME_LINE_HEIGHT = 56;
const STUB_WIDTH = 400;
const STUB_MARGIN = 40;
const TEXT_MARGIN = 60;
const TEXT_WIDTH = WIDTH - STUB_WIDTH - 110;
const IS_RIGHT_TO_LEFT = document.documentElement.dir === "rtl";
const STUB_LEFT = IS_RIGHT_TO_LEFT ? 0 : WIDTH - STUB_WIDTH;

/**
 * Return the image as a Blob (PNG). Throw an error if the browser cannot make it, for example because it has too little
 * memory. */
export async function ticketImage(raffle, ticket) {
  const canvas = element("canvas", { width: WIDTH, height: HEIGHT });
  const context = canvas.getContext("2d");
  const displayFont = getComputedStyle(document.documentElement).getPropertyValue("--display");
  const nameFont = `650 48px ${displayFont}`;
  context.font = nameFont;
  const nameLines = linesOf(raffle.name, (text) => context.measureText(text).width <= TEXT_WIDTH);
  const height = HEIGHT + (nameLines.length - 1) * NAME_LINE_HEIGHT;
  canvas.height = height; // A new height resets the context of the canvas.
  drawPaper(context, height);
  drawText(context, ticket, { nameLines, nameFont, displayFont });
  const side = STUB_WIDTH - 2 * STUB_MARGIN;
  await drawQr(context, checkLink(ticket), STUB_LEFT + STUB_MARGIN, (height - side) / 2, side);
  return new Promise((resolve, reject) =>
    canvas.toBlob((image) => image ? resolve(image) : reject(new Error("the browser makes no image")), "image/png")
  );
}

/** Draw the paper, a dashed line between the stub and the text, and a notch at both ends of the line. */
function drawPaper(context, height) {
  const lineX = IS_RIGHT_TO_LEFT ? STUB_WIDTH : STUB_LEFT;
  context.fillStyle = "#f5c25f";
  context.beginPath();
  tracePaper(context, height, 40);
  context.fill();
  context.strokeStyle = "rgb(43 26 18 / 45%)";
  context.lineWidth = 6;
  context.setLineDash([18, 14]);
  context.beginPath();
  context.moveTo(lineX, 40);
  context.lineTo(lineX, height - 40);
  context.stroke();
  context.globalCompositeOperation = "destination-out";
  for (const y of [0, height]) {
    context.beginPath();
    context.arc(lineX, y, 34, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalCompositeOperation = "source-over";
}

/** Trace the edge of the paper, with round corners. roundRect would do this, but Safari 15 and Firefox 111 lack it. */
function tracePaper(context, height, radius) {
  const corners = [[0, 0], [WIDTH, 0], [WIDTH, height], [0, height]];
  context.moveTo(radius, 0);
  for (const place of [1, 2, 3, 0]) context.arcTo(...corners[place], ...corners[(place + 1) % 4], radius);
  context.closePath();
}

/** A character with its accents, or an emoji of several characters. Some browsers have no Intl.Segmenter for this. */
const WHOLE_CHARACTER = /.[\p{M}\p{Emoji_Modifier}]*(?:\u200d.[\p{M}\p{Emoji_Modifier}]*)*/gsu;

/** Break a text into lines. Lines break at spaces. Only a word that is too long for a line is broken inside. */
function linesOf(text, fits) {
  const lines = [""];
  const append = (part) => {
    const longer = lines.at(-1) + part;
    if (fits(longer.trimEnd())) lines[lines.length - 1] = longer;
    else lines.push(part);
  };
  for (const word of text.trim().match(/\S+\s*/g)) {
    if (fits(word.trimEnd())) append(word);
    else word.match(WHOLE_CHARACTER).forEach(append);
  }
  return lines.filter((line) => line !== "");
}

function drawText(context, ticket, { nameLines, nameFont, displayFont }) {
  const write = (text, y, font) => {
    context.font = font;
    context.fillStyle = "#2b1a12";
    context.direction = "ltr"; // Keeps the order of the groups of the code. `isolatedText` gives names their direction.
    context.textAlign = IS_RIGHT_TO_LEFT ? "right" : "left";
    context.fillText(text, IS_RIGHT_TO_LEFT ? WIDTH - TEXT_MARGIN : TEXT_MARGIN, y, TEXT_WIDTH);
  };
  const label = (text, y) => write(text.toLocaleUpperCase(LANGUAGE), y, "700 26px sans-serif");
  nameLines.forEach((line, index) => write(isolatedText(line), 110 + index * NAME_LINE_HEIGHT, nameFont));
  const top = (nameLines.length - 1) * NAME_LINE_HEIGHT;
  label(t("number-label"), top + 190);
  write(numberText(ticket.ticket_number), top + 350, `750 170px ${displayFont}`);
  label(t("code-label"), top + 440);
  write(ticket.verification_code.replaceAll("-", "  "), top + 500, "700 46px monospace");
  write(new URL(publicAddress("/")).host, top + 560, "24px sans-serif");
}
