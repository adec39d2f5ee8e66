/* The actions of a manager on a raffle: publish, edit, duplicate and end it, draw, save lists, resume, delete. */

import { isRaffle, rafflePath, requestJson, requestWith, untilAnswered } from "../shared/api.js";
import { focusOn, isGone, isolated, note } from "../shared/dom.js";
import { saveFile } from "../shared/files.js";
import { localTimeText, numberText } from "../shared/format.js";
import { DELETE_DRAFT_TEXT, notPublishable, PUBLISH, PUBLISH_TEXT, published } from "./draft-texts.js";
import { publishTitle, STILL_EDITED } from "./draft-texts.js";
import { summaryOf } from "./summary.js";

const isCsv = (response) => response.headers.get("Content-Type")?.startsWith("text/csv");

export class RaffleActions {
  #dialog;
  #substituteDialog;
  #editDialog;
  #endDialog;
  #handOverDialog;
  #message;
  #onSuccess;
  #form;
  #runs = 0;

  /**
   * The dialogs ask the manager. `message` shows the result of an action. After a success, `onSuccess` runs first.
   * `form` is the CreateForm, which takes copies and drafts.
   */
  constructor({ dialog, substituteDialog, editDialog, endDialog, handOverDialog }, message, onSuccess, form) {
    this.#dialog = dialog;
    this.#substituteDialog = substituteDialog;
    this.#editDialog = editDialog;
    this.#endDialog = endDialog;
    this.#handOverDialog = handOverDialog;
    this.#message = message;
    this.#onSuccess = onSuccess;
    this.#form = form;
  }

  async editRaffle({ id }) {
    const raffle = await this.#wholeRaffle(id);
    if (raffle === null) return;
    const change = await this.#editDialog.ask(["Edit “", isolated(raffle.name), "”"], raffle);
    if (change === null) return;
    const edit = () => requestJson("PATCH", rafflePath(id), { body: change, isAnswer: isRaffle });
    await this.#run(edit, ["“", isolated(raffle.name), "” is changed."]);
  }

  async duplicateRaffle({ id }) {
    const raffle = await this.#wholeRaffle(id);
    if (raffle !== null) this.#form.copy(raffle);
  }

  async editDraft({ id }) {
    const draft = await this.#wholeDraft(id);
    if (draft !== null) this.#form.editDraft(draft);
  }

