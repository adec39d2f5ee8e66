/* The actions of a manager on a raffle, such as editing, publishing, drawing and deleting. */

import { isRaffle, jsonIn, rafflePath, request, requestJson, requestWith, untilAnswered } from "../shared/api.js";
import { focusOn, isGone, isolated, note } from "../shared/dom.js";
import { drawQuestion } from "../shared/draw-question.js";
import { fileName, saveFile } from "../shared/files.js";
import { localTimeText } from "../shared/format.js";
import { parts, t } from "../shared/language.js";
import { notPublishable } from "./not-publishable.js";
import { summaryOf } from "./summary.js";

const isCsv = (response) => response.headers.get("Content-Type")?.startsWith("text/csv");

/** The results of an action that matter to its caller. */
const DONE = "done";
const CHANGED = "changed";

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
  #versions = new WeakMap(); // the ETag of each raffle that was read

  /**
   * The dialogs ask the manager. `message` is the element that shows the result of an action. After a success,
   * `onSuccess` is called before the result is shown. `form` is the CreateForm, which shows copies and drafts.
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
    const change = await this.#editDialog.ask(parts("edit-title", { name: isolated(raffle.name) }), raffle);
    if (change === null) return;
    const edit = () => requestJson("PATCH", rafflePath(id), { body: change, isAnswer: isRaffle });
    const name = isolated(raffle.name);
    // The list on the screen may not show the changed raffle any more. So the message says how to find the raffle.
    const done = change.archived
      ? parts("archive-done", { name, status: t("status-archived") })
      : parts("edit-done", { name });
    await this.#run(edit, done);
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
      this.#say("bad", t("still-edited"));
      return;
    }
    await this.#publish(id, t("publish-text"));
  }

  /** Ask whether to publish a draft, with `text` above the list of what becomes final. After a yes, publish it. */
  async #publish(id, text) {
    const draft = await this.#wholeDraft(id);
    if (draft === null) return;
    const answer = await this.#dialog.ask({
      title: parts("publish-question", { name: isolated(draft.name) }),
      text,
      list: summaryOf(draft),
      yes: t("publish-yes"),
    });
    if (answer === null) return;
    // The manager said yes only to what the list shows. So the service publishes only this version, also after retries.
    const options = { headers: this.#ifUnchanged(draft), isAnswer: isRaffle };
    const done = await this.#run(
      () => requestJson("POST", rafflePath(id, "publish/"), options),
      parts("publish-done", { name: isolated(draft.name) }),
      "/problems/already-published",
      ({ errors, message }) => errors.length > 0 ? notPublishable(draft, errors) : [message],
    );
    if (done === CHANGED) await this.#publish(id, t("publish-changed"));
  }

  async endRaffle({ id }) {
    const raffle = await this.#wholeRaffle(id);
    if (raffle === null) return;
    const time = await this.#endDialog.ask(parts("end-question", { name: isolated(raffle.name) }), raffle);
    if (time === null) return;
    const end = () => requestJson("POST", rafflePath(id, "end/"), { body: { ended_at: time }, isAnswer: isRaffle });
    await this.#run(end, parts("end-done", { name: isolated(raffle.name), time: localTimeText(time) }));
  }

  async drawWinners(raffle) {
    const { id, name, entropy_source: source = null } = raffle;
    const entropy = await this.#dialog.ask({ ...drawQuestion(raffle), source });
    if (entropy === null) return;
    const options = source === null ? {} : { body: { entropy } };
    const success = parts("draw-done", { name: isolated(name) });
    const draw = () => requestJson("POST", rafflePath(id, "winners/"), { ...options, isAnswer: Array.isArray });
    await this.#run(draw, success, "/problems/already-drawn");
  }

  async substituteWinner({ id, name }) {
    const winner = await this.#substituteDialog.ask(parts("substitute-title", { name: isolated(name) }));
    if (winner === null) return;
    const options = { body: winner, isAnswer: (answer) => Number.isInteger(answer?.replaced_by) };
    const substitute = () => requestJson("POST", rafflePath(id, "substitutions/"), options);
    const success = parts("substitute-done", { name: isolated(name), number: winner.ticket_number });
    await this.#run(substitute, success, "/problems/already-substituted");
  }

  handOverPrizes({ id }) {
    this.#handOverDialog.open({ id });
  }

  async resumeRaffle({ id, name }) {
    const answer = await this.#dialog.ask({
      title: parts("resume-question", { name: isolated(name) }),
      text: t("resume-text"),
      yes: t("resume-yes"),
    });
    if (answer === null) return;
    const resume = () => requestJson("POST", rafflePath(id, "resume/"), { isAnswer: isRaffle });
    await this.#run(resume, parts("resume-done", { name: isolated(name) }), "/problems/not-suspended");
  }

  async deleteRaffle(raffle) {
    await this.#delete(raffle, t("delete-text"));
  }

  async deleteDraft({ id }) {
    // Without the version, the request would delete a raffle that another manager has published meanwhile.
    const draft = await this.#wholeDraft(id);
    if (draft !== null) await this.#delete(draft, t("delete-draft-text"), this.#ifUnchanged(draft));
  }

  async #delete({ id, name }, text, headers = {}) {
    const answer = await this.#dialog.ask({
      title: parts("delete-question", { name: isolated(name) }),
      text,
      yes: t("delete-yes"),
    });
    if (answer === null) return;
    const remove = () => requestWith(({ status }) => status === 204, "DELETE", rafflePath(id), { headers });
    const done = await this.#run(remove, parts("delete-done", { name: isolated(name) }), "/problems/raffle-deleted");
    if (done === DONE && this.#form.isEditing(id)) this.#form.stopEditing();
  }

  async saveWinners(raffle) {
    await this.#save(raffle, "winners", "winners-saved");
  }

  async saveLog(raffle) {
    await this.#save(raffle, "log", "log-saved");
  }

  async saveHandOvers(raffle) {
    await this.#save(raffle, "hand-overs", "hand-overs-saved");
  }

  /**
   * Save a list of a raffle as a CSV file named after the raffle. `success` is the id of the message that is shown when
   * the file is saved.
   */
  async #save({ id, name }, list, success) {
    await this.#run(async () => {
      const response = await requestWith(isCsv, "GET", rafflePath(id, `${list}/`), { headers: { Accept: "text/csv" } });
      saveFile(`${fileName(name)} ${list}.csv`, await response.blob());
    }, parts(success, { name: isolated(name) }));
  }

  /** Show a message, and scroll to it: a card is taller than a phone, so the message may be out of view. */
  #say(kind, ...content) {
    this.#message.replaceChildren(note(kind, ...content));
    this.#message.scrollIntoView({ block: "nearest" });
  }

  /** Get a raffle with its texts, because lists leave these out. If this does not work, say why, and return null. */
  async #wholeRaffle(id) {
    const thisRun = ++this.#runs;
    const read = async () => {
      const response = await request("GET", rafflePath(id));
      const raffle = await jsonIn(response, isRaffle);
      this.#versions.set(raffle, response.headers.get("ETag"));
      return raffle;
    };
    try {
      return await untilAnswered(
        read,
        (refusal) => this.#say("wait", refusal.message),
        () => thisRun !== this.#runs,
      );
    } catch (refusal) {
      if (!refusal.temporary) this.#say("bad", refusal.message);
      return null;
    }
  }

  /** Return headers with which the service changes a raffle only if it is still as it was read. */
  #ifUnchanged(raffle) {
    const version = this.#versions.get(raffle);
    return version === null ? {} : { "If-Match": version };
  }

  /** Get a draft with its texts. If another manager has published the draft, say so, and return null. */
  async #wholeDraft(id) {
    const raffle = await this.#wholeRaffle(id);
    if (raffle === null || raffle.status === "draft") return raffle;
    await this.#onSuccess();
    this.#say("wait", ...parts("publish-done", { name: isolated(raffle.name) }));
    return null;
  }

  /**
   * Run an action until it is answered, or until another action begins. Return DONE after a success, and CHANGED if
   * somebody has changed the raffle meanwhile.
   *
   * `success` is what to say after a success: elements and strings. If the answer to an earlier attempt was lost, the
   * action may have been carried out. So a retry that is refused with the problem type `doneAlready` counts as a
   * success. If the service does not refuse a repeated action, the action needs no `doneAlready`. `explain(refusal)`
   * returns what to say after any other refusal, as a list.
   */
  async #run(action, success, doneAlready, explain = ({ message }) => [message]) {
    const thisRun = ++this.#runs;
    const pressed = document.activeElement;
    let unanswered = false;
    const onWait = (refusal) => {
      unanswered ||= refusal.mayBeDone;
      this.#say("wait", refusal.message);
    };
    try {
      await untilAnswered(action, onWait, () => thisRun !== this.#runs);
    } catch (refusal) {
      if (refusal.temporary) return;
      if (!unanswered || refusal.type !== doneAlready) {
        const isChanged = refusal.type === "/problems/changed-meanwhile";
        if (isChanged) await this.#onSuccess();
        this.#say("bad", ...explain(refusal));
        return isChanged ? CHANGED : undefined;
      }
    }
    await this.#onSuccess();
    this.#say("good", ...success);
    if (isGone(pressed)) focusOn(this.#message);
    return DONE;
  }
}
