/* The form for the draw of a raffle with a beacon: a public service whose signature decides the draw. Anyone can make
this draw. The first request to draw has no signature, because the service may get the signature from the beacon. If the
service cannot get the signature, the form asks the visitor to copy the signature from another page. The page itself
cannot get the signature, because pages send no requests to other hosts. */

import { rafflePath, requestJson, untilAnswered } from "../shared/api.js";
import { element, isBusy, note, setBusy } from "../shared/dom.js";
import { parts, t } from "../shared/language.js";
import { QUICKNET } from "./quicknet.js";
import { roundLink } from "./randomness.js";

/** The service answers with one of these problems if it has no signature. Then the form asks for the signature. */
const SIGNATURE_NEEDED = ["/problems/beacon-signature-missing", "/problems/beacon-unreachable"];

const SIGNATURE = /[0-9a-f]{96}/;

export class DrawForm {
  #id;
  #round;
  #field = element("textarea", {
    id: "signature",
    class: "mono",
    dir: "ltr",
    rows: 3,
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "none",
    "aria-describedby": "signature-hint",
  });
  #hint = element("p", { id: "signature-hint", class: "hint" });
  #entry = element(
    "div",
    { hidden: true },
    element("label", { for: "signature" }, t("signature-of-round")),
    this.#field,
    this.#hint,
  );
  #button;
  #message = element("div", { role: "status" });
  #ask;

  /** `ask()` asks the visitor whether to draw, and returns whether the visitor agrees. The button shows `label`. */
  constructor(id, { label = t("make-draw"), ask = () => true } = {}) {
    this.#id = id;
    this.#ask = ask;
    this.#button = element("button", { type: "submit", class: "primary" }, label);
  }

  /** Return the form for a raffle whose deciding signature is published. `round` is the number of this signature. */
  elementFor({ round }) {
    this.#round = round;
    this.#hint.replaceChildren(...parts("signature-hint", { address: roundLink(QUICKNET.hash, round) }));
    const onsubmit = async (event) => {
      event.preventDefault();
      const isAnswered = !this.#entry.hidden; // The visitor said yes before the field for the signature was shown.
      if (!isBusy(this.#button) && (isAnswered || await this.#ask())) this.#draw();
    };
    return element(
      "form",
      { id: "draw-form", novalidate: true, class: "stack", onsubmit },
      this.#entry,
      element("p", { class: "actions" }, this.#button),
      this.#message,
    );
  }

  async #draw() {
    let options = {};
    if (!this.#entry.hidden) {
      const signature = SIGNATURE.exec(this.#field.value)?.[0];
      this.#field.setAttribute("aria-invalid", String(signature === undefined));
      if (signature === undefined) {
        this.#say("bad", t("signature-malformed"));
        this.#field.focus();
        return;
      }
      options = { body: { round: this.#round, signature } };
    }
    setBusy(this.#button, true);
    try {
      await untilAnswered(() => this.#send(options), (refusal) => this.#say("wait", refusal.message));
      this.#say("good", t("draw-made"));
    } catch (refusal) {
      if (refusal.type === "/problems/already-drawn") this.#say("good", t("draw-made-already"));
      else this.#say("bad", refusal.message);
    } finally {
      setBusy(this.#button, false);
    }
  }

  async #send(options) {
    try {
      return await requestJson("POST", rafflePath(this.#id, "winners/"), { ...options, isAnswer: Array.isArray });
    } catch (refusal) {
      if (SIGNATURE_NEEDED.includes(refusal.type)) {
        refusal.temporary = false;
        this.#entry.hidden = false;
        this.#button.textContent = t("send-signature");
        this.#field.focus();
      }
      throw refusal;
    }
  }

  #say(kind, text) {
    this.#message.replaceChildren(note(kind, text));
  }
}
