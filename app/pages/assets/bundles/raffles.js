/* Made by make bundles from raffles.js and the modules that it imports. Edit those. */
// shared/dom.js
var byId = (id) => document.getElementById(id);
var removeLoadingText = () => byId("loading")?.remove();
function element(tag, attributes = {}, ...children) {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) created.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) created.setAttribute(name, value === true ? "" : value);
  }
  created.append(...children);
  return created;
}
var isolated = (name) => element("bdi", {}, name);
function focusOn(element2) {
  if (element2.tabIndex < 0) element2.tabIndex = -1;
  element2.focus({
    preventScroll: true
  });
}
var note = (kind, ...children) => element("div", {
  class: `note ${kind}`
}, element("p", {}, ...children));

// shared/addresses.js
var BASE = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
var addressOf = (path) => BASE + path;
var pathIn = (address) => address.startsWith(`${BASE}/`) ? address.slice(BASE.length) : address;
var rafflePage = (id) => addressOf(`/r/${id}`);
var managePage = addressOf("/manage");

// shared/format.js
import { LANGUAGE, LOCALE, parts } from "./language.js";
var NUMBER = new Intl.NumberFormat(LOCALE);
var TIME_LOCALE = LANGUAGE === "en" ? "en-GB" : LOCALE;
var TIME = new Intl.DateTimeFormat(TIME_LOCALE, {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC"
});
var LOCAL_TIME = new Intl.DateTimeFormat(TIME_LOCALE, {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short"
});
var LIST = new Intl.ListFormat(LOCALE, {
  type: "unit"
});
var prizesText = (prizes) => LIST.formatToParts(prizes.map((_, place) => String(place))).flatMap(({ type, value }) => type === "element" ? prizeText(prizes[value]) : value);
var prizeText = ({ name, amount }) => amount === 1 ? isolated(name) : parts("several-prizes", {
  amount,
  prize: isolated(name)
});
var WRITTEN_FROM_RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
var isolatedText = (name) => WRITTEN_FROM_RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;

// raffles.js
import { t as t4 } from "./language.js";

// shared/clock.js
var known = null;
function takeServerTime(response) {
  const time = Date.parse(response.headers.get("Date"));
  if (!Number.isNaN(time)) known = {
    time: time + 500,
    at: performance.now()
  };
}

// shared/delay.js
var FIRST_DELAY_MS = 2500;
var LONGEST_DELAY_MS = 3e4;
function delayAfter(failures) {
  const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, failures - 1));
  return longest * (1 + Math.random()) / 2;
}

