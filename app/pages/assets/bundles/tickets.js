/* Made by make bundles from tickets.js and the modules that it imports. Edit those. */
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
function focusOn(element2) {
  if (element2.tabIndex < 0) element2.tabIndex = -1;
  element2.focus({
    preventScroll: true
  });
}
var note = (kind, ...children) => element("div", {
  class: `note ${kind}`
}, element("p", {}, ...children));

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

// tickets.js
import { t as t18 } from "./language.js";

// shared/addresses.js
var BASE = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
var addressOf = (path) => BASE + path;
var pathIn = (address) => address.startsWith(`${BASE}/`) ? address.slice(BASE.length) : address;
var publicAddress = (page) => new URL(page, document.querySelector('meta[name="public-url"]')?.content ?? location.origin).href;
var rafflePage = (id) => addressOf(`/r/${id}`);
var managePage = addressOf("/manage");

// raffle/lost-code.js
import { t } from "./language.js";
var placesToLook = () => [
  t("lost-code-browser"),
  t("lost-code-copies"),
  t("lost-code-somebody-else")
];
var ticketsLink = () => element("a", {
  href: addressOf("/me/tickets")
}, t("my-tickets"));
var paragraph = (...content) => element("p", {}, ...content);
var lostCode = () => element("details", {
  class: "small no-print",
  id: "lost-code"
}, element("summary", {}, t("lost-code")), element("ul", {
  class: "points"
}, ...placesToLook().map((text) => element("li", {}, text))), paragraph(t("lost-code-nobody-can")), paragraph(ticketsLink()));

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
var numberText = (number) => NUMBER.format(number);
var timeText = (time) => `${TIME.format(new Date(time))} UTC`;
var localTimeText = (time) => LOCAL_TIME.format(new Date(time));
var WRITTEN_FROM_RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
var isolatedText = (name) => WRITTEN_FROM_RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;
var lettersAndDigits = (text) => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");

