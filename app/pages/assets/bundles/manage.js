/* Made by make bundles from manage.js and the modules that it imports. Edit those. */
// shared/dom.js
var byId = (id) => document.getElementById(id);
var removeLoadingText = () => byId("loading")?.remove();
function element(tag, attributes = {}, ...children) {
  const created2 = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) created2.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) created2.setAttribute(name, value === true ? "" : value);
  }
  created2.append(...children);
  return created2;
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
    super(errors.length > 0 ? errors.map(({ message }) => `${message}.`).join(" ") : problem.detail);
    this.type = problem.type;
    this.problem = problem;
    this.errors = errors;
    this.temporary = !(FINAL.has(problem.type) && status >= 400 && status < 500);
    this.retryAfterMs = 1e3 * (Number.parseInt(retryAfter) || 0);
  }
};
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
async function untilAnswered(ask, onWait, isCancelled = () => false) {
  for (let failures = 1; ; failures++) {
    try {
      return await ask();
    } catch (refusal) {
      if (!refusal.temporary) throw refusal;
      onWait(refusal);
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
  const ticket2 = ticketIn(location.hash);
  if (ticket2 !== null) history.replaceState(null, "", location.pathname + location.search);
  return ticket2;
}

// shared/raffle-list.js
import { t as t3 } from "./language.js";

// shared/list-place.js
var key = () => `list-place:${location.pathname}${location.search}`;
function keepPlace(countWanted) {
  history.scrollRestoration = "manual";
  addEventListener("pagehide", () => {
    try {
      sessionStorage.setItem(key(), JSON.stringify({
        wanted: countWanted(),
        scroll: scrollY
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

// shared/raffle-list.js
var RAFFLES_PER_PAGE = 20;
var MAX_PER_REQUEST = 1e3;
var OLD_AFTER_MS = 1e4;
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
      message.replaceChildren(note("bad", refusal.message));
      mayChangeSoon = refusal.temporary;
    }
    list.setAttribute("aria-busy", "false");
    waits = mayChangeSoon ? waits + 1 : 0;
    if (mayChangeSoon && !document.hidden) timer = setTimeout(refresh, delayAfter(waits));
  };
  const refreshIfOld = () => {
    const isOld = waits > 0 ? timer === null : Date.now() - readAt >= OLD_AFTER_MS;
    if (isOld && !document.hidden) refresh();
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
    if (moreButton.hidden) list.children[shown]?.querySelector("a").focus();
  });
  document.addEventListener("visibilitychange", refreshIfOld);
  for (const use of [
    "focus",
    "pageshow",
    "scroll",
    "pointermove",
    "keydown"
  ]) addEventListener(use, refreshIfOld);
  keepPlace(() => wanted);
  refresh().then(() => scrollTo(0, left?.scroll ?? 0));
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

// shared/format.js
import { LANGUAGE as LANGUAGE2, LOCALE, parts } from "./language.js";
var NUMBER = new Intl.NumberFormat(LOCALE);
var TIME = new Intl.DateTimeFormat(LANGUAGE2 === "en" ? LANGUAGE2 : LOCALE, {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC"
});
var LOCAL_TIME = new Intl.DateTimeFormat(LANGUAGE2 === "en" ? "en-GB" : LOCALE, {
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
var numberText = (number) => NUMBER.format(number);
var countText = (number, one, many) => `${numberText(number)} ${number === 1 ? one : many}`;
var localTimeText = (time) => LOCAL_TIME.format(new Date(time));
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

// manage/claim-chart-texts.js
var NOTHING_SEEN = "Claims are counted while this page is open.";
var BEGIN = "10 minutes ago";
var END = "now";
var recentText = (claims, milliseconds) => `${countText(claims, "claim", "claims")} in the last ${spanText(milliseconds)}`;
var highestText = (rate) => `Highest bar: ${countText(rate, "claim", "claims")} a minute`;
function spanText(milliseconds) {
  const seconds = Math.round(milliseconds / 1e3);
  if (seconds < 60) return countText(seconds, "second", "seconds");
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? "minute" : `${numberText(minutes)} minutes`;
}

// manage/claim-charts.js
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
      class: "axis soft"
    }, element("span", {}, BEGIN), element("span", {}, END)),
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
    this.#highest.textContent = highest > 0 ? highestText(Math.round(highest * MINUTE_MS / BAR_MS)) : "";
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
    return begin.at < now ? recentText(count - begin.count, now - begin.at) : NOTHING_SEEN;
  }
};
function barPath({ place, claims }, highest) {
  const top = HEIGHT - Math.max(0.5, claims > 0 ? HEIGHT * claims / highest : 0);
  return `M${place} ${HEIGHT}V${top.toFixed(2)}h${BAR_WIDTH}V${HEIGHT}z`;
}
function svg(tag, attributes = {}, ...children) {
  const created2 = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) created2.setAttribute(name, value);
  created2.append(...children);
  return created2;
}

// manage/codes-ready.js
var NOTHING = "\xA0";
function showCodesReady(place, count) {
  place.textContent = Number.isNaN(count) ? NOTHING : `${countText(count, "code is", "codes are")} ready. While there are codes, a claim waits for none.`;
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
    dialog.returnValue = "no";
    dialog.showModal();
    return new Promise((resolve) => {
      const answer = () => resolve(dialog.returnValue === "yes" ? entropyField.value : null);
      dialog.addEventListener("close", answer, {
        once: true
      });
    });
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
    reviewedLength.textContent = countText(entropyField.value.length, "character", "characters");
    this.#showPart({
      review: true
    });
    review.focus();
  }
  #showPart({ entropy = false, review = false }) {
    this.#elements.entropy.hidden = !entropy;
    this.#elements.review.hidden = !review;
    this.#elements.cancelButton.textContent = review ? "Change the value" : "Cancel";
    this.#elements.confirmButton.textContent = entropy ? "Review the value" : this.#yes;
  }
};

