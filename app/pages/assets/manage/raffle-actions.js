/* The actions of a manager on a raffle, such as editing, publishing, drawing and deleting. */

import { isRaffle, jsonIn, rafflePath, request, requestJson, requestWith } from "../shared/api.js";
import { element, focusOn, isGone, isolated } from "../shared/dom.js";
import { drawQuestion } from "../shared/draw-question.js";
import { fileName, saveFile } from "../shared/files.js";
import { localTimeText } from "../shared/format.js";
import { parts, t } from "../shared/language.js";
import { Act } from "./acts.js";
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
  #acts;
  #ended = null; // what says that the act before the present one was ended, a part of the message
  #place = element("div"); // what the present act says, a part of the message
  #versions = new WeakMap(); // the ETag of each raffle that was read

  /**
   * The dialogs ask the manager. `message` is the element that shows the result of an action. After a success,
   * `onSuccess` is called before the result is shown. `form` is the CreateForm, which shows copies and drafts.
   * `acts` is an Acts object.
   */
  constructor({ dialog, substituteDialog, editDialog, endDialog, handOverDialog }, message, onSuccess, form, acts) {
    this.#dialog = dialog;
    this.#substituteDialog = substituteDialog;
    this.#editDialog = editDialog;
    this.#endDialog = endDialog;
    this.#handOverDialog = handOverDialog;
    this.#message = message;
    this.#onSuccess = onSuccess;
    this.#form = form;
    this.#acts = acts;
  }

  /** Begin with an act, before its dialog opens. If another act is not answered yet, end it, and say so. */
  begin() {
    this.#ended = this.#acts.end();
    this.#place = element("div");
    this.#message.replaceChildren(...(this.#ended ? [this.#ended] : []), this.#place);
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
    await this.#run(this.#act(raffle), edit, done);
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
      this.#act({}).show("bad", t("still-edited"));
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
      this.#act(draft),
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
    const done = parts("end-done", { name: isolated(raffle.name), time: localTimeText(time) });
    await this.#run(this.#act(raffle), end, done);
  }

  async drawWinners(raffle) {
    const { id, name, entropy_source: source = null } = raffle;
    const entropy = await this.#dialog.ask({ ...drawQuestion(raffle), source });
    if (entropy === null) return;
    const options = source === null ? {} : { body: { entropy } };
    const success = parts("draw-done", { name: isolated(name) });
    const draw = () => requestJson("POST", rafflePath(id, "winners/"), { ...options, isAnswer: Array.isArray });
    await this.#run(this.#act(raffle), draw, success, "/problems/already-drawn");
  }

  async substituteWinner(raffle) {
    const { id, name } = raffle;
    const winner = await this.#substituteDialog.ask(parts("substitute-title", { name: isolated(name) }));
    if (winner === null) return;
    const options = { body: winner, isAnswer: (answer) => Number.isInteger(answer?.replaced_by) };
    const substitute = () => requestJson("POST", rafflePath(id, "substitutions/"), options);
    const success = parts("substitute-done", { name: isolated(name), number: winner.ticket_number });
    await this.#run(this.#act(raffle), substitute, success, "/problems/already-substituted");
  }

  handOverPrizes(raffle) {
    this.#handOverDialog.open(raffle, this.#ended);
  }

  async resumeRaffle(raffle) {
    const { id, name } = raffle;
    const answer = await this.#dialog.ask({
      title: parts("resume-question", { name: isolated(name) }),
      text: t("resume-text"),
      yes: t("resume-yes"),
    });
    if (answer === null) return;
    const resume = () => requestJson("POST", rafflePath(id, "resume/"), { isAnswer: isRaffle });
    const done = parts("resume-done", { name: isolated(name) });
    await this.#run(this.#act(raffle), resume, done, "/problems/not-suspended");
  }

  async deleteRaffle(raffle) {
    await this.#delete(raffle, t("delete-text"));
  }

  async deleteDraft({ id }) {
    // Without the version, the request would delete a raffle that another manager has published meanwhile.
    const draft = await this.#wholeDraft(id);
    if (draft !== null) await this.#delete(draft, t("delete-draft-text"), this.#ifUnchanged(draft));
  }

  async #delete(raffle, text, headers = {}) {
    const { id, name } = raffle;
    const answer = await this.#dialog.ask({
      title: parts("delete-question", { name: isolated(name) }),
      text,
      yes: t("delete-yes"),
    });
    if (answer === null) return;
    const remove = () => requestWith(({ status }) => status === 204, "DELETE", rafflePath(id), { headers });
    const success = parts("delete-done", { name: isolated(name) });
    const done = await this.#run(this.#act(raffle), remove, success, "/problems/raffle-deleted");
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
    await this.#run(this.#act({ name }, { isRead: true }), async () => {
      const response = await requestWith(isCsv, "GET", rafflePath(id, `${list}/`), { headers: { Accept: "text/csv" } });
      saveFile(`${fileName(name)} ${list}.csv`, await response.blob());
    }, parts(success, { name: isolated(name) }));
  }

  /** Return an act on a raffle, which says in the message how it goes. */
  #act({ name }, options) {
    return new Act(name, this.#place, options);
  }

  /** Get a raffle with its texts, because lists leave these out. If this does not work, say why, and return null. */
  async #wholeRaffle(id) {
    const act = this.#act({}, { isRead: true });
    const read = async () => {
      const response = await request("GET", rafflePath(id));
      const raffle = await jsonIn(response, isRaffle);
      this.#versions.set(raffle, response.headers.get("ETag"));
      return raffle;
    };
    try {
      return (await this.#acts.answer(act, read))?.answer ?? null;
    } catch (refusal) {
      act.show("bad", refusal.message);
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
    this.#act(raffle).show("wait", ...parts("publish-done", { name: isolated(raffle.name) }));
    return null;
  }

  /**
   * Send the request of an act until it is answered, or until the act ends. Return DONE after a success, and CHANGED if
   * somebody has changed the raffle meanwhile.
   *
   * `send()` sends the request. `success` is what to say after a success: elements and strings. If the answer to an
   * earlier request was lost, the act may have been carried out. So a request that is refused with the problem type
   * `doneAlready` then counts as a success. If the service does not refuse a repeated act, the act needs no
   * `doneAlready`. `explain(refusal)` returns what to say after any other refusal, as a list.
   */
  async #run(act, send, success, doneAlready, explain = ({ message }) => [message]) {
    const pressed = document.activeElement;
    try {
      if (await this.#acts.answer(act, send) === null) return;
    } catch (refusal) {
      if (!act.mayBeDone || refusal.type !== doneAlready) {
        const isChanged = refusal.type === "/problems/changed-meanwhile";
        if (isChanged) await this.#onSuccess();
        act.show("bad", ...explain(refusal));
        return isChanged && !act.isEnded ? CHANGED : undefined;
      }
    }
    await this.#onSuccess();
    act.show("good", ...success);
    if (isGone(pressed) && !act.isEnded) focusOn(this.#message);
    return DONE;
  }
}
