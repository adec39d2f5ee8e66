/* "My tickets": every raffle in which this browser took part. The service does not know that one visitor took part in
all of them. */

import { byId, focusOn, note, removeLoadingText } from "./shared/dom.js";
import { saveFile } from "./shared/files.js";
import { t } from "./shared/language.js";
import { onUse } from "./shared/use.js";
import { lostCode } from "./raffle/lost-code.js";
import { recall, rememberedRaffles } from "./raffle/memory.js";
import { addTickets, askToAdd } from "./tickets/add-tickets.js";
import { TicketEntry } from "./tickets/ticket-entry.js";
import { BadFile, fileText, memoriesIn } from "./tickets/ticket-file.js";
import { transferCodes } from "./tickets/transfer-codes.js";
import { takeTransferLink } from "./tickets/transfer-link.js";

/** How many raffles are requested at the same time. A browser opens only a few connections to one host. */
const AT_ONCE = 3;

/** When the visitor uses the page after this time, the raffles are requested again. */
const OLD_AFTER_MS = 30_000;

const entries = new Map(); // raffle id -> TicketEntry
let askedAt = 0;

const nameOf = (id) => entries.get(id)?.raffle?.name;

const tickets = () => [...entries.keys()].map((id) => recall(id).ticket).filter(Boolean);

/** Show the raffles that this browser remembers now. Request the new raffles, or all raffles if `all` is true. */
async function show({ all = false } = {}) {
  const ids = rememberedRaffles();
  showWhetherEmpty();
  for (const [id, entry] of entries) if (!ids.includes(id) || !entry.isCurrent) drop(id, entry);
  const added = ids.filter((id) => !entries.has(id));
  for (const id of added) entries.set(id, new TicketEntry(id, (isRemoved) => showAnew(id, isRemoved)));
  byId("tickets").append(...added.map((id) => entries.get(id).element));
  byId("keep-actions").hidden = tickets().length === 0;
  if (!byId("codes").hidden) showCodes();
  if (all) askedAt = Date.now();
  const waiting = (all ? ids : added).map((id) => entries.get(id));
  const work = async () => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) await entry.refresh();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (added.length > 0) sort();
  byId("tickets").setAttribute("aria-busy", "false");
}

const showWhetherEmpty = () => byId("empty").hidden = rememberedRaffles().length > 0;

/** Show what is left after a removal. If this browser still keeps something of the raffle, it gets a new entry. */
function showAnew(id, isRemoved) {
  showWhetherEmpty(); // before `drop`, because an element that is hidden gets no focus
  if (isRemoved) drop(id, entries.get(id));
  byId("message").replaceChildren(...(isRemoved ? [] : [note("wait", t("changed-elsewhere"))]));
  show({ all: !isRemoved });
}

/** Remove an entry. If it had the focus, the focus moves to an entry beside it, or to the text for an empty list. */
function drop(id, entry) {
  const { element } = entry;
  const next = element.nextElementSibling ?? element.previousElementSibling ?? byId("empty");
  const hadFocus = element.contains(document.activeElement);
  entry.stop();
  element.remove();
  entries.delete(id);
  if (hadFocus) focusOn(next);
}

/** Put the newest raffle first. If the order is right already, nothing is moved, so that no focus is lost. */
function sort() {
  const newestFirst = [...entries.values()].sort((one, other) =>
    (other.raffle?.created_at ?? "").localeCompare(one.raffle?.created_at ?? "")
  );
  const isSorted = newestFirst.every((entry, place) => byId("tickets").children[place] === entry.element);
  if (!isSorted) byId("tickets").append(...newestFirst.map((entry) => entry.element));
}

/** Remove all entries and show them again, so that a ticket that was replaced gets a new entry. */
function showAgain() {
  for (const [id, entry] of entries) drop(id, entry);
  return show({ all: true });
}

const showCodes = () => byId("codes").replaceChildren(...(byId("codes").hidden ? [] : transferCodes(tickets())));

function save() {
  const memories = [...entries.keys()].map((id) => ({ name: nameOf(id), ...recall(id) }))
    .filter(({ ticket }) => ticket);
  saveFile("raffle-tickets.json", fileText(memories), "application/json");
}

async function addFile() {
  const [file] = byId("file").files;
  byId("file").value = ""; // Without this, the browser sends no event if the same file is chosen again.
  if (!file) return;
  try {
    addTickets(await memoriesIn(file), nameOf, showAgain);
  } catch (error) {
    if (!(error instanceof BadFile)) throw error;
    byId("message").replaceChildren(note("bad", error.message));
  }
}

async function openTransferLink() {
  const linked = takeTransferLink();
  if (linked === null) return;
  byId("message").replaceChildren();
  if (linked.length === 0) byId("message").replaceChildren(note("bad", t("link-incomplete")));
  else if (await askToAdd(linked, nameOf)) addTickets(linked.map((ticket) => ({ ticket })), nameOf, showAgain);
  else byId("message").replaceChildren(note("wait", t("nothing-added")));
}

byId("save").addEventListener("click", save);
byId("print").addEventListener("click", () => globalThis.print());
byId("pass-on").addEventListener("click", () => {
  byId("codes").hidden = !byId("codes").hidden;
  byId("pass-on").setAttribute("aria-expanded", String(!byId("codes").hidden));
  showCodes();
});
byId("file").addEventListener("change", addFile);
addEventListener("hashchange", openTransferLink);
addEventListener("storage", () => show());
onUse(() => {
  if (Date.now() - askedAt > OLD_AFTER_MS) show({ all: true });
});
byId("empty").append(lostCode());
removeLoadingText();
openTransferLink();
show({ all: true });
