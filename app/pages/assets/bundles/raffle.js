/* Made by make bundles from raffle.js and the modules that it imports. Edit those. */
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
var untranslated = (text) => element("span", {
  translate: "no"
}, text);
function focusOn(element2) {
  if (element2.tabIndex < 0) element2.tabIndex = -1;
  element2.focus({
    preventScroll: true
  });
}
var setBusy = (button, isBusy2) => button.setAttribute("aria-disabled", String(isBusy2));
var isBusy = (button) => button.getAttribute("aria-disabled") === "true";
function tell(place, ...message) {
  const fresh = element("div", {}, ...message);
  if (place.textContent !== fresh.textContent) place.replaceChildren(...fresh.childNodes);
}
var note = (kind, ...children) => element("div", {
  class: `note ${kind}`
}, element("p", {}, ...children));

// shared/addresses.js
var BASE = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
var addressOf = (path) => BASE + path;
var pathIn = (address) => address.startsWith(`${BASE}/`) ? address.slice(BASE.length) : address;
var publicAddress = (page) => new URL(page, document.querySelector('meta[name="public-url"]')?.content ?? location.origin).href;
var rafflePage = (id2) => addressOf(`/r/${id2}`);
var certificatePage = (id2) => `${rafflePage(id2)}/certificate`;
var managePage = addressOf("/manage");
var stagePage = (id2) => `${rafflePage(id2)}/stage`;
var raffleIdInAddress = () => /.*\/r\/([^/]*)/.exec(location.pathname)[1].slice(0, 36).toLowerCase();
var showAddressOnPaper = (page) => document.querySelector("main").append(element("p", {
  class: "on-paper"
}, publicAddress(page)));

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
    const parts13 = [];
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader.read()) {
      expectMore();
      parts13.push(part.value);
    }
    const { status, headers } = response;
    return new Response(parts13.length ? new Blob(parts13, {
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
var requestRecord = (id2) => requestJson("GET", rafflePath(id2, "draw/"), {
  isAnswer: (record) => typeof record?.algorithm === "string"
});

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
var timeText = (time) => `${TIME.format(new Date(time))} UTC`;
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

// shared/changes.js
import { t as t2 } from "./language.js";

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
  const parts13 = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutSentenceSigns(found);
    if (!leadsWhereItSays(address)) continue;
    parts13.push(text.slice(end, index), element("a", {
      href: address,
      rel: "noreferrer nofollow ugc"
    }, address));
    end = index + address.length;
  }
  return [
    ...parts13,
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

// shared/changes.js
var FIELD_TEXT = {
  name: t2("field-name"),
  total_tickets: t2("field-total-tickets"),
  prizes: t2("field-prizes"),
  entropy_source: t2("field-entropy-source"),
  beacon: t2("field-beacon"),
  opens_at: t2("field-opens-at"),
  closes_at: t2("field-closes-at"),
  draw_at: t2("field-draw-at"),
  reserves: t2("field-reserves"),
  substitute_after_hours: t2("field-substitute-after-hours"),
  description: t2("field-description"),
  contact: t2("field-contact"),
  pick_up: t2("field-pick-up"),
  participation_terms: t2("field-participation-terms"),
  unlisted: t2("field-unlisted"),
  archived: t2("field-archived"),
  ended_at: t2("field-ended-at")
};
var fieldText = (field) => FIELD_TEXT[field] ?? field;
var FLAG_TEXT = {
  unlisted: [
    t2("change-unlisted"),
    t2("change-listed")
  ],
  archived: [
    t2("change-archived"),
    t2("change-unarchived")
  ]
};
var isChange = (value) => typeof value?.at === "string" && typeof value.field === "string";
var changeText = ({ at: at2, field, before, after }) => [
  element("p", {
    class: "soft"
  }, element("time", {
    datetime: at2
  }, localTimeText(at2))),
  ...field in FLAG_TEXT ? [
    element("p", {}, FLAG_TEXT[field][after ? 0 : 1])
  ] : [
    element("h4", {}, fieldText(field)),
    ...before === null ? [
      label(t2("change-before-nothing"))
    ] : [
      label(t2("change-before")),
      shown(field, before)
    ],
    ...after === null ? [
      label(t2("change-after-nothing"))
    ] : [
      label(t2("change-after")),
      shown(field, after)
    ]
  ]
];
var label = (text) => element("p", {
  class: "soft"
}, text);
var shown = (field, value) => textBlock(field.endsWith("_at") ? localTimeText(value) : String(value));

// raffle/about.js
import { t as t4 } from "./language.js";

// shared/paged-details.js
import { t as t3 } from "./language.js";
function pagedDetails(title, path, { isEntry, line, empty }, ...more) {
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
  }, t3("load-more"));
  let nextPath = path;
  const read = async () => {
    const asked = nextPath;
    try {
      const page = await untilAnswered(() => requestPage(asked, isEntry), (refusal) => message.replaceChildren(note("wait", refusal.message)), () => !details.open || nextPath !== asked);
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

// raffle/about.js
var About = class {
  #section;
  #texts;
  #contact;
  #changes;
  #shown = null;
  /** `changes` is the place for the list of changes. `section` is hidden while there is no text. */
  constructor(id2, { section, description, contact, changes }) {
    this.#section = section;
    this.#texts = description;
    this.#contact = contact;
    this.#changes = changes;
    changes.append(pagedDetails(t4("changes-heading"), rafflePath(id2, "changes/?limit=20"), {
      isEntry: isChange,
      line: changeText,
      empty: t4("no-changes")
    }));
  }
  /** Show the texts of a raffle. What is shown already is not built again, so that a link keeps its focus. */
  show({ status, description, contact }) {
    this.#changes.hidden = status === "draft";
    const content = JSON.stringify([
      description,
      contact
    ]);
    if (content === this.#shown) return;
    this.#shown = content;
    this.#section.hidden = !description && !contact;
    this.#texts.replaceChildren(...description ? [
      textBlock(description)
    ] : []);
    this.#contact.replaceChildren(...contact ? [
      element("h3", {}, t4("contact-heading")),
      textBlock(contact)
    ] : []);
  }
};

// raffle/check-form.js
import { parts as parts2, t as t6 } from "./language.js";

// shared/typed-number.js
import { t as t5 } from "./language.js";
var MAX_COUNT = 1e7;
var COUNT_MESSAGE = t5("whole-number", {
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

// raffle/check-form.js
var CheckForm = class {
  #id;
  #number;
  #code;
  #answer;
  #pickUp;
  #checks = 0;
  /** `number` and `code` are the fields of `form`. `pickUp(ticket)` tells in elements how to get its prize. */
  constructor(id2, { form, number, code: code2, answer, pickUp: pickUp2 }) {
    this.#id = id2;
    this.#number = number;
    this.#code = code2;
    this.#answer = answer;
    this.#pickUp = pickUp2;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.check();
    });
  }
  fill(number, code2) {
    this.#number.value = number;
    this.#code.value = code2;
  }
  /** Check the ticket whose number and code are in the form. A newer check ends this one. */
  async check() {
    const thisCheck = ++this.#checks;
    const number = wholeNumberIn(this.#number.value);
    const code2 = lettersAndDigits(this.#code.value);
    const isNumberMissing = this.#number.value.trim() === "";
    const wrongField = isCount(number) ? code2 === "" ? this.#code : null : this.#number;
    for (const field of [
      this.#number,
      this.#code
    ]) field.setAttribute("aria-invalid", String(field === wrongField));
    if (wrongField !== null) {
      const message = wrongField === this.#code || isNumberMissing ? t6("enter-number-and-code") : t6("wrong-ticket-number", {
        expected: COUNT_MESSAGE
      });
      this.#answer.replaceChildren(note("wait", message));
      wrongField.focus();
      return;
    }
    const isCancelled = () => thisCheck !== this.#checks;
    const show2 = (content) => isCancelled() || tell(this.#answer, content);
    show2(note("wait", t6("checking")));
    try {
      const result = await this.#resultOf(number, code2, (message) => show2(message), isCancelled);
      const answer = resultNote(number, result);
      if (result.has_won) answer.append(...this.#pickUp({
        ticket_number: number,
        verification_code: code2
      }));
      show2(answer);
    } catch (refusal) {
      show2(note(refusal.temporary ? "wait" : "bad", refusal.message));
    }
  }
  #resultOf(number, code2, onWait, isCancelled) {
    const body = {
      ticket_number: number,
      verification_code: code2
    };
    const path = rafflePath(this.#id, "verify-ticket/");
    return untilAnswered(() => requestJson("POST", path, {
      body,
      isAnswer: (result) => typeof result?.has_won === "boolean"
    }), (refusal) => onWait(note("wait", refusal.message)), isCancelled);
  }
};
function resultNote(ticketNumber, { has_won: hasWon, prize, replaced_by: substituteNumber }) {
  const number = untranslated(numberText(ticketNumber));
  const [kind, verdict, text] = hasWon ? [
    "note good",
    parts2("you-won", {
      prize: isolated(prize)
    }),
    parts2("you-won-text", {
      number
    })
  ] : [
    "note",
    [
      t6("no-prize")
    ],
    lossText(number, substituteNumber)
  ];
  return element("div", {
    class: kind
  }, element("p", {
    class: "verdict"
  }, ...verdict), element("p", {}, ...text));
}
var lossText = (number, substituteNumber) => substituteNumber ? parts2("no-prize-replaced", {
  number,
  substitute: untranslated(numberText(substituteNumber))
}) : parts2("no-prize-text", {
  number
});