// raffle/memory.js
var KEY_PREFIX = "raffle:";
var RAFFLE_KEY = /^raffle:[0-9a-f-]{36}$/;
var storageKey = (id) => KEY_PREFIX + id;
var notStored = {};
var isObject = (value) => typeof value === "object" && value !== null;
var isTicket = (value) => typeof value?.raffle_id === "string" && Number.isSafeInteger(value.ticket_number) && typeof value.verification_code === "string";
function recall(id) {
  let memory;
  try {
    memory = notStored[id] ?? JSON.parse(localStorage.getItem(storageKey(id))) ?? {};
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
function remember(id, change) {
  const memory = {
    ...recall(id),
    ...change
  };
  try {
    localStorage.setItem(storageKey(id), JSON.stringify(memory));
    delete notStored[id];
    return true;
  } catch {
    notStored[id] = memory;
    return false;
  }
}
var rememberSeen = (id, seen) => remember(id, {
  seen
});
var rememberProof = (id, proof) => remember(id, {
  proof
});
function rememberedRaffles() {
  const ids = new Set(Object.keys(notStored));
  try {
    for (const key of Object.keys(localStorage)) if (RAFFLE_KEY.test(key)) ids.add(key.slice(KEY_PREFIX.length));
  } catch {
  }
  return [
    ...ids
  ].filter((id) => {
    const { ticket, asked, lost } = recall(id);
    return ticket !== void 0 || asked === true || lost.length > 0;
  });
}
function rememberAll(memories) {
  const before = [];
  try {
    for (const { ticket, incarnation, proof, lost, seen } of memories) {
      const key = storageKey(ticket.raffle_id);
      const own = recall(ticket.raffle_id);
      const { accepted } = own;
      const memory = {
        ticket,
        incarnation,
        proof,
        accepted,
        lost: lost ?? own.lost,
        seen: {
          ...seen,
          ...own.seen
        }
      };
      before.push([
        key,
        localStorage.getItem(key)
      ]);
      localStorage.setItem(key, JSON.stringify(memory));
    }
  } catch {
    for (const [key, text] of before) {
      if (text === null) localStorage.removeItem(key);
      else localStorage.setItem(key, text);
    }
    return false;
  }
  for (const { ticket } of memories) delete notStored[ticket.raffle_id];
  return true;
}
function forget(id) {
  delete notStored[id];
  try {
    localStorage.removeItem(storageKey(id));
  } catch {
  }
}

// tickets/add-tickets.js
import { t as t2 } from "./language.js";
var isSame = (one, other) => one.ticket_number === other.ticket_number && one.verification_code === other.verification_code;
function addTickets(memories, nameOf2, onChange) {
  const own = memories.map(({ ticket }) => recall(ticket.raffle_id).ticket);
  const added = memories.filter((_, place) => own[place] === void 0);
  const different = memories.filter(({ ticket }, place) => own[place] && !isSame(own[place], ticket));
  if (!rememberAll(added)) {
    byId("message").replaceChildren(note("bad", t2("tickets-not-stored")));
    return;
  }
  const known2 = memories.length - added.length - different.length;
  const questions = different.map((memory) => question(memory, nameOf2, onChange));
  byId("message").replaceChildren(...added.length + known2 > 0 ? [
    note("good", addedText(added.length, known2))
  ] : [], ...questions);
  onChange();
}
var addedText = (added, known2) => [
  t2("tickets-added", {
    count: added
  }),
  ...known2 > 0 ? [
    t2("tickets-known", {
      count: known2
    })
  ] : []
].join(" ");
function question(memory, nameOf2, onChange) {
  const { ticket, name } = memory;
  const { ticket_number: own } = recall(ticket.raffle_id).ticket;
  const { ticket_number: number } = ticket;
  const replace = () => {
    if (!globalThis.confirm(t2("replace-question", {
      own,
      other: number
    }))) return;
    const isStored = rememberAll([
      memory
    ]);
    const answer = isStored ? note("good", t2("ticket-replaced", {
      number
    })) : note("bad", t2("tickets-not-stored"));
    asked.replaceWith(answer);
    focusOn(answer);
    onChange();
  };
  const raffleName = isolatedText(nameOf2(ticket.raffle_id) ?? name ?? t2("unnamed-raffle"));
  const asked = element("div", {
    class: "note wait"
  }, element("p", {}, t2("other-ticket", {
    name: raffleName,
    own,
    other: number
  })), element("button", {
    type: "button",
    onclick: replace
  }, t2("replace-ticket", {
    number
  })));
  return asked;
}
function askToAdd(tickets2, nameOf2) {
  byId("incoming-list").replaceChildren(...tickets2.map(({ raffle_id: id, ticket_number: number }) => element("li", {}, element("bdi", {}, nameOf2(id) ?? t2("unnamed-raffle")), " \xB7 ", t2("ticket-number-is", {
    number
  }))));
  byId("incoming").hidden = false;
  byId("incoming-title").focus();
  return new Promise((resolve) => {
    const answer = (isYes) => () => {
      byId("incoming").hidden = true;
      focusOn(byId("message"));
      resolve(isYes);
    };
    byId("incoming-yes").onclick = answer(true);
    byId("incoming-no").onclick = answer(false);
  });
}

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
import { LANGUAGE as LANGUAGE2, t as t3 } from "./language.js";
var NO_ANSWER = {
  detail: t3("no-answer")
};
var NO_ANSWER_YET = {
  detail: t3("no-answer-yet")
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
    const parts6 = [];
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader.read()) {
      expectMore();
      parts6.push(part.value);
    }
    const { status, headers } = response;
    return new Response(parts6.length ? new Blob(parts6, {
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
var rafflePath = (id, resource = "") => `/raffles/${encodeURIComponent(id)}/${resource}`;
var isRaffle = (value) => typeof value?.id === "string" && typeof value.status === "string";

// shared/calendar-file.js
import { LANGUAGE as LANGUAGE3, t as t4 } from "./language.js";
var CALENDAR_TYPE = "text/calendar";
var LINE_BYTES = 75;
function datesOf({ opens_at: opens, closes_at: closes, ended_at: ended, draw_at: draw, round_at: round }, now2) {
  const all = [
    {
      kind: "opens",
      time: opens,
      text: (name) => t4("calendar-opens", {
        name
      })
    },
    {
      kind: "closes",
      time: ended ?? closes,
      text: (name) => t4("calendar-closes", {
        name
      })
    },
    {
      kind: "draw",
      time: draw ?? round,
      text: (name) => t4("calendar-draw", {
        name
      })
    }
  ];
  return all.filter(({ time }) => time && Date.parse(time) > now2);
}
function calendarText(raffle, now2) {
  const events = datesOf(raffle, now2).flatMap(({ kind, time, text }) => eventLines(raffle, kind, time, text, now2));
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//raffle//${LANGUAGE3.toUpperCase()}`,
    ...events,
    "END:VCALENDAR"
  ];
  return lines.map((line) => `${folded(line)}\r
`).join("");
}
function eventLines({ id, name }, kind, time, text, now2) {
  const summary = escaped(text(isolatedText(name)));
  return [
    "BEGIN:VEVENT",
    `UID:${id}-${kind}`,
    `DTSTAMP:${utc(now2)}`,
    `DTSTART:${utc(Date.parse(time))}`,
    `SUMMARY:${summary}`,
    `URL:${publicAddress(rafflePage(id))}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${summary}`,
    "TRIGGER:-PT15M",
    "END:VALARM",
    "END:VEVENT"
  ];
}
var utc = (milliseconds) => new Date(milliseconds).toISOString().replace(/[-:]|\.\d+/g, "");
var escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n").replace(/\p{Cc}/gu, "");
function folded(line) {
  const lines = [
    ""
  ];
  let bytes = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (bytes + size > LINE_BYTES) {
      lines.push(" ");
      bytes = 1;
    }
    lines[lines.length - 1] += character;
    bytes += size;
  }
  return lines.join("\r\n");
}

// tickets/ticket-entry.js
import { t as t17 } from "./language.js";

// shared/raffle-state.js
import { t as t5 } from "./language.js";
var statusText = (status) => t5(`status-${status}`);
var completed = (raffle) => ({
  name: t5(raffle.status === "deleted" ? "deleted-name" : "damaged-name"),
  prizes: [],
  total_tickets: 0,
  available_tickets: 0,
  ...raffle
});
function showStatus(pill, status) {
  pill.dataset.status = status;
  pill.textContent = statusText(status);
}

// raffle/check-link.js
function checkLink({ raffle_id: id, ticket_number: number, verification_code: code2 }) {
  return `${publicAddress(rafflePage(id))}#check=${number}.${code2.replaceAll("-", "")}`;
}

// raffle/draw-news.js
import { parts as parts3, t as t6 } from "./language.js";

// raffle/substitutions.js
import { parts as parts2 } from "./language.js";
var isSubstitution = (entry) => Number.isInteger(entry?.ticket_number) && Number.isInteger(entry.replaced_by);
async function requestSubstitutions(id) {
  const substitutions = [];
  let path = rafflePath(id, "substitutions/?limit=1000");
  while (path !== null) {
    const { entries: entries2, nextPath } = await requestPage(path, isSubstitution);
    substitutions.push(...entries2);
    path = nextPath;
  }
  return substitutions;
}
var substitutionText = ({ ticket_number: number, replaced_by: substitute, prize, reason, at: at2 }) => parts2("substitution", {
  substitute: untranslated(numberText(substitute)),
  number: untranslated(numberText(number)),
  prize: isolated(prize),
  reason: isolated(reason),
  time: timeText(at2)
});

// raffle/draw-news.js
var prizeOf = (id, { ticket_number, verification_code }, winners) => untilAnswered(async () => {
  if (await winners.prizeOf(ticket_number) === null) return null;
  const body = {
    ticket_number,
    verification_code
  };
  return (await requestJson("POST", rafflePath(id, "verify-ticket/"), {
    body
  })).prize;
}, () => {
});
function resultText({ ticket_number: number }, prize, substitution) {
  if (prize !== null) return parts3("own-ticket-won", {
    number,
    prize: isolated(prize)
  });
  if (substitution === void 0) return [
    t6("own-ticket-lost", {
      number
    })
  ];
  return [
    t6("own-ticket-replaced", {
      number
    }),
    " ",
    ...substitutionText(substitution)
  ];
}

// raffle/pick-up.js
import { t as t9 } from "./language.js";

// shared/plain-text.js
var ADDRESS = /(?<![\p{L}\p{N}])https:\/\/[^\s<>"“”„«»]+/giu;
var SENTENCE_SIGNS = ".,;:!?'\u2019\u2026*";
var OPENING = {
  ")": "(",
  "]": "[",
  "}": "{"
};
var textBlock = (text) => element("div", {
  class: "text",
  dir: "auto"
}, ...linkedText(text));
function linkedText(text) {
  const parts6 = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutSentenceSigns(found);
    if (!leadsWhereItSays(address)) continue;
    parts6.push(text.slice(end, index), element("a", {
      href: address,
      rel: "noreferrer nofollow ugc"
    }, address));
    end = index + address.length;
  }
  return [
    ...parts6,
    text.slice(end)
  ];
}
function withoutSentenceSigns(address) {
  let end = address.length;
  const count = (sign) => address.slice(0, end).split(sign).length;
  for (; ; ) {
    const last = address[end - 1];
    const closesNothing = last in OPENING && count(last) > count(OPENING[last]);
    if (!closesNothing && !SENTENCE_SIGNS.includes(last)) return address.slice(0, end);
    end--;
  }
}
function leadsWhereItSays(address) {
  try {
    const { username, password, hostname } = new URL(address);
    return hostname !== "" && username === "" && password === "";
  } catch {
    return false;
  }
}

// shared/hand-over-link.js
var handOverLink = ({ raffle_id: id, ticket_number: number, verification_code: code2 }) => `${publicAddress(managePage)}#hand-over=${id}.${number}.${code2.replaceAll("-", "")}`;

// raffle/claim-slip.js
import { t as t8 } from "./language.js";

// raffle/qr.js
import { t as t7 } from "./language.js";
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
  }, t7("qr-not-arrived"))));
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

