/* Made by make bundles from certificate.js and the modules that it imports. Edit those. */
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
var rafflePath = (id2, resource = "") => `/raffles/${encodeURIComponent(id2)}/${resource}`;
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
var listText = (texts) => LIST.format(texts);
var WRITTEN_FROM_RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
var isolatedText = (name) => WRITTEN_FROM_RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;

// certificate.js
import { parts as parts4, t as t4 } from "./language.js";

// raffle/late.js
var loadBeacon = () => import("./beacon.js");

// raffle/members.js
var isAbsent = (value) => value === void 0 || value === null;

// raffle/randomness.js
import { parts as parts2, t as t2 } from "./language.js";
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
var beaconFacts = (record, verdict) => [
  [
    t2("fact-beacon"),
    beaconName(record.beacon)
  ],
  [
    t2("fact-chain"),
    code(record.chain_hash)
  ],
  [
    t2("fact-round"),
    ...parts2("round-published", {
      round: untranslated(String(record.round)),
      time: timeText(record.round_at)
    })
  ],
  [
    t2("fact-source"),
    roundLink(record.chain_hash, record.round)
  ],
  [
    t2("fact-signature"),
    code(record.signature),
    " ",
    verdict
  ]
];
var sealFacts = (record) => [
  [
    t2("fact-terms"),
    code(record.terms)
  ],
  [
    t2("fact-sealed"),
    timeText(record.sealed_at)
  ],
  [
    t2("fact-root"),
    code(record.root)
  ],
  [
    t2("fact-withdrawn-tickets"),
    code(record.withdrawn_hash)
  ]
];
var noticeNotes = (notices) => notices.map(({ name, ...values }) => note("bad", element("strong", {}, t2(name, values))));
var factList = (facts2) => element("dl", {}, ...facts2.flatMap(([name, ...value]) => [
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

// raffle/notices.js
function noticesOf(record) {
  if (isAbsent(record.terms)) return [];
  return isAbsent(record.beacon) ? [
    randomnessNotice(record)
  ] : lateRoundNotices(record, true);
}
function lateRoundNotices({ announced_round: announced, round, sealed_at: sealed }, isDrawn) {
  if (isAbsent(announced) || isAbsent(round) || announced === round) return [];
  const name = isDrawn ? "late-round-decided" : "late-round-decides";
  return [
    {
      name,
      announced: String(announced),
      round: String(round),
      sealed
    }
  ];
}
var randomnessNotice = ({ entropy_source: source2 }) => ({
  name: isAbsent(source2) ? "operator-chose" : "manager-typed"
});

// raffle/substitutions.js
import { parts as parts3 } from "./language.js";
var substitutionText = ({ ticket_number: number, replaced_by: substitute, prize, reason, at }) => parts3("substitution", {
  substitute: untranslated(numberText(substitute)),
  number: untranslated(numberText(number)),
  prize: isolated(prize),
  reason: isolated(reason),
  time: timeText(at)
});

// shared/record-files.js
import { t as t3 } from "./language.js";
var CHECKER = "check-draw.pyz";
var recordName = (id2) => /^[0-9a-f-]{36}$/.test(id2) ? `draw-${id2}.json` : "record.json";
var checkCommand = (id2) => `python3 ${CHECKER} ${recordName(id2)}`;
var recordLink = (id2) => element("a", {
  class: "button",
  href: addressOf(rafflePath(id2, "draw/")),
  download: recordName(id2)
}, t3("save-record"));
var checkerLink = () => element("a", {
  class: "button",
  href: addressOf(`/assets/${CHECKER}`),
  download: CHECKER
}, t3("save-checker"));

// certificate.js
var MAX_PRINTED_WINNERS = 1e3;
var TITLE = {
  "/problems/not-drawn": t4("no-certificate-yet"),
  "/problems/raffle-not-found": t4("no-such-raffle")
};
var id = raffleIdInAddress();
var certificate = byId("certificate");
var facts = (record, verdict) => factList([
  [t4("fact-drawn"), timeText(record.drawn_at)],
  [t4("fact-tickets"), numberText(record.total_tickets)],
  [t4("fact-winners"), numberText(record.winners.length)],
  ...isAbsent(record.root) ? [] : sealFacts(record),
  ...isAbsent(record.beacon) ? [[t4("fact-entropy-source"), ...source(record)]] : beaconFacts(record, verdict),
  [t4("fact-entropy"), code(record.entropy)],
  [t4("fact-seed"), code(record.seed)],
  [t4("fact-algorithm"), code(record.algorithm)],
  [t4("fact-raffle"), code(record.raffle_id)]
]);
var source = (record) => record.entropy_source ? parts4("source-announced", { source: isolated(record.entropy_source) }) : [t4("source-not-announced")];
async function verifySignature(record, verdict) {
  const beacon = await loadBeacon().catch(() => null);
  const verified = await beacon?.randomness(record.round, record.signature).then(
    (entropy) => entropy === record.entropy,
    // The module loads its arithmetic with the first signature, and this can fail too.
    (error) => error instanceof beacon.WrongSignature ? false : void 0
  );
  if (verified === void 0) verdict.textContent = t4("signature-not-verified");
  else verdict.textContent = verified ? t4("signature-verified") : t4("signature-wrong");
}
function winners(record) {
  let start = 0;
  return record.prizes.map(({ name, amount }) => {
    const end = start + amount;
    const given = Math.max(0, Math.min(end, record.winners.length) - start);
    const numbers = record.winners.slice(start, Math.min(end, MAX_PRINTED_WINNERS));
    start = end;
    return element(
      "div",
      {},
      element("h3", {}, ...parts4("prize-and-winners", { prize: isolated(name), winners: given })),
      element(
        "ul",
        { class: "chips", translate: "no" },
        ...numbers.map((number) => element("li", {}, numberText(number)))
      )
    );
  });
}
function laterFacts({ substitutes = [], substitutions = [], unawarded = [] }) {
  const list = (title, items) => items.length === 0 ? [] : [element("h2", {}, title), element("ul", {}, ...items.map((item) => element("li", {}, ...item)))];
  return [
    ...list(t4("substitutions-heading"), substitutions.map(substitutionText)),
    ...list(
      t4("unawarded-heading"),
      unawarded.map(({ prize, amount }) => parts4("several-prizes", { amount, prize: isolated(prize) }))
    ),
    ...substitutes.length === 0 ? [] : [
      element("h2", {}, t4("substitutes-heading")),
      element("p", { translate: "no" }, listText(substitutes.slice(0, MAX_PRINTED_WINNERS).map(numberText)))
    ]
  ];
}
function show(record) {
  removeLoadingText();
  document.title = t4("certificate-of", { name: isolatedText(record.name) });
  const verdict = element("strong", { role: "status" });
  const notPrinted = record.winners.length - MAX_PRINTED_WINNERS;
  certificate.replaceChildren(
    element("p", { class: "soft" }, t4("certificate-heading")),
    element("h1", {}, isolated(record.name)),
    ...noticeNotes(noticesOf(record)),
    facts(record, verdict),
    element("h2", {}, t4("winning-tickets")),
    element("div", { class: "winners" }, ...winners(record)),
    ...laterFacts(record),
    ...notPrinted > 0 ? [element("p", {}, t4("more-winners-in-record", { count: notPrinted }))] : [],
    element(
      "p",
      { class: "small soft" },
      ...parts4("how-to-check", { command: element("code", { translate: "no", dir: "ltr" }, checkCommand(id)) })
    )
  );
  byId("print").after(recordLink(id), checkerLink());
  return isAbsent(record.beacon) ? null : verifySignature(record, verdict);
}
showAddressOnPaper(certificatePage(id));
byId("back").href = rafflePage(id);
byId("print").addEventListener("click", () => globalThis.print());
var showFailure = (title, refusal) => {
  removeLoadingText();
  certificate.replaceChildren(element("h1", {}, title), note("wait", refusal.message));
};
byId("print").disabled = true;
try {
  const record = await untilAnswered(() => requestRecord(id), (refusal) => showFailure(t4("one-moment"), refusal));
  await show(record);
  byId("print").disabled = false;
} catch (refusal) {
  showFailure(TITLE[refusal.type] ?? t4("no-certificate"), refusal);
}
certificate.setAttribute("aria-busy", "false");
