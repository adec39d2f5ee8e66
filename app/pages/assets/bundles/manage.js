/* Made by make bundles from manage.js and the modules that it imports. Edit those. */
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
var untranslated = (text) => element("span", {
  translate: "no"
}, text);
var isGone = (element2) => element2.getClientRects().length === 0;
function focusOn(element2) {
  if (element2.tabIndex < 0) element2.tabIndex = -1;
  element2.focus({
    preventScroll: true
  });
}
var setBusy = (button, isBusy2) => button.setAttribute("aria-disabled", String(isBusy2));
var isBusy = (button) => button.getAttribute("aria-disabled") === "true";
var note = (kind, ...children) => element("div", {
  class: `note ${kind}`
}, element("p", {}, ...children));

// shared/addresses.js
var BASE = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
var addressOf = (path) => BASE + path;
var pathIn = (address) => address.startsWith(`${BASE}/`) ? address.slice(BASE.length) : address;
var publicAddress = (page) => new URL(page, document.querySelector('meta[name="public-url"]')?.content ?? location.origin).href;
var rafflePage = (id) => addressOf(`/r/${id}`);
var managePage = addressOf("/manage");
var stagePage = (id) => `${rafflePage(id)}/stage`;

// shared/clock.js
var known = null;
function takeServerTime(response) {
  const time = Date.parse(response.headers.get("Date"));
  if (!Number.isNaN(time)) known = {
    time: time + 500,
    at: performance.now()
  };
}
var serverTime = () => known && known.time + performance.now() - known.at;

// shared/delay.js
var FIRST_DELAY_MS = 2500;
var LONGEST_DELAY_MS = 3e4;
function delayAfter(failures) {
  const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, failures - 1));
  return longest * (1 + Math.random()) / 2;
}
var pause = (milliseconds, signal) => new Promise((resolve) => {
  setTimeout(resolve, milliseconds);
  signal?.addEventListener("abort", resolve);
});

// shared/api.js
import { LANGUAGE, t } from "./language.js";
var NO_ANSWER = {
  detail: t("no-answer")
};
var NO_ANSWER_YET = {
  detail: t("no-answer-yet")
};
var TIMEOUT_MS = 12e3;
var LONGEST_RETRY_AFTER_MS = 6e4;
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
var sentence = (message) => `${message.charAt(0).toLocaleUpperCase(LANGUAGE)}${message.slice(1)}.`;
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
    const parts9 = [];
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader.read()) {
      expectMore();
      parts9.push(part.value);
    }
    const { status, headers } = response;
    return new Response(parts9.length ? new Blob(parts9, {
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
      "Accept-Language": LANGUAGE,
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
async function requestWith(isAnswer, method, path, options) {
  const response = await request(method, path, options);
  if (!isAnswer(response)) throw new Refusal(NO_ANSWER);
  return response;
}
var requestJson = async (method, path, { isAnswer, ...options } = {}) => jsonIn(await request(method, path, options), isAnswer);
async function requestPage(path, isEntry2 = (entry) => entry !== null) {
  const response = await request("GET", path);
  const isAnswer = (value) => Array.isArray(value) && value.every(isEntry2);
  return {
    entries: await jsonIn(response, isAnswer),
    nextPath: nextPathIn(response.headers.get("Link"))
  };
}
var whileAsking = (refusal) => refusal.problem === NO_ANSWER ? new Refusal(NO_ANSWER_YET) : refusal;
async function untilAnswered(ask, onWait, isCancelled = () => false) {
  for (let failures = 1; ; failures++) {
    try {
      return await ask();
    } catch (refusal) {
      if (!refusal.temporary) throw refusal;
      onWait(whileAsking(refusal));
      if (isCancelled()) throw refusal;
      await pause(Math.max(delayAfter(failures), Math.min(refusal.retryAfterMs, LONGEST_RETRY_AFTER_MS)));
      if (isCancelled()) throw refusal;
    }
  }
}
function nextPathIn(link) {
  const next = /<([^>]*)>; rel="next"/.exec(link ?? "");
  return next && pathIn(next[1]);
}
var rafflePath = (id, resource = "") => `/raffles/${encodeURIComponent(id)}/${resource}`;
var isRaffle = (value) => typeof value?.id === "string" && typeof value.status === "string";

// shared/hand-over-link.js
var LINK = /(?:#hand-over=|\/r\/)([0-9a-f-]{36})(?:#check=|\.)([0-9]{1,8})\.([0-9a-z-]+)/i;
function ticketIn(text) {
  const link = LINK.exec(text);
  return link && {
    id: link[1].toLowerCase(),
    number: link[2],
    code: link[3]
  };
}
function takeHandOverLink() {
  const ticket = ticketIn(location.hash);
  if (ticket !== null) history.replaceState(null, "", location.pathname + location.search);
  return ticket;
}

// manage.js
import { parts as parts8, t as t25 } from "./language.js";

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
var listingText = ({ unlisted, archived }) => [
  unlisted ? statusText("unlisted") : "",
  archived ? statusText("archived") : ""
].filter(Boolean).join(" \xB7 ");
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
function showRaffleList({ list, moreButton, message }, makeCard, emptyCard, { hasDrafts = false } = {}) {
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
    if (!cards.has(key2)) cards.set(key2, makeCard(raffle));
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
      emptyCard
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

// manage/claim-charts.js
import { t as t4 } from "./language.js";
var BAR_MS = 2e4;
var BARS = 30;
var MINUTE_MS = 6e4;
var HEIGHT = 10;
var BAR_WIDTH = 0.8;
var ClaimCharts = class {
  #charts = [];
  /** Return a new chart: {element, show}. `show(raffle)` takes each new state of its raffle. */
  add() {
    const chart = new ClaimChart();
    this.#charts.push(chart);
    return chart;
  }
  /** Take it that nobody has claimed a ticket since the last states. The list updates only the charts that it shows. */
  goOn() {
    for (const chart of this.#charts) if (chart.element.isConnected) chart.goOn();
  }
};
var ClaimChart = class {
  #path = svg("path");
  #recent = element("span");
  #highest = element("span");
  #seen = [];
  element = element(
    "div",
    {
      class: "claim-chart"
    },
    // The text below it says what the picture shows.
    svg("svg", {
      viewBox: `0 0 ${BARS} ${HEIGHT}`,
      preserveAspectRatio: "none",
      "aria-hidden": "true"
    }, this.#path),
    element("p", {
      class: "axis soft",
      "aria-hidden": "true"
    }, element("span", {}, t4("chart-begin")), element("span", {}, t4("chart-end"))),
    element("p", {
      class: "figures small soft"
    }, this.#recent, this.#highest)
  );
  show(raffle) {
    this.element.hidden = raffle.status !== "open";
    if (this.element.hidden) this.#seen = [];
    else this.#see(taken(raffle));
  }
  goOn() {
    if (this.#seen.length > 0) this.#see(this.#seen.at(-1).count);
  }
  #see(count) {
    const now = performance.now();
    if (this.#seen.at(-1)?.count > count) this.#seen = [];
    this.#seen.push({
      at: now,
      count
    });
    const bars = this.#bars(now);
    const highest = Math.max(0, ...bars.map(({ claims }) => claims));
    this.#path.setAttribute("d", bars.map((bar) => barPath(bar, highest)).join(""));
    this.#recent.textContent = this.#recentText(now, count);
    this.#highest.textContent = highest > 0 ? t4("chart-highest", {
      claims: rateOf(highest)
    }) : "";
  }
  /** Return the complete bars that were seen: [{place, claims}]. Forget what is older than they are. */
  #bars(now) {
    const end = Math.floor(now / BAR_MS) * BAR_MS;
    const begin = end - BARS * BAR_MS;
    this.#seen = this.#seen.filter((_, index, seen) => index === seen.length - 1 || seen[index + 1].at > begin);
    return Array.from({
      length: BARS
    }, (_, place) => ({
      place,
      from: begin + place * BAR_MS
    })).filter(({ from }) => from >= this.#seen[0].at).map(({ place, from }) => ({
      place,
      claims: this.#countAt(from + BAR_MS) - this.#countAt(from)
    }));
  }
  /** Return how many tickets were taken at a time between the first and the last state, evenly between two states. */
  #countAt(time) {
    const next = this.#seen.findIndex(({ at }) => at >= time);
    const after = this.#seen[next];
    const before = this.#seen[Math.max(0, next - 1)];
    const share = after.at > before.at ? (time - before.at) / (after.at - before.at) : 1;
    return before.count + share * (after.count - before.count);
  }
  /** Say how many claims there were in the last minute. If no state is a minute old, the time is another one. */
  #recentText(now, count) {
    const begin = this.#seen.findLast(({ at }) => at <= now - MINUTE_MS) ?? this.#seen[0];
    return begin.at < now ? recentText(count - begin.count, now - begin.at) : t4("chart-nothing");
  }
};
var rateOf = (claims) => Math.round(claims * MINUTE_MS / BAR_MS);
function recentText(claims, milliseconds) {
  const seconds = Math.round(milliseconds / 1e3);
  return seconds < 60 ? t4("chart-recent-seconds", {
    claims,
    seconds
  }) : t4("chart-recent-minutes", {
    claims,
    minutes: Math.round(seconds / 60)
  });
}
function barPath({ place, claims }, highest) {
  const top = HEIGHT - Math.max(0.5, claims > 0 ? HEIGHT * claims / highest : 0);
  return `M${place} ${HEIGHT}V${top.toFixed(2)}h${BAR_WIDTH}V${HEIGHT}z`;
}
function svg(tag, attributes = {}, ...children) {
  const created = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value);
  created.append(...children);
  return created;
}

