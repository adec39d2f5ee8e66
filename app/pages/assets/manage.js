/* The manager's page: create, watch, share, draw, delete. Everybody else is told why they cannot. */

import { ask, data, pathOf } from "./api.js";
import { bar, listRaffles, prizesTold, showProgress, showStatus, told } from "./card.js";
import { byId, copyButton, counted, element, note, save } from "./dom.js";
import { newKey } from "./memory.js";

const MOST_TICKETS = 10_000_000;
const MOST_PRIZES = 1000;

/* New raffle */

let prizeRows = 0;

function addPrize() {
  const row = ++prizeRows;
  const wrong = `prize-${row}-wrong`;
  byId("new-prizes").append(
    element(
      "div",
      { class: "prize-row" },
      element("input", {
        "aria-label": "Name of the prize",
        placeholder: "Bicycle",
        maxlength: 100,
        autocomplete: "off",
        "data-prize": "name",
        "aria-describedby": wrong,
      }),
      element("input", {
        "aria-label": "How many of this prize",
        value: 1,
        inputmode: "numeric",
        autocomplete: "off",
        "data-prize": "amount",
        "aria-describedby": wrong,
      }),
      element("button", {
        type: "button",
        "aria-label": "Remove this prize",
        onclick: (event) => removePrize(event.currentTarget.parentElement),
      }, "✕"),
      element("p", { class: "wrong", id: wrong }),
    ),
  );
}

function removePrize(row) {
  if (rows().length > 1) row.remove();
  byId("add-prize").focus();
  tellSum();
}

const rows = () => [...byId("new-prizes").children];
const input = (row, field) => row.querySelector(`[data-prize="${field}"]`);
const whole = (field) => (/^\s*[0-9]+\s*$/.test(field.value) ? Number(field.value) : NaN);

function entered() {
  const source = byId("new-entropy").value;
  return {
    name: byId("new-name").value,
    total_tickets: whole(byId("new-tickets")),
    prizes: rows().map((row) => ({ name: input(row, "name").value, amount: whole(input(row, "amount")) })),
    ...(source.trim() ? { entropy_source: source } : {}),
  };
}

/** The field of the page that a field of the API is entered in. */
function fieldOf(path) {
  const prize = /^prizes\[(\d+)\]\.(name|amount)$/.exec(path);
  return prize ? input(rows()[prize[1]], prize[2]) : document.querySelector(`[data-field="${CSS.escape(path)}"]`);
}

const within = (number, most) => number >= 1 && number <= most;
const visible = (text) => /\S/.test(text) && !/[\x00-\x1f\x7f-\x9f]/.test(text);

/** Return what is wrong, as the API would: [{field, message}]. */
function mistakes(raffle) {
  const found = [];
  const need = (good, field, message) => good || found.push({ field, message });
  need(visible(raffle.name), "name", "Give the raffle a name.");
  need(within(raffle.total_tickets, MOST_TICKETS), "total_tickets", "A whole number from 1 to 10,000,000.");
  raffle.prizes.forEach(({ name, amount }, place) => {
    need(visible(name), `prizes[${place}].name`, "Name this prize.");
    need(within(amount, MOST_TICKETS), `prizes[${place}].amount`, "At least 1 of this prize.");
  });
  need(raffle.prizes.length <= MOST_PRIZES, "prizes", "At most 1,000 different prizes.");
  if (!found.length) {
    need(
      sum(raffle) <= raffle.total_tickets,
      "prizes",
      `${counted(sum(raffle), "prize", "prizes")} for ${
        counted(raffle.total_tickets, "ticket", "tickets")
      }: offer fewer prizes or more tickets.`,
    );
  }
  return found;
}

const sum = (raffle) => raffle.prizes.reduce((total, { amount }) => total + amount, 0);

