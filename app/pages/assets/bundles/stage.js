/* Made by make bundles from stage.js and the modules that it imports. Edit those. */
// shared/dom.js
var byId = (id2) => document.getElementById(id2);
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
var rafflePage = (id2) => addressOf(`/r/${id2}`);
var managePage = addressOf("/manage");
var raffleIdInAddress = () => /.*\/r\/([^/]*)/.exec(location.pathname)[1].slice(0, 36).toLowerCase();

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
    const parts5 = [];
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader.read()) {
      expectMore();
      parts5.push(part.value);
    }
    const { status, headers } = response;
    return new Response(parts5.length ? new Blob(parts5, {
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
var requestJson = async (method, path, { isAnswer, ...options } = {}) => jsonIn(await request(method, path, options), isAnswer);
async function requestPage(path, isEntry = (entry) => entry !== null) {
  const response = await request("GET", path);
  const isAnswer = (value) => Array.isArray(value) && value.every(isEntry);
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
var rafflePath = (id2, resource = "") => `/raffles/${encodeURIComponent(id2)}/${resource}`;
var isRaffle = (value) => typeof value?.id === "string" && typeof value.status === "string";

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
var numberText = (number) => NUMBER.format(number);
var localTimeText = (time) => LOCAL_TIME.format(new Date(time));
var WRITTEN_FROM_RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
var isolatedText = (name) => WRITTEN_FROM_RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;

// stage.js
import { t as t11 } from "./language.js";

// shared/raffle-state.js
import { t as t2 } from "./language.js";
var completed = (raffle2) => ({
  name: t2(raffle2.status === "deleted" ? "deleted-name" : "damaged-name"),
  prizes: [],
  total_tickets: 0,
  available_tickets: 0,
  ...raffle2
});
function progressText(raffle2) {
  const { status, total_tickets: total, available_tickets: available, sealed_at: sealed } = raffle2;
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
    taken: taken(raffle2),
    total
  });
}
var taken = ({ total_tickets: total, available_tickets: available, withdrawn_tickets: withdrawn = 0 }) => total - available - withdrawn;

// raffle/draw-form.js
import { parts as parts3, t as t4 } from "./language.js";

// raffle/quicknet.js
var QUICKNET = Object.freeze({
  name: "quicknet",
  hash: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
  publicKey: "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
  genesisTime: 1692803367,
  period: 3
});

// raffle/randomness.js
import { parts as parts2, t as t3 } from "./language.js";
var roundAddress = (chainHash, round) => `https://api.drand.sh/${chainHash}/public/${round}`;
var roundLink = (chainHash, round) => {
  const address = roundAddress(chainHash, round);
  return element("a", {
    href: address,
    rel: "noopener noreferrer",
    class: "mono",
    translate: "no",
    dir: "ltr"
  }, address);
};
var factList = (facts) => element("dl", {}, ...facts.flatMap(([name, ...value]) => [
  element("dt", {}, name),
  element("dd", {}, ...value)
]));
var code = (value) => element("span", {
  class: "mono",
  translate: "no",
  dir: "ltr"
}, value);

// raffle/draw-form.js
var SIGNATURE_NEEDED = [
  "/problems/beacon-signature-missing",
  "/problems/beacon-unreachable"
];
var SIGNATURE = /[0-9a-f]{96}/;
var DrawForm = class {
  #id;
  #round;
  #field = element("textarea", {
    id: "signature",
    class: "mono",
    dir: "ltr",
    rows: 3,
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "none",
    "aria-describedby": "signature-hint"
  });
  #hint = element("p", {
    id: "signature-hint",
    class: "hint"
  });
  #entry = element("div", {
    hidden: true
  }, element("label", {
    for: "signature"
  }, t4("signature-of-round")), this.#field, this.#hint);
  #button = element("button", {
    type: "submit",
    class: "primary"
  }, t4("make-draw"));
  #message = element("div", {
    role: "status"
  });
  constructor(id2) {
    this.#id = id2;
  }
  /** Return the form for a raffle whose round has come. */
  elementFor({ round }) {
    this.#round = round;
    this.#hint.replaceChildren(...parts3("signature-hint", {
      address: roundLink(QUICKNET.hash, round)
    }));
    const onsubmit = (event) => {
      event.preventDefault();
      if (!isBusy(this.#button)) this.#draw();
    };
    return element("form", {
      id: "draw-form",
      novalidate: true,
      class: "stack",
      onsubmit
    }, this.#entry, element("p", {
      class: "actions"
    }, this.#button), this.#message);
  }
  async #draw() {
    let options = {};
    if (!this.#entry.hidden) {
      const signature = SIGNATURE.exec(this.#field.value)?.[0];
      this.#field.setAttribute("aria-invalid", String(signature === void 0));
      if (signature === void 0) {
        this.#say("bad", t4("signature-malformed"));
        this.#field.focus();
        return;
      }
      options = {
        body: {
          round: this.#round,
          signature
        }
      };
    }
    setBusy(this.#button, true);
    try {
      await untilAnswered(() => this.#send(options), (refusal) => this.#say("wait", refusal.message));
      this.#say("good", t4("draw-made"));
    } catch (refusal) {
      if (refusal.type === "/problems/already-drawn") this.#say("good", t4("draw-made-already"));
      else this.#say("bad", refusal.message);
    } finally {
      setBusy(this.#button, false);
    }
  }
  async #send(options) {
    try {
      return await requestJson("POST", rafflePath(this.#id, "winners/"), {
        ...options,
        isAnswer: Array.isArray
      });
    } catch (refusal) {
      if (SIGNATURE_NEEDED.includes(refusal.type)) {
        refusal.temporary = false;
        this.#entry.hidden = false;
        this.#button.textContent = t4("send-signature");
        this.#field.focus();
      }
      throw refusal;
    }
  }
  #say(kind, text) {
    this.#message.replaceChildren(note(kind, text));
  }
};

// raffle/shared-stream.js
var MAX_STREAMS = 4;
var canShare = Boolean(navigator.locks);
var leadOf = (topic) => `raffle-lead:${topic}`;
var othersLead = (topic) => canShare && navigator.locks.request(leadOf(topic), {
  ifAvailable: true
}, (lock) => lock === null);
async function lead(topic, signal, work) {
  if (!canShare) return await work();
  try {
    await navigator.locks.request(leadOf(topic), {
      signal
    }, work);
  } catch (failure) {
    if (failure.name !== "AbortError") throw failure;
  }
}
async function withStream(work) {
  if (!canShare) return await work();
  for (let place = 0; place < MAX_STREAMS; place++) {
    const name = `raffle-stream:${place}`;
    const done = await navigator.locks.request(name, {
      ifAvailable: true
    }, async (lock) => lock && {
      result: await work()
    });
    if (done) return done.result;
  }
  return false;
}

// raffle/live-updates.js
var FIRST_EVENT_TIMEOUT_MS = 5e3;
var SILENCE_TIMEOUT_MS = 45e3;
function followRaffle(id2, onChange, onFailure, { stage: stage2 = false } = {}) {
  const topic = stage2 ? `${id2}:stage` : id2;
  const events = rafflePath(id2, stage2 ? "events/?stage=true" : "events/");
  const otherPages = canShare ? new BroadcastChannel(`raffle:${topic}`) : null;
  let visit = null;
  let silence = null;
  let newest = null;
  let ended = false;
  const end = () => {
    ended = true;
    clearTimeout(silence);
    visit?.abort();
  };
  const receive = (raffle2) => {
    if (ended) return;
    newest = raffle2;
    expectNews();
    onChange(raffle2);
    if (raffle2.status === "drawn" && !stage2) end();
  };
  const tell = (raffle2) => {
    otherPages?.postMessage(raffle2);
    receive(raffle2);
  };
  const read = async (take2) => {
    try {
      take2(await requestJson("GET", rafflePath(id2), {
        isAnswer: isRaffle
      }));
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (ended) return;
      onFailure(whileAsking(refusal));
      if (!refusal.temporary) end();
    }
  };
  const expectNews = () => {
    clearTimeout(silence);
    if (document.hidden) return;
    silence = setTimeout(async () => {
      expectNews();
      await read(receive);
    }, SILENCE_TIMEOUT_MS);
  };
  const listen = (signal) => new Promise((resolve) => {
    const stream = new EventSource(addressOf(events));
    let heard = false;
    let timer = null;
    const close = () => {
      clearTimeout(timer);
      stream.close();
      resolve(heard);
    };
    const closeAfter = (milliseconds) => {
      clearTimeout(timer);
      timer = setTimeout(close, milliseconds);
    };
    stream.onmessage = (event) => {
      heard = true;
      closeAfter(SILENCE_TIMEOUT_MS);
      tell(JSON.parse(event.data));
    };
    stream.addEventListener("heartbeat", () => {
      closeAfter(SILENCE_TIMEOUT_MS);
      if (newest !== null) tell(newest);
    });
    stream.onerror = close;
    signal.addEventListener("abort", close);
    closeAfter(FIRST_EVENT_TIMEOUT_MS);
  });
  const listenAgain = async (signal) => {
    let failures = 0;
    while (!signal.aborted) {
      const heard = await withStream(() => listen(signal));
      if (signal.aborted) return;
      failures = heard ? 0 : failures + 1;
      if (!heard) await read(tell);
      await pause(delayAfter(failures), signal);
    }
  };
  const begin2 = async () => {
    visit?.abort();
    visit = new AbortController();
    const { signal } = visit;
    expectNews();
    if (await othersLead(topic)) read(receive);
    await lead(topic, signal, () => listenAgain(signal));
  };
  if (otherPages) otherPages.onmessage = ({ data }) => receive(data);
  document.addEventListener("visibilitychange", () => {
    if (ended) return;
    if (!document.hidden) {
      begin2();
      return;
    }
    clearTimeout(silence);
    visit?.abort();
  });
  if (document.hidden) read(receive);
  else begin2();
}

// raffle/memory.js
var KEY_PREFIX = "raffle:";
var storageKey = (id2) => KEY_PREFIX + id2;
var notStored = {};
var isObject = (value) => typeof value === "object" && value !== null;
var isTicket = (value) => typeof value?.raffle_id === "string" && Number.isSafeInteger(value.ticket_number) && typeof value.verification_code === "string";
function recall(id2) {
  let memory;
  try {
    memory = notStored[id2] ?? JSON.parse(localStorage.getItem(storageKey(id2))) ?? {};
  } catch {
    memory = {};
  }
  const { key, asked, ticket, incarnation, lost, seen, proof, accepted } = memory;
  return {
    ...typeof key === "string" ? {
      key,
      asked
    } : {},
    ...isTicket(ticket) ? {
      ticket,
      incarnation
    } : {},
    lost: Array.isArray(lost) ? lost.filter(isTicket) : [],
    seen: Object.fromEntries(Object.entries(seen ?? {}).filter(([, value]) => isObject(value))),
    ...isObject(proof) ? {
      proof
    } : {},
    ...Date.parse(accepted) ? {
      accepted
    } : {}
  };
}

// raffle/qr.js
import { t as t5 } from "./language.js";
var PIXELS_PER_MODULE = 8;
function qrCanvas(text, label) {
  const canvas = element("canvas", {
    class: "qr",
    role: "img",
    "aria-label": label
  });
  modulesOf(text).then((modules) => {
    canvas.width = canvas.height = modules.length * PIXELS_PER_MODULE;
    drawModules(canvas.getContext("2d"), modules, 0, 0, PIXELS_PER_MODULE);
  }, () => canvas.replaceWith(element("p", {
    class: "small"
  }, t5("qr-not-arrived"))));
  return canvas;
}
async function modulesOf(text) {
  const { encode } = await import("../vendor/uqr/uqr.js");
  return encode(text, {
    ecc: "M",
    border: 4
  }).data;
}
function drawModules(context, modules, left, top, scale) {
  context.fillStyle = "#fff";
  context.fillRect(left, top, modules.length * scale, modules.length * scale);
  context.fillStyle = "#000";
  modules.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) context.fillRect(left + x * scale, top + y * scale, scale, scale);
    });
  });
}