  async publishDraft({ id }) {
    if (this.#form.isEditing(id)) {
      this.#say("bad", STILL_EDITED);
      return;
    }
    const draft = await this.#wholeDraft(id);
    if (draft === null) return;
    const answer = await this.#dialog.ask({
      title: publishTitle(draft.name),
      text: PUBLISH_TEXT,
      list: summaryOf(draft),
      yes: PUBLISH,
    });
    if (answer === null) return;
    const publish = () => requestJson("POST", rafflePath(id, "publish/"), { isAnswer: isRaffle });
    await this.#run(
      publish,
      published(draft.name),
      "/problems/already-published",
      ({ errors, message }) => errors.length > 0 ? notPublishable(draft, errors) : [message],
    );
  }

  async endRaffle({ id }) {
    const raffle = await this.#wholeRaffle(id);
    if (raffle === null) return;
    const time = await this.#endDialog.ask(["End “", isolated(raffle.name), "” early?"], raffle);
    if (time === null) return;
    const end = () => requestJson("POST", rafflePath(id, "end/"), { body: { ended_at: time }, isAnswer: isRaffle });
    await this.#run(end, ["“", isolated(raffle.name), `” ends on ${localTimeText(time)}.`]);
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
    const draw = () => requestJson("POST", rafflePath(id, "winners/"), { ...options, isAnswer: Array.isArray });
    await this.#run(draw, success, "/problems/already-drawn");
  }

  async substituteWinner({ id, name }) {
    const winner = await this.#substituteDialog.ask(["Substitute a winner of “", isolated(name), "”"]);
    if (winner === null) return;
    const options = { body: winner, isAnswer: (answer) => Number.isInteger(answer?.replaced_by) };
    const substitute = () => requestJson("POST", rafflePath(id, "substitutions/"), options);
    const success = [
      "The next substitute of “",
      isolated(name),
      `” came in for ticket ${numberText(winner.ticket_number)}.`,
    ];
    await this.#run(substitute, success, "/problems/already-substituted");
  }

  handOverPrizes({ id }) {
    this.#handOverDialog.open({ id });
  }

  async resumeRaffle({ id, name }) {
    const answer = await this.#dialog.ask({
      title: ["Resume “", isolated(name), "”?"],
      text: "The service was restored from a backup. It does not know the tickets that were claimed after the " +
        "backup, so they may be given to other players. Their first holders cannot win with them.",
      yes: "Resume it",
    });
    if (answer === null) return;
    const resume = () => requestJson("POST", rafflePath(id, "resume/"), { isAnswer: isRaffle });
    await this.#run(resume, ["“", isolated(name), "” goes on."], "/problems/not-suspended");
  }

  async deleteRaffle(raffle) {
    await this.#delete(
      raffle,
      "Its tickets and winners are deleted too. This cannot be undone. Its page still shows everybody that it was " +
        "deleted.",
    );
  }

  async deleteDraft(draft) {
    await this.#delete(draft, DELETE_DRAFT_TEXT);
  }

  async #delete({ id, name }, text) {
    const answer = await this.#dialog.ask({ title: ["Delete “", isolated(name), "”?"], text, yes: "Delete it" });
    if (answer === null) return;
    const remove = () => requestWith(({ status }) => status === 204, "DELETE", rafflePath(id));
    const isDone = await this.#run(remove, ["“", isolated(name), "” is deleted."], "/problems/raffle-deleted");
    if (isDone && this.#form.isEditing(id)) this.#form.stopEditing();
  }

  async saveWinners({ id, name }) {
    await this.#save(id, "winners", ["The winners of “", isolated(name), "” are saved."]);
  }

  async saveLog({ id, name }) {
    await this.#save(id, "log", ["The log of “", isolated(name), "” is saved."]);
  }

  async saveHandOvers({ id, name }) {
    await this.#save(id, "hand-overs", ["The list of the prizes of “", isolated(name), "” is saved."]);
  }

  /** Save a list of a raffle as a CSV file. */
  async #save(id, list, success) {
    await this.#run(async () => {
      const response = await requestWith(isCsv, "GET", rafflePath(id, `${list}/`), { headers: { Accept: "text/csv" } });
      saveFile(`${list}-${id}.csv`, await response.blob());
    }, success);
  }

  /** Show a message. A card is taller than a phone, so the message may be out of view. */
  #say(kind, ...content) {
    this.#message.replaceChildren(note(kind, ...content));
    this.#message.scrollIntoView({ block: "nearest" });
  }

  /** Get a raffle with its texts, which lists leave out. Return null if this does not work, and say why. */
  async #wholeRaffle(id) {
    const thisRun = ++this.#runs;
    try {
      return await untilAnswered(
        () => requestJson("GET", rafflePath(id), { isAnswer: isRaffle }),
        (refusal) => this.#say("wait", refusal.message),
        () => thisRun !== this.#runs,
      );
    } catch (refusal) {
      if (!refusal.temporary) this.#say("bad", refusal.message);
      return null;
    }
  }

  /** Get a draft with its texts. Return null if another manager has published it meanwhile, and say so. */
  async #wholeDraft(id) {
    const raffle = await this.#wholeRaffle(id);
    if (raffle === null || raffle.status === "draft") return raffle;
    await this.#onSuccess();
    this.#say("wait", ...published(raffle.name));
    return null;
  }

  /**
   * Run an action until it is answered, or until another action begins. `success` is what to say afterwards: elements
   * and strings. If an answer was lost, the action may have been carried out: then a retry is refused as `doneAlready`.
   * An action without it can be repeated. `explain(refusal)` returns what to say after another refusal, as a list.
   * Return whether the action is done.
   */
  async #run(action, success, doneAlready, explain = ({ message }) => [message]) {
    const thisRun = ++this.#runs;
    const pressed = document.activeElement;
    let unanswered = false;
    const onWait = (refusal) => {
      unanswered = true;
      this.#say("wait", refusal.message);
    };
    try {
      await untilAnswered(action, onWait, () => thisRun !== this.#runs);
    } catch (refusal) {
      if (refusal.temporary) return false;
      if (!unanswered || refusal.type !== doneAlready) {
        this.#say("bad", ...explain(refusal));
        return false;
      }
    }
    await this.#onSuccess();
    this.#say("good", ...success);
    if (isGone(pressed)) focusOn(this.#message);
    return true;
  }
}