// shared/api.js
import { LANGUAGE as LANGUAGE2, t } from "./language.js";
var NO_ANSWER = {
  detail: t("no-answer")
};
var NO_ANSWER_YET = {
  detail: t("no-answer-yet")
};
var TIMEOUT_MS = 12e3;
var FINAL = /* @__PURE__ */ new Set([
  "/problems/already-drawn",
  "/problems/already-handed-over",
  "/problems/already-participated",
  "/problems/already-published",
  "/problems/already-substituted",
  "/problems/beacon-signature-missing",
  "/problems/beacon-signature-wrong",
  "/problems/body-too-large",
  "/problems/cannot-end-early",
  "/problems/closed",
  "/problems/cross-site",
  "/problems/entropy-missing",
  "/problems/entropy-not-announced",
  "/problems/head-too-large",
  "/problems/idempotency-key-reused",
  "/problems/invalid-code",
  "/problems/invalid-request",
  "/problems/malformed-request",
  "/problems/method-not-allowed",
  "/problems/network-full",
  "/problems/no-prize-won",
  "/problems/no-substitutes-left",
  "/problems/not-a-manager",
  "/problems/not-a-winner",
  "/problems/not-drawn",
  "/problems/not-found",
  "/problems/not-suspended",
  "/problems/player-not-found",
  "/problems/raffle-deleted",
  "/problems/raffle-not-found",
  "/problems/sold-out",
  "/problems/ticket-not-found",
  "/problems/tickets-remaining",
  "/problems/too-early",
  "/problems/too-many-prizes",
  "/problems/unknown-host",
  "/problems/wrong-round"
]);
var Refusal = class extends Error {
  /** `status` and `retryAfter` are those of the response, because a document may name another status. */
  constructor(problem, status = 0, retryAfter = null) {
    const errors = problem.errors ?? [];
    super(errors.length > 0 ? errors.map(({ message }) => sentence(message)).join(" ") : problem.detail);
    this.type = problem.type;
    this.problem = problem;
    this.errors = errors;
    this.temporary = !(FINAL.has(problem.type) && status >= 400 && status < 500);
    this.retryAfterMs = 1e3 * (Number.parseInt(retryAfter) || 0);
  }
};
var sentence = (message) => `${message.charAt(0).toLocaleUpperCase(LANGUAGE2)}${message.slice(1)}.`;
async function refusalIn(response) {
  const document2 = await response.json().catch(() => null);
  const type = pathIn(String(document2?.type));
  const ours = /^\/problems\/[a-z-]+$/.test(type) && typeof document2.detail === "string";
  return new Refusal(ours ? {
    ...document2,
    type
  } : NO_ANSWER, response.status, response.headers.get("Retry-After"));
}
async function jsonIn(response, isAnswer = (value) => value !== null) {
  const value = await response.json().catch(() => null);
  if (!isAnswer(value)) throw new Refusal(NO_ANSWER);
  return value;
}
async function received(path, options) {
  const controller = new AbortController();
  let timer;
  const expectMore = () => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
  };
  try {
    expectMore();
    const response = await fetch(addressOf(path), {
      ...options,
      signal: controller.signal
    });
    takeServerTime(response);
    const parts2 = [];
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader.read()) {
      expectMore();
      parts2.push(part.value);
    }
    const { status, headers } = response;
    return new Response(parts2.length ? new Blob(parts2, {
      type: headers.get("Content-Type") ?? ""
    }) : null, {
      status,
      headers
    });
  } finally {
    clearTimeout(timer);
  }
}
async function request(method, path, { body, headers = {} } = {}) {
  const options = {
    method,
    headers: {
      Accept: "application/json",
      "Accept-Language": LANGUAGE2,
      ...headers
    }
  };
  if (body !== void 0) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  let response;
  try {
    response = await received(path, options);
  } catch {
    throw new Refusal(NO_ANSWER);
  }
  if (response.ok) return response;
  throw await refusalIn(response);
}
async function requestPage(path, isEntry = (entry) => entry !== null) {
  const response = await request("GET", path);
  const isAnswer = (value) => Array.isArray(value) && value.every(isEntry);
  return {
    entries: await jsonIn(response, isAnswer),
    nextPath: nextPathIn(response.headers.get("Link"))
  };
}
var whileAsking = (refusal) => refusal.problem === NO_ANSWER ? new Refusal(NO_ANSWER_YET) : refusal;
function nextPathIn(link) {
  const next = /<([^>]*)>; rel="next"/.exec(link ?? "");
  return next && pathIn(next[1]);
}
var isRaffle = (value) => typeof value?.id === "string" && typeof value.status === "string";

// shared/raffle-list.js
import { t as t3 } from "./language.js";

// shared/list-place.js
var key = () => `list-place:${location.pathname}${location.search}`;
function keepPlace(list, countWanted) {
  history.scrollRestoration = "manual";
  addEventListener("pagehide", () => {
    const link = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    try {
      sessionStorage.setItem(key(), JSON.stringify({
        wanted: countWanted(),
        scroll: scrollY,
        link
      }));
    } catch {
    }
  });
}
function placeLeft() {
  const [visit] = performance.getEntriesByType("navigation");
  if (![
    "back_forward",
    "reload"
  ].includes(visit?.type)) return null;
  try {
    return JSON.parse(sessionStorage.getItem(key()));
  } catch {
    return null;
  }
}