// raffle/tombstone.js
import { t as t6 } from "./language.js";
var tombstone = (kept) => [
  element("h1", {}, t6("deleted-heading")),
  element("p", {
    role: "alert"
  }, t6("deleted-text")),
  factList([
    ...fact(t6("kept-name"), kept.name, isolated),
    ...fact(t6("kept-tickets"), kept.total_tickets, numberText),
    ...fact(t6("kept-created"), kept.created_at, localTimeText),
    ...fact(t6("kept-drawn"), kept.drawn_at, localTimeText),
    ...fact(t6("kept-deleted"), kept.deleted_at, localTimeText),
    ...fact(t6("kept-terms"), kept.terms, code),
    ...fact(t6("kept-root"), kept.root, code),
    ...fact(t6("kept-withdrawn"), kept.withdrawn_hash, code),
    ...fact(t6("kept-round"), kept.round, (round) => code(String(round)))
  ]),
  element("p", {}, element("a", {
    href: addressOf("/")
  }, t6("see-all-raffles")))
];
var fact = (name, value, shown2) => value === void 0 || value === null ? [] : [
  [
    name,
    shown2(value)
  ]
];

// stage/controls.js
import { t as t7 } from "./language.js";
var NEXT_KEYS = [
  " ",
  "PageDown",
  "ArrowRight"
];
var BACK_KEYS = [
  "PageUp",
  "ArrowLeft"
];
var isStage = (value) => Number.isInteger(value?.position) && typeof value.at === "string";
var Controls = class {
  #id;
  #steps;
  #now;
  #onStage;
  /**
   * `now()` returns what is shown: {position, running, isTurning}. `onStage` is called with the stage in each answer.
   */
  constructor(id2, steps2, now3, onStage) {
    this.#id = id2;
    this.#steps = steps2;
    this.#now = now3;
    this.#onStage = onStage;
    byId("next").addEventListener("click", () => this.#next());
    byId("previous").addEventListener("click", () => this.#set(steps2.before(now3().position)));
    byId("skip-prize").addEventListener("click", () => this.#set(steps2.afterPrize(now3().position)));
    byId("restart").addEventListener("click", () => this.#set(0));
    byId("run").addEventListener("click", () => this.#run());
    addEventListener("click", ({ detail, target }) => detail > 0 && target.closest("button")?.blur());
    addEventListener("keydown", (event) => this.#press(event));
    byId("controls").hidden = false;
    byId("keys").hidden = false;
    this.show();
  }
  /** Show which controls can be used now. */
  show() {
    const { position, running } = this.#now();
    const isAtEnd = position >= this.#steps.total;
    setBusy(byId("next"), isAtEnd);
    setBusy(byId("skip-prize"), isAtEnd);
    setBusy(byId("run"), isAtEnd);
    setBusy(byId("previous"), position === 0);
    setBusy(byId("restart"), position === 0);
    const runs = running && !isAtEnd;
    byId("run").textContent = runs ? t7("pause") : t7("run");
    byId("run").setAttribute("aria-pressed", String(runs));
  }
  #press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === " " && event.target.closest("button, a, textarea")) return;
    const isNext = NEXT_KEYS.includes(event.key);
    if (!isNext && !BACK_KEYS.includes(event.key)) return;
    event.preventDefault();
    if (event.repeat) return;
    if (isNext) this.#next();
    else this.#set(this.#steps.before(this.#now().position));
  }
  /** Show the next winners. A press while numbers turn up has no effect, so that no winner is skipped by accident. */
  #next() {
    const { position, isTurning } = this.#now();
    if (!isTurning) this.#set(this.#steps.after(position));
  }
  /** Begin with the next step at once, or stop at what is shown. */
  #run() {
    const { position, running } = this.#now();
    this.#set(running ? position : this.#steps.after(position), !running);
  }
  async #set(position, running = false) {
    const now3 = this.#now();
    if (isBusy(byId("controls")) || position === now3.position && running === now3.running) return;
    setBusy(byId("controls"), true);
    try {
      const body = {
        position,
        running
      };
      this.#onStage(await requestJson("POST", rafflePath(this.#id, "stage/"), {
        body,
        isAnswer: isStage
      }));
      byId("message").replaceChildren();
    } catch (refusal) {
      byId("message").replaceChildren(note(refusal.temporary ? "wait" : "bad", refusal.message));
    }
    setBusy(byId("controls"), false);
  }
};