// manage/codes-ready.js
import { t as t5 } from "./language.js";
var NOTHING = "\xA0";
function showCodesReady(place, count) {
  place.textContent = Number.isNaN(count) ? NOTHING : t5("codes-ready", {
    count
  });
}

// manage/confirm-dialog.js
import { t as t6 } from "./language.js";

// manage/dialog-answer.js
function answerIn(dialog, answer) {
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    const close = () => resolve(dialog.returnValue === "yes" ? answer() : null);
    dialog.addEventListener("close", close, {
      once: true
    });
  });
}

// manage/confirm-dialog.js
var ConfirmDialog = class {
  #elements;
  #yes = "";
  /** `elements.entropy` and `elements.review` are the parts of the dialog for entering and reviewing the entropy. */
  constructor(elements) {
    this.#elements = elements;
    const { dialog, form, cancelButton, entropyField } = elements;
    cancelButton.addEventListener("click", () => this.#isReview ? this.#showEntry() : dialog.close("no"));
    form.addEventListener("submit", (event) => {
      if (elements.entropy.hidden) return;
      event.preventDefault();
      this.#showReview();
    });
    entropyField.addEventListener("input", () => {
      const { value, selectionStart, selectionEnd } = entropyField;
      if (value === value.toLowerCase()) return;
      entropyField.value = value.toLowerCase();
      entropyField.setSelectionRange(selectionStart, selectionEnd);
    });
    entropyField.addEventListener("change", () => {
      entropyField.value = entropyField.value.trim();
    });
  }
  /**
   * Ask a question. Return null for the answer no, and the entered entropy for the answer yes.
   *
   * `title` is a list of elements and strings, and so is each line of `list`, which stands below the text. The dialog
   * asks for entropy only if `source` names the announced source, and shows the entropy for review before the yes.
   * Without a source, a yes returns "".
   */
  ask({ title, text, list = [], yes, source = null }) {
    const { dialog, entropyField } = this.#elements;
    this.#elements.title.replaceChildren(...title);
    this.#elements.text.textContent = text;
    this.#elements.list.hidden = list.length === 0;
    this.#elements.list.replaceChildren(...list.map((line) => element("li", {}, ...line)));
    this.#elements.entropySource.textContent = source ?? "";
    this.#yes = yes;
    entropyField.required = source !== null;
    entropyField.value = "";
    this.#showPart({
      entropy: source !== null
    });
    return answerIn(dialog, () => entropyField.value);
  }
  get #isReview() {
    return !this.#elements.review.hidden;
  }
  #showEntry() {
    this.#showPart({
      entropy: true
    });
    this.#elements.entropyField.focus();
  }
  /** Show the entropy as it will be sent. The focus is not on the button, so that a second Enter does not confirm. */
  #showReview() {
    const { review, reviewedValue, reviewedLength, entropyField } = this.#elements;
    reviewedValue.textContent = entropyField.value;
    reviewedLength.textContent = t6("entropy-length", {
      count: entropyField.value.length
    });
    this.#showPart({
      review: true
    });
    review.focus();
  }
  #showPart({ entropy = false, review = false }) {
    this.#elements.entropy.hidden = !entropy;
    this.#elements.review.hidden = !review;
    this.#elements.cancelButton.textContent = review ? t6("entropy-change") : t6("cancel");
    this.#elements.confirmButton.textContent = entropy ? t6("entropy-review") : this.#yes;
  }
};

// shared/format.js
import { LANGUAGE as LANGUAGE2, LOCALE, parts } from "./language.js";
var NUMBER = new Intl.NumberFormat(LOCALE);
var TIME_LOCALE = LANGUAGE2 === "en" ? "en-GB" : LOCALE;
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
var numberText = (number2) => NUMBER.format(number2);
var localTimeText = (time) => LOCAL_TIME.format(new Date(time));
var listText = (texts) => LIST.format(texts);
var prizesText = (prizes) => LIST.formatToParts(prizes.map((_, place) => String(place))).flatMap(({ type, value }) => type === "element" ? prizeText(prizes[value]) : value);
var prizeText = ({ name, amount }) => amount === 1 ? isolated(name) : parts("several-prizes", {
  amount,
  prize: isolated(name)
});
var WRITTEN_FROM_RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
var isolatedText = (name) => WRITTEN_FROM_RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;
var lettersAndDigits = (text) => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");
var hexText = (bytes) => [
  ...bytes
].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// shared/idempotency-key.js
function newIdempotencyKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 15 | 64;
  bytes[8] = bytes[8] & 63 | 128;
  return hexText(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// manage/create-form.js
import { parts as parts3, t as t12 } from "./language.js";

// shared/typed-number.js
import { t as t7 } from "./language.js";
var MAX_COUNT = 1e7;
var COUNT_MESSAGE = t7("whole-number", {
  least: 1,
  most: MAX_COUNT
});
var isCount = (number2) => Number.isInteger(number2) && number2 >= 1 && number2 <= MAX_COUNT;
var DIGIT = /\p{Nd}/u;
var LABEL = /^(?:(?:ticket|number|los(?:nummer)?|nummer|numéro|boleto|número|(?:ال)?تذكرة|رقم|num|nr|n\.?[o°]?)[.:]?\s*)*#?\s*/i;
var THOUSANDS = /^[1-9]\d{0,2}([ ,.'_])\d{3}(?:\1\d{3})*$/;
var LAKHS = /^[1-9]\d?(?:,\d{2})+,\d{3}$/;
function wholeNumberIn(text) {
  const plain = text.replace(/\p{Nd}/gu, digitValue).replace(/[’‘ʼ′´`]/g, "'").replace(/[٬،]/g, ",").replace(/\p{Cf}/gu, "");
  if (/\p{No}/u.test(plain)) return NaN;
  const number2 = plain.normalize("NFKC").trim().replace(LABEL, "").replace(/[.,]$/, "");
  if (/^\d+$/.test(number2)) return Number(number2);
  if (THOUSANDS.test(number2) || LAKHS.test(number2)) return Number(number2.replace(/\D/g, ""));
  return NaN;
}
function digitValue(digit) {
  let value = 0;
  while (DIGIT.test(String.fromCodePoint(digit.codePointAt(0) - value - 1))) value++;
  return value % 10;
}

// manage/new-raffle.js
import { t as t9 } from "./language.js";

// manage/characters.js
var VISIBLE = /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;
var isVisible = (text) => VISIBLE.test(text);
var lengthOf = (text) => [
  ...text
].length;
var codePoint = (text) => `U+${text.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

// manage/texts.js
import { t as t8 } from "./language.js";
var LONGEST = {
  description: 5e3,
  participation_terms: 1e4,
  contact: 500,
  pick_up: 2e3
};
var mistakesInTexts = (raffle) => Object.entries(LONGEST).flatMap(([field, longest]) => {
  const message = mistakeIn(raffle[field] ?? "", longest);
  return message === null ? [] : [
    {
      field,
      message
    }
  ];
});
var REFUSED = /(?![\s\u0085])\p{Cc}|[\u202a-\u202e\u206a-\u206f]/u;
function mistakeIn(text, longest) {
  const length = lengthOf(text);
  if (length > longest) return t8("too-long-now", {
    most: longest,
    length
  });
  const refused = REFUSED.exec(text);
  if (refused) return t8("refused-in-text", {
    character: codePoint(refused[0])
  });
  return text === "" || isVisible(text) ? null : t8("invisible-text");
}

// manage/new-raffle.js
var MAX_NAME_LENGTH = 100;
var MAX_SOURCE_LENGTH = 300;
var MAX_PRIZES = 1e3;
var MAX_RESERVES = 1e5;
var MAX_HOURS = 8760;
var TIMES = [
  [
    "opens_at",
    t9("not-after-opening")
  ],
  [
    "closes_at",
    t9("not-after-end")
  ],
  [
    "draw_at",
    ""
  ]
];
function mistakesIn(raffle) {
  const mistakes = [];
  const check = (holds, field, message) => {
    if (!holds) mistakes.push({
      field,
      message
    });
  };
  const checkName = (name, field, missing) => {
    const message = mistakeInName(name, missing);
    check(message === null, field, message);
  };
  checkName(raffle.name, "name", t9("name-missing"));
  check(isCount(raffle.total_tickets), "total_tickets", COUNT_MESSAGE);
  raffle.prizes.forEach(({ name, amount }, index) => {
    checkName(name, `prizes[${index}].name`, t9("prize-name-missing"));
    check(isCount(amount), `prizes[${index}].amount`, COUNT_MESSAGE);
  });
  const source = raffle.entropy_source ?? "";
  check(lengthOf(source) <= MAX_SOURCE_LENGTH, "entropy_source", lengthMessage(MAX_SOURCE_LENGTH));
  mistakes.push(...mistakesInTimes(raffle), ...mistakesInTexts(raffle));
  const { reserves = 0, substitute_after_hours: hours = 1 } = raffle;
  check(isWithin(reserves, 0, MAX_RESERVES), "reserves", rangeMessage(0, MAX_RESERVES));
  check(isWithin(hours, 1, MAX_HOURS), "substitute_after_hours", rangeMessage(1, MAX_HOURS));
  check(raffle.prizes.length <= MAX_PRIZES, "prizes", t9("too-many-kinds", {
    most: MAX_PRIZES
  }));
  if (mistakes.length === 0) check(!hasTooManyPrizes(raffle), "prizes", tooManyPrizesText(raffle));
  const left = raffle.total_tickets - prizesInAll(raffle);
  if (mistakes.length === 0) {
    check(reserves <= left, "reserves", t9("too-many-substitutes", {
      most: left
    }));
  }
  return mistakes;
}
var isWithin = (number2, least, most) => Number.isInteger(number2) && number2 >= least && number2 <= most;
var rangeMessage = (least, most) => t9("whole-number", {
  least,
  most
});
function mistakesInTimes(raffle) {
  const mistakes = [];
  let before = null;
  for (const [field, notAfter] of TIMES) {
    const time = raffle[field];
    if (time === void 0) continue;
    if (time === "") mistakes.push({
      field,
      message: t9("time-incomplete")
    });
    else if (before && Date.parse(time) <= before.time) {
      mistakes.push({
        field,
        message: before.notAfter
      });
    } else before = {
      time: Date.parse(time),
      notAfter
    };
  }
  return mistakes;
}
function mistakesInNumbers(raffle) {
  const name = "a";
  return mistakesIn({
    total_tickets: raffle.total_tickets,
    name,
    prizes: raffle.prizes.map(({ amount }) => ({
      name,
      amount
    }))
  });
}
var hasTooManyPrizes = (raffle) => prizesInAll(raffle) > raffle.total_tickets;
var prizesInAll = (raffle) => raffle.prizes.reduce((sum, { amount }) => sum + amount, 0);
var tooManyPrizesText = (raffle) => t9("too-many-prizes", {
  prizes: prizesInAll(raffle),
  tickets: raffle.total_tickets
});
var lengthMessage = (max) => t9("too-long", {
  most: max
});
var REFUSED2 = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u206a-\u206f]/u;
function mistakeInName(text, missing) {
  if (text.trim() === "") return missing;
  if (lengthOf(text) > MAX_NAME_LENGTH) return lengthMessage(MAX_NAME_LENGTH);
  const refused = REFUSED2.exec(text);
  if (refused) return t9("refused-in-name", {
    character: codePoint(refused[0])
  });
  return isVisible(text) ? null : t9("invisible-name", {
    character: codePoint(text)
  });
}

// manage/prize-rows.js
import { t as t10 } from "./language.js";
var PrizeRows = class {
  #place;
  #onRemove;
  #rowsMade = 0;
  /** The rows are put into `place`. `onRemove` is called after a click on a button that removes a row. */
  constructor(place, onRemove) {
    this.#place = place;
    this.#onRemove = onRemove;
    this.reset();
  }
  /** Go back to a single empty row. */
  reset() {
    this.#place.replaceChildren();
    this.add();
  }
  add() {
    const id = `prize-${++this.#rowsMade}`;
    const errorId = `${id}-error`;
    const labelled = (field, label, attributes) => element("div", {}, element("label", {
      for: `${id}-${field}`
    }, label), element("input", {
      id: `${id}-${field}`,
      "data-prize": field,
      autocomplete: "off",
      "aria-describedby": errorId,
      ...attributes
    }));
    this.#place.append(element("div", {
      class: "prize-row"
    }, labelled("name", t10("prize-name"), {
      placeholder: t10("prize-example"),
      dir: "auto"
    }), labelled("amount", t10("prize-amount"), {
      "aria-label": t10("prize-amount-of"),
      value: 1,
      inputmode: "numeric"
    }), element("button", {
      type: "button",
      "aria-label": t10("remove-prize"),
      onclick: (event) => this.#remove(event.currentTarget.parentElement)
    }, "\u2715"), element("p", {
      class: "field-error",
      id: errorId
    })));
  }
  /** Show these prizes of another raffle. */
  fill(prizes) {
    this.#place.replaceChildren();
    prizes.forEach(({ name, amount }, index) => {
      this.add();
      this.input(index, "name").value = name;
      this.input(index, "amount").value = amount;
    });
  }
  focusLast() {
    this.input(this.#rows.length - 1, "name").focus();
  }
  /** The prizes in the form. An amount is NaN if it is not a whole number. */
  get prizes() {
    return this.#rows.map((_, index) => ({
      name: this.input(index, "name").value,
      amount: wholeNumberIn(this.input(index, "amount").value)
    }));
  }
  /** Return an input of the row with this index, counted from 0. `field` is "name" or "amount". */
  input(index, field) {
    return this.#rows[index].querySelector(`[data-prize="${field}"]`);
  }
  get #rows() {
    return [
      ...this.#place.children
    ];
  }
  #remove(row) {
    if (this.#rows.length > 1) row.remove();
    this.#onRemove();
  }
};

