/* The page that shows the winners of a raffle to an audience (the stage). The service has chosen them before. */

import { addressOf, publicAddress, raffleIdInAddress, rafflePage } from "./shared/addresses.js";
import { Refusal, requestJson, untilAnswered } from "./shared/api.js";
import { serverTime } from "./shared/clock.js";
import { pause } from "./shared/delay.js";
import { byId, element, focusOn, removeLoadingText } from "./shared/dom.js";
import { askBeforeDraw } from "./shared/draw-question.js";
import { isolatedText } from "./shared/format.js";
import { t } from "./shared/language.js";
import { completed } from "./shared/raffle-state.js";
import { DrawForm } from "./raffle/draw-form.js";
import { followRaffle } from "./raffle/live-updates.js";
import { recall, validEarlier } from "./raffle/memory.js";
import { qrCanvas } from "./raffle/qr.js";
import { tombstone } from "./raffle/tombstone.js";
import { Controls } from "./stage/controls.js";
import { connectFullScreen, keepScreenOn } from "./stage/screen.js";
import { ShownWinners } from "./stage/shown-winners.js";
import { Steps } from "./stage/steps.js";
import { canBeDrawn, canStillBeClaimed, Waiting } from "./stage/waiting.js";
import { WinningNumbers } from "./stage/winning-numbers.js";

/** The time between two readings of the clock. */
const TICK_MS = 250;

/**
 * After a substitution, each screen asks for the winners after a random time between these two. So the screens do not
 * ask at the same moment. The screen of a manager, which is often the largest one, asks first.
 */
const RENEW_AFTER_MS = 1000;
const RENEW_BEFORE_MS = 5000;

const NOTHING_SHOWN = { position: 0, running: false, at: "" };

const id = raffleIdInAddress();
const waiting = new Waiting(byId("waiting"));
let raffle = null;
let received = ""; // the newest state of the raffle, as JSON
let stage = NOTHING_SHOWN;
let steps = null;
let winners = null;
let controls = null;
let isManager = false;
let shown = null; // how many winners are shown

function show(newState, followsLast) {
  const isFirst = received === "";
  const isRepeated = received === JSON.stringify(newState);
  received = JSON.stringify(newState);
  raffle = completed(newState);
  removeLoadingText();
  byId("failure").hidden = true;
  byId("stage").hidden = false;
  byId("name").replaceChildren(element("bdi", {}, raffle.name));
  document.title = t("stage-of", { name: isolatedText(raffle.name) });
  byId("stage").setAttribute("aria-busy", "false");
  if (raffle.status === "drawn" && steps === null) begin();
  if (raffle.stage) take(raffle.stage);
  showDrawing();
  tick();
  if (winners !== null && (isRepeated || (!isFirst && !followsLast))) renewWinners();
}

/** Prepare to show the winners, because they are drawn. */
function begin() {
  steps = new Steps(raffle);
  const places = { place: byId("winners"), told: byId("told") };
  winners = new ShownWinners(places, steps, new WinningNumbers(id), String(raffle.total_tickets).length);
  byId("winners").hidden = false;
}

/** Take a state of the stage if it is the newest. An older event can arrive after the answer to a pressed button. */
function take(newStage) {
  if (newStage.at >= stage.at) stage = newStage;
  tick();
}

function tick() {
  if (raffle === null) return;
  byId("waiting").hidden = raffle.status === "drawn" || raffle.status === "deleted";
  if (steps === null) {
    waiting.show(raffle);
    showDrawing();
    showInvitation();
    return;
  }
  if (isManager && controls === null) controls = new Controls(id, steps, now, take);
  const position = steps.positionAt(stage, serverTime() ?? Date.now());
  if (position !== shown) showPosition(position);
  controls?.show();
  showInvitation();
}

const now = () => ({ position: shown ?? 0, running: stage.running, isTurning: winners.isTurning });