// shared/idempotency-key.js
function newIdempotencyKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 15 | 64;
  bytes[8] = bytes[8] & 63 | 128;
  return hexText(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// shared/typed-number.js
import { t as t4 } from "./language.js";
var MAX_COUNT = 1e7;
var COUNT_MESSAGE = t4("whole-number", {
  least: 1,
  most: MAX_COUNT
});
var isCount = (number) => Number.isInteger(number) && number >= 1 && number <= MAX_COUNT;
var DIGIT = /\p{Nd}/u;
var LABEL = /^(?:(?:ticket|number|los(?:nummer)?|nummer|numéro|boleto|número|(?:ال)?تذكرة|رقم|num|nr|n\.?[o°]?)[.:]?\s*)*#?\s*/i;
var THOUSANDS = /^[1-9]\d{0,2}([ ,.'_])\d{3}(?:\1\d{3})*$/;
var LAKHS = /^[1-9]\d?(?:,\d{2})+,\d{3}$/;
function wholeNumberIn(text) {
  const plain = text.replace(/\p{Nd}/gu, digitValue).replace(/[’‘ʼ′´`]/g, "'").replace(/[٬،]/g, ",").replace(/\p{Cf}/gu, "");
  if (/\p{No}/u.test(plain)) return NaN;
  const number = plain.normalize("NFKC").trim().replace(LABEL, "").replace(/[.,]$/, "");
  if (/^\d+$/.test(number)) return Number(number);
  if (THOUSANDS.test(number) || LAKHS.test(number)) return Number(number.replace(/\D/g, ""));
  return NaN;
}
function digitValue(digit) {
  let value = 0;
  while (DIGIT.test(String.fromCodePoint(digit.codePointAt(0) - value - 1))) value++;
  return value % 10;
}

// manage/draft-texts.js
var NEW_RAFFLE = "New raffle";
var EDIT_DRAFT = "Edit the draft";
var editedDraft = (name) => [
  "You edit the draft \u201C",
  isolated(name),
  "\u201D. It changes only when you save it."
];
var savedAsDraft = (name) => [
  "Saved \u201C",
  isolated(name),
  "\u201D as a draft. Publish it in the list of raffles when it is ready. "
];
var savedDraft = (name) => [
  "Saved the draft \u201C",
  isolated(name),
  "\u201D. "
];
var publishTitle = (name) => [
  "Publish \u201C",
  isolated(name),
  "\u201D?"
];
var PUBLISH_TEXT = "Everybody sees the raffle then, and its terms are fixed. Nothing of this can be changed:";
var PUBLISH = "Publish it";
var published = (name) => [
  "\u201C",
  isolated(name),
  "\u201D is published."
];
var STILL_EDITED = "You still edit this draft. Save it or stop editing, and then publish it.";
var DELETE_DRAFT_TEXT = "Players have never seen it. This cannot be undone.";
var TIME_NAMES = {
  opens_at: "Opens",
  closes_at: "Closes",
  draw_at: "Draw"
};
var notPublishable = (raffle, errors) => [
  ...errors.map(({ field, message }) => field in TIME_NAMES ? `The time \u201C${TIME_NAMES[field]}\u201D is not in the future: ${localTimeText(raffle[field])}. ` : `${message}. `),
  "Edit the draft, and publish it again."
];

// manage/characters.js
var VISIBLE = /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;
var isVisible = (text) => VISIBLE.test(text);
var lengthOf = (text) => [
  ...text
].length;
var codePoint = (text) => `U+${text.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

// manage/texts.js
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
  if (length > longest) return `At most ${numberText(longest)} characters. These are ${numberText(length)}.`;
  const refused = REFUSED.exec(text);
  if (refused) return `Remove the character ${codePoint(refused[0])}: nobody can read it.`;
  return text === "" || isVisible(text) ? null : "Nobody can see this text.";
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
    "the opening"
  ],
  [
    "closes_at",
    "the end"
  ],
  [
    "draw_at",
    "the draw"
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
  checkName(raffle.name, "name", "Give the raffle a name.");
  check(isCount(raffle.total_tickets), "total_tickets", COUNT_MESSAGE);
  raffle.prizes.forEach(({ name, amount }, index) => {
    checkName(name, `prizes[${index}].name`, "Name this prize.");
    check(isCount(amount), `prizes[${index}].amount`, COUNT_MESSAGE);
  });
  const source = raffle.entropy_source ?? "";
  check(lengthOf(source) <= MAX_SOURCE_LENGTH, "entropy_source", lengthMessage(MAX_SOURCE_LENGTH));
  mistakes.push(...mistakesInTimes(raffle), ...mistakesInTexts(raffle));
  const { reserves = 0, substitute_after_hours: hours = 1 } = raffle;
  check(isWithin(reserves, 0, MAX_RESERVES), "reserves", rangeMessage(0, MAX_RESERVES));
  check(isWithin(hours, 1, MAX_HOURS), "substitute_after_hours", rangeMessage(1, MAX_HOURS));
  check(raffle.prizes.length <= MAX_PRIZES, "prizes", "At most 1,000 different prizes.");
  if (mistakes.length === 0) check(!hasTooManyPrizes(raffle), "prizes", tooManyPrizesText(raffle));
  const left = raffle.total_tickets - prizesInAll(raffle);
  if (mistakes.length === 0) {
    check(reserves <= left, "reserves", `At most ${numberText(left)}: the others win a prize.`);
  }
  return mistakes;
}
var isWithin = (number, least, most) => Number.isInteger(number) && number >= least && number <= most;
var rangeMessage = (least, most) => `A whole number from ${least} to ${numberText(most)}`;
function mistakesInTimes(raffle) {
  const mistakes = [];
  let before = null;
  for (const [field, name] of TIMES) {
    const time = raffle[field];
    if (time === void 0) continue;
    if (time === "") mistakes.push({
      field,
      message: "Enter a whole date and a time, or clear the field."
    });
    else if (before && Date.parse(time) <= before.time) {
      mistakes.push({
        field,
        message: `Choose a time after ${before.name}.`
      });
    } else before = {
      time: Date.parse(time),
      name
    };
  }
  return mistakes;
}
function mistakesInNumbers(raffle) {
  const name = "given later";
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
function tooManyPrizesText(raffle) {
  const prizes = countText(prizesInAll(raffle), "prize", "prizes");
  const tickets = countText(raffle.total_tickets, "ticket", "tickets");
  return `${prizes} for ${tickets}: offer fewer prizes or more tickets.`;
}
var lengthMessage = (max) => `At most ${numberText(max)} characters`;
var REFUSED2 = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u206a-\u206f]/u;
function mistakeInName(text, missing) {
  if (text.trim() === "") return missing;
  if (lengthOf(text) > MAX_NAME_LENGTH) return lengthMessage(MAX_NAME_LENGTH);
  const refused = REFUSED2.exec(text);
  if (refused) return `Remove the character ${codePoint(refused[0])}: it breaks the line or reorders the text.`;
  return isVisible(text) ? null : `Nobody can see this name. Its first character is ${codePoint(text)}.`;
}

// manage/prize-rows.js
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
    }, ...label), element("input", {
      id: `${id}-${field}`,
      "data-prize": field,
      autocomplete: "off",
      "aria-describedby": errorId,
      ...attributes
    }));
    this.#place.append(element("div", {
      class: "prize-row"
    }, labelled("name", [
      "Name of the prize"
    ], {
      placeholder: "Bicycle",
      dir: "auto"
    }), labelled("amount", [
      "How many",
      element("span", {
        class: "visually-hidden"
      }, " of this prize")
    ], {
      value: 1,
      inputmode: "numeric"
    }), element("button", {
      type: "button",
      "aria-label": "Remove this prize",
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
var summaryOf = (raffle) => [
  [
    isolated(raffle.name || "A raffle without a name"),
    ": ",
    ticketsText(raffle.total_tickets),
    "."
  ],
  [
    "Prizes: ",
    ...named(raffle).length > 0 ? prizesText(named(raffle)) : [
      "none yet"
    ],
    "."
  ],
  [
    raffle.opens_at ? `It opens on ${localTimeText(raffle.opens_at)}.` : "It opens at once."
  ],
  [
    raffle.closes_at ? `It closes on ${localTimeText(raffle.closes_at)}. Tickets that nobody has then are withdrawn.` : "It ends only when the last ticket is taken."
  ],
  drawText(raffle),
  [
    substitutesText(raffle)
  ],
  ...raffle.participation_terms ? [
    [
      "Before a claim, players accept your terms of participation."
    ]
  ] : []
];
var named = ({ prizes }) => prizes.filter(({ name }) => name);
var ticketsText = (total) => Number.isNaN(total) ? "no number of tickets yet" : countText(total, "ticket", "tickets");
function drawText({ beacon, entropy_source: source, draw_at: drawAt }) {
  const announced = drawAt ? `The draw is announced for ${localTimeText(drawAt)}. ` : "";
  if (beacon) {
    const round = drawAt ? "at or after this time" : "a minute or more after the last ticket is taken";
    return [
      `${announced}The winners follow from the first round of drand quicknet ${round}.`
    ];
  }
  if (source) return [
    announced,
    "You type the randomness at the draw, from this source: ",
    isolated(source),
    "."
  ];
  return [
    `${announced}The server chooses the randomness, so players have to trust its operator.`
  ];
}
function substitutesText({ reserves, substitute_after_hours: hours }) {
  if (!reserves) return "No substitutes are drawn.";
  const wait = hours ? ` They can come in ${countText(hours, "hour", "hours")} after the draw.` : "";
  return `${numberText(reserves)} substitutes are drawn.${wait}`;
}

// manage/typed-time.js
var twoDigits = (number) => String(Math.floor(number)).padStart(2, "0");
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
    this.#message.replaceChildren(note("wait", "This is a copy of \u201C", isolated(raffle.name), "\u201D. It is not created yet."));
  }
  /** Show a draft in the form, so that it can be changed. */
  editDraft(draft) {
    this.#fill(draft, (time) => time !== void 0);
    this.#setDraft({
      id: draft.id,
      before: this.#enteredRaffle()
    });
    this.#message.replaceChildren(note("wait", ...editedDraft(draft.name)));
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
    this.#title.textContent = isEdited ? EDIT_DRAFT : NEW_RAFFLE;
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
      }, "Open its page");
      const text = draft ? savedDraft : asDraft ? savedAsDraft : created;
      this.#message.replaceChildren(note("good", ...text(saved.name), link));
      if (isGone(pressed)) focusOn(this.#message);
      this.#keys.clear();
      this.#onSave();
    } catch (refusal) {
      if (refusal.temporary) return;
      const placed = refusal.errors.filter(({ field }) => this.#inputOf(field));
      const isAllPlaced = placed.length > 0 && placed.length === refusal.errors.length;
      this.#message.replaceChildren(note("bad", isAllPlaced ? "Correct the marked fields." : refusal.message));
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
    list.replaceChildren(...summaryOf(this.#enteredRaffle()).map((sentence) => element("li", {}, ...sentence)));
  }
  /** Show a mistake during typing if there are more prizes than tickets. */
  #showTooManyPrizes() {
    const raffle = this.#enteredRaffle();
    const mistakes = hasTooManyPrizes(raffle) ? mistakesInNumbers(raffle) : [];
    this.#prizesError.textContent = mistakes.map(({ message }) => message).join(" ");
  }
};
var created = (name) => [
  "Created \u201C",
  isolated(name),
  "\u201D. "
];

// shared/changes.js
import { t as t5 } from "./language.js";
var FIELD_TEXT = {
  name: t5("field-name"),
  total_tickets: t5("field-total-tickets"),
  prizes: t5("field-prizes"),
  entropy_source: t5("field-entropy-source"),
  beacon: t5("field-beacon"),
  opens_at: t5("field-opens-at"),
  closes_at: t5("field-closes-at"),
  draw_at: t5("field-draw-at"),
  reserves: t5("field-reserves"),
  substitute_after_hours: t5("field-substitute-after-hours"),
  description: t5("field-description"),
  contact: t5("field-contact"),
  pick_up: t5("field-pick-up"),
  participation_terms: t5("field-participation-terms"),
  unlisted: t5("field-unlisted"),
  archived: t5("field-archived"),
  ended_at: t5("field-ended-at")
};
var fieldText = (field) => FIELD_TEXT[field] ?? field;
var FLAG_TEXT = {
  unlisted: [
    t5("change-unlisted"),
    t5("change-listed")
  ],
  archived: [
    t5("change-archived"),
    t5("change-unarchived")
  ]
};

// shared/paged-details.js
import { t as t6 } from "./language.js";
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
  }, t6("load-more"));
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
var ticket = (number) => [
  "ticket ",
  untranslated(numberText(number))
];
var ACT_TEXT = {
  created: () => [
    "created the raffle"
  ],
  published: () => [
    "published the raffle"
  ],
  changed: ({ fields }) => [
    "changed the raffle",
    ...fields ? [
      ": ",
      fields.map(fieldText).join(", ")
    ] : []
  ],
  ended: ({ ended_at: end }) => [
    "set an early end",
    ...end ? [
      ": ",
      localTimeText(end)
    ] : []
  ],
  deleted: () => [
    "deleted the raffle"
  ],
  drew: () => [
    "drew the winners"
  ],
  substituted: ({ ticket_number: number, replaced_by: substitute, prize }) => [
    "substituted ",
    ...ticket(substitute),
    " for ",
    ...ticket(number),
    ...prize ? [
      ": ",
      isolated(prize)
    ] : []
  ],
  resumed: () => [
    "resumed the raffle after a restore"
  ],
  handed_over: ({ ticket_number: number, prize }) => [
    "handed over the prize of ",
    ...ticket(number),
    ...prize ? [
      ": ",
      isolated(prize)
    ] : []
  ],
  erased: () => [
    "erased the address of a player"
  ]
};
function logOf(raffle, actions) {
  const saveButton = element("button", {
    type: "button",
    onclick: () => actions.saveLog(raffle)
  }, "Log as CSV");
  return pagedDetails("Log", rafflePath(raffle.id, "log/?limit=20"), {
    isEntry: isLine,
    line: lineText,
    empty: "Nothing was noted yet."
  }, element("p", {
    class: "actions"
  }, saveButton));
}
var isLine = (value) => typeof value?.at === "string" && typeof value.act === "string";
function lineText(line) {
  const act = ACT_TEXT[line.act]?.(line) ?? [
    line.act
  ];
  return [
    element("p", {
      class: "soft"
    }, element("time", {
      datetime: line.at
    }, localTimeText(line.at))),
    element("p", {}, who(line), " ", ...act, ".")
  ];
}
function who({ manager }) {
  if (manager === void 0) return "Somebody who is no manager";
  return manager === "token" ? "The manager with the token" : element("strong", {}, isolated(manager));
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
      class: "actions"
    }, button("Publish", "primary", () => actions.publishDraft(draft)), button("Edit", null, () => actions.editDraft(draft)), button("Duplicate", null, () => actions.duplicateRaffle(draft)), button("Delete", "danger", () => actions.deleteDraft(draft))), logOf(draft, actions)),
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
    dialog.returnValue = "no";
    dialog.showModal();
    return new Promise((resolve) => {
      const answer = () => resolve(dialog.returnValue === "yes" ? this.#changes(raffle) : null);
      dialog.addEventListener("close", answer, {
        once: true
      });
    });
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
    dialog.returnValue = "no";
    dialog.showModal();
    return new Promise((resolve) => {
      const answer = () => resolve(dialog.returnValue === "yes" ? timeIn(time) : null);
      dialog.addEventListener("close", answer, {
        once: true
      });
    });
  }
  get #now() {
    return serverTime() ?? Date.now();
  }
  /** Return why the time cannot be the end, or "". */
  #mistake() {
    const { opens_at: opens, closes_at: closes, ended_at: ended } = this.#raffle;
    const end = Date.parse(timeIn(this.#elements.time));
    if (Number.isNaN(end)) return "Enter a whole date and a time.";
    if (end < this.#now + NOTICE_MS) return "Choose a time that is at least a minute ahead.";
    if (opens && end <= Date.parse(opens)) return `Choose a time after ${localTimeText(opens)}, when it opens.`;
    const now = ended ?? closes;
    return now && end >= Date.parse(now) ? `Choose a time before ${localTimeText(now)}, when it ends anyway.` : "";
  }
  #show(mistake) {
    this.#elements.error.textContent = mistake;
    this.#elements.time.setAttribute("aria-invalid", String(mistake !== ""));
  }
};

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
  async open({ id, number = "", code = "" }) {
    const { dialog, answer } = this.#elements;
    answer.replaceChildren();
    if (!dialog.open) dialog.showModal();
    this.#fill({
      number,
      code
    });
    await this.#showRaffle(id);
  }
  #fill({ number, code }) {
    this.#elements.number.value = number;
    this.#elements.code.value = code;
    this.#elements.note.value = "";
  }
  /** Name the raffle, so that a manager sees that a claim slip belongs to it. */
  async #showRaffle(id) {
    const { title, answer } = this.#elements;
    const thisAttempt = ++this.#attempts;
    this.#id = id;
    title.replaceChildren("Hand over a prize");
    try {
      const { name } = await untilAnswered(() => requestJson("GET", rafflePath(id), {
        isAnswer: isRaffle
      }), (refusal) => answer.replaceChildren(note("wait", refusal.message)), () => thisAttempt !== this.#attempts);
      title.replaceChildren("Hand over a prize of \u201C", isolated(name), "\u201D");
    } catch (refusal) {
      if (!refusal.temporary) answer.replaceChildren(note("bad", refusal.message));
    }
  }
  async #handOver() {
    const { answer, number, code, note: typedNote } = this.#elements;
    const ticket2 = wholeNumberIn(number.value);
    const text = typedNote.value.trim();
    if (!this.#check(ticket2)) return;
    const body = {
      ticket_number: ticket2,
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
      number.focus();
    } catch (refusal) {
      if (refusal.temporary) return;
      const isOwn = isRetry && refusal.type === "/problems/already-handed-over";
      const lost = isOwn ? "The answer to the first attempt was lost. " : "";
      answer.replaceChildren(note(isOwn ? "wait" : "bad", lost, refusal.message));
    }
  }
  /** Say what is missing, and whether nothing is. */
  #check(ticket2) {
    const { answer, number, code } = this.#elements;
    const wrong = !isCount(ticket2) ? number : lettersAndDigits(code.value) === "" ? code : null;
    for (const field of [
      number,
      code
    ]) field.setAttribute("aria-invalid", String(field === wrong));
    if (wrong === null) return true;
    const text = wrong === number ? `Ticket number: ${COUNT_MESSAGE}` : "Enter the code of the ticket.";
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
    let ticket2 = null;
    const take = (text) => (ticket2 = ticketIn(text)) !== null;
    try {
      await scan(video, take, this.#scanning.signal);
    } catch {
      answer.replaceChildren(note("bad", "The camera cannot be used. Type number and code."));
    }
    video.hidden = true;
    scanButton.hidden = false;
    if (ticket2 === null) return;
    await this.open(ticket2);
    this.#elements.submitButton.focus();
  }
};
var handedOverText = ({ ticket_number: number, prize, handed_over_at: at }) => note("good", "Ticket ", untranslated(numberText(number)), " has won: ", isolated(prize), `. Hand it over. This is noted since ${localTimeText(at)}.`);