// manage/summary.js
import { parts as parts2, t as t11 } from "./language.js";
var summaryOf = (raffle) => [
  ticketsText(raffle),
  named(raffle).length > 0 ? parts2("summary-prizes", {
    prizes: prizesText(named(raffle))
  }) : [
    t11("summary-no-prizes")
  ],
  [
    raffle.opens_at ? t11("summary-opens", {
      time: localTimeText(raffle.opens_at)
    }) : t11("summary-opens-at-once")
  ],
  [
    raffle.closes_at ? t11("summary-closes", {
      time: localTimeText(raffle.closes_at)
    }) : t11("summary-stays-open")
  ],
  drawText(raffle),
  [
    substitutesText(raffle)
  ],
  ...raffle.participation_terms ? [
    [
      t11("summary-participation")
    ]
  ] : []
];
var named = ({ prizes }) => prizes.filter(({ name }) => name);
function ticketsText({ name: given, total_tickets: count }) {
  const name = isolated(given || t11("summary-without-name"));
  return Number.isNaN(count) ? parts2("summary-no-tickets", {
    name
  }) : parts2("summary-tickets", {
    name,
    count
  });
}
function drawText({ beacon, entropy_source: source, draw_at: drawAt }) {
  const announced = drawAt ? [
    t11("summary-draw-at", {
      time: localTimeText(drawAt)
    }),
    " "
  ] : [];
  if (beacon) return [
    ...announced,
    drawAt ? t11("summary-beacon-then") : t11("summary-beacon")
  ];
  if (source) return [
    ...announced,
    ...parts2("summary-source", {
      source: isolated(source)
    })
  ];
  return [
    ...announced,
    t11("summary-server")
  ];
}
function substitutesText({ reserves, substitute_after_hours: hours }) {
  if (!reserves) return t11("summary-no-substitutes");
  const drawn = t11("summary-substitutes", {
    count: reserves
  });
  return hours ? `${drawn} ${t11("summary-substitute-hours", {
    hours
  })}` : drawn;
}

// manage/typed-time.js
var twoDigits = (number2) => String(Math.floor(number2)).padStart(2, "0");
function timeIn({ value }) {
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) return "";
  const minutes = -time.getTimezoneOffset();
  const offset = `${twoDigits(Math.abs(minutes) / 60)}:${twoDigits(Math.abs(minutes) % 60)}`;
  const date = [
    String(time.getFullYear()).padStart(4, "0"),
    twoDigits(time.getMonth() + 1),
    twoDigits(time.getDate())
  ];
  const clock = [
    time.getHours(),
    time.getMinutes(),
    time.getSeconds()
  ].map(twoDigits);
  return `${date.join("-")}T${clock.join(":")}${minutes < 0 ? "-" : "+"}${offset}`;
}
function typedTime(time) {
  const local = new Date(time);
  const date = [
    String(local.getFullYear()).padStart(4, "0"),
    twoDigits(local.getMonth() + 1),
    twoDigits(local.getDate())
  ];
  return `${date.join("-")}T${twoDigits(local.getHours())}:${twoDigits(local.getMinutes())}`;
}