async function showPosition(position) {
  shown = position;
  byId("shown").textContent = position > 0 ? t("winners-shown", { shown: position, total: steps.total }) : "";
  try {
    showOwnNumber(await untilAnswered(() => winners.show(position), () => {}, () => position !== shown));
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    if (!refusal.temporary) showFailure(refusal);
  }
}

/**
 * Load the winners again, because the same state has come twice, or because the page may have missed a state. The
 * service repeats the state after a substitution.
 */
async function renewWinners() {
  await pause(RENEW_AFTER_MS + (isManager ? 0 : Math.random() * (RENEW_BEFORE_MS - RENEW_AFTER_MS)));
  try {
    const numbers = await untilAnswered(() => winners.renew(), () => {});
    if (numbers !== null) showOwnNumber(numbers);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    showFailure(refusal);
  }
}

/** Tell the visitor whether the number of a ticket in this browser is shown now. */
function showOwnNumber(numbers) {
  const memory = recall(id);
  if (isManager || !memory.ticket || numbers === null) return;
  const own = [memory.ticket, ...validEarlier(memory)].map(({ ticket_number: number }) => number);
  const number = own.find((each) => numbers.includes(each)) ?? own[0];
  const isShown = numbers.includes(number);
  byId("own-ticket").hidden = false;
  byId("own-ticket").classList.toggle("found", isShown);
  // A ticket that a file or a link brought may be somebody else's ticket.
  const isAdded = memory.added && number === own[0];
  const say = (text, values) => t(isAdded ? `added-${text}` : `own-${text}`, values);
  byId("own-ticket").replaceChildren(
    isShown ? element("a", { href: rafflePage(id) }, say("number-shown")) : say("number", { number }),
  );
}

/** Let a manager make the draw here, as soon as it is possible. */
function showDrawing() {
  const isPossible = isManager && canBeDrawn(raffle);
  if (isPossible === byId("draw").hasChildNodes()) return;
  const drawing = () =>
    raffle.entropy_source
      ? element("a", { class: "button", href: addressOf("/manage") }, t("draw-in-management"))
      : new DrawForm(id, { label: t("draw-winners"), ask: () => askBeforeDraw(raffle) }).elementFor(raffle);
  const hadFocus = byId("draw").contains(document.activeElement);
  byId("draw").replaceChildren(...(isPossible ? [drawing()] : []));
  if (hadFocus) focusOn(byId(steps === null ? "waiting" : "winners"));
}

/** Show a QR code of the raffle's address while tickets can be claimed, and again after the last winner is shown. */
function showInvitation() {
  const text = canStillBeClaimed(raffle) ? t("scan-to-take-part") : shown === steps?.total ? t("scan-to-check") : null;
  const place = byId("invitation");
  if (place.dataset.text === String(text)) return;
  place.dataset.text = String(text);
  const url = publicAddress(rafflePage(id));
  place.replaceChildren(...(text ? [qrCanvas(url, t("qr-of", { url })), element("p", {}, text)] : []));
}

function showFailure(refusal) {
  if (refusal.temporary && raffle !== null) return; // The page already shows the newest state that is known.
  removeLoadingText();
  byId("stage").hidden = true;
  byId("failure").hidden = false;
  byId("failure").replaceChildren(
    ...(refusal.type === "/problems/raffle-deleted" ? tombstone(refusal.problem) : [
      element("h1", {}, refusal.temporary ? t("one-moment") : t("no-such-raffle")),
      element("p", { role: "alert" }, refusal.message),
    ]),
  );
}

/** Ask whether the visitor is a manager. Only managers get the controls. The answer also has the server's time. */
async function showControls() {
  const me = await requestJson("GET", "/me").catch(() => null);
  isManager = me?.manager === true;
  tick();
}

byId("back").href = rafflePage(id);
connectFullScreen(byId("full-screen"));
keepScreenOn();
setInterval(tick, TICK_MS);
followRaffle(id, show, showFailure, { stage: true });
showControls();