// stage/screen.js
import { t as t8 } from "./language.js";
var IDLE_MS = 3e3;
function keepScreenOn() {
  const request2 = async () => {
    if (document.hidden) return;
    try {
      await navigator.wakeLock?.request("screen");
    } catch {
    }
  };
  document.addEventListener("visibilitychange", request2);
  request2();
}
function connectFullScreen(button) {
  if (!document.fullscreenEnabled) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen({
      navigationUI: "hide"
    }).catch(() => {
    });
  });
  document.addEventListener("fullscreenchange", () => {
    const isFull = document.fullscreenElement !== null;
    button.textContent = isFull ? t8("leave-full-screen") : t8("full-screen");
    button.setAttribute("aria-pressed", String(isFull));
  });
  hideWhenIdle();
}
function hideWhenIdle() {
  let timer = null;
  const use = () => {
    document.body.classList.remove("idle");
    clearTimeout(timer);
    timer = setTimeout(() => document.body.classList.toggle("idle", document.fullscreenElement !== null), IDLE_MS);
  };
  for (const event of [
    "pointermove",
    "pointerdown",
    "focusin",
    "fullscreenchange"
  ]) addEventListener(event, use);
}

// stage/shown-winners.js
import { LANGUAGE as LANGUAGE3, parts as parts4, t as t9 } from "./language.js";