// manage/create-form.js
var CreateForm = class {
  #form;
  #name;
  #tickets;
  #entropySource;
  #optional;
  #summary;
  #prizesError;
  #title;
  #buttons;
  #message;
  #prizeRows;
  #onSave;
  #draft = null;
  #keys = /* @__PURE__ */ new Map();
  #attempts = 0;
  /** `elements` are elements of the page for managers. `onSave` is called after a raffle or a draft was saved. */
  constructor(elements, onSave) {
    this.#form = elements.form;
    this.#name = elements.name;
    this.#tickets = elements.tickets;
    this.#entropySource = elements.entropySource;
    this.#optional = elements.optional;
    this.#summary = elements.summary;
    elements.optional.zone.textContent = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.#prizesError = elements.prizesError;
    this.#title = elements.title;
    this.#buttons = elements.buttons;
    this.#message = elements.message;
    this.#onSave = onSave;
    this.#prizeRows = new PrizeRows(elements.prizes, () => {
      elements.addPrizeButton.focus();
      this.#showTooManyPrizes();
    });
    elements.addPrizeButton.addEventListener("click", () => {
      this.#prizeRows.add();
      this.#prizeRows.focusLast();
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!isBusy(this.#buttons.create)) this.#save({
        asDraft: event.submitter === this.#buttons.saveAsDraft
      });
    });
    this.#buttons.stopEditing.addEventListener("click", () => {
      this.stopEditing();
      focusOn(this.#title);
    });
    this.#form.addEventListener("input", () => {
      this.#attempts++;
      this.#showTooManyPrizes();
      this.#showSummary();
    });
  }
  clearMessage() {
    this.#message.replaceChildren();
  }
  /** Show another raffle in the form, so that a similar one can be created. Times that are over are left out. */
  copy(raffle) {
    this.stopEditing();
    this.#fill(raffle, (time) => Date.parse(time) > Date.now());
    this.#message.replaceChildren(note("wait", ...parts3("copy-in-form", {
      name: isolated(raffle.name)
    })));
  }
  /** Show a draft in the form, so that it can be changed. */
  editDraft(draft) {
    this.#fill(draft, (time) => time !== void 0);
    this.#setDraft({
      id: draft.id,
      before: this.#enteredRaffle()
    });
    this.#message.replaceChildren(note("wait", ...parts3("draft-in-form", {
      name: isolated(draft.name)
    })));
  }
  /** Whether the form has the draft with this id. */
  isEditing(id) {
    return this.#draft?.id === id;
  }
  /** Empty the form, for a new raffle. */
  stopEditing() {
    this.#attempts++;
    this.#form.reset();
    this.#prizeRows.reset();
    this.#showMistakes([]);
    this.#showSummary();
    this.#summary.section.hidden = true;
    this.#setDraft(null);
    this.clearMessage();
  }
  #setDraft(draft) {
    this.#draft = draft;
    const isEdited = draft !== null;
    this.#title.textContent = isEdited ? t12("edit-draft") : t12("new-raffle");
    this.#buttons.create.hidden = this.#buttons.saveAsDraft.hidden = isEdited;
    this.#buttons.saveDraft.hidden = this.#buttons.stopEditing.hidden = !isEdited;
  }
  /** Show a raffle in the form, with those of its times for which `isKept(time)` is true. */
  #fill(raffle, isKept) {
    const { beacon, unlisted, times, numbers, texts } = this.#optional;
    this.#form.reset();
    this.#name.value = raffle.name;
    this.#tickets.value = raffle.total_tickets;
    this.#entropySource.value = raffle.entropy_source ?? "";
    beacon.checked = Boolean(raffle.beacon);
    unlisted.checked = Boolean(raffle.unlisted);
    this.#prizeRows.fill(raffle.prizes);
    for (const field of [
      ...numbers,
      ...texts
    ]) field.value = raffle[field.dataset.field] ?? "";
    for (const field of times) {
      const time = raffle[field.dataset.field];
      field.value = isKept(time) ? typedTime(time) : "";
    }
    for (const details of this.#form.querySelectorAll("details")) {
      details.open = [
        ...details.querySelectorAll("[data-field]")
      ].some(({ value, type, checked }) => type === "checkbox" ? checked : value !== "");
    }
    this.#attempts++;
    this.#showMistakes([]);
    this.#showSummary();
    this.#name.focus();
    this.#name.select();
  }
  /** Save what is entered: a draft if one is edited or `asDraft` asks for it, or else a raffle. */
  async #save({ asDraft }) {
    const raffle = this.#enteredRaffle();
    const mistakes = mistakesIn(raffle);
    this.#showMistakes(mistakes);
    if (mistakes.length > 0) return;
    const thisAttempt = ++this.#attempts;
    const draft = this.#draft;
    const send = () => draft ? this.#change(draft, raffle) : this.#create(asDraft ? {
      ...raffle,
      draft: true
    } : raffle);
    const pressed = document.activeElement;
    try {
      const saved = await untilAnswered(() => this.#whileBusy(send), (refusal) => this.#message.replaceChildren(note("wait", refusal.message)), () => thisAttempt !== this.#attempts);
      this.stopEditing();
      const link = element("a", {
        href: rafflePage(saved.id)
      }, t12("open-its-page"));
      this.#message.replaceChildren(note("good", ...savedText(saved, {
        draft,
        asDraft
      }), " ", link));
      if (isGone(pressed)) focusOn(this.#message);
      this.#keys.clear();
      this.#onSave();
    } catch (refusal) {
      if (refusal.temporary) return;
      const placed = refusal.errors.filter(({ field }) => this.#inputOf(field));
      const isAllPlaced = placed.length > 0 && placed.length === refusal.errors.length;
      this.#message.replaceChildren(note("bad", isAllPlaced ? t12("correct-fields") : refusal.message));
      this.#showMistakes(placed);
    }
  }
  async #whileBusy(send) {
    const { create, saveAsDraft, saveDraft } = this.#buttons;
    for (const button of [
      create,
      saveAsDraft,
      saveDraft
    ]) setBusy(button, true);
    try {
      return await send();
    } finally {
      for (const button of [
        create,
        saveAsDraft,
        saveDraft
      ]) setBusy(button, false);
    }
  }
  #create(body) {
    const headers = {
      "Idempotency-Key": this.#keyOf(body)
    };
    return requestJson("POST", "/raffles/", {
      body,
      headers,
      isAnswer: isRaffle
    });
  }
  /** Change what differs in a draft. The rest is not sent, because another manager may have changed it meanwhile. */
  #change({ id, before }, after) {
    const fields = Object.keys({
      ...before,
      ...after
    });
    const isChanged = (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]);
    const body = Object.fromEntries(fields.filter(isChanged).map((field) => [
      field,
      after[field] ?? null
    ]));
    return requestJson("PATCH", rafflePath(id), {
      body,
      isAnswer: isRaffle
    });
  }
  #enteredRaffle() {
    const { beacon, unlisted, times, numbers, texts } = this.#optional;
    const source = this.#entropySource.value.trim();
    const given = (fields, valueOf) => Object.fromEntries(fields.filter(({ value, validity }) => value.trim() || validity.badInput).map((field) => [
      field.dataset.field,
      valueOf(field)
    ]));
    return {
      name: this.#name.value,
      total_tickets: wholeNumberIn(this.#tickets.value),
      prizes: this.#prizeRows.prizes,
      ...beacon.checked ? {
        beacon: "quicknet"
      } : source ? {
        entropy_source: source
      } : {},
      ...given(times, timeIn),
      ...given(numbers, ({ value }) => wholeNumberIn(value)),
      ...given(texts, ({ value }) => value),
      ...unlisted.checked ? {
        unlisted: true
      } : {}
    };
  }
  /** Return the key of a new raffle or draft. A retry has the same key, and creates nothing a second time. */
  #keyOf(raffle) {
    const body = JSON.stringify(raffle);
    if (!this.#keys.has(body)) this.#keys.set(body, newIdempotencyKey());
    return this.#keys.get(body);
  }
  /** Show at most one mistake at each input, and move the focus to the first input with a mistake. */
  #showMistakes(mistakes) {
    for (const input of this.#form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
    for (const place of this.#form.querySelectorAll(".field-error")) place.textContent = "";
    let firstInput = null;
    for (const { field, message } of mistakes) {
      const input = this.#inputOf(field);
      input?.setAttribute("aria-invalid", "true");
      firstInput ??= input;
      input?.closest("details")?.setAttribute("open", "");
      const around = input?.closest(".prize-row") ?? input?.parentElement;
      const place = around?.querySelector(".field-error") ?? this.#prizesError;
      place.textContent ||= message;
    }
    firstInput?.focus();
  }
  /** Return the input for a field of the API, or null if the form has no input for this field. */
  #inputOf(field) {
    const prize = /^prizes\[(\d+)\]\.(name|amount)$/.exec(field);
    if (prize) return this.#prizeRows.input(prize[1], prize[2]);
    return this.#form.querySelector(`[data-field="${CSS.escape(field)}"]`);
  }
  /** Say what becomes final. The source is typed by a person, so there is none with a beacon. */
  #showSummary() {
    const { section, list } = this.#summary;
    section.hidden = false;
    this.#optional.source.hidden = this.#optional.beacon.checked;
    list.replaceChildren(...summaryOf(this.#enteredRaffle()).map((sentence2) => element("li", {}, ...sentence2)));
  }
  /** Show a mistake during typing if there are more prizes than tickets. */
  #showTooManyPrizes() {
    const raffle = this.#enteredRaffle();
    const mistakes = hasTooManyPrizes(raffle) ? mistakesInNumbers(raffle) : [];
    this.#prizesError.textContent = mistakes.map(({ message }) => message).join(" ");
  }
};
function savedText(saved, { draft, asDraft }) {
  const name = isolated(saved.name);
  if (draft) return parts3("draft-saved", {
    name
  });
  return asDraft ? parts3("draft-first-saved", {
    name
  }) : parts3("raffle-created", {
    name
  });
}

