/* The actions of a manager on a raffle: draw the winners, save them, resume and delete the raffle. */

import { rafflePath, request } from "../shared/api.js";
import { isolated, note } from "../shared/dom.js";
import { saveFile } from "../shared/files.js";

export class RaffleActions {
  #dialog;
  #message;
  #onSuccess;

  /** `dialog` is a ConfirmDialog. `message` shows the result of an action. After a success, `onSuccess` runs first. */
  constructor(dialog, message, onSuccess) {
    this.#dialog = dialog;
    this.#message = message;
    this.#onSuccess = onSuccess;
  }

  async drawWinners({ id, name, entropy_source: source = null }) {
    const entropy = await this.#dialog.ask({
      title: ["Draw “", isolated(name), "”?"],
      text: source === null
        ? "The server draws the winners. This can be done only once."
        : "The winners follow from the value that you enter.",
      yes: "Draw the winners",
      source,
    });
    if (entropy === null) return;
    const options = source === null ? {} : { body: { entropy } };
    const success = ["The winners of “", isolated(name), "” are drawn."];
    await this.#run(() => request("POST", rafflePath(id, "winners/"), options), success);
  }

  async resumeRaffle({ id, name }) {
    const answer = await this.#dialog.ask({
      title: ["Resume “", isolated(name), "”?"],
      text: "The service was restored from a backup. It does not know the tickets that were claimed after the " +
        "backup, so they may be given to other players. Their first holders cannot win with them.",
      yes: "Resume it",
    });
    if (answer === null) return;
    await this.#run(() => request("POST", rafflePath(id, "resume/")), ["“", isolated(name), "” goes on."]);
  }

  async deleteRaffle({ id, name }) {
    const answer = await this.#dialog.ask({
      title: ["Delete “", isolated(name), "”?"],
      text: "Its tickets and winners are deleted too. This cannot be undone.",
      yes: "Delete it",
    });
    if (answer === null) return;
    await this.#run(() => request("DELETE", rafflePath(id)), ["“", isolated(name), "” is deleted."]);
  }

  async saveWinners({ id, name }) {
    const options = { headers: { Accept: "text/csv" } };
    await this.#run(async () => {
      const response = await request("GET", rafflePath(id, "winners/"), options);
      saveFile(`winners-${id}.csv`, await response.blob());
    }, ["The winners of “", isolated(name), "” are saved."]);
  }

  /** Run an action. `success` is what to say afterwards: elements and strings. */
  async #run(action, success) {
    try {
      await action();
      await this.#onSuccess();
      this.#message.replaceChildren(note("good", ...success));
    } catch (refusal) {
      this.#message.replaceChildren(note("bad", refusal.message));
    }
  }
}