// stage/digits.js
var DIGIT_MS = 650;
var TURN_MS = 70;
var reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
var Digits = class {
  #cells = [];
  #timer = null;
  #finish = () => {
  };
  /** Return an element for a number. `width` is the number of digits of the largest number. */
  elementFor(number, width) {
    const digits = [
      ...String(number).padStart(width)
    ].map((digit) => digit === " " ? "" : numberText(Number(digit)));
    const cells = digits.map((digit) => ({
      cell: element("span", {
        class: "digit"
      }, digit),
      digit
    }));
    this.#cells.push(cells);
    return element("span", {
      class: "digits",
      role: "img",
      "aria-label": numberText(number)
    }, ...cells.map(({ cell }) => cell));
  }
  /** Let the digits of all numbers turn up, from the left to the right. Return when all of them are shown. */
  async turnUp() {
    if (reducedMotion.matches) return;
    const width = Math.max(...this.#cells.map((cells) => cells.length));
    const began = performance.now();
    for (const { cell } of this.#cells.flat()) cell.classList.add("turning");
    await new Promise((resolve) => {
      this.#finish = resolve;
      this.#timer = setInterval(() => {
        const passed = performance.now() - began;
        const shown2 = Math.floor(passed / DIGIT_MS);
        for (const cells of this.#cells) this.#turn(cells, shown2, Math.floor(passed / TURN_MS));
        if (shown2 >= width) resolve();
      }, TURN_MS);
    });
    clearInterval(this.#timer);
    for (const cells of this.#cells) this.#turn(cells, width, 0);
  }
  /** Show all digits now. */
  end() {
    this.#finish();
  }
  #turn(cells, shown2, turns) {
    cells.forEach(({ cell, digit }, place) => {
      const isShown = place < shown2;
      cell.textContent = isShown ? digit : numberText((turns + 3 * place) % 10);
      cell.classList.toggle("turning", !isShown);
    });
  }
};

// stage/shown-winners.js
var LONG_NAME = 40;
var ShownWinners = class {
  #place;
  #told;
  #steps;
  #numbers;
  #width;
  #position = null;
  #digits = null;
  #shows = 0;
  /** `place` shows the winners, and `told` tells them to screen readers. `width` is the largest number of digits. */
  constructor({ place, told }, steps2, numbers, width) {
    this.#place = place;
    this.#told = told;
    this.#steps = steps2;
    this.#numbers = numbers;
    this.#width = width;
  }
  /** Whether the numbers of the last step are still turning up. */
  get isTurning() {
    return this.#digits !== null;
  }
  /**
   * Show a position. Its numbers turn up if the position is a new one. Return the ticket numbers that are shown.
   *
   * A newer call ends this one, and then null is returned.
   */
  async show(position) {
    const thisShow = ++this.#shows;
    const isNews = this.#position !== null && position > this.#position;
    this.#position = position;
    this.#digits?.end();
    this.#digits = null;
    if (position === 0) {
      this.#place.replaceChildren(...this.#beginning());
      this.#numbers.prepare(this.#steps.total - 1);
      return [];
    }
    const { prize, first, end, prizeEnd } = this.#steps.shownAt(position);
    let winners2;
    let earlier;
    try {
      winners2 = await this.#numbers.between(first, end);
      earlier = end - first === 1 ? await this.#numbers.between(end, prizeEnd) : [];
    } catch (refusal) {
      if (thisShow === this.#shows) this.#place.replaceChildren(note("bad", refusal.message));
      throw refusal;
    }
    if (thisShow !== this.#shows) return null;
    const numbers = winners2.map(({ ticket_number: number }) => number);
    await this.#turnUp(prize, numbers, earlier, isNews);
    if (thisShow !== this.#shows) return null;
    this.#told.textContent = t9("told", {
      prize: isolatedText(prize),
      numbers: listOf(numbers)
    });
    this.#numbers.prepare(first - 1);
    return numbers;
  }
  async #turnUp(prize, numbers, earlier, isNews) {
    const digits = this.#digits = new Digits();
    const elements = numbers.map((number) => digits.elementFor(number, this.#width));
    this.#place.replaceChildren(prizeHeading(prize), numberList(elements, this.#width), ...earlierNumbers(earlier));
    this.#told.textContent = "";
    if (isNews) await digits.turnUp();
    if (this.#digits !== digits) return;
    this.#digits = null;
    this.#place.append(...this.#whatFollows(prize));
  }
  #beginning() {
    if (this.#steps.total === 0) return [
      element("p", {
        class: "big-text"
      }, t9("no-winners"))
    ];
    return [
      element("p", {
        class: "big-text"
      }, t9("draw-made")),
      ...this.#whatFollows()
    ];
  }
  /** Say which prize comes next, if another one begins. `prize` is the last one that was shown. */
  #whatFollows(prize = null) {
    const next = this.#steps.nextPrize(this.#position);
    if (next === prize) return [];
    const text = next === null ? [
      t9("all-shown")
    ] : parts4("next-prize", {
      prize: isolated(next)
    });
    return [
      element("p", {
        class: "follows soft"
      }, ...text)
    ];
  }
};
var listOf = (numbers) => new Intl.ListFormat(LANGUAGE3, {
  type: "conjunction"
}).format(numbers.map(numberText));
var prizeHeading = (name) => element("h2", {
  class: name.length > LONG_NAME ? "prize long" : "prize"
}, isolated(name));
function numberList(elements, width) {
  const single = elements.length === 1;
  const list = element("ul", {
    class: single ? "one-number" : "many-numbers",
    translate: "no"
  });
  list.style.setProperty("--digits", width);
  list.append(...elements.map((each) => element("li", {}, each)));
  return list;
}
var earlierNumbers = (winners2) => winners2.length === 0 ? [] : [
  element("p", {
    class: "earlier"
  }, t9("also-won", {
    numbers: listOf(winners2.map(({ ticket_number: number }) => number))
  }))
];

// stage/steps.js
var ONE_BY_ONE = 12;
var AT_ONCE = 24;
var STEP_MS = 8e3;
var Steps = class {
  /** The number of all winners. */
  total;
  #parts = [];
  constructor({ prizes, total_tickets: tickets, withdrawn_tickets: withdrawn = 0 }) {
    const claimed = tickets - withdrawn;
    let first = 0;
    for (const { name, amount } of prizes) {
      const end = Math.min(first + amount, claimed);
      if (end > first) this.#parts.push({
        name,
        first,
        end
      });
      first = end;
    }
    this.total = first;
  }
  /** The position after the next step. */
  after(position) {
    if (position >= this.total) return this.total;
    const { first, end } = this.#partOf(this.total - position - 1);
    const left = this.total - position - first;
    return position + (end - first <= ONE_BY_ONE ? 1 : Math.min(AT_ONCE, left));
  }
  /** The position before the last step. */
  before(position) {
    if (position <= 0) return 0;
    const { first, end } = this.#partOf(this.total - position);
    const shown2 = end - (this.total - position);
    return position - (end - first <= ONE_BY_ONE ? 1 : shown2 % AT_ONCE || AT_ONCE);
  }
  /** The position at which the prize is shown whole, or the next prize if the last step ended one. */
  afterPrize(position) {
    return position >= this.total ? this.total : this.total - this.#partOf(this.total - position - 1).first;
  }
  /** The position at a time in milliseconds since 1970. */
  positionAt({ position, running, at }, now3) {
    let current = Math.min(position, this.total);
    if (!running) return current;
    for (let left = Math.floor((now3 - Date.parse(at)) / STEP_MS); left > 0 && current < this.total; left--) {
      current = this.after(current);
    }
    return current;
  }
  /** What the last step shows: the prize, its places from `first` to before `end`, and those from `end` on, before. */
  shownAt(position) {
    const first = this.total - position;
    const { name, end: prizeEnd } = this.#partOf(first);
    return {
      prize: name,
      first,
      end: this.total - this.before(position),
      prizeEnd
    };
  }
  /** The prize whose winner comes next, or null after the last one. */
  nextPrize(position) {
    return position < this.total ? this.#partOf(this.total - position - 1).name : null;
  }
  #partOf(place) {
    return this.#parts.find(({ end }) => place < end);
  }
};