// raffle/check-link.js
function checkLink({ raffle_id: id2, ticket_number: number, verification_code: code2 }) {
  return `${publicAddress(rafflePage(id2))}#check=${number}.${code2.replaceAll("-", "")}`;
}
var SHORTEST_CODE = 8;
function takeCheckLink() {
  const link = /[#&]check(?:=([^&]*)|$)/i.exec(decoded(location.hash));
  if (link === null) return null;
  history.replaceState(null, "", rafflePage(raffleIdInAddress()));
  const [, number, symbols = ""] = /^\s*([0-9]{1,8})\.([0-9a-z-]*)/i.exec((link[1] ?? "").normalize("NFKC")) ?? [];
  const code2 = symbols.replaceAll("-", "");
  if (code2.length < SHORTEST_CODE) return {
    isIncomplete: true
  };
  return {
    number,
    code: code2.replace(/.{4}(?=.)/g, "$&-")
  };
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// raffle/draw-news.js
import { parts as parts4, t as t7 } from "./language.js";

// raffle/substitutions.js
import { parts as parts3 } from "./language.js";

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

// raffle/substitutions.js
var isSubstitution = (entry) => Number.isInteger(entry?.ticket_number) && Number.isInteger(entry.replaced_by);
async function requestSubstitutions(id2) {
  const substitutions = [];
  let path = rafflePath(id2, "substitutions/?limit=1000");
  while (path !== null) {
    const { entries, nextPath } = await requestPage(path, isSubstitution);
    substitutions.push(...entries);
    path = nextPath;
  }
  return substitutions;
}
var substitutionText = ({ ticket_number: number, replaced_by: substitute, prize, reason, at: at2 }) => parts3("substitution", {
  substitute: untranslated(numberText(substitute)),
  number: untranslated(numberText(number)),
  prize: isolated(prize),
  reason: isolated(reason),
  time: timeText(at2)
});
async function showSubstitutions(id2, place, onNew) {
  let shown2 = [];
  let readAt = Date.now();
  const show2 = (substitutions) => {
    shown2 = substitutions;
    place.replaceChildren(...substitutions.map((entry) => element("p", {}, ...substitutionText(entry))));
    return substitutions;
  };
  onUse(async () => {
    if (Date.now() - readAt < OLD_AFTER_MS) return;
    readAt = Date.now();
    const substitutions = await requestSubstitutions(id2).catch(() => []);
    const fresh = substitutions.slice(shown2.length);
    if (fresh.length > 0) show2(substitutions);
    fresh.forEach(onNew);
  });
  try {
    const onWait = (refusal) => place.replaceChildren(note("wait", refusal.message));
    return show2(await untilAnswered(() => requestSubstitutions(id2), onWait));
  } catch (refusal) {
    place.replaceChildren(note("bad", refusal.message));
    return [];
  }
}

// raffle/draw-news.js
var prizeOf = (id2, { ticket_number, verification_code }, winners) => untilAnswered(async () => {
  if (await winners.prizeOf(ticket_number) === null) return null;
  const body = {
    ticket_number,
    verification_code
  };
  return (await requestJson("POST", rafflePath(id2, "verify-ticket/"), {
    body
  })).prize;
}, () => {
});
function resultText({ ticket_number: number }, prize, substitution) {
  if (prize !== null) return parts4("own-ticket-won", {
    number,
    prize: isolated(prize)
  });
  if (substitution === void 0) return [
    t7("own-ticket-lost", {
      number
    })
  ];
  return [
    t7("own-ticket-replaced", {
      number
    }),
    " ",
    ...substitutionText(substitution)
  ];
}
function showDrawNews({ news, text, winnersTitle }) {
  const close = () => {
    news.hidden = true;
  };
  const showWinners = () => {
    close();
    winnersTitle.scrollIntoView({
      block: "start"
    });
    winnersTitle.focus({
      preventScroll: true
    });
  };
  news.classList.add("shown");
  text.append(element("p", {}, t7("winners-drawn")));
  news.append(element("div", {
    class: "actions"
  }, element("button", {
    class: "primary",
    type: "button",
    onclick: showWinners
  }, t7("show-winners")), element("button", {
    type: "button",
    onclick: close
  }, t7("close-news"))));
  return (...result) => text.append(element("p", {}, ...result));
}

// raffle/facts.js
import { parts as parts6, t as t10 } from "./language.js";

// shared/raffle-state.js
import { t as t8 } from "./language.js";
var statusText = (status) => t8(`status-${status}`);
var completed = (raffle2) => ({
  name: t8(raffle2.status === "deleted" ? "deleted-name" : "damaged-name"),
  prizes: [],
  total_tickets: 0,
  available_tickets: 0,
  ...raffle2
});
function showStatus(pill, status) {
  pill.dataset.status = status;
  pill.textContent = statusText(status);
}
function showProgress(bar, raffle2) {
  const { status, total_tickets: total, available_tickets: available } = raffle2;
  bar.hidden = [
    "draft",
    "damaged",
    "deleted"
  ].includes(status);
  bar.max = total;
  bar.value = status === "filling" ? available : taken(raffle2);
}
function progressText(raffle2) {
  const { status, total_tickets: total, available_tickets: available, sealed_at: sealed2 } = raffle2;
  if (status === "draft") return t8("progress-draft", {
    total
  });
  if (status === "damaged") return t8("progress-damaged");
  if (status === "deleted") return total > 0 ? t8("progress-deleted", {
    total
  }) : "";
  if (status === "filling") return t8("progress-filling", {
    ready: available,
    total
  });
  if (status === "closed" && !sealed2) return t8("progress-counting");
  return t8("progress-taken", {
    taken: taken(raffle2),
    total
  });
}
var taken = ({ total_tickets: total, available_tickets: available, withdrawn_tickets: withdrawn = 0 }) => total - available - withdrawn;

// raffle/randomness.js
import { parts as parts5, t as t9 } from "./language.js";
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
var noticeNotes = (notices) => notices.map(({ name, ...values }) => note("bad", element("strong", {}, t9(name, values))));
var factList = (facts) => element("dl", {}, ...facts.flatMap(([name, ...value]) => [
  element("dt", {}, name),
  element("dd", {}, ...value)
]));
var code = (value) => element("span", {
  class: "mono",
  translate: "no",
  dir: "ltr"
}, value);
var beaconName = (name) => element("span", {
  translate: "no",
  dir: "ltr"
}, `drand ${name}`);

// raffle/facts.js
function showFacts({ name, prizes, announced }, raffle2) {
  name.replaceChildren(isolated(raffle2.name));
  prizes.replaceChildren(...raffle2.prizes.map((prize) => element("li", {}, element("span", {}, isolated(prize.name)), element("span", {
    class: "amount"
  }, `${numberText(prize.amount)} \xD7`))));
  announced.replaceChildren(...announcedOf(raffle2).map((sentence2) => element("p", {}, ...sentence2)));
}
function announcedOf({ beacon, entropy_source: source, reserves, substitute_after_hours: hours, terms }) {
  const sentences = [];
  if (beacon) sentences.push(parts6("announced-beacon", {
    beacon: beaconName(beacon)
  }));
  if (source) sentences.push(parts6("announced-source", {
    source: isolated(source)
  }));
  if (reserves && hours) sentences.push([
    t10("announced-substitutes-after", {
      count: reserves,
      hours
    })
  ]);
  else if (reserves) sentences.push([
    t10("announced-substitutes", {
      count: reserves
    })
  ]);
  if (terms) sentences.push(parts6("announced-terms", {
    terms: untranslated(terms)
  }));
  return sentences;
}
function showTickets({ status, bar, claimed, left }, raffle2) {
  showStatus(status, raffle2.status);
  showProgress(bar, raffle2);
  claimed.textContent = progressText(raffle2);
  left.textContent = raffle2.status === "open" ? t10("tickets-left", {
    count: raffle2.available_tickets
  }) : "";
}

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
function followRaffle(id2, onChange, onFailure, { stage = false } = {}) {
  const topic = stage ? `${id2}:stage` : id2;
  const events = rafflePath(id2, stage ? "events/?stage=true" : "events/");
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
    if (raffle2.status === "drawn" && !stage) end();
  };
  const tell2 = (raffle2) => {
    otherPages?.postMessage(raffle2);
    receive(raffle2);
  };
  const read = async (take) => {
    try {
      take(await requestJson("GET", rafflePath(id2), {
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
      tell2(JSON.parse(event.data));
    };
    stream.addEventListener("heartbeat", () => {
      closeAfter(SILENCE_TIMEOUT_MS);
      if (newest !== null) tell2(newest);
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
      if (!heard) await read(tell2);
      await pause(delayAfter(failures), signal);
    }
  };
  const begin = async () => {
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
      begin();
      return;
    }
    clearTimeout(silence);
    visit?.abort();
  });
  if (document.hidden) read(receive);
  else begin();
}

// shared/idempotency-key.js
function newIdempotencyKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 15 | 64;
  bytes[8] = bytes[8] & 63 | 128;
  return hexText(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
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
function remember(id2, change) {
  const memory = {
    ...recall(id2),
    ...change
  };
  try {
    localStorage.setItem(storageKey(id2), JSON.stringify(memory));
    delete notStored[id2];
    return true;
  } catch {
    notStored[id2] = memory;
    return false;
  }
}
async function rememberClaim(id2) {
  const keyOfClaim = () => {
    const key = recall(id2).key ?? newIdempotencyKey();
    remember(id2, {
      key,
      asked: true
    });
    return key;
  };
  try {
    return await navigator.locks.request(storageKey(id2), keyOfClaim);
  } catch {
    return keyOfClaim();
  }
}
var rememberRefusal = (id2) => remember(id2, {
  asked: void 0
});
function rememberTicket(id2, ticket, incarnation) {
  const { ticket: before, incarnation: beforeFrom, lost } = recall(id2);
  const isLost = before && before.ticket_number !== ticket.ticket_number && beforeFrom !== incarnation;
  return remember(id2, {
    ticket,
    incarnation,
    lost: isLost ? [
      ...lost,
      before
    ] : lost
  });
}
var rememberSeen = (id2, seen) => remember(id2, {
  seen
});
var rememberProof = (id2, proof) => remember(id2, {
  proof
});
var rememberAcceptance = (id2) => remember(id2, {
  accepted: recall(id2).accepted ?? (/* @__PURE__ */ new Date()).toISOString()
});
var onChangeElsewhere = (id2, onChange) => addEventListener("storage", ({ key }) => {
  if (key === storageKey(id2)) onChange();
});
function forget(id2) {
  delete notStored[id2];
  try {
    localStorage.removeItem(storageKey(id2));
  } catch {
  }
}

// raffle/own-ticket.js
import { parts as parts8, t as t22 } from "./language.js";

// raffle/lost-code.js
import { t as t11 } from "./language.js";
var placesToLook = () => [
  t11("lost-code-browser"),
  t11("lost-code-copies"),
  t11("lost-code-somebody-else")
];
var ticketsLink = () => element("a", {
  href: addressOf("/me/tickets")
}, t11("my-tickets"));
var paragraph = (...content) => element("p", {}, ...content);
var lostCode = () => element("details", {
  class: "small no-print",
  id: "lost-code"
}, element("summary", {}, t11("lost-code")), element("ul", {
  class: "points"
}, ...placesToLook().map((text) => element("li", {}, text))), paragraph(t11("lost-code-nobody-can")), paragraph(ticketsLink()));
var lostCodeKeptHere = () => element("details", {
  class: "small no-print",
  id: "lost-code"
}, element("summary", {}, t11("lost-code")), paragraph(t11("code-kept-here")), paragraph(t11("code-without-copy")), paragraph(ticketsLink()));

// raffle/participation.js
import { t as t12 } from "./language.js";
function participationTerms({ participation_terms: terms }, accepted) {
  if (!terms) return [];
  return [
    element("details", {
      class: "participation no-print"
    }, element("summary", {}, t12("participation-heading")), accepted ? element("p", {
      class: "small soft"
    }, t12("accepted-on", {
      time: localTimeText(accepted)
    })) : "", element("div", {
      class: "scrolls",
      role: "group",
      "aria-label": t12("participation-label"),
      tabindex: 0
    }, textBlock(terms)))
  ];
}
function acceptanceBox({ isTicked, onChange }) {
  const box = element("input", {
    id: "accept",
    type: "checkbox",
    checked: isTicked,
    onchange: onChange
  });
  const label2 = element("label", {
    for: "accept"
  }, t12("accept-participation"));
  return {
    box,
    element: element("p", {
      class: "choice"
    }, box, label2)
  };
}
var acceptFirst = () => note("wait", t12("accept-first"));

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

// raffle/seal-card.js
import { parts as parts7, t as t13 } from "./language.js";

// raffle/late.js
var loadVerification = () => import("./verification.js");
var loadSealCheck = () => import("./seal-check.js");

// raffle/seal-memory.js
var KEPT = [
  "terms",
  "root",
  "withdrawn_hash",
  "sealed_at",
  "round",
  "round_at"
];
function keepSeal(id2, raffle2) {
  const { seen } = recall(id2);
  if (raffle2.status === "damaged") return seen;
  const at2 = Date.now();
  const changed = {};
  for (const field of KEPT) {
    const value = raffle2[field] ?? null;
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
  rememberSeen(id2, kept);
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
    "aria-label": t13("seal"),
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
  }, t13("check-ticket-now"));
  constructor(id2) {
    this.#id = id2;
  }
  /** Keep what a raffle shows of its seal, and show it. */
  show(raffle2, ticket) {
    this.#raffle = raffle2;
    this.#ticket = ticket;
    const seen = keepSeal(this.#id, raffle2);
    const content = JSON.stringify([
      seen,
      ticket.ticket_number,
      raffle2.root
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
    const sealed2 = Date.parse(this.#raffle.sealed_at);
    const wait = sealed2 + Math.random() * JITTER_MS - (serverTime() ?? Date.now());
    this.#timer = setTimeout(() => this.#ask(), Math.min(JITTER_MS, Math.max(0, wait)));
    this.#answer.replaceChildren(t13("check-soon"));
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
      else this.#answer.replaceChildren(note("bad", ...parts7("ticket-not-in-seal", {
        mistake
      })));
    } catch (error) {
      const message = error instanceof Refusal ? error.message : t13("check-not-done");
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
    this.#button.textContent = t13("check-again");
    const save = () => saveFile(`proof-${proof.ticket_number}-${this.#id}.json`, JSON.stringify(proof), "application/json");
    this.#answer.replaceChildren(note("good", t13("ticket-in-seal")), element("button", {
      type: "button",
      onclick: save
    }, t13("save-proof")));
  }
};
var at = (milliseconds) => localTimeText(new Date(milliseconds));
var keptText = ({ root, round }) => !root ? [] : [
  element("h3", {}, t13("card-keeps")),
  element("p", {}, ...parts7("card-root", {
    root: code(root.value)
  })),
  ...round ? [
    element("p", {}, ...parts7("card-round", {
      round: code(String(round.value))
    }))
  ] : [],
  element("p", {
    class: "soft"
  }, t13("root-first-seen", {
    time: at(root.at)
  }))
];
var contradictionNote = ({ field, value, at: first, other }) => note("bad", ...parts7("seal-changed", {
  warning: element("strong", {}, t13("seal-changed-warning", {
    field
  })),
  time: at(first),
  value: code(String(value)),
  "other-time": at(other.at),
  other: other.value === null ? t13("seen-nothing") : code(String(other.value))
}));
var lateNotes = ({ root, round_at: roundAt }) => !root || !roundAt || root.at <= Date.parse(roundAt.value) ? [] : [
  note("wait", t13("root-seen-late", {
    seen: at(root.at),
    came: localTimeText(roundAt.value)
  }))
];