// manage/draft-card.js
import { t as t16 } from "./language.js";

// shared/changes.js
import { t as t13 } from "./language.js";
var FIELD_TEXT = {
  name: t13("field-name"),
  total_tickets: t13("field-total-tickets"),
  prizes: t13("field-prizes"),
  entropy_source: t13("field-entropy-source"),
  beacon: t13("field-beacon"),
  opens_at: t13("field-opens-at"),
  closes_at: t13("field-closes-at"),
  draw_at: t13("field-draw-at"),
  reserves: t13("field-reserves"),
  substitute_after_hours: t13("field-substitute-after-hours"),
  description: t13("field-description"),
  contact: t13("field-contact"),
  pick_up: t13("field-pick-up"),
  participation_terms: t13("field-participation-terms"),
  unlisted: t13("field-unlisted"),
  archived: t13("field-archived"),
  ended_at: t13("field-ended-at")
};
var fieldText = (field) => FIELD_TEXT[field] ?? field;
var FLAG_TEXT = {
  unlisted: [
    t13("change-unlisted"),
    t13("change-listed")
  ],
  archived: [
    t13("change-archived"),
    t13("change-unarchived")
  ]
};

// manage/log.js
import { parts as parts4, t as t15 } from "./language.js";

// shared/paged-details.js
import { t as t14 } from "./language.js";
function pagedDetails(title, path, { isEntry: isEntry2, line, empty }, ...more) {
  const list = element("ol", {
    class: "entries"
  });
  const message = element("div", {
    role: "status"
  });
  const moreButton = element("button", {
    type: "button",
    hidden: true,
    onclick: () => read()
  }, t14("load-more"));
  let nextPath = path;
  const read = async () => {
    const asked = nextPath;
    try {
      const page = await untilAnswered(() => requestPage(asked, isEntry2), (refusal) => message.replaceChildren(note("wait", refusal.message)), () => !details.open || nextPath !== asked);
      if (nextPath !== asked) return;
      const first = list.children.length;
      const hadFocus = document.activeElement === moreButton;
      list.append(...page.entries.map((entry) => element("li", {}, ...line(entry))));
      message.replaceChildren(...list.children.length === 0 ? [
        element("p", {}, empty)
      ] : []);
      nextPath = page.nextPath;
      moreButton.hidden = nextPath === null;
      if (hadFocus && moreButton.hidden) focusOn(list.children[first] ?? list);
    } catch (refusal) {
      message.replaceChildren(note("bad", refusal.message));
    }
  };
  const ontoggle = () => {
    if (!details.open) return;
    list.replaceChildren();
    nextPath = path;
    read();
  };
  const details = element("details", {
    ontoggle
  }, element("summary", {}, title), message, list, moreButton, ...more);
  return details;
}

// manage/log.js
var number = (value) => untranslated(numberText(value));
var ACT_TEXT = {
  created: (who) => parts4("log-created", {
    who
  }),
  published: (who) => parts4("log-published", {
    who
  }),
  changed: (who, { fields }) => fields ? parts4("log-changed-fields", {
    who,
    fields: listText(fields.map(fieldText))
  }) : parts4("log-changed", {
    who
  }),
  ended: (who, { ended_at: end }) => end ? parts4("log-ended-at", {
    who,
    time: localTimeText(end)
  }) : parts4("log-ended", {
    who
  }),
  deleted: (who) => parts4("log-deleted", {
    who
  }),
  drew: (who) => parts4("log-drew", {
    who
  }),
  substituted: (who, { ticket_number: replaced, replaced_by: substitute, prize }) => {
    const values = {
      who,
      number: number(replaced),
      substitute: number(substitute)
    };
    return prize ? parts4("log-substituted-prize", {
      ...values,
      prize: isolated(prize)
    }) : parts4("log-substituted", values);
  },
  resumed: (who) => parts4("log-resumed", {
    who
  }),
  handed_over: (who, { ticket_number: winner, prize }) => {
    const values = {
      who,
      number: number(winner)
    };
    return prize ? parts4("log-handed-over-prize", {
      ...values,
      prize: isolated(prize)
    }) : parts4("log-handed-over", values);
  },
  erased: (who) => parts4("log-erased", {
    who
  })
};
var unknownAct = (who, { act }) => parts4("log-other", {
  who,
  act
});
function logOf(raffle, actions) {
  const saveButton = element("button", {
    type: "button",
    onclick: () => actions.saveLog(raffle)
  }, t15("log-csv"));
  return pagedDetails(t15("log"), rafflePath(raffle.id, "log/?limit=20"), {
    isEntry: isLine,
    line: lineText,
    empty: t15("log-empty")
  }, element("p", {
    class: "actions"
  }, saveButton));
}
var isLine = (value) => typeof value?.at === "string" && typeof value.act === "string";
var lineText = (line) => [
  element("p", {
    class: "soft"
  }, element("time", {
    datetime: line.at
  }, localTimeText(line.at))),
  element("p", {}, ...(ACT_TEXT[line.act] ?? unknownAct)(whoDid(line), line))
];
function whoDid({ manager }) {
  if (manager === void 0) return t15("who-no-manager");
  return manager === "token" ? t15("who-token") : element("strong", {}, isolated(manager));
}

// manage/draft-card.js
function draftCard(draft, actions) {
  const button = (label, kind, onclick) => element("button", {
    type: "button",
    class: kind,
    onclick
  }, label);
  const pill = element("span", {
    class: "pill"
  });
  showStatus(pill, draft.status);
  const link = element("a", {
    href: rafflePage(draft.id)
  }, isolated(draft.name));
  return {
    element: element("li", {
      class: "card managed",
      "data-raffle": draft.id
    }, element("div", {
      class: "head"
    }, element("h3", {}, link), pill), element("p", {
      class: "soft small clip"
    }, ...prizesText(draft.prizes)), element("p", {
      class: "facts small soft"
    }, element("span", {}, progressText(draft)), element("span", {}, listingText(draft))), element("div", {
      class: "actions",
      role: "group",
      "aria-label": draft.name
    }, button(t16("publish"), "primary", () => actions.publishDraft(draft)), button(t16("edit"), null, () => actions.editDraft(draft)), button(t16("duplicate"), null, () => actions.duplicateRaffle(draft)), button(t16("delete"), "danger", () => actions.deleteDraft(draft))), logOf(draft, actions)),
    show() {
    }
  };
}

// manage/edit-dialog.js
var EditDialog = class {
  #elements;
  /** `elements.texts` are fields for text and `elements.flags` are boxes. Each names its field of the API. */
  constructor(elements) {
    this.#elements = elements;
    elements.cancelButton.addEventListener("click", () => elements.dialog.close("no"));
    elements.form.addEventListener("submit", (event) => {
      if (!this.#check()) event.preventDefault();
    });
  }
  /** Ask for changes. Return the changed fields, or null if there are none. `title` is a list. */
  ask(title, raffle) {
    const { dialog, texts, flags } = this.#elements;
    this.#elements.title.replaceChildren(...title);
    for (const field of texts) field.value = raffle[field.dataset.field] ?? "";
    for (const box of flags) box.checked = raffle[box.dataset.field] ?? false;
    this.#show([]);
    return answerIn(dialog, () => this.#changes(raffle));
  }
  /** A text that is not touched is not sent, because another manager may have changed it meanwhile. */
  #changes(raffle) {
    const changed = Object.entries(this.#entered()).filter(([field, value]) => value !== (raffle[field] ?? unset(value)));
    return changed.length > 0 ? Object.fromEntries(changed) : null;
  }
  #entered() {
    const { texts, flags } = this.#elements;
    return Object.fromEntries([
      ...texts.map((field) => [
        field.dataset.field,
        field.value.trim() ? field.value : ""
      ]),
      ...flags.map((box) => [
        box.dataset.field,
        box.checked
      ])
    ]);
  }
  #check() {
    const mistakes = mistakesInTexts(this.#entered());
    this.#show(mistakes);
    const wrong = this.#elements.texts.find(({ dataset }) => dataset.field === mistakes[0]?.field);
    wrong?.focus();
    return mistakes.length === 0;
  }
  #show(mistakes) {
    for (const field of this.#elements.texts) {
      const mistake = mistakes.find((one) => one.field === field.dataset.field);
      field.setAttribute("aria-invalid", String(mistake !== void 0));
      field.parentElement.querySelector(".field-error").textContent = mistake?.message ?? "";
    }
  }
};
var unset = (value) => typeof value === "boolean" ? false : "";