// shared/copy-button.js
import { t as t7 } from "./language.js";
var ANSWER_SHOWN_MS = 2e3;
function copyButton(label, text) {
  const button = element("button", {
    type: "button"
  }, label);
  button.addEventListener("click", async () => {
    button.textContent = await copy(text) ? t7("copied") : t7("cannot-copy");
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

// manage/hand-overs.js
var isEntry = (value) => typeof value?.handed_over_at === "string" && Number.isInteger(value.ticket_number);
var handOverList = (id, ...more) => pagedDetails("Handed over", rafflePath(id, "hand-overs/?limit=20"), {
  isEntry,
  line: handOverText,
  empty: "No prize was handed over yet."
}, ...more);
var handOverText = ({ ticket_number: number, prize, handed_over_at: at, manager, note: note2 }) => [
  element("p", {
    class: "soft"
  }, element("time", {
    datetime: at
  }, localTimeText(at)), ", ", isolated(manager)),
  element("p", {}, "Ticket ", untranslated(numberText(number)), ": ", isolated(prize)),
  ...note2 ? [
    element("p", {
      class: "soft"
    }, "Note: ", isolated(note2))
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
  const bar = progressBar(`Tickets of ${isolatedText(raffle.name)}`);
  const tickets = element("span");
  const listing = element("span");
  const chart = charts.add();
  const drawButton = button("Draw the winners", "primary", () => actions.drawWinners(raffle));
  const drawLink = element("a", {
    class: "button",
    href: `${rafflePage(raffle.id)}#sealed`
  }, "Open the draw");
  const substituteButton = button("Substitute a winner", null, () => actions.substituteWinner(raffle));
  const stageLink = element("a", {
    class: "button",
    href: stagePage(raffle.id)
  }, "Open the stage");
  const resumeButton = button("Resume", "primary", () => actions.resumeRaffle(raffle));
  const saveButton = button("Winners as CSV", null, () => actions.saveWinners(raffle));
  const editButton = button("Edit", null, () => actions.editRaffle(raffle));
  const duplicateButton = button("Duplicate", null, () => actions.duplicateRaffle(raffle));
  const handOverButton = button("Hand over prizes", "primary", () => actions.handOverPrizes(raffle));
  const handOvers = handOverList(raffle.id, element("p", {
    class: "actions"
  }, button("Handed over as CSV", null, () => actions.saveHandOvers(raffle))));
  const endButton = button("End early", null, () => actions.endRaffle(raffle));
  const deleteButton = button("Delete", "danger", () => actions.deleteRaffle(raffle));
  const linkButton = copyButton("Copy the link", publicAddress(rafflePage(raffle.id)));
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
      class: "actions"
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
    const change = await this.#editDialog.ask([
      "Edit \u201C",
      isolated(raffle.name),
      "\u201D"
    ], raffle);
    if (change === null) return;
    const edit = () => requestJson("PATCH", rafflePath(id), {
      body: change,
      isAnswer: isRaffle
    });
    await this.#run(edit, [
      "\u201C",
      isolated(raffle.name),
      "\u201D is changed."
    ]);
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
      yes: PUBLISH
    });
    if (answer === null) return;
    const publish = () => requestJson("POST", rafflePath(id, "publish/"), {
      isAnswer: isRaffle
    });
    await this.#run(publish, published(draft.name), "/problems/already-published", ({ errors, message }) => errors.length > 0 ? notPublishable(draft, errors) : [
      message
    ]);
  }
  async endRaffle({ id }) {
    const raffle = await this.#wholeRaffle(id);
    if (raffle === null) return;
    const time = await this.#endDialog.ask([
      "End \u201C",
      isolated(raffle.name),
      "\u201D early?"
    ], raffle);
    if (time === null) return;
    const end = () => requestJson("POST", rafflePath(id, "end/"), {
      body: {
        ended_at: time
      },
      isAnswer: isRaffle
    });
    await this.#run(end, [
      "\u201C",
      isolated(raffle.name),
      `\u201D ends on ${localTimeText(time)}.`
    ]);
  }
  async drawWinners({ id, name, entropy_source: source = null }) {
    const entropy = await this.#dialog.ask({
      title: [
        "Draw \u201C",
        isolated(name),
        "\u201D?"
      ],
      text: source === null ? "The server draws the winners. This can be done only once." : "The winners follow from the value that you enter.",
      yes: "Draw the winners",
      source
    });
    if (entropy === null) return;
    const options = source === null ? {} : {
      body: {
        entropy
      }
    };
    const success = [
      "The winners of \u201C",
      isolated(name),
      "\u201D are drawn."
    ];
    const draw = () => requestJson("POST", rafflePath(id, "winners/"), {
      ...options,
      isAnswer: Array.isArray
    });
    await this.#run(draw, success, "/problems/already-drawn");
  }
  async substituteWinner({ id, name }) {
    const winner = await this.#substituteDialog.ask([
      "Substitute a winner of \u201C",
      isolated(name),
      "\u201D"
    ]);
    if (winner === null) return;
    const options = {
      body: winner,
      isAnswer: (answer) => Number.isInteger(answer?.replaced_by)
    };
    const substitute = () => requestJson("POST", rafflePath(id, "substitutions/"), options);
    const success = [
      "The next substitute of \u201C",
      isolated(name),
      `\u201D came in for ticket ${numberText(winner.ticket_number)}.`
    ];
    await this.#run(substitute, success, "/problems/already-substituted");
  }
  handOverPrizes({ id }) {
    this.#handOverDialog.open({
      id
    });
  }
  async resumeRaffle({ id, name }) {
    const answer = await this.#dialog.ask({
      title: [
        "Resume \u201C",
        isolated(name),
        "\u201D?"
      ],
      text: "The service was restored from a backup. It does not know the tickets that were claimed after the backup, so they may be given to other players. Their first holders cannot win with them.",
      yes: "Resume it"
    });
    if (answer === null) return;
    const resume = () => requestJson("POST", rafflePath(id, "resume/"), {
      isAnswer: isRaffle
    });
    await this.#run(resume, [
      "\u201C",
      isolated(name),
      "\u201D goes on."
    ], "/problems/not-suspended");
  }
  async deleteRaffle(raffle) {
    await this.#delete(raffle, "Its tickets and winners are deleted too. This cannot be undone. Its page still shows everybody that it was deleted.");
  }
  async deleteDraft(draft) {
    await this.#delete(draft, DELETE_DRAFT_TEXT);
  }
  async #delete({ id, name }, text) {
    const answer = await this.#dialog.ask({
      title: [
        "Delete \u201C",
        isolated(name),
        "\u201D?"
      ],
      text,
      yes: "Delete it"
    });
    if (answer === null) return;
    const remove = () => requestWith(({ status }) => status === 204, "DELETE", rafflePath(id));
    const isDone = await this.#run(remove, [
      "\u201C",
      isolated(name),
      "\u201D is deleted."
    ], "/problems/raffle-deleted");
    if (isDone && this.#form.isEditing(id)) this.#form.stopEditing();
  }
  async saveWinners({ id, name }) {
    await this.#save(id, "winners", [
      "The winners of \u201C",
      isolated(name),
      "\u201D are saved."
    ]);
  }
  async saveLog({ id, name }) {
    await this.#save(id, "log", [
      "The log of \u201C",
      isolated(name),
      "\u201D is saved."
    ]);
  }
  async saveHandOvers({ id, name }) {
    await this.#save(id, "hand-overs", [
      "The list of the prizes of \u201C",
      isolated(name),
      "\u201D is saved."
    ]);
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
    this.#say("wait", ...published(raffle.name));
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
    const { dialog, number, reason } = this.#elements;
    this.#elements.title.replaceChildren(...title);
    number.value = reason.value = "";
    this.#show("", "");
    dialog.returnValue = "no";
    dialog.showModal();
    return new Promise((resolve) => {
      const answer = () => ({
        ticket_number: wholeNumberIn(number.value),
        reason: reason.value.trim()
      });
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes" ? answer() : null), {
        once: true
      });
    });
  }
  #check() {
    const { number, reason } = this.#elements;
    const isNumber = isCount(wholeNumberIn(number.value));
    this.#show(isNumber ? "" : COUNT_MESSAGE, reason.value.trim() ? "" : "Say why. Everybody sees the reason.");
    if (!isNumber) number.focus();
    else if (!reason.value.trim()) reason.focus();
    return isNumber && reason.value.trim() !== "";
  }
  #show(numberError, reasonError) {
    const { number, reason } = this.#elements;
    this.#elements.numberError.textContent = numberError;
    this.#elements.reasonError.textContent = reasonError;
    number.setAttribute("aria-invalid", String(numberError !== ""));
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
  const openSlip = (ticket2) => ticket2 && handOverDialog.open(ticket2);
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
    element("li", { class: "card soft" }, "No raffles yet."),
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
  byId("warnings").replaceChildren(...warnings.map((warning) => note("wait", `The service warns: ${warning}.`)));
}
var SHARED = "Many visitors may have this address: it is that of a gateway, or of the service itself. Do not add it to ";
var onAnotherMachine = (isShared) => isShared ? note("bad", SHARED, element("code", { translate: "no" }, "MANAGER_IPS"), ": everybody would be a manager.") : element(
  "p",
  { class: "soft" },
  "The operator can add your address to ",
  element("code", { translate: "no" }, "MANAGER_IPS"),
  ". Then the link no longer works."
);
var notAManagerText = (address, isShared) => [
  element(
    "h2",
    {},
    isShared ? "Managers only. Your address is " : "Managers only. Ask the operator to allow ",
    element("span", { class: "mono", id: "address", translate: "no" }, address),
    "."
  ),
  element(
    "p",
    {},
    "Do you run this service? On its machine, open the link for managers that it printed at its start. ",
    "The token of the link is also in the file ",
    element("code", { translate: "no" }, "manager-token"),
    " in ",
    element("code", { translate: "no" }, "DATA_DIR"),
    "."
  ),
  onAnotherMachine(isShared)
];
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