// shared/raffle-state.js
import { t as t2 } from "./language.js";
var STATUSES = [
  "draft",
  "damaged",
  "filling",
  "suspended",
  "scheduled",
  "open",
  "closed",
  "sold_out",
  "drawn",
  "deleted",
  "archived"
];
var statusText = (status) => t2(`status-${status}`);
var statusOptions = ({ hasDrafts }) => STATUSES.filter((status) => hasDrafts || status !== "draft").map((status) => element("option", {
  value: status
}, statusText(status)));
var completed = (raffle) => ({
  name: t2(raffle.status === "deleted" ? "deleted-name" : "damaged-name"),
  prizes: [],
  total_tickets: 0,
  available_tickets: 0,
  ...raffle
});
function showStatus(pill, status) {
  pill.dataset.status = status;
  pill.textContent = statusText(status);
}
var progressBar = (label) => element("progress", {
  max: 1,
  value: 0,
  "aria-label": label
});
function showProgress(bar, raffle) {
  const { status, total_tickets: total, available_tickets: available } = raffle;
  bar.hidden = [
    "draft",
    "damaged",
    "deleted"
  ].includes(status);
  bar.max = total;
  bar.value = status === "filling" ? available : taken(raffle);
}
function progressText(raffle) {
  const { status, total_tickets: total, available_tickets: available, sealed_at: sealed } = raffle;
  if (status === "draft") return t2("progress-draft", {
    total
  });
  if (status === "damaged") return t2("progress-damaged");
  if (status === "deleted") return total > 0 ? t2("progress-deleted", {
    total
  }) : "";
  if (status === "filling") return t2("progress-filling", {
    ready: available,
    total
  });
  if (status === "closed" && !sealed) return t2("progress-counting");
  return t2("progress-taken", {
    taken: taken(raffle),
    total
  });
}
var taken = ({ total_tickets: total, available_tickets: available, withdrawn_tickets: withdrawn = 0 }) => total - available - withdrawn;

// shared/use.js
var OLD_AFTER_MS = 1e4;
function onUse(act) {
  const actIfSeen = () => document.hidden || act();
  document.addEventListener("visibilitychange", actIfSeen);
  for (const use of [
    "focus",
    "pageshow",
    "scroll",
    "pointermove",
    "keydown"
  ]) addEventListener(use, actIfSeen);
}