// manage/end-dialog.js
import { t as t17 } from "./language.js";
var NOTICE_MS = 6e4;
var PROPOSED_MS = 10 * 6e4;
var EndDialog = class {
  #elements;
  #raffle = null;
  constructor(elements) {
    this.#elements = elements;
    elements.cancelButton.addEventListener("click", () => elements.dialog.close("no"));
    elements.form.addEventListener("submit", (event) => {
      const mistake = this.#mistake();
      this.#show(mistake);
      if (mistake === "") return;
      event.preventDefault();
      elements.time.focus();
    });
  }
  /** Ask for the end. Return the time, or null if the manager cancels. `title` is a list of elements and strings. */
  ask(title, raffle) {
    const { dialog, time } = this.#elements;
    this.#raffle = raffle;
    this.#elements.title.replaceChildren(...title);
    this.#elements.zone.textContent = Intl.DateTimeFormat().resolvedOptions().timeZone;
    time.value = typedTime(this.#now + PROPOSED_MS);
    this.#show("");
    return answerIn(dialog, () => timeIn(time));
  }
  get #now() {
    return serverTime() ?? Date.now();
  }
  /** Return why the time cannot be the end, or "". */
  #mistake() {
    const { opens_at: opens, closes_at: closes, ended_at: ended } = this.#raffle;
    const end = Date.parse(timeIn(this.#elements.time));
    if (Number.isNaN(end)) return t17("end-incomplete");
    if (end < this.#now + NOTICE_MS) return t17("end-too-soon");
    if (opens && end <= Date.parse(opens)) return t17("end-before-opening", {
      time: localTimeText(opens)
    });
    const now = ended ?? closes;
    return now && end >= Date.parse(now) ? t17("end-too-late", {
      time: localTimeText(now)
    }) : "";
  }
  #show(mistake) {
    this.#elements.error.textContent = mistake;
    this.#elements.time.setAttribute("aria-invalid", String(mistake !== ""));
  }
};

// manage/hand-over-dialog.js
import { parts as parts5, t as t18 } from "./language.js";

// manage/scanner.js
var LOOK_MS = 200;
var canScan = () => "BarcodeDetector" in globalThis && navigator.mediaDevices !== void 0;
async function scan(video, take, signal) {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: {
      facingMode: "environment"
    }
  });
  try {
    video.srcObject = stream;
    await video.play();
    const detector = new globalThis.BarcodeDetector({
      formats: [
        "qr_code"
      ]
    });
    while (!signal.aborted) {
      const codes = await detector.detect(video);
      if (codes.some(({ rawValue }) => take(rawValue))) return;
      await pause(LOOK_MS, signal);
    }
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}

// manage/hand-over-dialog.js
var isHandOver = (value) => typeof value?.prize === "string" && typeof value.handed_over_at === "string";
var HandOverDialog = class {
  #elements;
  #id = null;
  #attempts = 0;
  #scanning = new AbortController();
  constructor(elements) {
    this.#elements = elements;
    elements.scanButton.hidden = !canScan();
    elements.scanButton.addEventListener("click", () => this.#scan());
    elements.closeButton.addEventListener("click", () => elements.dialog.close());
    elements.dialog.addEventListener("close", () => {
      this.#attempts++;
      this.#scanning.abort();
      this.#fill({
        number: "",
        code: ""
      });
    });
    elements.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#handOver();
    });
  }
  /** Open the dialog for a raffle, or for a ticket of it: {id, number, code}. */
  async open({ id, number: number2 = "", code = "" }) {
    const { dialog, answer } = this.#elements;
    answer.replaceChildren();
    if (!dialog.open) dialog.showModal();
    this.#fill({
      number: number2,
      code
    });
    await this.#showRaffle(id);
  }
  #fill({ number: number2, code }) {
    this.#elements.number.value = number2;
    this.#elements.code.value = code;
    this.#elements.note.value = "";
  }
  /** Name the raffle, so that a manager sees that a claim slip belongs to it. */
  async #showRaffle(id) {
    const { title, answer } = this.#elements;
    const thisAttempt = ++this.#attempts;
    this.#id = id;
    title.replaceChildren(t18("hand-over-title"));
    try {
      const { name } = await untilAnswered(() => requestJson("GET", rafflePath(id), {
        isAnswer: isRaffle
      }), (refusal) => answer.replaceChildren(note("wait", refusal.message)), () => thisAttempt !== this.#attempts);
      title.replaceChildren(...parts5("hand-over-title-of", {
        name: isolated(name)
      }));
    } catch (refusal) {
      if (!refusal.temporary) answer.replaceChildren(note("bad", refusal.message));
    }
  }
  async #handOver() {
    const { answer, number: number2, code, note: typedNote } = this.#elements;
    const ticket = wholeNumberIn(number2.value);
    const text = typedNote.value.trim();
    if (!this.#check(ticket)) return;
    const body = {
      ticket_number: ticket,
      verification_code: lettersAndDigits(code.value),
      ...text ? {
        note: text
      } : {}
    };
    const thisAttempt = ++this.#attempts;
    let isRetry = false;
    try {
      const handOver = await untilAnswered(() => requestJson("POST", rafflePath(this.#id, "hand-overs/"), {
        body,
        isAnswer: isHandOver
      }), (refusal) => {
        isRetry = true;
        answer.replaceChildren(note("wait", refusal.message));
      }, () => thisAttempt !== this.#attempts);
      answer.replaceChildren(handedOverText(handOver));
      this.#fill({
        number: "",
        code: ""
      });
      number2.focus();
    } catch (refusal) {
      if (refusal.temporary) return;
      const isOwn = isRetry && refusal.type === "/problems/already-handed-over";
      const lost = isOwn ? [
        t18("first-answer-lost"),
        " "
      ] : [];
      answer.replaceChildren(note(isOwn ? "wait" : "bad", ...lost, refusal.message));
    }
  }
  /** Say what is missing, and whether nothing is. */
  #check(ticket) {
    const { answer, number: number2, code } = this.#elements;
    const wrong = !isCount(ticket) ? number2 : lettersAndDigits(code.value) === "" ? code : null;
    for (const field of [
      number2,
      code
    ]) field.setAttribute("aria-invalid", String(field === wrong));
    if (wrong === null) return true;
    const text = wrong === number2 ? t18("hand-over-number-wrong", {
      mistake: COUNT_MESSAGE
    }) : t18("hand-over-code-missing");
    answer.replaceChildren(note("wait", text));
    wrong.focus();
    return false;
  }
  /** Read a claim slip with the camera. A slip of another raffle changes the raffle of the dialog. */
  async #scan() {
    const { video, scanButton, answer } = this.#elements;
    this.#scanning.abort();
    this.#scanning = new AbortController();
    video.hidden = false;
    scanButton.hidden = true;
    let ticket = null;
    const take = (text) => (ticket = ticketIn(text)) !== null;
    try {
      await scan(video, take, this.#scanning.signal);
    } catch {
      answer.replaceChildren(note("bad", t18("no-camera")));
    }
    video.hidden = true;
    scanButton.hidden = false;
    if (ticket === null) {
      if (this.#elements.dialog.open) scanButton.focus();
      return;
    }
    await this.open(ticket);
    this.#elements.submitButton.focus();
  }
};
var handedOverText = ({ ticket_number: number2, prize, handed_over_at: at }) => note("good", ...parts5("hand-over-done", {
  number: untranslated(numberText(number2)),
  prize: isolated(prize),
  time: localTimeText(at)
}));

// shared/copy-button.js
import { t as t19 } from "./language.js";
var ANSWER_SHOWN_MS = 2e3;
function copyButton(label, text) {
  const button = element("button", {
    type: "button",
    "aria-live": "polite"
  }, label);
  button.addEventListener("click", async () => {
    button.textContent = await copy(text) ? t19("copied") : t19("cannot-copy");
    setTimeout(() => {
      button.textContent = label;
    }, ANSWER_SHOWN_MS);
  });
  return button;
}
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = document.activeElement;
    const field = element("textarea", {
      class: "visually-hidden",
      readonly: true
    }, text);
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    focused.focus({
      preventScroll: true
    });
    return copied;
  }
}

// manage/managed-card.js
import { t as t21 } from "./language.js";

// manage/hand-overs.js
import { parts as parts6, t as t20 } from "./language.js";
var isEntry = (value) => typeof value?.handed_over_at === "string" && Number.isInteger(value.ticket_number);
var handOverList = (id, ...more) => pagedDetails(t20("handed-over"), rafflePath(id, "hand-overs/?limit=20"), {
  isEntry,
  line: handOverText,
  empty: t20("handed-over-nothing")
}, ...more);
var handOverText = ({ ticket_number: number2, prize, handed_over_at: at, manager, note: note2 }) => [
  element("p", {
    class: "soft"
  }, ...parts6("handed-over-by", {
    time: element("time", {
      datetime: at
    }, localTimeText(at)),
    manager: whoDid({
      manager
    })
  })),
  element("p", {}, ...parts6("handed-over-prize", {
    number: untranslated(numberText(number2)),
    prize: isolated(prize)
  })),
  ...note2 ? [
    element("p", {
      class: "soft"
    }, ...parts6("handed-over-note", {
      note: isolated(note2)
    }))
  ] : []
];

