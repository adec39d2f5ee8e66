/* The page for managers. Other visitors see why they cannot use the page. */

import { requestJson, untilAnswered } from "./shared/api.js";
import { byId, element, note, removeLoadingText } from "./shared/dom.js";
import { takeHandOverLink } from "./shared/hand-over-link.js";
import { parts, t } from "./shared/language.js";
import { released } from "./shared/press.js";
import { showRaffleList } from "./shared/raffle-list.js";
import { Acts } from "./manage/acts.js";
import { ClaimCharts } from "./manage/claim-charts.js";
import { showCodesReady } from "./manage/codes-ready.js";
import { ConfirmDialog } from "./manage/confirm-dialog.js";
import { CreateForm } from "./manage/create-form.js";
import { draftCard } from "./manage/draft-card.js";
import { EditDialog } from "./manage/edit-dialog.js";
import { EndDialog } from "./manage/end-dialog.js";
import { HandOverDialog } from "./manage/hand-over-dialog.js";
import { managedCard } from "./manage/managed-card.js";
import { followMetrics } from "./manage/metrics.js";
import { RaffleActions } from "./manage/raffle-actions.js";
import { SubstituteDialog } from "./manage/substitute-dialog.js";

const claimSlip = takeHandOverLink();

const createFormElements = () => ({
  form: byId("new"),
  name: byId("new-name"),
  tickets: byId("new-tickets"),
  prizes: byId("new-prizes"),
  prizesError: byId("new-prizes-error"),
  addPrizeButton: byId("add-prize"),
  entropySource: byId("new-entropy"),
  optional: {
    beacon: byId("new-beacon"),
    source: byId("new-source"),
    zone: byId("new-zone"),
    times: [byId("new-opens"), byId("new-closes"), byId("new-draw")],
    numbers: [byId("new-reserves"), byId("new-hours")],
    texts: [byId("new-description"), byId("new-participation"), byId("new-contact"), byId("new-pick-up")],
    unlisted: byId("new-unlisted"),
  },
  summary: { section: byId("new-summary"), list: byId("new-final") },
  title: byId("new-title"),
  buttons: {
    create: byId("create"),
    saveAsDraft: byId("save-as-draft"),
    saveDraft: byId("save-draft"),
    stopEditing: byId("stop-editing"),
  },
  message: byId("create-message"),
});

const dialogElements = () => ({
  dialog: byId("confirm"),
  form: byId("confirm-form"),
  title: byId("confirm-title"),
  text: byId("confirm-text"),
  list: byId("confirm-list"),
  entropy: byId("confirm-entropy"),
  entropyField: byId("entropy-value"),
  entropySource: byId("entropy-source"),
  review: byId("confirm-review"),
  reviewedValue: byId("reviewed-value"),
  reviewedLength: byId("reviewed-length"),
  cancelButton: byId("confirm-no"),
  confirmButton: byId("confirm-yes"),
});

const substituteElements = () => ({
  dialog: byId("substitute"),
  form: byId("substitute-form"),
  title: byId("substitute-title"),
  number: byId("substitute-number"),
  numberError: byId("substitute-number-error"),
  reason: byId("substitute-reason"),
  reasonError: byId("substitute-reason-error"),
  cancelButton: byId("substitute-no"),
});

const editElements = () => ({
  dialog: byId("edit"),
  form: byId("edit-form"),
  title: byId("edit-title"),
  texts: [byId("edit-description"), byId("edit-contact"), byId("edit-pick-up")],
  flags: [byId("edit-unlisted"), byId("edit-archived")],
  cancelButton: byId("edit-no"),
});

const endElements = () => ({
  dialog: byId("end"),
  form: byId("end-form"),
  title: byId("end-title"),
  time: byId("end-time"),
  zone: byId("end-zone"),
  error: byId("end-time-error"),
  cancelButton: byId("end-no"),
});

const handOverElements = () => ({
  dialog: byId("hand-over"),
  form: byId("hand-over-form"),
  title: byId("hand-over-title"),
  raffle: byId("hand-over-raffle"),
  number: byId("hand-over-number"),
  code: byId("hand-over-code"),
  note: byId("hand-over-note"),
  video: byId("hand-over-video"),
  answer: byId("hand-over-answer"),
  scanButton: byId("hand-over-scan"),
  closeButton: byId("hand-over-no"),
  submitButton: byId("hand-over-yes"),
});