// raffle/claim-slip.js
var slipCode = (ticket) => qrCanvas(handOverLink(ticket), t8("claim-slip-code"));
var slipText = () => [
  element("strong", {}, t8("claim-slip-is-code")),
  " ",
  t8("claim-slip-use")
];
var claimSlip = (ticket) => element("figure", {
  class: "slip"
}, slipCode(ticket), element("figcaption", {}, ...slipText()));

// raffle/pick-up.js
var howToGetIt = ({ pick_up: text, contact }, slip) => [
  element("h3", {}, t9("how-to-get-it")),
  ...text ? [
    textBlock(text)
  ] : [],
  slip,
  ...contact ? [
    element("h4", {}, t9("questions-heading")),
    textBlock(contact)
  ] : []
];
var pickUp = (raffle, { ticket_number, verification_code }) => howToGetIt(raffle, claimSlip({
  raffle_id: raffle.id,
  ticket_number,
  verification_code
}));

// raffle/seal-card.js
import { parts as parts5, t as t11 } from "./language.js";

// raffle/late.js
var loadSealCheck = () => import("./seal-check.js");

// raffle/randomness.js
import { parts as parts4, t as t10 } from "./language.js";
var code = (value) => element("span", {
  class: "mono",
  translate: "no",
  dir: "ltr"
}, value);