// manage/managed-card.js
function managedCard(raffle, actions, charts) {
  const button = (label, kind, onclick) => element("button", {
    type: "button",
    class: kind,
    onclick
  }, label);
  const pill = element("span", {
    class: "pill"
  });
  const bar = progressBar(t21("tickets-of", {
    name: isolatedText(raffle.name)
  }));
  const tickets = element("span");
  const listing = element("span");
  const chart = charts.add();
  const drawButton = button(t21("draw-winners"), "primary", () => actions.drawWinners(raffle));
  const drawLink = element("a", {
    class: "button",
    href: `${rafflePage(raffle.id)}#sealed`
  }, t21("open-draw"));
  const substituteButton = button(t21("substitute-winner"), null, () => actions.substituteWinner(raffle));
  const stageLink = element("a", {
    class: "button",
    href: stagePage(raffle.id)
  }, t21("open-stage"));
  const resumeButton = button(t21("resume"), "primary", () => actions.resumeRaffle(raffle));
  const saveButton = button(t21("winners-csv"), null, () => actions.saveWinners(raffle));
  const editButton = button(t21("edit"), null, () => actions.editRaffle(raffle));
  const duplicateButton = button(t21("duplicate"), null, () => actions.duplicateRaffle(raffle));
  const handOverButton = button(t21("hand-over-prizes"), "primary", () => actions.handOverPrizes(raffle));
  const handOvers = handOverList(raffle.id, element("p", {
    class: "actions"
  }, button(t21("handed-over-csv"), null, () => actions.saveHandOvers(raffle))));
  const endButton = button(t21("end-early"), null, () => actions.endRaffle(raffle));
  const deleteButton = button(t21("delete"), "danger", () => actions.deleteRaffle(raffle));
  const linkButton = copyButton(t21("copy-link"), publicAddress(rafflePage(raffle.id)));
  const link = element("a", {
    href: rafflePage(raffle.id)
  }, isolated(raffle.name));
  return {
    element: element("li", {
      class: "card managed",
      "data-raffle": raffle.id
    }, element("div", {
      class: "head"
    }, element("h3", {}, link), pill), element("p", {
      class: "soft small clip"
    }, ...prizesText(raffle.prizes)), element("div", {}, bar, element("p", {
      class: "facts small soft"
    }, tickets, listing), chart.element), element("div", {
      class: "actions",
      role: "group",
      "aria-label": raffle.name
    }, drawButton, drawLink, handOverButton, stageLink, resumeButton, saveButton, substituteButton, linkButton, editButton, duplicateButton, endButton, deleteButton), handOvers, logOf(raffle, actions)),
    show(newState) {
      showStatus(pill, newState.status);
      showProgress(bar, newState);
      tickets.textContent = progressText(newState);
      chart.show(newState);
      listing.textContent = listingText(newState);
      const isEnded = [
        "sold_out",
        "closed"
      ].includes(newState.status);
      drawButton.hidden = !isEnded || Boolean(newState.beacon);
      drawLink.hidden = !isEnded || !newState.beacon;
      stageLink.hidden = [
        "damaged",
        "deleted"
      ].includes(newState.status);
      resumeButton.hidden = newState.status !== "suspended";
      saveButton.hidden = newState.status !== "drawn";
      substituteButton.hidden = newState.status !== "drawn" || !newState.reserves;
      const isReadable = ![
        "damaged",
        "deleted"
      ].includes(newState.status);
      editButton.hidden = duplicateButton.hidden = !isReadable;
      handOverButton.hidden = handOvers.hidden = newState.status !== "drawn";
      endButton.hidden = ![
        "open",
        "scheduled"
      ].includes(newState.status);
      deleteButton.hidden = newState.status === "deleted";
    }
  };
}

// manage/metrics.js
var REFRESH_MS = 5e3;
async function followMetrics(onMetrics) {
  for (; ; ) {
    if (!document.hidden) {
      const metrics = await request("GET", "/metrics", {
        headers: {
          Accept: "text/plain"
        }
      }).then((response) => response.text()).catch(() => "");
      onMetrics({
        codesReady: Number(/^raffle_reserve_size (\S+)$/m.exec(metrics)?.[1]),
        claimed: Number(/^raffle_claims_total\{outcome="claimed"\} (\S+)$/m.exec(metrics)?.[1])
      });
    }
    await pause(REFRESH_MS);
  }
}

// shared/files.js
var DOWNLOAD_START_TIMEOUT_MS = 1e4;
function saveFile(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([
    content
  ], {
    type
  }));
  element("a", {
    href: url,
    download: name
  }).click();
  setTimeout(() => URL.revokeObjectURL(url), DOWNLOAD_START_TIMEOUT_MS);
}

// manage/raffle-actions.js
import { parts as parts7, t as t23 } from "./language.js";

// manage/not-publishable.js
import { t as t22 } from "./language.js";
var TIMES2 = [
  "opens_at",
  "closes_at",
  "draw_at"
];
var notPublishable = (draft, errors) => [
  ...errors.map(({ field, message }) => TIMES2.includes(field) ? `${t22("draft-time-over", {
    field: fieldText(field),
    time: localTimeText(draft[field])
  })} ` : `${message}. `),
  t22("publish-again")
];

// manage/raffle-actions.js
var isCsv = (response) => response.headers.get("Content-Type")?.startsWith("text/csv");
var RaffleActions = class {
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
    const change = await this.#editDialog.ask(parts7("edit-title", {
      name: isolated(raffle.name)
    }), raffle);
    if (change === null) return;
    const edit = () => requestJson("PATCH", rafflePath(id), {
      body: change,
      isAnswer: isRaffle
    });
    const name = isolated(raffle.name);
    const done = change.archived ? parts7("archive-done", {
      name,
      status: t23("status-archived")
    }) : parts7("edit-done", {
      name
    });
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
      this.#say("bad", t23("still-edited"));
      return;
    }
    const draft = await this.#wholeDraft(id);
    if (draft === null) return;
    const answer = await this.#dialog.ask({
      title: parts7("publish-question", {
        name: isolated(draft.name)
      }),
      text: t23("publish-text"),
      list: summaryOf(draft),
      yes: t23("publish-yes")
    });
    if (answer === null) return;
    const publish = () => requestJson("POST", rafflePath(id, "publish/"), {
      isAnswer: isRaffle
    });
    await this.#run(publish, parts7("publish-done", {
      name: isolated(draft.name)
    }), "/problems/already-published", ({ errors, message }) => errors.length > 0 ? notPublishable(draft, errors) : [
      message
    ]);
  }
  async endRaffle({ id }) {
    const raffle = await this.#wholeRaffle(id);
    if (raffle === null) return;
    const time = await this.#endDialog.ask(parts7("end-question", {
      name: isolated(raffle.name)
    }), raffle);
    if (time === null) return;
    const end = () => requestJson("POST", rafflePath(id, "end/"), {
      body: {
        ended_at: time
      },
      isAnswer: isRaffle
    });
    await this.#run(end, parts7("end-done", {
      name: isolated(raffle.name),
      time: localTimeText(time)
    }));
  }
  async drawWinners({ id, name, entropy_source: source = null }) {
    const entropy = await this.#dialog.ask({
      title: parts7("draw-question", {
        name: isolated(name)
      }),
      text: source === null ? t23("draw-once") : t23("draw-from-value"),
      yes: t23("draw-winners"),
      source
    });
    if (entropy === null) return;
    const options = source === null ? {} : {
      body: {
        entropy
      }
    };
    const success = parts7("draw-done", {
      name: isolated(name)
    });
    const draw = () => requestJson("POST", rafflePath(id, "winners/"), {
      ...options,
      isAnswer: Array.isArray
    });
    await this.#run(draw, success, "/problems/already-drawn");
  }
  async substituteWinner({ id, name }) {
    const winner = await this.#substituteDialog.ask(parts7("substitute-title", {
      name: isolated(name)
    }));
    if (winner === null) return;
    const options = {
      body: winner,
      isAnswer: (answer) => Number.isInteger(answer?.replaced_by)
    };
    const substitute = () => requestJson("POST", rafflePath(id, "substitutions/"), options);
    const success = parts7("substitute-done", {
      name: isolated(name),
      number: winner.ticket_number
    });
    await this.#run(substitute, success, "/problems/already-substituted");
  }
  handOverPrizes({ id }) {
    this.#handOverDialog.open({
      id
    });
  }
  async resumeRaffle({ id, name }) {
    const answer = await this.#dialog.ask({
      title: parts7("resume-question", {
        name: isolated(name)
      }),
      text: t23("resume-text"),
      yes: t23("resume-yes")
    });
    if (answer === null) return;
    const resume = () => requestJson("POST", rafflePath(id, "resume/"), {
      isAnswer: isRaffle
    });
    await this.#run(resume, parts7("resume-done", {
      name: isolated(name)
    }), "/problems/not-suspended");
  }
  async deleteRaffle(raffle) {
    await this.#delete(raffle, t23("delete-text"));
  }
  async deleteDraft(draft) {
    await this.#delete(draft, t23("delete-draft-text"));
  }
  async #delete({ id, name }, text) {
    const answer = await this.#dialog.ask({
      title: parts7("delete-question", {
        name: isolated(name)
      }),
      text,
      yes: t23("delete-yes")
    });
    if (answer === null) return;
    const remove = () => requestWith(({ status }) => status === 204, "DELETE", rafflePath(id));
    const isDone = await this.#run(remove, parts7("delete-done", {
      name: isolated(name)
    }), "/problems/raffle-deleted");
    if (isDone && this.#form.isEditing(id)) this.#form.stopEditing();
  }
  async saveWinners({ id, name }) {
    await this.#save(id, "winners", parts7("winners-saved", {
      name: isolated(name)
    }));
  }
  async saveLog({ id, name }) {
    await this.#save(id, "log", parts7("log-saved", {
      name: isolated(name)
    }));
  }
  async saveHandOvers({ id, name }) {
    await this.#save(id, "hand-overs", parts7("hand-overs-saved", {
      name: isolated(name)
    }));
  }
  /** Save a list of a raffle as a CSV file. */
  async #save(id, list, success) {
    await this.#run(async () => {
      const response = await requestWith(isCsv, "GET", rafflePath(id, `${list}/`), {
        headers: {
          Accept: "text/csv"
        }
      });
      saveFile(`${list}-${id}.csv`, await response.blob());
    }, success);
  }
  /** Show a message. A card is taller than a phone, so the message may be out of view. */
  #say(kind, ...content) {
    this.#message.replaceChildren(note(kind, ...content));
    this.#message.scrollIntoView({
      block: "nearest"
    });
  }
  /** Get a raffle with its texts, which lists leave out. Return null if this does not work, and say why. */
  async #wholeRaffle(id) {
    const thisRun = ++this.#runs;
    try {
      return await untilAnswered(() => requestJson("GET", rafflePath(id), {
        isAnswer: isRaffle
      }), (refusal) => this.#say("wait", refusal.message), () => thisRun !== this.#runs);
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
    this.#say("wait", ...parts7("publish-done", {
      name: isolated(raffle.name)
    }));
    return null;
  }
  /**
   * Run an action until it is answered, or until another action begins. `success` is what to say afterwards: elements
   * and strings. If an answer was lost, the action may have been carried out: then a retry is refused as `doneAlready`.
   * An action without it can be repeated. `explain(refusal)` returns what to say after another refusal, as a list.
   * Return whether the action is done.
   */
  async #run(action, success, doneAlready, explain = ({ message }) => [
    message
  ]) {
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
};