// shared/raffle-list.js
var RAFFLES_PER_PAGE = 20;
var MAX_PER_REQUEST = 1e3;
var TYPING_PAUSE_MS = 250;
function showRaffleList({ list, moreButton, message }, makeCard2, emptyCard2, { hasDrafts = false } = {}) {
  const name = byId("filter-name");
  const status = byId("filter-status");
  const cards = /* @__PURE__ */ new Map();
  const left = placeLeft();
  let wanted = left?.wanted ?? RAFFLES_PER_PAGE;
  let timer = null;
  let waits = 0;
  let reads = 0;
  let readAt = 0;
  const elementOf = (listed) => {
    const raffle = completed(listed);
    const key2 = raffle.status === "draft" ? JSON.stringify(raffle) : `${raffle.id} ${raffle.name}`;
    if (!cards.has(key2)) cards.set(key2, makeCard2(raffle));
    const card = cards.get(key2);
    card.show(raffle);
    return card.element;
  };
  const filter = () => {
    const query = new URLSearchParams();
    if (name.value.trim()) query.set("name", name.value.trim());
    if (status.value) query.set("status", status.value);
    return query;
  };
  const read = async () => {
    const raffles = /* @__PURE__ */ new Map();
    const limited = new URLSearchParams([
      [
        "limit",
        Math.min(wanted, MAX_PER_REQUEST)
      ],
      ...filter()
    ]);
    const paths = [
      `/raffles/?${limited}`
    ];
    if (hasDrafts && !status.value) paths.unshift(`/raffles/?${limited}&status=draft`);
    while (paths.length > 0 && raffles.size < wanted) {
      const { entries, nextPath } = await requestPage(paths.shift(), isRaffle);
      for (const raffle of entries) raffles.set(raffle.id, raffle);
      if (nextPath !== null) paths.unshift(nextPath);
    }
    return {
      raffles: [
        ...raffles.values()
      ],
      hasMore: paths.length > 0
    };
  };
  const show = ({ raffles, hasMore }) => {
    const isFiltered = String(filter()) !== "";
    showInOrder(list, raffles.length || isFiltered ? raffles.map(elementOf) : [
      emptyCard2
    ]);
    moreButton.hidden = !hasMore;
    byId("filter-answer").textContent = isFiltered ? foundText(raffles.length, hasMore) : "";
    message.replaceChildren();
  };
  const refresh = async () => {
    clearTimeout(timer);
    timer = null;
    const thisRead = ++reads;
    readAt = Date.now();
    let mayChangeSoon = true;
    try {
      const answer = await read();
      if (thisRead !== reads) return;
      show(answer);
      mayChangeSoon = answer.raffles.some((raffle) => raffle.status === "filling");
    } catch (refusal) {
      if (thisRead !== reads) return;
      message.replaceChildren(note("bad", whileAsking(refusal).message));
      mayChangeSoon = refusal.temporary;
    }
    list.setAttribute("aria-busy", "false");
    removeLoadingText();
    waits = mayChangeSoon ? waits + 1 : 0;
    if (mayChangeSoon && !document.hidden) timer = setTimeout(refresh, delayAfter(waits));
  };
  const refreshIfOld = () => {
    const isOld = waits > 0 ? timer === null : Date.now() - readAt >= OLD_AFTER_MS;
    if (isOld) refresh();
  };
  const search = () => {
    wanted = RAFFLES_PER_PAGE;
    const query = String(filter());
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
    refresh();
  };
  status.append(...statusOptions({
    hasDrafts
  }));
  const asked = new URLSearchParams(location.search);
  name.value = asked.get("name") ?? "";
  status.value = asked.get("status") ?? "";
  if (status.selectedIndex < 0) status.value = "";
  name.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, TYPING_PAUSE_MS);
  });
  status.addEventListener("change", search);
  byId("filter").addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  moreButton.addEventListener("click", async () => {
    const shown = list.children.length;
    wanted = shown + RAFFLES_PER_PAGE;
    await refresh();
    list.children[shown]?.querySelector("a").focus({
      preventScroll: true
    });
  });
  onUse(refreshIfOld);
  keepPlace(list, () => wanted);
  refresh().then(() => {
    scrollTo(0, left?.scroll ?? 0);
    if (left?.link) list.querySelector(`a[href="${left.link}"]`)?.focus({
      preventScroll: true
    });
  });
  return refresh;
}
var foundText = (count, hasMore) => t3(hasMore ? "raffles-found-more" : "raffles-found", {
  count
});
function showInOrder(list, elements) {
  const wanted = new Set(elements);
  const hadFocus = list.contains(document.activeElement);
  for (const child of [
    ...list.children
  ]) if (!wanted.has(child)) child.remove();
  let next = list.firstElementChild;
  for (const element2 of elements) {
    if (element2 === next) next = next.nextElementSibling;
    else list.insertBefore(element2, next);
  }
  if (hadFocus && !list.contains(document.activeElement)) focusOn(list);
}

// raffles.js
function makeCard(raffle) {
  const pill = element("span", { class: "pill" });
  const bar = progressBar(t4("tickets-of", { name: isolatedText(raffle.name) }));
  const tickets = element("span");
  const link = element("a", { href: rafflePage(raffle.id) }, isolated(raffle.name));
  return {
    element: element(
      "li",
      { class: "card raffle" },
      element("div", { class: "head" }, element("h3", {}, link), pill),
      element("p", { class: "soft clip" }, ...prizesText(raffle.prizes)),
      element("div", { class: "bar" }, bar, element("p", { class: "facts small soft" }, tickets))
    ),
    show(newState) {
      showStatus(pill, newState.status);
      showProgress(bar, newState);
      tickets.textContent = progressText(newState);
    }
  };
}
var emptyCard = element(
  "li",
  { class: "card" },
  element("h3", {}, t4("none-yet")),
  element("p", { class: "soft" }, t4("none-yet-hint"))
);
showRaffleList(
  { list: byId("raffles"), moreButton: byId("more"), message: byId("list-message") },
  makeCard,
  emptyCard
);