// stage/waiting.js
import { LOCALE as LOCALE2, t as t10 } from "./language.js";
var WAITING = {
  draft: t10("waiting-draft"),
  damaged: t10("waiting-damaged"),
  filling: t10("waiting-filling"),
  suspended: t10("waiting-suspended"),
  open: t10("waiting-open")
};
var CAN_BE_CLAIMED = [
  "filling",
  "scheduled",
  "open"
];
var canStillBeClaimed = ({ status }) => CAN_BE_CLAIMED.includes(status);
var canBeDrawn = ({ status, root, round_at: roundAt }) => [
  "sold_out",
  "closed"
].includes(status) && Boolean(root) && !(roundAt && isAhead(roundAt));
var Waiting = class {
  #place;
  #shown = null;
  #clock = element("div", {
    class: "clock",
    role: "timer"
  });
  constructor(place) {
    this.#place = place;
  }
  /** Show a raffle that is not drawn. Call this every second. The texts are built again only when they change. */
  show(raffle2) {
    const { label, until } = waitingFor(raffle2);
    const lines = [
      until ? localTimeText(until) : null,
      CAN_BE_CLAIMED.includes(raffle2.status) && progressText(raffle2)
    ];
    const content = JSON.stringify([
      label,
      until,
      lines
    ]);
    if (content !== this.#shown) {
      this.#shown = content;
      this.#place.replaceChildren(element("p", {
        class: until ? "clock-label" : "big-text"
      }, label), ...until ? [
        this.#clock
      ] : [], ...lines.filter(Boolean).map((line) => element("p", {
        class: "soft"
      }, line)));
    }
    if (until) this.#tick(until);
  }
  #tick(until) {
    const parts5 = timeParts(Date.parse(until) - now());
    const text = JSON.stringify(parts5);
    if (this.#clock.dataset.shown === text) return;
    this.#clock.dataset.shown = text;
    this.#clock.replaceChildren(...parts5.map(({ value, unit }) => element("span", {
      class: "clock-part"
    }, element("span", {
      class: "clock-value"
    }, value), ` ${unit}`)));
  }
};
function timeParts(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1e3));
  const counts = [
    [
      "day",
      Math.floor(seconds / 86400)
    ],
    [
      "hour",
      Math.floor(seconds / 3600) % 24
    ],
    [
      "minute",
      Math.floor(seconds / 60) % 60
    ],
    [
      "second",
      seconds % 60
    ]
  ];
  const first = counts.findIndex(([, count]) => count > 0);
  return counts.slice(Math.min(first < 0 ? 3 : first, 2)).map(([unit, count]) => partsOf(count, unit));
}
function partsOf(count, unit) {
  const format = new Intl.NumberFormat(LOCALE2, {
    style: "unit",
    unit,
    unitDisplay: "long"
  });
  const word = format.formatToParts(count).filter(({ type }) => type === "unit").map(({ value }) => value);
  return {
    value: numberText(count),
    unit: word.join(" ")
  };
}
var now = () => serverTime() ?? Date.now();
var isAhead = (time) => Date.parse(time) > now();
function waitingFor(raffle2) {
  const { status, opens_at: opens, closes_at: closes, ended_at: ended, draw_at: draw, root, round_at: round } = raffle2;
  if (status === "scheduled") return {
    label: t10("stage-opens-in"),
    until: opens
  };
  if (status === "open") {
    if (draw && isAhead(draw)) return {
      label: t10("stage-draw-in"),
      until: draw
    };
    if (ended ?? closes) return {
      label: t10("stage-closes-in"),
      until: ended ?? closes
    };
  }
  if ([
    "sold_out",
    "closed"
  ].includes(status)) {
    const time = [
      draw,
      round
    ].filter((each) => each && isAhead(each)).sort().at(-1);
    if (time) return {
      label: t10("stage-draw-in"),
      until: time
    };
    return {
      label: root ? t10("waiting-sealed") : t10("waiting-unsealed")
    };
  }
  return {
    label: WAITING[status]
  };
}