/** Show the page. Return the charts of the raffles, and a function that reads the list of raffles again. */
function showManagement() {
  removeLoadingText();
  byId("manage").hidden = false;
  const acts = new Acts();
  const message = byId("action-message");
  const handOverDialog = new HandOverDialog(handOverElements(), acts, (ended) => message.replaceChildren(ended));
  const openSlip = (ticket) => ticket && handOverDialog.take(ticket);
  openSlip(claimSlip);
  addEventListener("hashchange", () => openSlip(takeHandOverLink()));
  const charts = new ClaimCharts();
  const createForm = new CreateForm(createFormElements(), acts, () => refreshList());
  const list = byId("managed");
  const nothingHere = element("li", { class: "card soft" }, t("no-raffles-here"));
  const actions = new RaffleActions(
    {
      dialog: new ConfirmDialog(dialogElements()),
      substituteDialog: new SubstituteDialog(substituteElements()),
      editDialog: new EditDialog(editElements()),
      endDialog: new EndDialog(endElements()),
      handOverDialog,
    },
    message,
    async () => {
      createForm.clearMessage();
      const card = message.closest("li");
      const place = [...list.children].indexOf(card);
      await refreshList();
      if (message.isConnected) return;
      // The card with the message has left the page. A published draft has a new card, which gets the message. A
      // deleted raffle has no card any more, so the message takes the place of the card.
      const newCard = list.querySelector(`[data-raffle="${card.dataset.raffle}"]`);
      if (newCard) newCard.append(message);
      else list.insertBefore(element("li", {}, message), list.children[place] ?? null);
    },
    createForm,
    acts,
  );
  // Before an action writes its message, move the element of the message into the card of the pressed button. A
  // capturing listener runs before the listener of the button, which starts the action.
  const moveMessage = ({ target }) => {
    const button = target.closest("button");
    if (!button?.closest(".actions") || button.classList.contains("copy") || message.contains(button)) return;
    actions.begin();
    target.closest("li").append(message);
  };
  list.addEventListener("click", moveMessage, { capture: true });
  // When the manager searches for other raffles, remove the message about the last action. But the message about a
  // request that is not answered yet always stays on the page, because it has the button that ends the request.
  byId("filter").addEventListener("input", () => {
    if (!acts.areUnanswered) message.replaceChildren();
  });
  const keepMessage = () => {
    if (acts.areUnanswered && !message.isConnected) byId("filter").before(message);
  };
  new MutationObserver(keepMessage).observe(list, { childList: true });
  const refreshList = showRaffleList(
    { list, moreButton: byId("more"), message: byId("list-message") },
    (raffle) => raffle.status === "draft" ? draftCard(raffle, actions) : managedCard(raffle, actions, charts),
    () => nothingHere,
    { hasDrafts: true },
  );
  return { charts, refreshList };
}

/** Show how many codes are ready. Read the list of raffles again only when the metrics count a new claim. */
async function showMetrics({ charts, refreshList }) {
  let known = null;
  await followMetrics(({ codesReady, claimed }) => {
    showCodesReady(byId("codes-ready"), codesReady);
    if (Number.isNaN(claimed)) return;
    if (claimed === known) charts.goOn();
    else if (known !== null) refreshList();
    known = claimed;
  });
}

function showNotAManager(...content) {
  removeLoadingText();
  byId("not-a-manager").hidden = false;
  byId("not-a-manager").replaceChildren(...content);
}

/** Show the warnings of the service for its operators. A service that is not ready sends no warnings. */
async function showWarnings() {
  const isReadiness = (readiness) => Array.isArray(readiness?.warnings);
  const { warnings } = await requestJson("GET", "/health/ready", { isAnswer: isReadiness })
    .catch(() => ({ warnings: [] }));
  await released();
  byId("warnings").replaceChildren(
    ...warnings.map((warning) => note("wait", ...parts("service-warns", { warning: inEnglish(warning) }))),
  );
}

/** Return a text for operators as an element. Such texts are in English, as in the log. */
const inEnglish = (text) => element("bdi", { lang: "en", dir: "ltr" }, text);

const symbol = (name) => element("code", { dir: "ltr", translate: "no" }, name);

const onAnotherMachine = (isShared) =>
  isShared
    ? note("bad", ...parts("shared-address", { setting: symbol("MANAGER_IPS") }))
    : element("p", { class: "soft" }, ...parts("allow-address", { setting: symbol("MANAGER_IPS") }));

function notAManagerText(ownAddress, isShared) {
  const address = element("bdi", { class: "mono", id: "address", translate: "no" }, ownAddress);
  const runThisService = parts("run-this-service", { file: symbol("manager-token"), folder: symbol("DATA_DIR") });
  return [
    element("h2", {}, ...(isShared ? parts("managers-only-shared", { address }) : parts("managers-only", { address }))),
    element("p", {}, ...runThisService),
    onAnotherMachine(isShared),
  ];
}

try {
  const isMe = (me) => typeof me?.manager === "boolean" && typeof me.connection === "object";
  const { manager, address, connection } = await untilAnswered(
    () => requestJson("GET", "/me?connection=true", { isAnswer: isMe }),
    (refusal) => showNotAManager(note("wait", refusal.message)),
  );
  byId("not-a-manager").hidden = true;
  if (manager) {
    const management = showManagement();
    await showWarnings();
    await showMetrics(management);
  } else showNotAManager(...notAManagerText(address, connection.address_is_shared));
} catch (refusal) {
  showNotAManager(note("bad", refusal.message));
}
