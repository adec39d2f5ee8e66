/* What a manager is asked before the draw, on the page for managers and on the stage. */

import { element, isolated } from "./dom.js";
import { answerIn } from "./dialog-answer.js";
import { serverTime } from "./clock.js";
import { localTimeText } from "./format.js";
import { parts, t } from "./language.js";

/** Return {title, text, yes}. `title` is a list of elements and strings. */
export const drawQuestion = ({ name, entropy_source: source, draw_at: announced }) => ({
  title: parts("draw-question", { name: isolated(name) }),
  text: [
    t(source ? "draw-from-value" : "draw-once"),
    t("draw-seen"),
    ...(Date.parse(announced) > (serverTime() ?? Date.now())
      ? [t("draw-announced", { time: localTimeText(announced) })]
      : []),
  ].join(" "),
  yes: t("draw-winners"),
});

/** Ask a manager in a new dialog whether to draw. Return whether the answer is yes. */
export async function askBeforeDraw(raffle) {
  const { title, text, yes } = drawQuestion(raffle);
  const dialog = element(
    "dialog",
    { "aria-labelledby": "draw-question" },
    element(
      "form",
      { method: "dialog", class: "stack" },
      element("h2", { id: "draw-question" }, ...title),
      element("p", {}, text),
      element(
        "div",
        { class: "actions" },
        element("button", { value: "no" }, t("cancel")),
        element("button", { class: "primary", value: "yes" }, yes),
      ),
    ),
  );
  document.body.append(dialog);
  const answer = await answerIn(dialog, () => true);
  dialog.remove();
  return answer !== null;
}