// stage/winning-numbers.js
var PER_REQUEST = 100;
var isWinner = (value) => Number.isSafeInteger(value?.ticket_number);
var WinningNumbers = class {
  #path;
  #chunks = /* @__PURE__ */ new Map();
  constructor(id2) {
    this.#path = rafflePath(id2, "winners/");
  }
  /** Return the winners of the places from `first` to before `end`, in the order in which they are shown. */
  async between(first, end) {
    const found = [];
    for (let place = end - 1; place >= first; place--) {
      const chunk = await this.#chunkOf(place);
      if (chunk[place % PER_REQUEST]) found.push(chunk[place % PER_REQUEST]);
    }
    return found;
  }
  /** Load the winners around the place that is shown next, so that nobody waits for them. */
  prepare(place) {
    if (place >= 0) this.#chunkOf(place).catch(() => {
    });
  }
  #chunkOf(place) {
    const first = place - place % PER_REQUEST;
    if (!this.#chunks.has(first)) {
      const chunk = requestPage(`${this.#path}?limit=${PER_REQUEST}&cursor=${first}`, isWinner).then(({ entries }) => entries);
      chunk.catch(() => this.#chunks.delete(first));
      this.#chunks.set(first, chunk);
    }
    return this.#chunks.get(first);
  }
};