// raffle/ticket-card.js
import { t as t18 } from "./language.js";

// shared/copy-button.js
import { t as t14 } from "./language.js";
var ANSWER_SHOWN_MS = 2e3;
function copyButton(label2, text) {
  const button = element("button", {
    type: "button",
    "aria-live": "polite"
  }, label2);
  button.addEventListener("click", async () => {
    button.textContent = await copy(text) ? t14("copied") : t14("cannot-copy");
    setTimeout(() => {
      button.textContent = label2;
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

// raffle/keep-ticket.js
import { t as t17 } from "./language.js";

// raffle/ticket-image.js
import { LANGUAGE as LANGUAGE3, t as t16 } from "./language.js";

// raffle/qr.js
import { t as t15 } from "./language.js";
var PIXELS_PER_MODULE = 8;
function qrCanvas(text, label2) {
  const canvas = element("canvas", {
    class: "qr",
    role: "img",
    "aria-label": label2
  });
  modulesOf(text).then((modules) => {
    canvas.width = canvas.height = modules.length * PIXELS_PER_MODULE;
    drawModules(canvas.getContext("2d"), modules, 0, 0, PIXELS_PER_MODULE);
  }, () => canvas.replaceWith(element("p", {
    class: "small"
  }, t15("qr-not-arrived"))));
  return canvas;
}
async function drawQr(context, text, left, top, side) {
  const modules = await modulesOf(text);
  const scale = Math.floor(side / modules.length);
  const margin = (side - modules.length * scale) / 2;
  drawModules(context, modules, left + margin, top + margin, scale);
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

// raffle/ticket-image.js
var WIDTH = 1200;
var HEIGHT = 600;
var NAME_LINE_HEIGHT = 56;
var STUB_WIDTH = 400;
var STUB_MARGIN = 40;
var TEXT_MARGIN = 60;
var TEXT_WIDTH = WIDTH - STUB_WIDTH - 110;
var IS_RIGHT_TO_LEFT = document.documentElement.dir === "rtl";
var STUB_LEFT = IS_RIGHT_TO_LEFT ? 0 : WIDTH - STUB_WIDTH;
async function ticketImage(raffle2, ticket) {
  const canvas = element("canvas", {
    width: WIDTH,
    height: HEIGHT
  });
  const context = canvas.getContext("2d");
  const displayFont = getComputedStyle(document.documentElement).getPropertyValue("--display");
  const nameFont = `650 48px ${displayFont}`;
  context.font = nameFont;
  const nameLines = linesOf(raffle2.name, (text) => context.measureText(text).width <= TEXT_WIDTH);
  const height = HEIGHT + (nameLines.length - 1) * NAME_LINE_HEIGHT;
  canvas.height = height;
  drawPaper(context, height);
  drawText(context, ticket, {
    nameLines,
    nameFont,
    displayFont
  });
  const side = STUB_WIDTH - 2 * STUB_MARGIN;
  await drawQr(context, checkLink(ticket), STUB_LEFT + STUB_MARGIN, (height - side) / 2, side);
  return new Promise((resolve, reject) => canvas.toBlob((image) => image ? resolve(image) : reject(new Error("the browser makes no image")), "image/png"));
}
function drawPaper(context, height) {
  const lineX = IS_RIGHT_TO_LEFT ? STUB_WIDTH : STUB_LEFT;
  context.fillStyle = "#f5c25f";
  context.beginPath();
  tracePaper(context, height, 40);
  context.fill();
  context.strokeStyle = "rgb(43 26 18 / 45%)";
  context.lineWidth = 6;
  context.setLineDash([
    18,
    14
  ]);
  context.beginPath();
  context.moveTo(lineX, 40);
  context.lineTo(lineX, height - 40);
  context.stroke();
  context.globalCompositeOperation = "destination-out";
  for (const y of [
    0,
    height
  ]) {
    context.beginPath();
    context.arc(lineX, y, 34, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalCompositeOperation = "source-over";
}
function tracePaper(context, height, radius) {
  const corners = [
    [
      0,
      0
    ],
    [
      WIDTH,
      0
    ],
    [
      WIDTH,
      height
    ],
    [
      0,
      height
    ]
  ];
  context.moveTo(radius, 0);
  for (const place of [
    1,
    2,
    3,
    0
  ]) context.arcTo(...corners[place], ...corners[(place + 1) % 4], radius);
  context.closePath();
}
var WHOLE_CHARACTER = /.[\p{M}\p{Emoji_Modifier}]*(?:\u200d.[\p{M}\p{Emoji_Modifier}]*)*/gsu;
function linesOf(text, fits) {
  const lines = [
    ""
  ];
  const append = (part) => {
    const longer = lines.at(-1) + part;
    if (fits(longer.trimEnd())) lines[lines.length - 1] = longer;
    else lines.push(part);
  };
  for (const word of text.trim().match(/\S+\s*/g)) {
    if (fits(word.trimEnd())) append(word);
    else word.match(WHOLE_CHARACTER).forEach(append);
  }
  return lines.filter((line) => line !== "");
}
function drawText(context, ticket, { nameLines, nameFont, displayFont }) {
  const write = (text, y, font) => {
    context.font = font;
    context.fillStyle = "#2b1a12";
    context.direction = "ltr";
    context.textAlign = IS_RIGHT_TO_LEFT ? "right" : "left";
    context.fillText(text, IS_RIGHT_TO_LEFT ? WIDTH - TEXT_MARGIN : TEXT_MARGIN, y, TEXT_WIDTH);
  };
  const label2 = (text, y) => write(text.toLocaleUpperCase(LANGUAGE3), y, "700 26px sans-serif");
  nameLines.forEach((line, index) => write(isolatedText(line), 110 + index * NAME_LINE_HEIGHT, nameFont));
  const top = (nameLines.length - 1) * NAME_LINE_HEIGHT;
  label2(t16("number-label"), top + 190);
  write(numberText(ticket.ticket_number), top + 350, `750 170px ${displayFont}`);
  label2(t16("code-label"), top + 440);
  write(ticket.verification_code.replaceAll("-", "  "), top + 500, "700 46px monospace");
  write(new URL(publicAddress("/")).host, top + 560, "24px sans-serif");
}

// raffle/keep-ticket.js
var PRINT_START_TIMEOUT_MS = 1e3;
function keepTicket(raffle2, ticket, ...more) {
  const { raffle_id: id2, ticket_number: number } = ticket;
  const fileName = `ticket-${number}-${id2}`;
  const answer = element("div", {
    class: "small no-print",
    role: "status",
    id: "keep-answer"
  });
  const button = (label2, work) => {
    const onclick = async () => {
      answer.replaceChildren();
      try {
        answer.replaceChildren(...await work() ?? []);
      } catch {
        answer.replaceChildren(t17("way-not-working", {
          way: label2
        }));
      }
    };
    return element("button", {
      type: "button",
      onclick
    }, label2);
  };
  return [
    element("div", {
      class: "actions no-print"
    }, copyButton(t17("copy-ticket"), textOf(raffle2, ticket)), navigator.share ? button(t17("share-ticket"), () => share(raffle2, ticket)) : "", button(t17("print-ticket"), print), button(t17("save-image"), () => saveImage(`${fileName}.png`, raffle2, ticket)), button(t17("save-file"), () => saveFile(`${fileName}.json`, jsonOf(raffle2, ticket), "application/json")), ...more),
    answer
  ];
}
var textOf = (raffle2, ticket) => [
  raffle2.name,
  t17("ticket-line", {
    number: String(ticket.ticket_number)
  }),
  t17("code-line", {
    code: ticket.verification_code
  }),
  checkLink(ticket)
].join("\n");
var jsonOf = (raffle2, ticket) => JSON.stringify({
  raffle: raffle2.name,
  ...ticket,
  check: checkLink(ticket),
  ...sealIn(recall(raffle2.id).seen)
}, null, 2);
var sealIn = (seen) => Object.fromEntries(Object.entries(seen).map(([field, { value }]) => [
  field,
  value
]));
async function share(raffle2, ticket) {
  try {
    await navigator.share({
      title: raffle2.name,
      text: textOf(raffle2, ticket)
    });
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}
async function print() {
  let begun = false;
  const note2 = () => begun = true;
  addEventListener("beforeprint", note2, {
    once: true
  });
  globalThis.print();
  await new Promise((resolve) => setTimeout(resolve, PRINT_START_TIMEOUT_MS));
  removeEventListener("beforeprint", note2);
  if (!begun) throw new Error("the browser does not print");
}
async function saveImage(fileName, raffle2, ticket) {
  const image = await ticketImage(raffle2, ticket);
  saveFile(fileName, image);
  const picture = element("img", {
    src: URL.createObjectURL(image),
    alt: t17("ticket-picture", {
      number: ticket.ticket_number
    }),
    class: "ticket-picture"
  });
  return [
    element("p", {}, t17("no-file-saved")),
    picture
  ];
}

// raffle/ticket-card.js
function ticketCard(raffle2, ticket, onRemove) {
  return element("div", {}, card(raffle2, ticket), element("p", {
    class: "small soft ticket-actions no-print"
  }, t18("keep-number-and-code")), ...keepTicket(raffle2, ticket, element("button", {
    type: "button",
    class: "danger",
    onclick: onRemove
  }, t18("remove-ticket"))));
}
function card(raffle2, ticket) {
  const groups = ticket.verification_code.split("-");
  return element("article", {
    class: "ticket",
    "aria-label": t18("ticket-label", {
      number: ticket.ticket_number
    })
  }, element("div", {
    class: "part"
  }, element("p", {
    class: "label"
  }, t18("your-ticket")), element("h2", {}, isolated(raffle2.name)), element("p", {
    class: "label"
  }, t18("number-label")), element("p", {
    class: "number",
    id: "ticket-number",
    translate: "no"
  }, numberText(ticket.ticket_number)), element("p", {
    class: "label"
  }, t18("code-label")), element("p", {
    class: "code",
    id: "ticket-code",
    dir: "ltr",
    translate: "no"
  }, ...groups.map((group) => element("span", {}, group)))), element("div", {
    class: "part"
  }, qrCanvas(checkLink(ticket), t18("check-code-label")), element("p", {
    class: "small"
  }, t18("scan-after-draw"))));
}

// raffle/turning-card.js
import { t as t21 } from "./language.js";

// shared/hand-over-link.js
var handOverLink = ({ raffle_id: id2, ticket_number: number, verification_code: code2 }) => `${publicAddress(managePage)}#hand-over=${id2}.${number}.${code2.replaceAll("-", "")}`;

// raffle/claim-slip.js
import { t as t19 } from "./language.js";
var slipCode = (ticket) => qrCanvas(handOverLink(ticket), t19("claim-slip-code"));
var slipText = () => [
  element("strong", {}, t19("claim-slip-is-code")),
  " ",
  t19("claim-slip-use")
];
var claimSlip = (ticket) => element("figure", {
  class: "slip"
}, slipCode(ticket), element("figcaption", {}, ...slipText()));

// raffle/pick-up.js
import { t as t20 } from "./language.js";
var howToGetIt = ({ pick_up: text, contact }, slip) => [
  element("h3", {}, t20("how-to-get-it")),
  ...text ? [
    textBlock(text)
  ] : [],
  slip,
  ...contact ? [
    element("h4", {}, t20("questions-heading")),
    textBlock(contact)
  ] : []
];
var pickUp = (raffle2, { ticket_number, verification_code }) => howToGetIt(raffle2, claimSlip({
  raffle_id: raffle2.id,
  ticket_number,
  verification_code
}));

// raffle/turning-card.js
function turnOver(front, raffle2, ticket, prize) {
  const hadFocus = front.contains(document.activeElement);
  const back = backOf(raffle2, ticket, prize);
  let isTurned = false;
  const button = element("button", {
    type: "button",
    class: "turn",
    onclick: () => turn()
  });
  const turning = element("div", {
    class: "turning"
  }, back, button);
  const turn = () => {
    isTurned = !isTurned;
    turning.classList.toggle("turned", isTurned);
    front.inert = isTurned;
    back.inert = !isTurned;
    button.textContent = t21(isTurned ? "show-ticket" : "show-prize");
  };
  front.replaceWith(turning);
  turning.prepend(front);
  turning.getBoundingClientRect();
  turn();
  if (hadFocus) focusOn(back);
}
var backOf = (raffle2, ticket, prize) => element("article", {
  class: "ticket back",
  "aria-label": t21("ticket-has-won", {
    number: ticket.ticket_number
  })
}, element("div", {
  class: "part told",
  role: "group",
  "aria-label": t21("prize-and-pick-up"),
  tabindex: 0
}, element("p", {
  class: "label"
}, t21("ticket-has-won", {
  number: ticket.ticket_number
})), element("h2", {}, isolated(prize)), ...howToGetIt(raffle2, element("p", {}, ...slipText()))), element("div", {
  class: "part"
}, element("p", {
  class: "label"
}, t21("claim-slip")), slipCode(ticket)));

// raffle/own-ticket.js
var MAY_BE_ELSEWHERE = [
  "suspended",
  "open",
  "closed",
  "sold_out",
  "drawn"
];
var OwnTicket = class {
  #id;
  #place;
  #message;
  #news = element("p", {
    class: "visually-hidden",
    role: "status"
  });
  #lost;
  #raffle = null;
  #shown = null;
  #ticket = null;
  #claims = 0;
  #sealCard;
  /** `lost` is the place for what can be done without the code. */
  constructor(id2, { place, message, lost }) {
    this.#id = id2;
    this.#sealCard = new SealCard(id2);
    this.#place = place;
    this.#message = message;
    message.after(this.#news);
    this.#lost = lost;
    onChangeElsewhere(id2, () => {
      if (this.#raffle !== null && recall(id2).ticket && this.#ticket === null) this.#showAnswer();
    });
  }
  /** Show the ticket, the button or a card. What is shown already is not built again, so a button keeps its focus. */
  show(raffle2) {
    this.#raffle = raffle2;
    const { ticket, asked, lost, accepted } = recall(this.#id);
    this.#ticket = ticket ?? this.#ticket;
    if (this.#ticket) this.#sealCard.show(raffle2, this.#ticket);
    const content = this.#ticket ? "ticket" : asked ? "open" : raffle2.status;
    if (content === this.#shown) return;
    const isNews = this.#shown !== null && ![
      "ticket",
      "drawn"
    ].includes(content);
    this.#news.textContent = isNews ? t22(content === "open" ? "open-now" : `no-ticket-${content}`) : "";
    this.#shown = content;
    const hadFocus = this.#place.contains(document.activeElement);
    if (content === "ticket") {
      this.#place.replaceChildren(ticketCard(raffle2, this.#ticket, () => this.#remove()), this.#sealCard.element, ...lost.map(lostNote), ...participationTerms(raffle2, accepted));
    } else if (content === "open") {
      this.#place.replaceChildren(...this.#claimButton());
    } else {
      this.#place.replaceChildren(noTicketCard(raffle2.status), ...participationTerms(raffle2, accepted));
    }
    const lostAnswer = content === "ticket" ? lostCodeKeptHere() : MAY_BE_ELSEWHERE.includes(content) ? lostCode() : "";
    this.#lost.replaceChildren(lostAnswer);
    if (hadFocus) focusOn(this.#place.querySelector(".ticket, .card, #get"));
  }
  /** Show what the ticket won. A ticket that was removed meanwhile has no result. */
  showPrize(prize) {
    if (this.#shown === "ticket") turnOver(this.#place.querySelector(".ticket"), this.#raffle, this.#ticket, prize);
  }
  /** Show above the ticket that it has won nothing. */
  showLoss(...text) {
    if (this.#shown === "ticket") this.#place.prepend(note("wait", ...text));
  }
  /** Show a message below the place. */
  say(...message) {
    tell(this.#message, ...message);
  }
  /** If the answer to a claim was lost, send the claim again. The same key gets the same ticket. */
  resume() {
    if (recall(this.#id).asked && this.#ticket === null) this.#claim();
  }
  /** Return the button that claims. Before it come the terms of participation, if there are any, and their box. */
  #claimButton() {
    const { accepted } = recall(this.#id);
    const terms = participationTerms(this.#raffle, accepted);
    const { box, element: acceptance } = acceptanceBox({
      isTicked: terms.length === 0 || accepted !== void 0,
      onChange: () => setBusy(button, !box.checked)
    });
    const onclick = () => {
      if (!box.checked) {
        this.say(acceptFirst());
        box.focus();
      } else if (!isBusy(button)) {
        if (terms.length > 0) rememberAcceptance(this.#id);
        this.#claim();
      }
    };
    const button = element("button", {
      id: "get",
      class: "huge primary",
      type: "button",
      onclick
    }, t22("get-ticket"));
    setBusy(button, !box.checked);
    return [
      ...terms,
      ...terms.length > 0 ? [
        acceptance
      ] : [],
      button,
      element("p", {
        class: "soft small ticket-actions"
      }, t22("one-per-connection"))
    ];
  }
  /** Claim a ticket. Send the claim again until the service has answered it. A newer call ends the retries. */
  async #claim() {
    const thisClaim = ++this.#claims;
    const isCancelled = () => thisClaim !== this.#claims || recall(this.#id).ticket !== void 0;
    try {
      const stored = await untilAnswered(() => this.#sendClaim(), (refusal) => isCancelled() || this.#showAnswer(note("wait", refusal.message)), isCancelled);
      this.#showAnswer(ticketMessage(stored));
      this.#place.querySelector(".ticket").scrollIntoView({
        block: "nearest"
      });
    } catch (refusal) {
      if (isCancelled()) {
        if (this.#ticket === null) this.#showAnswer();
        return;
      }
      rememberRefusal(this.#id);
      this.#showAnswer(note("bad", refusal.message));
      const answer = this.#lost.firstElementChild;
      if (refusal.type === "/problems/already-participated" && answer !== null) answer.open = true;
    }
  }
  /** Send the claim once. Return whether the ticket in the answer is stored. */
  async #sendClaim() {
    const key = await rememberClaim(this.#id);
    this.#showClaiming();
    try {
      const headers = {
        "Idempotency-Key": key
      };
      const answer = await request("POST", rafflePath(this.#id, "participate/"), {
        headers
      });
      const ticket = await jsonIn(answer, isTicket);
      return rememberTicket(this.#id, ticket, answer.headers.get("Store-Incarnation"));
    } catch (refusal) {
      const { key: newKey = key } = recall(this.#id);
      if (refusal.temporary || newKey === key) throw refusal;
      return this.#sendClaim();
    }
  }
  #showClaiming() {
    this.show(this.#raffle);
    const button = this.#place.querySelector("#get");
    if (button === null) return;
    setBusy(button, true);
    this.#place.querySelector("#accept")?.setAttribute("disabled", "");
    button.textContent = t22("getting-ticket");
  }
  #remove() {
    if (!globalThis.confirm(t22("remove-ticket-question"))) return;
    forget(this.#id);
    this.#sealCard.stop();
    this.#ticket = null;
    this.#showAnswer(note("wait", t22("ticket-removed")));
  }
  /** Build the place again with what is remembered now, and show a message below the place. */
  #showAnswer(...message) {
    this.#shown = null;
    this.show(this.#raffle);
    this.say(...message);
  }
};
var noTicketCard = (status) => element("div", {
  class: "card"
}, element("h2", {}, t22(`no-ticket-${status}`)), element("p", {
  class: "soft"
}, t22(`no-ticket-${status}-text`)));
var lostNote = ({ ticket_number: number, verification_code: code2 }) => note("bad", ...parts8("lost-and-valid-ticket", {
  number: untranslated(numberText(number)),
  code: untranslated(code2)
}));
var ticketMessage = (stored) => stored ? element("p", {
  class: "visually-hidden"
}, t22("here-is-ticket")) : note("wait", t22("nothing-kept"));

// raffle/sealed-section.js
import { parts as parts10, t as t24 } from "./language.js";

// raffle/draw-form.js
import { parts as parts9, t as t23 } from "./language.js";

// raffle/quicknet.js
var QUICKNET = Object.freeze({
  name: "quicknet",
  hash: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
  publicKey: "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
  genesisTime: 1692803367,
  period: 3
});

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
  }, t23("signature-of-round")), this.#field, this.#hint);
  #button = element("button", {
    type: "submit",
    class: "primary"
  }, t23("make-draw"));
  #message = element("div", {
    role: "status"
  });
  constructor(id2) {
    this.#id = id2;
  }
  /** Return the form for a raffle whose round has come. */
  elementFor({ round }) {
    this.#round = round;
    this.#hint.replaceChildren(...parts9("signature-hint", {
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
        this.#say("bad", t23("signature-malformed"));
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
      this.#say("good", t23("draw-made"));
    } catch (refusal) {
      if (refusal.type === "/problems/already-drawn") this.#say("good", t23("draw-made-already"));
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
        this.#button.textContent = t23("send-signature");
        this.#field.focus();
      }
      throw refusal;
    }
  }
  #say(kind, text) {
    this.#message.replaceChildren(note(kind, text));
  }
};

// raffle/members.js
var isAbsent = (value) => value === void 0 || value === null;

// raffle/notices.js
function lateRoundNotices({ announced_round: announced, round, sealed_at: sealed2 }, isDrawn) {
  if (isAbsent(announced) || isAbsent(round) || announced === round) return [];
  const name = isDrawn ? "late-round-decided" : "late-round-decides";
  return [
    {
      name,
      announced: String(announced),
      round: String(round),
      sealed: sealed2
    }
  ];
}
var randomnessNotice = ({ entropy_source: source }) => ({
  name: isAbsent(source) ? "operator-chose" : "manager-typed"
});

// raffle/sealed-section.js
var SealedSection = class {
  #place;
  #drawForm;
  #shown = null;
  #timer = null;
  constructor(id2, place) {
    this.#place = place;
    this.#drawForm = new DrawForm(id2);
  }
  /** Show a sealed raffle. What is shown already is not built again, so a field keeps what is typed. */
  show(raffle2) {
    const content = JSON.stringify([
      raffle2.root,
      raffle2.sealed_at,
      raffle2.round,
      raffle2.status
    ]);
    if (content === this.#shown) return;
    this.#shown = content;
    this.#place.hidden = false;
    const heading = element("h2", {}, t24("sealed-heading"));
    const hadFocus = this.#place.contains(document.activeElement);
    this.#place.replaceChildren(heading, ...noticeNotes(noticesOf(raffle2)), element("p", {
      class: "soft"
    }, t24("sealed-hint")), factList(factsOf(raffle2)));
    if (hadFocus) focusOn(heading);
    clearTimeout(this.#timer);
    if (raffle2.beacon && raffle2.status !== "drawn") this.#offerDraw(raffle2);
  }
  /** Offer the draw when its round has come by the clock of the server. */
  #offerDraw(raffle2) {
    const wait = Date.parse(raffle2.round_at) - (serverTime() ?? Date.now());
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#offerDraw(raffle2), Math.min(wait, MAX_TIMEOUT_MS));
      return;
    }
    this.#place.append(this.#drawForm.elementFor(raffle2));
  }
};
var MAX_TIMEOUT_MS = 2 ** 31 - 1;
function noticesOf(raffle2) {
  const isDrawn = raffle2.status === "drawn";
  return isDrawn && !raffle2.beacon ? [
    randomnessNotice(raffle2)
  ] : lateRoundNotices(raffle2, isDrawn);
}
var factsOf = (raffle2) => [
  [
    t24("fact-sealed"),
    localTimeText(raffle2.sealed_at)
  ],
  [
    t24("fact-root"),
    code(raffle2.root)
  ],
  [
    t24("fact-withdrawn"),
    ...parts10("withdrawn-tickets", {
      count: raffle2.withdrawn_tickets,
      hash: code(raffle2.withdrawn_hash)
    })
  ],
  [
    t24("fact-terms"),
    code(raffle2.terms)
  ],
  ...raffle2.beacon ? [
    [
      t24("fact-beacon"),
      ...parts10("beacon-and-chain", {
        beacon: beaconName(raffle2.beacon),
        chain: code(QUICKNET.hash)
      })
    ],
    [
      t24("fact-round"),
      ...parts10("round-comes", {
        round: untranslated(String(raffle2.round)),
        time: localTimeText(raffle2.round_at)
      })
    ],
    [
      t24("fact-source"),
      roundLink(QUICKNET.hash, raffle2.round)
    ]
  ] : []
];

// raffle/timetable.js
import { LOCALE as LOCALE2, t as t25 } from "./language.js";
var TICK_MS = 1e3;
var Timetable = class {
  #id;
  #place;
  #shown = null;
  #timer = null;
  constructor(id2, place) {
    this.#id = id2;
    this.#place = place;
  }
  /** Show the times of a raffle. What is shown already is not built again, because claims do not change it. */
  show(raffle2) {
    const lines = linesOf2(raffle2);
    const next = nextTime(raffle2);
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
    const now = serverTime();
    if (now === null) return;
    const left = Date.parse(until) - now;
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
      textBefore: (left) => t25("opens-in", {
        left
      }),
      textAfter: t25("opens-now")
    };
  }
  if (status === "open" && closes) {
    return {
      until: closes,
      textBefore: (left) => t25("closes-in", {
        left
      }),
      textAfter: t25("closes-now")
    };
  }
  if ([
    "sold_out",
    "closed"
  ].includes(status) && roundAt) {
    return {
      until: roundAt,
      textBefore: (left) => t25("round-comes-in", {
        round,
        left
      }),
      textAfter: t25("round-has-come", {
        round
      })
    };
  }
  return null;
}
function linesOf2({ status, opens_at: opens, closes_at: announced, ended_at: ended, draw_at: draw, sealed_at: sealed2 }) {
  const closes = ended ?? announced;
  const lines = [];
  if ([
    "draft",
    "scheduled"
  ].includes(status) && opens) lines.push(t25("opens-on", {
    time: localTimeText(opens)
  }));
  if ([
    "draft",
    "scheduled",
    "open",
    "filling"
  ].includes(status) && closes) {
    lines.push(t25("open-until", {
      time: localTimeText(closes)
    }));
  }
  if (status === "closed") lines.push(t25("closed-on", {
    time: localTimeText(closes)
  }));
  if (ended) lines.push(t25("ends-early"));
  if (status !== "drawn" && draw) lines.push(t25("draw-announced-for", {
    time: localTimeText(draw)
  }));
  if ([
    "sold_out",
    "closed"
  ].includes(status) && !sealed2) lines.push(t25("tickets-being-sealed"));
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

// raffle/tombstone.js
import { t as t26 } from "./language.js";
var tombstone = (kept) => [
  element("h1", {}, t26("deleted-heading")),
  element("p", {
    role: "alert"
  }, t26("deleted-text")),
  factList([
    ...fact(t26("kept-name"), kept.name, isolated),
    ...fact(t26("kept-tickets"), kept.total_tickets, numberText),
    ...fact(t26("kept-created"), kept.created_at, localTimeText),
    ...fact(t26("kept-drawn"), kept.drawn_at, localTimeText),
    ...fact(t26("kept-deleted"), kept.deleted_at, localTimeText),
    ...fact(t26("kept-terms"), kept.terms, code),
    ...fact(t26("kept-root"), kept.root, code),
    ...fact(t26("kept-withdrawn"), kept.withdrawn_hash, code),
    ...fact(t26("kept-round"), kept.round, (round) => code(String(round)))
  ]),
  element("p", {}, element("a", {
    href: addressOf("/")
  }, t26("see-all-raffles")))
];
var fact = (name, value, shown2) => value === void 0 || value === null ? [] : [
  [
    name,
    shown2(value)
  ]
];

// raffle/unawarded.js
function unawarded(prizes, winners) {
  let end = 0;
  return prizes.flatMap(({ name, amount }) => {
    end += amount;
    const rest = Math.min(amount, end - winners);
    return rest > 0 ? [
      {
        prize: name,
        amount: rest
      }
    ] : [];
  });
}

// raffle/verify-section.js
import { t as t27 } from "./language.js";
function connectVerification(id2, { button, file, proof }) {
  const onWait = (refusal) => proof.replaceChildren(note("wait", refusal.message));
  const check = async (record = void 0) => {
    const verification = await loadVerification().catch(() => null);
    if (verification === null) {
      proof.replaceChildren(note("bad", t27("check-not-loaded")));
      return;
    }
    try {
      const published = await untilAnswered(() => requestRecord(id2), onWait);
      await verification.verify(record === void 0 ? published : record, proof, id2, published);
    } catch (refusal) {
      proof.replaceChildren(note("bad", refusal.message));
    }
  };
  button.addEventListener("click", () => check());
  file.addEventListener("change", async () => {
    if (file.files.length === 0) return;
    await check(await jsonIn2(file.files[0]));
    file.value = "";
  });
}
async function jsonIn2(file) {
  try {
    return JSON.parse(await file.text());
  } catch {
    return null;
  }
}

// raffle/winner-list.js
import { t as t28 } from "./language.js";
var MAX_SHOWN_AT_ONCE = 1e3;
var MAX_LOADED_FOR_PAPER = 1e3;
var WinnerList = class {
  #winners;
  #place;
  #moreButton;
  #message;
  #items = /* @__PURE__ */ new Map();
  #lastPrize = null;
  #lastGroup = null;
  #highlighted = null;
  #notOnPaper = element("p", {
    class: "on-paper"
  });
  /** `winners` is a Winners object. The other parameters are elements. */
  constructor(winners, { place, moreButton, message }) {
    this.#winners = winners;
    this.#place = place;
    this.#moreButton = moreButton;
    this.#message = message;
    moreButton.addEventListener("click", async () => {
      if (isBusy(moreButton)) return;
      const first = this.#items.size;
      await this.showMore();
      if (moreButton.hidden) focusOn([
        ...this.#items.values()
      ][first] ?? this.#place);
    });
    place.after(this.#notOnPaper);
    addEventListener("beforeprint", () => this.#showForPaper());
    matchMedia("print").addEventListener("change", () => this.#showForPaper());
  }
  #showForPaper() {
    if (this.#winners.total <= MAX_LOADED_FOR_PAPER) this.#winners.loadNow();
    this.#showLoaded();
  }
  /** Show winners that are loaded but not shown yet. If there are none, load and show the next winners. */
  async showMore() {
    const button = this.#moreButton;
    setBusy(button, true);
    const load = () => this.#winners.load();
    try {
      if (this.#items.size === this.#winners.numbers.length) {
        await untilAnswered(load, (refusal) => this.#message.replaceChildren(note("wait", refusal.message)));
      }
      this.#showLoaded();
      this.#message.replaceChildren();
    } catch (refusal) {
      button.textContent = t28("try-again");
      button.hidden = false;
      this.#message.replaceChildren(note("bad", refusal.message));
    }
    setBusy(button, false);
  }
  /** Highlight only this number. If the list does not show it, highlight nothing. */
  highlight(number) {
    this.#highlighted?.classList.remove("found");
    this.#highlighted = this.#items.get(number) ?? null;
    this.#highlighted?.classList.add("found");
  }
  #showLoaded() {
    const first = this.#items.size;
    const end = Math.min(this.#winners.numbers.length, first + MAX_SHOWN_AT_ONCE);
    for (let place = first; place < end; place++) {
      this.#append(this.#winners.numbers[place], this.#winners.prizeAt(place));
    }
    const { complete, numbers, total } = this.#winners;
    this.#moreButton.textContent = t28("show-more-winners", {
      total
    });
    this.#moreButton.hidden = complete && this.#items.size === numbers.length;
    const notShown = total - this.#items.size;
    this.#notOnPaper.textContent = notShown > 0 ? t28("winners-not-on-paper", {
      count: notShown
    }) : "";
  }
  #append(number, prize) {
    if (prize !== this.#lastPrize) {
      this.#lastPrize = prize;
      this.#lastGroup = element("ul", {
        class: "chips",
        translate: "no"
      });
      this.#place.append(element("div", {}, element("h3", {}, isolated(prize.name)), this.#lastGroup));
    }
    const replaced = this.#winners.replaced.get(number);
    const item = element("li", {}, replaced ? t28("number-for", {
      number,
      replaced
    }) : numberText(number));
    this.#items.set(number, item);
    this.#lastGroup.append(item);
  }
};

// raffle/winner-search.js
import { parts as parts11, t as t29 } from "./language.js";
var TYPING_PAUSE_MS = 250;
function connectWinnerSearch(winners, list, { form, number: field, answer }) {
  let searches = 0;
  let timer = null;
  const search = async () => {
    clearTimeout(timer);
    const thisSearch = ++searches;
    list.highlight(null);
    const number = wholeNumberIn(field.value);
    if (!isCount(number)) {
      answer.textContent = field.value.trim() === "" ? "" : COUNT_MESSAGE;
      return;
    }
    answer.textContent = t29("searching-number");
    const isCancelled = () => thisSearch !== searches;
    const found = await answerTo(winners, number, isCancelled, (refusal) => {
      if (!isCancelled()) answer.textContent = refusal.message;
    });
    if (isCancelled()) return;
    answer.replaceChildren(...found);
    list.highlight(number);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, TYPING_PAUSE_MS);
  });
}
async function answerTo(winners, number, isCancelled, onWait) {
  try {
    const prize = await untilAnswered(() => winners.prizeOf(number), onWait, isCancelled);
    const shown2 = untranslated(numberText(number));
    if (prize === null) return parts11("number-not-winning", {
      number: shown2
    });
    return parts11("number-wins", {
      number: shown2,
      prize: isolated(prize)
    });
  } catch (refusal) {
    return [
      refusal.message
    ];
  }
}

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
  constructor({ id: id2, prizes, total_tickets: totalTickets, withdrawn_tickets: withdrawn = 0 }) {
    this.#prizes = prizes;
    this.#totalTickets = totalTickets;
    this.#claimed = totalTickets - withdrawn;
    this.#path = rafflePath(id2, "winners/");
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
    const { entries, nextPath } = await requestPage(path, isWinner);
    if (path === this.#nextPath) this.#add(entries, nextPath);
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
        const entries = JSON.parse(request2.responseText);
        if (!entries.every(isWinner)) return;
        this.#add(entries, nextPathIn(request2.getResponseHeader("Link")));
      } catch {
        return;
      }
    }
  }
  #add(entries, nextPath) {
    for (const { ticket_number: number, replaces } of entries) if (replaces) this.replaced.set(number, replaces);
    this.numbers.push(...entries.map((winner) => winner.ticket_number));
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

// raffle.js
import { parts as parts12, t as t30 } from "./language.js";
var id = raffleIdInAddress();
var ownTicket = new OwnTicket(id, {
  place: byId("own-ticket"),
  message: byId("own-ticket-message"),
  lost: byId("own-ticket-lost")
});
var checkForm = new CheckForm(id, {
  form: byId("check"),
  number: byId("check-number"),
  code: byId("check-code"),
  answer: byId("check-answer"),
  pickUp: (ticket) => pickUp(raffle, ticket)
});
var about = new About(id, {
  section: byId("about"),
  description: byId("description"),
  contact: byId("contact"),
  changes: byId("changes")
});
var timetable = new Timetable(id, byId("times"));
var sealed = new SealedSection(id, byId("sealed"));
var raffle = null;
var checkLink2 = takeCheckLink();
function show(newState) {
  const oldState = raffle;
  raffle = completed(newState);
  removeLoadingText();
  byId("raffle").hidden = false;
  byId("failure").hidden = true;
  if (oldState?.name !== raffle.name || oldState.status === "draft") {
    document.title = t30("document-title", { name: isolatedText(raffle.name) });
    showFacts({ name: byId("name"), prizes: byId("prizes"), announced: byId("announced") }, raffle);
    byId("raffle").setAttribute("aria-busy", "false");
  }
  showTickets({ status: byId("status"), bar: byId("bar"), claimed: byId("claimed"), left: byId("left") }, raffle);
  about.show(raffle);
  timetable.show(raffle);
  ownTicket.show(raffle);
  if (raffle.root) sealed.show(raffle);
  if (raffle.status === "drawn" && oldState?.status !== "drawn") showDraw({ isNews: oldState !== null });
  if (oldState === null) {
    openCheckLink();
    ownTicket.resume();
  }
}
var failureText = (refusal) => [
  element("h1", {}, t30(refusal.temporary ? "one-moment" : "no-such-raffle")),
  element("p", { role: "alert" }, refusal.message),
  element("p", {}, element("a", { href: addressOf("/") }, t30("see-all-raffles")))
];
function showFailure(refusal) {
  if (refusal.temporary && raffle !== null) return;
  removeLoadingText();
  const hadFocus = byId("raffle").contains(document.activeElement);
  byId("raffle").hidden = !refusal.temporary;
  byId("failure").hidden = false;
  if (!refusal.temporary) document.title = t30("document-title", { name: t30("no-such-raffle") });
  tell(
    byId("failure"),
    ...refusal.type === "/problems/raffle-deleted" ? tombstone(refusal.problem) : failureText(refusal)
  );
  if (hadFocus && !refusal.temporary) focusOn(byId("failure"));
}
async function showDraw({ isNews }) {
  const places = { news: byId("news"), text: byId("news-text"), winnersTitle: byId("winners-title") };
  const addNews = isNews ? showDrawNews(places) : () => {
  };
  byId("drawn").hidden = false;
  const { ticket } = recall(id);
  if (ticket && !checkLink2) checkForm.fill(ticket.ticket_number, ticket.verification_code);
  const winners = new Winners(raffle);
  const list = new WinnerList(winners, {
    place: byId("winners"),
    moreButton: byId("more-winners"),
    message: byId("winners-message")
  });
  connectWinnerSearch(winners, list, {
    form: byId("search"),
    number: byId("search-number"),
    answer: byId("search-answer")
  });
  showUnawarded();
  const substitutions = raffle.reserves ? showSubstitutions(id, byId("substitutions"), showIfOwn) : [];
  await list.showMore();
  byId("winners").setAttribute("aria-busy", "false");
  if (ticket) await showResult(ticket, winners, await substitutions, addNews);
}
function showUnawarded() {
  const { total_tickets: total, withdrawn_tickets: withdrawn = 0 } = raffle;
  const left = unawarded(raffle.prizes, total - withdrawn);
  const prizes = prizesText(left.map(({ prize: name, amount }) => ({ name, amount })));
  byId("unawarded").replaceChildren(...left.length > 0 ? parts12("prizes-for-nobody", { prizes }) : []);
}
function showIfOwn(substitution) {
  const { ticket_number: number } = recall(id).ticket ?? {};
  if (substitution.ticket_number === number) ownTicket.say(note("bad", ...substitutionText(substitution)));
  if (substitution.replaced_by === number) ownTicket.say(note("good", ...substitutionText(substitution)));
}
async function showResult(ticket, winners, substitutions, addNews) {
  try {
    const prize = await prizeOf(id, ticket, winners);
    const substitution = substitutions.find(({ ticket_number }) => ticket_number === ticket.ticket_number);
    const result = () => resultText(ticket, prize, substitution);
    if (prize === null) ownTicket.showLoss(...result());
    else ownTicket.showPrize(prize);
    addNews(...result());
  } catch (refusal) {
    addNews(t30("own-ticket-unchecked", { reason: refusal.message }));
  }
}
function openCheckLink() {
  if (checkLink2 === null || raffle === null) return;
  if (checkLink2.isIncomplete) {
    ownTicket.say(note("wait", t30("check-link-incomplete")));
    checkLink2 = null;
    return;
  }
  checkForm.fill(checkLink2.number, checkLink2.code);
  if (raffle.status === "drawn") {
    checkForm.check();
    byId("check-title").scrollIntoView({ block: "start" });
  } else if (!recall(id).ticket) {
    ownTicket.say(note("wait", t30("check-link-early", { number: Number(checkLink2.number) })));
  }
}
addEventListener("hashchange", () => {
  const newLink = takeCheckLink();
  if (newLink === null) return;
  checkLink2 = newLink;
  openCheckLink();
});
showAddressOnPaper(rafflePage(id));
byId("certificate").href = certificatePage(id);
byId("stage").href = stagePage(id);
connectVerification(id, { button: byId("verify"), file: byId("record-file"), proof: byId("proof") });
followRaffle(id, show, showFailure);