function showMistakes(found) {
  for (const field of document.querySelectorAll("#new [aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const place of document.querySelectorAll("#new .wrong")) place.textContent = "";
  let first = null;
  for (const { field, message } of found) {
    const at = fieldOf(field);
    at?.setAttribute("aria-invalid", "true");
    first ??= at;
    const place = at?.closest(".prize-row")?.querySelector(".wrong") ??
      (at ? byId(`${at.id}-wrong`) : byId("new-prizes-wrong"));
    place.textContent = place.textContent || message;
  }
  first?.focus();
}

function tellSum() {
  const raffle = entered();
  const known = Number.isFinite(raffle.total_tickets) && Number.isFinite(sum(raffle));
  byId("new-prizes-wrong").textContent = known && sum(raffle) > raffle.total_tickets
    ? mistakes({ ...raffle, name: "-", prizes: raffle.prizes.map(({ amount }) => ({ name: "-", amount })) }).map((
      { message },
    ) => message).join(" ")
    : "";
}

const keys = new Map();

/** The same raffle, sent again after its answer got lost, is created once; after that it is a new one. */
function keyFor(raffle) {
  const body = JSON.stringify(raffle);
  if (!keys.has(body)) keys.set(body, newKey());
  return keys.get(body);
}

async function create(event) {
  event.preventDefault();
  const raffle = entered();
  const found = mistakes(raffle);
  showMistakes(found);
  if (found.length) return;
  byId("create").disabled = true;
  try {
    const made = await data("POST", "/raffles/", { body: raffle, headers: { "Idempotency-Key": keyFor(raffle) } });
    keys.clear();
    byId("new").reset();
    byId("new-prizes").replaceChildren();
    addPrize();
    byId("created").replaceChildren(
      note("good", `Created “${made.name}”. `, element("a", { href: `/r/${made.id}` }, "Open its page")),
    );
    refresh();
  } catch (refusal) {
    const known = refusal.errors.filter(({ field }) => fieldOf(field));
    showMistakes(known);
    byId("created").replaceChildren(note("bad", refusal.message));
  }
  byId("create").disabled = false;
}

/* The raffles there are */

function make(raffle) {
  const pill = element("span", { class: "pill" });
  const progress = bar(`Tickets of ${raffle.name}`);
  const count = element("span");
  const draw = element(
    "button",
    { type: "button", class: "primary", onclick: () => drawWinners(raffle) },
    "Draw the winners",
  );
  const csv = element("button", { type: "button", onclick: () => saveCsv(raffle) }, "Winners as CSV");
  const link = `${location.origin}/r/${raffle.id}`;
  return {
    element: element(
      "li",
      { class: "card managed", "data-raffle": raffle.id },
      element(
        "div",
        { class: "head" },
        element("h3", {}, element("a", { href: `/r/${raffle.id}` }, raffle.name)),
        pill,
      ),
      element("p", { class: "soft small clip" }, prizesTold(raffle.prizes)),
      element("div", {}, progress, element("p", { class: "facts small soft" }, count)),
      element(
        "div",
        { class: "actions" },
        draw,
        csv,
        copyButton("Copy the link", link),
        element("button", { type: "button", class: "danger", onclick: () => deleteRaffle(raffle) }, "Delete"),
      ),
    ),
    show(now) {
      showStatus(pill, now.status);
      showProgress(progress, now);
      count.textContent = told(now);
      draw.hidden = now.status !== "sold_out";
      csv.hidden = now.status !== "drawn";
    },
  };
}

/** Ask for confirmation, and for the entropy where it was announced; return it, "" for a plain yes, null for no. */
function confirmed({ title, text, yes, source = null }) {
  const dialog = byId("confirm");
  byId("confirm-title").textContent = title;
  byId("confirm-text").textContent = text;
  byId("confirm-yes").textContent = yes;
  byId("confirm-entropy").hidden = source === null;
  byId("entropy-value").required = source !== null;
  byId("entropy-value").value = "";
  byId("entropy-from").textContent = source ?? "";
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes" ? byId("entropy-value").value : null), {
      once: true,
    });
  });
}

async function drawWinners(raffle) {
  const source = raffle.entropy_source ?? null;
  const entropy = await confirmed({
    title: `Draw “${raffle.name}”?`,
    text: source
      ? "The winners follow from the value that you enter."
      : "The server picks the entropy and draws. A raffle is drawn once, and for good.",
    yes: "Draw the winners",
    source,
  });
  if (entropy === null) return;
  await act(
    () => ask("POST", pathOf(raffle.id, "winners/"), source === null ? {} : { body: { entropy } }),
    `The winners of “${raffle.name}” are drawn.`,
  );
}

async function deleteRaffle(raffle) {
  const sure = await confirmed({
    title: `Delete “${raffle.name}”?`,
    text: "Its tickets, players and winners go with it, and nobody can bring them back.",
    yes: "Delete it",
  });
  if (sure === null) return;
  await act(() => ask("DELETE", pathOf(raffle.id)), `“${raffle.name}” is deleted.`);
}

const saveCsv = (raffle) =>
  act(async () => {
    const answer = await ask("GET", pathOf(raffle.id, "winners/"), { headers: { Accept: "text/csv" } });
    save(`winners-${raffle.id}.csv`, await answer.blob());
  }, `The winners of “${raffle.name}” are saved.`);

async function act(deed, done) {
  try {
    await deed();
    byId("created").replaceChildren();
    await refresh();
    byId("done").replaceChildren(note("good", done));
  } catch (refusal) {
    byId("done").replaceChildren(note("bad", refusal.message));
  }
}

function refuse(address) {
  byId("refused").hidden = false;
  byId("refused").replaceChildren(
    element("h2", {}, "Not from this address"),
    element(
      "p",
      {},
      "This page is for managers. They are known by their address, and the service sees you at ",
      element("strong", { class: "mono", id: "address" }, address),
      ".",
    ),
    element(
      "p",
      { class: "soft" },
      "If you should manage raffles, whoever runs the service can add this address to ",
      element("code", {}, "MANAGER_IPS"),
      ".",
    ),
  );
}

let refresh = () => {};

try {
  const me = await data("GET", "/me");
  if (me.manager) {
    byId("manage").hidden = false;
    addPrize();
    byId("add-prize").addEventListener("click", () => {
      addPrize();
      input(rows().at(-1), "name").focus();
    });
    byId("confirm-no").addEventListener("click", () => byId("confirm").close("no"));
    byId("entropy-value").addEventListener("change", ({ target }) => (target.value = target.value.trim()));
    byId("new").addEventListener("submit", create);
    byId("new").addEventListener("input", tellSum);
    refresh = listRaffles(byId("managed"), make, element("li", { class: "card soft" }, "No raffles yet."));
  } else refuse(me.address);
} catch (refusal) {
  byId("refused").hidden = false;
  byId("refused").replaceChildren(note("bad", refusal.message));
}
