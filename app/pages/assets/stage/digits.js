/* Numbers that turn up digit by digit. The winners are already drawn, so the turning digits are only an animation. */

import { element } from "../shared/dom.js";
import { numberText } from "../shared/format.js";

/** The time between two digits that turn up. */
const DIGIT_MS = 650;

/** The time after which a turning digit changes. */
const TURN_MS = 70;

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

export class Digits {
  #cells = []; // for each number, a list of {cell, digit}; empty cells before a short number have the digit ""
  #timer = null;
  #finish = () => {};

  /** Return an element for a number. `width` is the number of digits of the largest number. */
  elementFor(number, width) {
    const digits = [...String(number).padStart(width)].map((digit) => digit === " " ? "" : numberText(Number(digit)));
    const cells = digits.map((digit) => ({ cell: element("span", { class: "digit" }, digit), digit }));
    this.#cells.push(cells);
    return element(
      "span",
      { class: "digits", role: "img", "aria-label": numberText(number) },
      ...cells.map(({ cell }) => cell),
    );
  }

  /** Let the digits of all numbers turn up, from the left to the right. Return when all of them are shown. */
  async turnUp() {
    if (reducedMotion.matches) return;
    const width = Math.max(...this.#cells.map((cells) => cells.length));
    const began = performance.now();
    for (const { cell } of this.#cells.flat()) cell.classList.add("turning");
    await new Promise((resolve) => {
      this.#finish = resolve;
      this.#timer = setInterval(() => {
        const passed = performance.now() - began;
        const shown = Math.floor(passed / DIGIT_MS);
        for (const cells of this.#cells) this.#turn(cells, shown, Math.floor(passed / TURN_MS));
        if (shown >= width) resolve();
      }, TURN_MS);
    });
    clearInterval(this.#timer);
    for (const cells of this.#cells) this.#turn(cells, width, 0);
  }

  /** End the turning, and show all digits now. */
  end() {
    this.#finish();
  }

  #turn(cells, shown, turns) {
    cells.forEach(({ cell, digit }, place) => {
      const isShown = place < shown;
      cell.textContent = isShown ? digit : numberText((turns + 3 * place) % 10);
      cell.classList.toggle("turning", !isShown);
    });
  }
}
