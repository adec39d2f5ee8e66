/* What the managers of a raffle say about it: its description, whom to ask, and what they changed. */

import { rafflePath } from "../shared/api.js";
import { element } from "../shared/dom.js";
import { changeText, isChange } from "../shared/changes.js";
import { t } from "../shared/language.js";
import { pagedDetails } from "../shared/paged-details.js";
import { textBlock } from "../shared/plain-text.js";

export class About {
  #section;
  #texts;
  #contact;
  #changes;
  #shown = null;

  /** All parameters after `id` are elements. `changes` gets the list of changes. Without texts, `section` is hidden. */
  constructor(id, { section, description, contact, changes }) {
    this.#section = section;
    this.#texts = description;
    this.#contact = contact;
    this.#changes = changes;
    changes.append(
      pagedDetails(t("changes-heading"), rafflePath(id, "changes/?limit=20"), {
        isEntry: isChange,
        line: changeText,
        empty: t("no-changes"),
      }),
    );
  }

  /** Show the texts of a raffle. If the texts have not changed, the elements stay, so that a link keeps its focus. */
  show({ status, description, contact, pick_up: pickUp, changed = false }) {
    this.#changes.hidden = !changed;
    // A draft shows managers how winners get their prizes. For a published raffle, only the cards of winners show it.
    const more = [["contact-heading", contact], ["field-pick-up", status === "draft" && pickUp]]
      .filter(([, text]) => text);
    const content = JSON.stringify([description, more]);
    if (content === this.#shown) return;
    this.#shown = content;
    this.#section.hidden = !description && more.length === 0;
    this.#texts.replaceChildren(...(description ? [textBlock(description)] : []));
    this.#contact.replaceChildren(...more.flatMap(([title, text]) => [element("h3", {}, t(title)), textBlock(text)]));
  }
}