// stage.js
var TICK_MS = 250;
var NOTHING_SHOWN = { position: 0, running: false, at: "" };
var id = raffleIdInAddress();
var waiting = new Waiting(byId("waiting"));
var raffle = null;
var stage = NOTHING_SHOWN;
var steps = null;
var winners = null;
var controls = null;
var isManager = false;
var shown = null;
function show(newState) {
  raffle = completed(newState);
  removeLoadingText();
  byId("failure").hidden = true;
  byId("stage").hidden = false;
  byId("name").replaceChildren(element("bdi", {}, raffle.name));
  document.title = t11("stage-of", { name: isolatedText(raffle.name) });
  byId("stage").setAttribute("aria-busy", "false");
  if (raffle.status === "drawn" && steps === null) begin();
  if (raffle.stage) take(raffle.stage);
  showDrawing();
  tick();
}
function begin() {
  steps = new Steps(raffle);
  const places = { place: byId("winners"), told: byId("told") };
  winners = new ShownWinners(places, steps, new WinningNumbers(id), String(raffle.total_tickets).length);
  byId("winners").hidden = false;
}
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
  if (isManager && controls === null) controls = new Controls(id, steps, now2, take);
  const position = steps.positionAt(stage, serverTime() ?? Date.now());
  if (position !== shown) showPosition(position);
  controls?.show();
  showInvitation();
}
var now2 = () => ({ position: shown ?? 0, running: stage.running, isTurning: winners.isTurning });
async function showPosition(position) {
  shown = position;
  byId("shown").textContent = position > 0 ? t11("winners-shown", { shown: position, total: steps.total }) : "";
  try {
    showOwnNumber(await winners.show(position));
  } catch (refusal) {
    if (!refusal.temporary) throw refusal;
    shown = null;
  }
}
function showOwnNumber(numbers) {
  const { ticket } = recall(id);
  if (isManager || !ticket || numbers === null) return;
  const isShown = numbers.includes(ticket.ticket_number);
  byId("own-ticket").hidden = false;
  byId("own-ticket").classList.toggle("found", isShown);
  byId("own-ticket").replaceChildren(
    isShown ? element("a", { href: rafflePage(id) }, t11("own-number-shown")) : t11("own-number", { number: ticket.ticket_number })
  );
}
function showDrawing() {
  const isPossible = isManager && canBeDrawn(raffle);
  if (isPossible === byId("draw").hasChildNodes()) return;
  const drawing = () => raffle.entropy_source ? element("a", { class: "button", href: addressOf("/manage") }, t11("draw-in-management")) : new DrawForm(id).elementFor(raffle);
  const hadFocus = byId("draw").contains(document.activeElement);
  byId("draw").replaceChildren(...isPossible ? [drawing()] : []);
  if (hadFocus) focusOn(byId(steps === null ? "waiting" : "winners"));
}
function showInvitation() {
  const text = canStillBeClaimed(raffle) ? t11("scan-to-take-part") : shown === steps?.total ? t11("scan-to-check") : null;
  const place = byId("invitation");
  if (place.dataset.text === String(text)) return;
  place.dataset.text = String(text);
  const url = publicAddress(rafflePage(id));
  place.replaceChildren(...text ? [qrCanvas(url, t11("qr-of", { url })), element("p", {}, text)] : []);
}
function showFailure(refusal) {
  if (refusal.temporary && raffle !== null) return;
  removeLoadingText();
  byId("stage").hidden = true;
  byId("failure").hidden = false;
  byId("failure").replaceChildren(
    ...refusal.type === "/problems/raffle-deleted" ? tombstone(refusal.problem) : [
      element("h1", {}, refusal.temporary ? t11("one-moment") : t11("no-such-raffle")),
      element("p", { role: "alert" }, refusal.message)
    ]
  );
}
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