// raffle/seal-memory.js
var KEPT = [
  "terms",
  "root",
  "withdrawn_hash",
  "sealed_at",
  "round",
  "round_at"
];
function keepSeal(id, raffle) {
  const { seen } = recall(id);
  if (raffle.status === "damaged") return seen;
  const at2 = Date.now();
  const changed = {};
  for (const field of KEPT) {
    const value = raffle[field] ?? null;
    const before = seen[field];
    if (before === void 0 && value !== null) changed[field] = {
      value,
      at: at2
    };
    else if (before !== void 0 && before.value !== value && !before.other) {
      changed[field] = {
        ...before,
        other: {
          value,
          at: at2
        }
      };
    }
  }
  if (Object.keys(changed).length === 0) return seen;
  const kept = {
    ...seen,
    ...changed
  };
  rememberSeen(id, kept);
  return kept;
}
var contradictionsIn = (seen) => KEPT.filter((field) => seen[field]?.other).map((field) => ({
  field,
  ...seen[field]
}));

// raffle/seal-card.js
var JITTER_MS = 3e5;
var SealCard = class {
  element = element("section", {
    class: "card small seal",
    "aria-label": t11("seal"),
    hidden: true
  });
  #id;
  #raffle = null;
  #ticket = null;
  #timer = null;
  #shown = null;
  #answer = element("div", {
    role: "status"
  });
  #warnings = element("div", {
    role: "alert"
  });
  #button = element("button", {
    type: "button",
    onclick: () => this.#ask()
  }, t11("check-ticket-now"));
  constructor(id) {
    this.#id = id;
  }
  /** Keep what a raffle shows of its seal, and show it. */
  show(raffle, ticket) {
    this.#raffle = raffle;
    this.#ticket = ticket;
    const seen = keepSeal(this.#id, raffle);
    const content = JSON.stringify([
      seen,
      ticket.ticket_number,
      raffle.root
    ]);
    if (content === this.#shown) return;
    this.#shown = content;
    this.element.hidden = !seen.root && contradictionsIn(seen).length === 0;
    this.#warnings.replaceChildren(...contradictionsIn(seen).map(contradictionNote), ...lateNotes(seen));
    this.element.replaceChildren(this.#warnings, ...keptText(seen), this.#answer, this.#button);
    if (seen.root && !seen.root.other) this.#begin();
  }
  /** Ask for no proof any more, because the visitor has removed the ticket. */
  stop() {
    clearTimeout(this.#timer);
  }
  /** Show the proof that is remembered, or ask for one: soon after the seal with the others, later at once. */
  async #begin() {
    clearTimeout(this.#timer);
    const { proof } = recall(this.#id);
    if (proof?.root === this.#raffle.root && await this.#mistakeIn(proof).catch(() => "not checked") === null) {
      this.#showProof(proof);
      return;
    }
    const sealed = Date.parse(this.#raffle.sealed_at);
    const wait = sealed + Math.random() * JITTER_MS - (serverTime() ?? Date.now());
    this.#timer = setTimeout(() => this.#ask(), Math.min(JITTER_MS, Math.max(0, wait)));
    this.#answer.replaceChildren(t11("check-soon"));
  }
  async #ask() {
    clearTimeout(this.#timer);
    const { ticket_number, verification_code } = this.#ticket;
    const options = {
      body: {
        ticket_number,
        verification_code
      },
      isAnswer: (proof) => Array.isArray(proof?.path)
    };
    try {
      const proof = await untilAnswered(() => requestJson("POST", rafflePath(this.#id, "ticket-proof/"), options), (refusal) => this.#answer.replaceChildren(note("wait", refusal.message)));
      const mistake = await this.#mistakeIn(proof);
      if (mistake === null) this.#showProof(proof);
      else this.#answer.replaceChildren(note("bad", ...parts5("ticket-not-in-seal", {
        mistake
      })));
    } catch (error) {
      const message = error instanceof Refusal ? error.message : t11("check-not-done");
      this.#answer.replaceChildren(note(error instanceof Refusal ? "bad" : "wait", message));
    }
  }
  /** Return what is wrong in a proof, or null. Throw an error if this cannot be checked, or the check is not loaded. */
  async #mistakeIn(proof) {
    const { mistakeIn } = await loadSealCheck();
    const { root } = recall(this.#id).seen;
    return mistakeIn(proof, this.#ticket, root?.value ?? this.#raffle.root, this.#raffle.total_tickets);
  }
  #showProof(proof) {
    rememberProof(this.#id, proof);
    this.#button.textContent = t11("check-again");
    const save2 = () => saveFile(`proof-${proof.ticket_number}-${this.#id}.json`, JSON.stringify(proof), "application/json");
    this.#answer.replaceChildren(note("good", t11("ticket-in-seal")), element("button", {
      type: "button",
      onclick: save2
    }, t11("save-proof")));
  }
};
var at = (milliseconds) => localTimeText(new Date(milliseconds));
var keptText = ({ root, round }) => !root ? [] : [
  element("h3", {}, t11("card-keeps")),
  element("p", {}, ...parts5("card-root", {
    root: code(root.value)
  })),
  ...round ? [
    element("p", {}, ...parts5("card-round", {
      round: code(String(round.value))
    }))
  ] : [],
  element("p", {
    class: "soft"
  }, t11("root-first-seen", {
    time: at(root.at)
  }))
];
var contradictionNote = ({ field, value, at: first, other }) => note("bad", ...parts5("seal-changed", {
  warning: element("strong", {}, t11("seal-changed-warning", {
    field
  })),
  time: at(first),
  value: code(String(value)),
  "other-time": at(other.at),
  other: other.value === null ? t11("seen-nothing") : code(String(other.value))
}));
var lateNotes = ({ root, round_at: roundAt }) => !root || !roundAt || root.at <= Date.parse(roundAt.value) ? [] : [
  note("wait", t11("root-seen-late", {
    seen: at(root.at),
    came: localTimeText(roundAt.value)
  }))
];

// raffle/timetable.js
import { LOCALE as LOCALE2, t as t12 } from "./language.js";
var TICK_MS = 1e3;
var Timetable = class {
  #id;
  #place;
  #shown = null;
  #timer = null;
  constructor(id, place) {
    this.#id = id;
    this.#place = place;
  }
  /** Show the times of a raffle. What is shown already is not built again, because claims do not change it. */
  show(raffle) {
    const lines = linesOf(raffle);
    const next = nextTime(raffle);
    const content = JSON.stringify([
      lines,
      next
    ]);
    if (content === this.#shown) return;
    this.#shown = content;
    clearInterval(this.#timer);
    this.#place.replaceChildren(...lines.map((line) => element("p", {}, line)));
    if (next === null) return;
    const countdown = element("p", {
      class: "countdown"
    });
    this.#place.append(countdown);
    const tick = () => this.#tick(next, countdown);
    this.#timer = setInterval(tick, TICK_MS);
    tick();
    if (serverTime() === null) this.#askForTime().then(tick);
  }
  /** Ask for the raffle, because its events do not tell the time of the server, and each other answer does. */
  #askForTime() {
    return requestJson("GET", rafflePath(this.#id), {
      isAnswer: isRaffle
    }).catch(() => {
    });
  }
  #tick({ until, textBefore, textAfter }, countdown) {
    const now2 = serverTime();
    if (now2 === null) return;
    const left = Date.parse(until) - now2;
    const text = left > 0 ? textBefore(durationText(left)) : textAfter;
    if (countdown.textContent !== text) countdown.textContent = text;
  }
};
function nextTime({ status, opens_at: opens, closes_at: announced, ended_at: ended, round: number, round_at: roundAt }) {
  const closes = ended ?? announced;
  const round = String(number);
  if (status === "scheduled") {
    return {
      until: opens,
      textBefore: (left) => t12("opens-in", {
        left
      }),
      textAfter: t12("opens-now")
    };
  }
  if (status === "open" && closes) {
    return {
      until: closes,
      textBefore: (left) => t12("closes-in", {
        left
      }),
      textAfter: t12("closes-now")
    };
  }
  if ([
    "sold_out",
    "closed"
  ].includes(status) && roundAt) {
    return {
      until: roundAt,
      textBefore: (left) => t12("round-comes-in", {
        round,
        left
      }),
      textAfter: t12("round-has-come", {
        round
      })
    };
  }
  return null;
}
function linesOf({ status, opens_at: opens, closes_at: announced, ended_at: ended, draw_at: draw, sealed_at: sealed }) {
  const closes = ended ?? announced;
  const lines = [];
  if ([
    "draft",
    "scheduled"
  ].includes(status) && opens) lines.push(t12("opens-on", {
    time: localTimeText(opens)
  }));
  if ([
    "draft",
    "scheduled",
    "open",
    "filling"
  ].includes(status) && closes) {
    lines.push(t12("open-until", {
      time: localTimeText(closes)
    }));
  }
  if (status === "closed") lines.push(t12("closed-on", {
    time: localTimeText(closes)
  }));
  if (ended) lines.push(t12("ends-early"));
  if (status !== "drawn" && draw) lines.push(t12("draw-announced-for", {
    time: localTimeText(draw)
  }));
  if ([
    "sold_out",
    "closed"
  ].includes(status) && !sealed) lines.push(t12("tickets-being-sealed"));
  return lines;
}
function durationText(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1e3);
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
  const first = counts.findIndex(([, count], index) => count > 0 || index === 3);
  return UNITS.format(counts.slice(first, first + 2).map(([unit, count]) => unitText(unit, count)));
}
var UNITS = new Intl.ListFormat(LOCALE2, {
  type: "unit",
  style: "narrow"
});
var unitText = (unit, count) => new Intl.NumberFormat(LOCALE2, {
  style: "unit",
  unit,
  unitDisplay: "long"
}).format(count);

// raffle/winners.js
var isWinner = (value) => Number.isSafeInteger(value?.ticket_number);
var Winners = class {
  /** The winning numbers that are loaded, in the order of the prizes. */
  numbers = [];
  /** The tickets that came in for others: number -> the number of the ticket before it. */
  replaced = /* @__PURE__ */ new Map();
  #prizes;
  #totalTickets;
  #claimed;
  #path;
  #nextPath;
  #loading = null;
  constructor({ id, prizes, total_tickets: totalTickets, withdrawn_tickets: withdrawn = 0 }) {
    this.#prizes = prizes;
    this.#totalTickets = totalTickets;
    this.#claimed = totalTickets - withdrawn;
    this.#path = rafflePath(id, "winners/");
    this.#nextPath = this.#path;
  }
  /** The number of all winners, including those that are not loaded. */
  get total() {
    return Math.min(this.#claimed, this.#prizes.reduce((sum, { amount }) => sum + amount, 0));
  }
  get complete() {
    return this.#nextPath === null;
  }
  /** The prize of the winner at a place, counted from 0. */
  prizeAt(place) {
    let end = 0;
    return this.#prizes.find(({ amount }) => {
      end += amount;
      return place < end;
    });
  }
  /** Load the next page. A caller that comes while a page is being loaded waits for that page. */
  load() {
    this.#loading ??= this.#loadPage().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }
  async #loadPage() {
    const path = this.#nextPath;
    const { entries: entries2, nextPath } = await requestPage(path, isWinner);
    if (path === this.#nextPath) this.#add(entries2, nextPath);
  }
  /**
   * Load all winners before this returns, or as many as the service gives. A browser that prints a page waits only for
   * such a request.
   */
  loadNow() {
    while (!this.complete) {
      const request2 = new XMLHttpRequest();
      request2.open("GET", this.#nextPath, false);
      try {
        request2.send();
        if (request2.status !== 200) return;
        const entries2 = JSON.parse(request2.responseText);
        if (!entries2.every(isWinner)) return;
        this.#add(entries2, nextPathIn(request2.getResponseHeader("Link")));
      } catch {
        return;
      }
    }
  }
  #add(entries2, nextPath) {
    for (const { ticket_number: number, replaces } of entries2) if (replaces) this.replaced.set(number, replaces);
    this.numbers.push(...entries2.map((winner) => winner.ticket_number));
    this.#nextPath = nextPath && nextPath.replace(/limit=[0-9]+/, "limit=1000");
  }
  /** Return the prize of a number, or null if the number has not won. The service answers for winners not loaded. */
  async prizeOf(number) {
    const place = this.numbers.indexOf(number);
    if (place >= 0) return this.prizeAt(place).name;
    if (this.complete || number < 1 || number > this.#totalTickets) return null;
    const { entries: [winner] } = await requestPage(`${this.#path}?ticket_number=${number}`, isWinner);
    return winner?.prize ?? null;
  }
};

// shared/copy-button.js
import { t as t13 } from "./language.js";
var ANSWER_SHOWN_MS = 2e3;
function copyButton(label, text) {
  const button = element("button", {
    type: "button",
    "aria-live": "polite"
  }, label);
  button.addEventListener("click", async () => {
    button.textContent = await copy(text) ? t13("copied") : t13("cannot-copy");
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

// tickets/transfer-codes.js
import { t as t16 } from "./language.js";

// tickets/ticket-file.js
import { t as t15 } from "./language.js";

// shared/typed-number.js
import { t as t14 } from "./language.js";
var MAX_COUNT = 1e7;
var COUNT_MESSAGE = t14("whole-number", {
  least: 1,
  most: MAX_COUNT
});
var isCount = (number) => Number.isInteger(number) && number >= 1 && number <= MAX_COUNT;

// tickets/ticket-file.js
var FORMAT = "raffle-tickets";
var LARGEST_FILE = 2e6;
var RAFFLE_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
var CODE = /^[0-9A-Z]{8,64}$/;
var LATEST_MS = 864e13;
var BadFile = class extends Error {
};
var fileText = (memories) => JSON.stringify({
  format: FORMAT,
  tickets: memories.map(({ name, ticket, incarnation, lost, seen, proof }) => ({
    raffle: name,
    ...ticket,
    check: checkLink(ticket),
    incarnation,
    seen,
    proof,
    lost: lost.length > 0 ? lost : void 0
  }))
}, null, 2);
async function memoriesIn(file) {
  if (file.size > LARGEST_FILE) throw new BadFile(t15("file-too-large"));
  const content = parsed(await file.text());
  const isSingle = content?.raffle_id !== void 0;
  if (!isSingle && content?.format !== FORMAT) throw new BadFile(t15("file-without-tickets"));
  const entries2 = isSingle ? [
    content
  ] : content.tickets;
  if (!Array.isArray(entries2)) throw new BadFile(t15("file-damaged"));
  if (entries2.length === 0) throw new BadFile(t15("file-without-tickets"));
  const memories = entries2.map(memoryOf);
  const ids = new Set(memories.map(({ ticket }) => ticket.raffle_id));
  if (ids.size < memories.length) throw new BadFile(t15("file-damaged"));
  return memories;
}
function ticketOf(entry) {
  const id = String(entry?.raffle_id).toLowerCase();
  const symbols = typeof entry?.verification_code === "string" ? lettersAndDigits(entry.verification_code).toUpperCase() : "";
  if (!RAFFLE_ID.test(id) || !isCount(entry.ticket_number) || !CODE.test(symbols)) return null;
  return {
    raffle_id: id,
    ticket_number: entry.ticket_number,
    verification_code: symbols.replace(/.{4}(?=.)/g, "$&-")
  };
}
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadFile(t15("file-without-tickets"));
  }
}
function memoryOf(entry) {
  const ticket = ticketOf(entry);
  if (ticket === null) throw new BadFile(t15("file-damaged"));
  const { raffle: name, incarnation, seen, proof, lost = [] } = entry;
  const lostTickets = Array.isArray(lost) ? lost.map(ticketOf) : [
    null
  ];
  if (lostTickets.includes(null)) throw new BadFile(t15("file-damaged"));
  return {
    name: typeof name === "string" ? name : void 0,
    ticket,
    incarnation: typeof incarnation === "string" ? incarnation : void 0,
    lost: lostTickets,
    seen: seenIn(seen),
    proof: typeof proof === "object" ? proof ?? void 0 : void 0
  };
}
var seenIn = (seen) => Object.fromEntries(Object.entries(seen ?? {}).filter(([, fact]) => isFact(fact) && (fact.other === void 0 || isFact(fact.other))));
var isFact = (fact) => [
  "string",
  "number"
].includes(typeof fact?.value) && Math.abs(Number(fact.at)) <= LATEST_MS && typeof fact.at === "number";

// tickets/transfer-link.js
var TICKETS_PER_LINK = 6;
var PAGE = addressOf("/me/tickets");
function transferLinks(tickets2) {
  const links = [];
  for (let first = 0; first < tickets2.length; first += TICKETS_PER_LINK) {
    const some = tickets2.slice(first, first + TICKETS_PER_LINK);
    links.push(`${publicAddress(PAGE)}#tickets=${some.length}:${some.map(entryOf).join(",")}`);
  }
  return links;
}
var entryOf = ({ raffle_id: id, ticket_number: number, verification_code: code2 }) => `${id}.${number}.${code2.replaceAll("-", "")}`;
var ENTRY = /([0-9a-f-]{36})\.([0-9]{1,8})\.([0-9a-z]{8,64})/gi;
function takeTransferLink() {
  const link = /[#&]tickets(?:=|%3d)([0-9]{1,3})?(.*)/i.exec(location.hash);
  if (link === null) return null;
  history.replaceState(null, "", PAGE);
  const tickets2 = [
    ...link[2].matchAll(ENTRY)
  ].map(([, id, number, code2]) => ticketOf({
    raffle_id: id,
    ticket_number: Number(number),
    verification_code: code2
  }));
  const raffles = new Set(tickets2.map((ticket) => ticket?.raffle_id));
  return raffles.size === Number(link[1]) && raffles.size === tickets2.length && !tickets2.includes(null) ? tickets2 : [];
}

// tickets/transfer-codes.js
function transferCodes(tickets2) {
  const links = transferLinks(tickets2);
  return [
    element("p", {
      class: "small soft"
    }, t16("transfer-hint")),
    ...links.map((link, place) => element("div", {
      class: "transfer"
    }, qrCanvas(link, t16("transfer-qr")), ...links.length > 1 ? [
      element("p", {
        class: "small"
      }, t16("transfer-place", {
        place: place + 1,
        count: links.length
      }))
    ] : [], copyButton(t16("copy-link"), link)))
  ];
}

// tickets/ticket-entry.js
var ENDED = [
  "sold_out",
  "closed"
];
var DELETED_TYPE = "/problems/raffle-deleted";
var NOT_FOUND_TYPE = "/problems/raffle-not-found";
var TicketEntry = class {
  element;
  /** What the service said of the raffle last, or null. */
  raffle = null;
  #id;
  #ticket;
  #onRemove;
  #name = element("a", {}, t17("unnamed-raffle"));
  #pill = element("span", {
    class: "pill",
    hidden: true
  });
  #message = element("div", {
    role: "status"
  });
  #times = element("div", {
    class: "small"
  });
  #result = element("div");
  #seal;
  #sealPart;
  #datesButton = element("button", {
    type: "button",
    hidden: true,
    onclick: () => this.#saveDates()
  }, t17("save-dates"));
  #timetable;
  /** `onRemove` is called when the visitor removes the ticket from this browser. */
  constructor(id, onRemove) {
    this.#id = id;
    this.#onRemove = onRemove;
    const { ticket, lost } = recall(id);
    this.#ticket = ticket ?? null;
    this.#seal = new SealCard(id);
    this.#sealPart = element("details", {
      class: "no-print",
      hidden: true
    }, element("summary", {}, t17("seal-and-proof")), this.#seal.element);
    this.#timetable = new Timetable(id, this.#times);
    this.#name.href = rafflePage(id);
    this.element = element("li", {
      class: "card my-ticket",
      "data-raffle": id
    }, ...this.#ticket ? [
      stub(this.#ticket)
    ] : [], element("div", {
      class: "about"
    }, element("div", {
      class: "head"
    }, element("h2", {}, this.#name), this.#pill), ...this.#ticket ? [] : [
      element("p", {}, t17("claim-not-answered"))
    ], this.#result, this.#message, this.#times, ...lost.map(({ ticket_number: number, verification_code: code2 }) => note("bad", t17("earlier-ticket-lost", {
      number,
      code: code2
    }))), this.#sealPart, ...this.#actions()));
  }
  /** Ask the service for the raffle, and show it. */
  async refresh() {
    try {
      const ask = () => requestJson("GET", rafflePath(this.#id), {
        isAnswer: isRaffle
      });
      await this.#show(await untilAnswered(ask, (refusal) => this.#say("wait", refusal.message)));
    } catch (refusal) {
      const isDeleted = refusal.type === DELETED_TYPE;
      if (isDeleted) this.#show({
        ...refusal.problem,
        id: this.#id,
        status: "deleted"
      });
      this.#say("wait", isDeleted ? t17("raffle-was-deleted") : refusal.type === NOT_FOUND_TYPE ? t17("raffle-not-here") : refusal.message);
    }
  }
  async #show(newState) {
    const raffle = this.raffle = completed(newState);
    this.#message.replaceChildren();
    this.#name.replaceChildren(isolated(raffle.name));
    this.#pill.hidden = false;
    showStatus(this.#pill, raffle.status);
    if (raffle.status === "deleted") return;
    this.#timetable.show(raffle);
    this.#datesButton.hidden = datesOf(raffle, now()).length === 0;
    if (this.#ticket === null) return;
    this.#seal.show(raffle, this.#ticket);
    this.#sealPart.hidden = this.#seal.element.hidden;
    this.#sealPart.open ||= contradictionsIn(recall(this.#id).seen).length > 0;
    if (raffle.status === "drawn") await this.#showResult(raffle);
    else if (ENDED.includes(raffle.status)) this.#result.textContent = t17("not-drawn-yet");
  }
  /** Show what the ticket won, and how to get it. The service has checked the code of a winner. */
  async #showResult(raffle) {
    const prize = await prizeOf(this.#id, this.#ticket, new Winners(raffle));
    const substitutions = prize === null && raffle.reserves ? await requestSubstitutions(this.#id) : [];
    const substitution = substitutions.find(({ ticket_number: number }) => number === this.#ticket.ticket_number);
    const result = note(prize === null ? "wait" : "good", ...resultText(this.#ticket, prize, substitution));
    if (prize !== null) result.append(...pickUp(raffle, this.#ticket));
    this.#result.replaceChildren(result);
  }
  #actions() {
    const codes = element("div", {
      class: "codes",
      hidden: true
    });
    const show2 = () => {
      codes.hidden = !codes.hidden;
      showButton.setAttribute("aria-expanded", String(!codes.hidden));
      codes.replaceChildren(...codes.hidden ? [] : transferCodes([
        this.#ticket
      ]));
    };
    const showButton = element("button", {
      type: "button",
      "aria-expanded": "false",
      onclick: show2
    }, t17("pass-on"));
    const remove = element("button", {
      type: "button",
      class: "danger",
      onclick: () => this.#remove()
    }, t17("remove-ticket"));
    return [
      element("div", {
        class: "actions no-print"
      }, this.#datesButton, this.#ticket ? showButton : "", remove),
      codes
    ];
  }
  #saveDates() {
    saveFile(`raffle-${this.#id}.ics`, calendarText(this.raffle, now()), CALENDAR_TYPE);
  }
  #remove() {
    if (!globalThis.confirm(t17("remove-ticket-question"))) return;
    forget(this.#id);
    this.stop();
    this.#onRemove();
  }
  /** Ask for nothing any more. */
  stop() {
    this.#seal.stop();
  }
  #say(kind, text) {
    this.#message.replaceChildren(note(kind, text));
  }
};
var now = () => serverTime() ?? Date.now();
var stub = (ticket) => element("div", {
  class: "stub"
}, element("p", {
  class: "label"
}, t17("number-label")), element("p", {
  class: "number",
  translate: "no"
}, numberText(ticket.ticket_number)), element("p", {
  class: "label"
}, t17("code-label")), element("p", {
  class: "code",
  dir: "ltr",
  translate: "no"
}, ...ticket.verification_code.split("-").map((group) => element("span", {}, group))), element("div", {
  class: "on-paper"
}, qrCanvas(checkLink(ticket), t17("check-code-label"))));

// tickets.js
var AT_ONCE = 3;
var OLD_AFTER_MS2 = 3e4;
var entries = /* @__PURE__ */ new Map();
var askedAt = 0;
var nameOf = (id) => entries.get(id)?.raffle?.name;
var tickets = () => [...entries.keys()].map((id) => recall(id).ticket).filter(Boolean);
async function show({ all = false } = {}) {
  const ids = rememberedRaffles();
  byId("empty").hidden = ids.length > 0;
  for (const [id, entry] of entries) if (!ids.includes(id)) drop(id, entry);
  const added = ids.filter((id) => !entries.has(id));
  for (const id of added) entries.set(id, new TicketEntry(id, () => show()));
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
function drop(id, entry) {
  const { element: element2 } = entry;
  const next = element2.nextElementSibling ?? element2.previousElementSibling ?? byId("empty");
  const hadFocus = element2.contains(document.activeElement);
  entry.stop();
  element2.remove();
  entries.delete(id);
  if (hadFocus) focusOn(next);
}
function sort() {
  const newestFirst = [...entries.values()].sort(
    (one, other) => (other.raffle?.created_at ?? "").localeCompare(one.raffle?.created_at ?? "")
  );
  const isSorted = newestFirst.every((entry, place) => byId("tickets").children[place] === entry.element);
  if (!isSorted) byId("tickets").append(...newestFirst.map((entry) => entry.element));
}
function showAgain() {
  for (const [id, entry] of entries) drop(id, entry);
  return show({ all: true });
}
var showCodes = () => byId("codes").replaceChildren(...byId("codes").hidden ? [] : transferCodes(tickets()));
function save() {
  const memories = [...entries.keys()].map((id) => ({ name: nameOf(id), ...recall(id) })).filter(({ ticket }) => ticket);
  saveFile("raffle-tickets.json", fileText(memories), "application/json");
}
async function addFile() {
  const [file] = byId("file").files;
  byId("file").value = "";
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
  if (linked.length === 0) byId("message").replaceChildren(note("bad", t18("link-incomplete")));
  else if (await askToAdd(linked, nameOf)) addTickets(linked.map((ticket) => ({ ticket })), nameOf, showAgain);
  else byId("message").replaceChildren(note("wait", t18("nothing-added")));
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
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && Date.now() - askedAt > OLD_AFTER_MS2) show({ all: true });
});
byId("empty").append(lostCode());
removeLoadingText();
openTransferLink();
show({ all: true });