// manage/substitute-dialog.js
import { t as t24 } from "./language.js";
var SubstituteDialog = class {
  #elements;
  constructor(elements) {
    this.#elements = elements;
    elements.cancelButton.addEventListener("click", () => elements.dialog.close("no"));
    elements.form.addEventListener("submit", (event) => {
      if (!this.#check()) event.preventDefault();
    });
  }
  /** Ask for a winner. Return {ticket_number, reason}, or null if the manager cancels. `title` is a list. */
  ask(title) {
    const { dialog, number: number2, reason } = this.#elements;
    this.#elements.title.replaceChildren(...title);
    number2.value = reason.value = "";
    this.#show("", "");
    return answerIn(dialog, () => ({
      ticket_number: wholeNumberIn(number2.value),
      reason: reason.value.trim()
    }));
  }
  #check() {
    const { number: number2, reason } = this.#elements;
    const isNumber = isCount(wholeNumberIn(number2.value));
    this.#show(isNumber ? "" : COUNT_MESSAGE, reason.value.trim() ? "" : t24("substitute-reason-missing"));
    if (!isNumber) number2.focus();
    else if (!reason.value.trim()) reason.focus();
    return isNumber && reason.value.trim() !== "";
  }
  #show(numberError, reasonError) {
    const { number: number2, reason } = this.#elements;
    this.#elements.numberError.textContent = numberError;
    this.#elements.reasonError.textContent = reasonError;
    number2.setAttribute("aria-invalid", String(numberError !== ""));
    reason.setAttribute("aria-invalid", String(reasonError !== ""));
  }
};

// manage.js
var claimSlip = takeHandOverLink();
var createFormElements = () => ({
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
    unlisted: byId("new-unlisted")
  },
  summary: { section: byId("new-summary"), list: byId("new-final") },
  title: byId("new-title"),
  buttons: {
    create: byId("create"),
    saveAsDraft: byId("save-as-draft"),
    saveDraft: byId("save-draft"),
    stopEditing: byId("stop-editing")
  },
  message: byId("create-message")
});
var dialogElements = () => ({
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
  confirmButton: byId("confirm-yes")
});
var substituteElements = () => ({
  dialog: byId("substitute"),
  form: byId("substitute-form"),
  title: byId("substitute-title"),
  number: byId("substitute-number"),
  numberError: byId("substitute-number-error"),
  reason: byId("substitute-reason"),
  reasonError: byId("substitute-reason-error"),
  cancelButton: byId("substitute-no")
});
var editElements = () => ({
  dialog: byId("edit"),
  form: byId("edit-form"),
  title: byId("edit-title"),
  texts: [byId("edit-description"), byId("edit-contact"), byId("edit-pick-up")],
  flags: [byId("edit-unlisted"), byId("edit-archived")],
  cancelButton: byId("edit-no")
});
var endElements = () => ({
  dialog: byId("end"),
  form: byId("end-form"),
  title: byId("end-title"),
  time: byId("end-time"),
  zone: byId("end-zone"),
  error: byId("end-time-error"),
  cancelButton: byId("end-no")
});
var handOverElements = () => ({
  dialog: byId("hand-over"),
  form: byId("hand-over-form"),
  title: byId("hand-over-title"),
  number: byId("hand-over-number"),
  code: byId("hand-over-code"),
  note: byId("hand-over-note"),
  video: byId("hand-over-video"),
  answer: byId("hand-over-answer"),
  scanButton: byId("hand-over-scan"),
  closeButton: byId("hand-over-no"),
  submitButton: byId("hand-over-yes")
});
function showManagement() {
  removeLoadingText();
  byId("manage").hidden = false;
  const handOverDialog = new HandOverDialog(handOverElements());
  const openSlip = (ticket) => ticket && handOverDialog.open(ticket);
  openSlip(claimSlip);
  addEventListener("hashchange", () => openSlip(takeHandOverLink()));
  const charts = new ClaimCharts();
  const createForm = new CreateForm(createFormElements(), () => refreshList());
  const list = byId("managed");
  const message = byId("action-message");
  const actions = new RaffleActions(
    {
      dialog: new ConfirmDialog(dialogElements()),
      substituteDialog: new SubstituteDialog(substituteElements()),
      editDialog: new EditDialog(editElements()),
      endDialog: new EndDialog(endElements()),
      handOverDialog
    },
    message,
    async () => {
      createForm.clearMessage();
      const card = message.closest("li");
      const place = [...list.children].indexOf(card);
      await refreshList();
      if (message.isConnected) return;
      const newCard = list.querySelector(`[data-raffle="${card.dataset.raffle}"]`);
      if (newCard) newCard.append(message);
      else list.insertBefore(element("li", {}, message), list.children[place] ?? null);
    },
    createForm
  );
  const moveMessage = ({ target }) => {
    if (!target.closest("button")) return;
    message.replaceChildren();
    target.closest("li").append(message);
  };
  list.addEventListener("click", moveMessage, { capture: true });
  const refreshList = showRaffleList(
    { list, moreButton: byId("more"), message: byId("list-message") },
    (raffle) => raffle.status === "draft" ? draftCard(raffle, actions) : managedCard(raffle, actions, charts),
    element("li", { class: "card soft" }, t25("no-raffles-here")),
    { hasDrafts: true }
  );
  return { charts, refreshList };
}
async function showMetrics({ charts, refreshList }) {
  let known2 = null;
  await followMetrics(({ codesReady, claimed }) => {
    showCodesReady(byId("codes-ready"), codesReady);
    if (Number.isNaN(claimed)) return;
    if (claimed === known2) charts.goOn();
    else if (known2 !== null) refreshList();
    known2 = claimed;
  });
}
function showNotAManager(...content) {
  removeLoadingText();
  byId("not-a-manager").hidden = false;
  byId("not-a-manager").replaceChildren(...content);
}
async function showWarnings() {
  const isReadiness = (readiness) => Array.isArray(readiness?.warnings);
  const { warnings } = await requestJson("GET", "/health/ready", { isAnswer: isReadiness }).catch(() => ({ warnings: [] }));
  byId("warnings").replaceChildren(
    ...warnings.map((warning) => note("wait", ...parts8("service-warns", { warning: inEnglish(warning) })))
  );
}
var inEnglish = (text) => element("bdi", { lang: "en", dir: "ltr" }, text);
var symbol = (name) => element("code", { dir: "ltr", translate: "no" }, name);
var onAnotherMachine = (isShared) => isShared ? note("bad", ...parts8("shared-address", { setting: symbol("MANAGER_IPS") })) : element("p", { class: "soft" }, ...parts8("allow-address", { setting: symbol("MANAGER_IPS") }));
function notAManagerText(ownAddress, isShared) {
  const address = element("bdi", { class: "mono", id: "address", translate: "no" }, ownAddress);
  const runThisService = parts8("run-this-service", { file: symbol("manager-token"), folder: symbol("DATA_DIR") });
  return [
    element("h2", {}, ...isShared ? parts8("managers-only-shared", { address }) : parts8("managers-only", { address })),
    element("p", {}, ...runThisService),
    onAnotherMachine(isShared)
  ];
}
try {
  const isMe = (me) => typeof me?.manager === "boolean" && typeof me.connection === "object";
  const { manager, address, connection } = await untilAnswered(
    () => requestJson("GET", "/me?connection=true", { isAnswer: isMe }),
    (refusal) => showNotAManager(note("wait", refusal.message))
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
