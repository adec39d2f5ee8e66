/* Made by make bundles from raffle/verification.js and the modules that it imports. Edit those. */
// shared/dom.js
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
var untranslated = (text2) => element("span", {
  translate: "no"
}, text2);
var inEnglish = (text2) => element("span", {
  lang: "en",
  dir: "ltr"
}, text2);
var note = (kind, ...children) => element("div", {
  class: `note ${kind}`
}, element("p", {}, ...children));

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
var timeText = (time2) => `${TIME.format(new Date(time2))} UTC`;
var listText = (texts) => LIST.format(texts);
var WRITTEN_FROM_RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
var isolatedText = (name) => WRITTEN_FROM_RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;
var hexText = (bytes) => [
  ...bytes
].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// raffle/verification.js
import { parts as parts3, t as t4 } from "./language.js";

// shared/addresses.js
var BASE = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
var addressOf = (path) => BASE + path;
var managePage = addressOf("/manage");

// shared/api.js
import { LANGUAGE as LANGUAGE2, t } from "./language.js";
var NO_ANSWER = {
  detail: t("no-answer")
};
var NO_ANSWER_YET = {
  detail: t("no-answer-yet")
};
var rafflePath = (id, resource = "") => `/raffles/${encodeURIComponent(id)}/${resource}`;

// shared/record-files.js
import { t as t2 } from "./language.js";
var CHECKER = "check-draw.pyz";
var recordName = (id) => /^[0-9a-f-]{36}$/.test(id) ? `draw-${id}.json` : "record.json";
var checkCommand = (id) => `python3 ${CHECKER} ${recordName(id)}`;
var recordLink = (id) => element("a", {
  class: "button",
  href: addressOf(rafflePath(id, "draw/")),
  download: recordName(id)
}, t2("save-record"));
var checkerLink = () => element("a", {
  class: "button",
  href: addressOf(`/assets/${CHECKER}`),
  download: CHECKER
}, t2("save-checker"));

// raffle/draw.js
import { sha256 } from "../vendor/noble-hashes/sha256.js";
var ALGORITHM = "raffle-draw/1";
var ALGORITHM_2 = "raffle-draw/2";
var WORDS_END = 1n << 64n;
var WINNERS_PER_TASK = 1e3;
var seedText = (raffleId, totalTickets, entropy, terms2) => terms2 === void 0 ? `${ALGORITHM}
${raffleId}
${totalTickets}
${entropy}` : `${ALGORITHM_2}
${raffleId}
${totalTickets}
${terms2}
${entropy}`;
var seedOf = (raffleId, totalTickets, entropy, terms2) => sha256(new TextEncoder().encode(seedText(raffleId, totalTickets, entropy, terms2)));
function* wordsOf(seed) {
  const block = new Uint8Array(40);
  block.set(seed);
  for (let counter = 0n; ; counter++) {
    new DataView(block.buffer).setBigUint64(32, counter);
    const digest = new DataView(sha256(block).buffer);
    for (const start of [
      0,
      8,
      16,
      24
    ]) yield digest.getBigUint64(start);
  }
}
function below(words, end) {
  const divisor = BigInt(end);
  const limit = WORDS_END / divisor * divisor;
  for (; ; ) {
    const word = words.next().value;
    if (word < limit) return Number(word % divisor);
  }
}
async function draw(seed, totalTickets, winners) {
  const words = wordsOf(seed);
  const moved = /* @__PURE__ */ new Map();
  const drawn = [];
  for (let place = 0; place < winners; place++) {
    if (place > 0 && place % WINNERS_PER_TASK === 0) await new Promise((resolve) => setTimeout(resolve));
    const other = place + below(words, totalTickets - place);
    drawn.push((moved.get(other) ?? other) + 1);
    const displaced = moved.get(place) ?? place;
    moved.delete(place);
    moved.set(other, displaced);
  }
  return drawn;
}
async function drawClaimed(seed, { total, withdrawn, claimed }, winners, reserves) {
  const tickets = claimed === null ? total - withdrawn.length : claimed.length;
  const order = await draw(seed, tickets, Math.min(winners + reserves, tickets));
  const numbers = order.map((place) => claimed === null ? claimedNumber(place, withdrawn) : claimed[place - 1]);
  return {
    winners: numbers.slice(0, winners),
    substitutes: numbers.slice(winners)
  };
}
function claimedNumber(place, withdrawn) {
  let low = 0;
  let high = withdrawn.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (withdrawn[middle] - middle <= place) low = middle + 1;
    else high = middle;
  }
  return place + low;
}

// raffle/members.js
var Contradiction = class extends Error {
};
var LONGEST_VALUE = 80;
var MOST_ENTRIES = 6;
function briefly(value) {
  const cut = Array.isArray(value) && value.length > MOST_ENTRIES;
  const json = JSON.stringify((cut ? value.slice(0, MOST_ENTRIES) : value) ?? null);
  const line = cut ? `${json.slice(0, -1)},\u2026]` : json;
  return line.length <= LONGEST_VALUE ? line : `${line.slice(0, LONGEST_VALUE)}\u2026`;
}
function demand(holds, message) {
  if (!holds) throw new Contradiction(message);
}
var isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var isAbsent = (value) => value === void 0 || value === null;
function whole(members, name, least, most) {
  const value = members[name];
  demand(Number.isInteger(value) && value >= least && value <= most, `${name} must be a whole number from ${least} to ${most}, but the record says ${briefly(value)}`);
  return value;
}
var optional = (members, name, least, most) => isAbsent(members[name]) ? 0 : whole(members, name, least, most);
function text(members, name, most, pattern = null) {
  const value = members[name];
  const length = typeof value === "string" ? [
    ...value
  ].length : 0;
  demand(length >= 1 && length <= most, `${name} must be text of 1 to ${most} characters, but the record says ${briefly(value)}`);
  demand(!/\p{Surrogate}/u.test(value), `${name} must be text that UTF-8 can hold`);
  demand(pattern === null || new RegExp(`^(?:${pattern})$`).test(value), `${name} must have the form ${pattern}, but the record says ${briefly(value)}`);
  return value;
}
var TIME2 = /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
function time(members, name) {
  const value = members[name];
  const milliseconds = typeof value === "string" && TIME2.test(value) ? Date.parse(value) : NaN;
  demand(!Number.isNaN(milliseconds) && shown(milliseconds) === value, `${name} must be a time such as 2026-11-26T18:00:00.000Z, but the record says ${briefly(value)}`);
  return milliseconds;
}
var shown = (milliseconds) => new Date(milliseconds).toISOString();
function listed(members, name) {
  const value = members[name] ?? [];
  demand(Array.isArray(value), `${name} must be a list, but the record says ${briefly(value)}`);
  return value;
}
function expect(members, name, expected, why) {
  const value = members[name] ?? null;
  demand(value === expected, `${name} should be ${JSON.stringify(expected)}, ${why}, but the record says ${briefly(value)}`);
}

// raffle/memory.js
var KEY_PREFIX = "raffle:";
var storageKey = (id) => KEY_PREFIX + id;
var notStored = {};
var isObject2 = (value) => typeof value === "object" && value !== null;
var isTicket = (value) => typeof value?.raffle_id === "string" && Number.isSafeInteger(value.ticket_number) && typeof value.verification_code === "string";
function recall(id) {
  let memory;
  try {
    memory = notStored[id] ?? JSON.parse(localStorage.getItem(storageKey(id))) ?? {};
  } catch {
    memory = {};
  }
  const { key, asked, ticket, incarnation, lost, seen, proof: proof2, accepted } = memory;
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
    seen: Object.fromEntries(Object.entries(seen ?? {}).filter(([, value]) => isObject2(value))),
    ...isObject2(proof2) ? {
      proof: proof2
    } : {},
    ...Date.parse(accepted) ? {
      accepted
    } : {}
  };
}

// raffle/notices.js
function noticesOf(record) {
  if (isAbsent(record.terms)) return [];
  return isAbsent(record.beacon) ? [
    randomnessNotice(record)
  ] : lateRoundNotices(record, true);
}
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
var beaconFacts = (record, verdict) => [
  [
    t3("fact-beacon"),
    beaconName(record.beacon)
  ],
  [
    t3("fact-chain"),
    code(record.chain_hash)
  ],
  [
    t3("fact-round"),
    ...parts2("round-published", {
      round: untranslated(String(record.round)),
      time: timeText(record.round_at)
    })
  ],
  [
    t3("fact-source"),
    roundLink(record.chain_hash, record.round)
  ],
  [
    t3("fact-signature"),
    code(record.signature),
    " ",
    verdict
  ]
];
var sealFacts = (record) => [
  [
    t3("fact-terms"),
    code(record.terms)
  ],
  [
    t3("fact-sealed"),
    timeText(record.sealed_at)
  ],
  [
    t3("fact-root"),
    code(record.root)
  ],
  [
    t3("fact-withdrawn-tickets"),
    code(record.withdrawn_hash)
  ]
];
var noticeNotes = (notices) => notices.map(({ name, ...values }) => note("bad", element("strong", {}, t3(name, values))));
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

// raffle/record-check.js
import { randomness, WrongSignature } from "./beacon.js";

// raffle/record-facts.js
import { sha256 as sha2564 } from "../vendor/noble-hashes/sha256.js";
import { roundAt, timeOf } from "./beacon.js";

// raffle/bytes.js
var bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));

// raffle/quicknet.js
var QUICKNET = Object.freeze({
  name: "quicknet",
  hash: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
  publicKey: "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
  genesisTime: 1692803367,
  period: 3
});

// raffle/terms.js
import { sha256 as sha2562 } from "../vendor/noble-hashes/sha256.js";
var OPTIONAL = [
  "entropy_source",
  "beacon",
  "opens_at",
  "closes_at",
  "draw_at",
  "reserves",
  "substitute_after_hours"
];
function terms(members) {
  const announced = {
    name: members.name,
    total_tickets: members.total_tickets,
    prizes: members.prizes.map(({ name, amount }) => ({
      amount,
      name
    }))
  };
  for (const name of OPTIONAL) if (members[name]) announced[name] = members[name];
  return hexText(sha2562(new TextEncoder().encode(canonical(announced))));
}
var canonical = (object) => JSON.stringify(Object.fromEntries(Object.entries(object).sort()));

// raffle/tree.js
import { sha256 as sha2563 } from "../vendor/noble-hashes/sha256.js";
var NUMBERS_PER_TASK = 1e5;
async function withdrawnHash(numbers) {
  const hash = sha2563.create();
  const bytes = new Uint8Array(8 * NUMBERS_PER_TASK);
  const view = new DataView(bytes.buffer);
  let filled = 0;
  for (const number of numbers) {
    view.setUint32(8 * filled + 4, number);
    filled++;
    if (filled < NUMBERS_PER_TASK) continue;
    hash.update(bytes);
    filled = 0;
    await new Promise((resolve) => setTimeout(resolve));
  }
  return hexText(hash.update(bytes.subarray(0, 8 * filled)).digest());
}
function* others(total, numbers) {
  let next = 0;
  for (let number = 1; number <= total; number++) {
    if (numbers[next] === number) next++;
    else yield number;
  }
}

// raffle/record-facts.js
var SEAL_TO_ROUND_MS = 6e4;
var MOST_TICKETS = 1e7;
var MOST_PRIZES = 1e3;
var MOST_RESERVES = 1e5;
var MOST_HOURS = 8760;
var HOUR_MS = 36e5;
var ENTROPY_FROM_A_SOURCE = /^[!-~]+(?: [!-~]+)*$/;
var HASH = "[0-9a-f]{64}";
var SIGNATURE = "[0-9a-f]{96}";
var RAFFLE_ID = "[!-~]{1,100}";
function checkAnnounced(record) {
  text(record, "raffle_id", 100, RAFFLE_ID);
  text(record, "name", 100);
  const total = whole(record, "total_tickets", 1, MOST_TICKETS);
  const { prizes } = record;
  demand(Array.isArray(prizes) && prizes.length >= 1 && prizes.length <= MOST_PRIZES, `prizes must be a list of 1 to ${MOST_PRIZES} prizes, but the record says ${briefly(prizes)}`);
  for (const prize of prizes) {
    demand(isObject(prize) && Object.keys(prize).sort().join() === "amount,name", `a prize must have a name and an amount, but the record says ${briefly(prize)}`);
    text(prize, "name", 100);
    whole(prize, "amount", 1, total);
  }
  const given = prizes.reduce((sum, { amount }) => sum + amount, 0) + optional(record, "reserves", 0, MOST_RESERVES);
  demand(given <= total, "prizes and reserves are more than the tickets");
  optional(record, "substitute_after_hours", 1, MOST_HOURS);
  const hasSource = !isAbsent(record.entropy_source);
  if (hasSource) text(record, "entropy_source", 300);
  demand(isAbsent(record.beacon) || record.beacon === QUICKNET.name && !hasSource, 'beacon must be "quicknet", and there is no entropy_source then');
  checkOrder(record);
  expect(record, "terms", terms(record), "the hash of name, total_tickets, prizes and what else was announced");
  optional(record, "incarnation", 1, 2 ** 53);
}
function checkOrder(record) {
  const times = [
    "opens_at",
    "closes_at",
    "draw_at"
  ].filter((name) => !isAbsent(record[name]));
  const milliseconds = times.map((name) => time(record, name));
  times.slice(1).forEach((later, index) => demand(milliseconds[index] <= milliseconds[index + 1], `${later} is before ${times[index]}`));
}
async function checkWithdrawn(record) {
  const total = record.total_tickets;
  const given = [
    "withdrawn",
    "claimed"
  ].filter((name2) => !isAbsent(record[name2]));
  demand(given.length < 2, "the record has both withdrawn and claimed, but only the shorter list may be there");
  const [name = "withdrawn"] = given;
  const numbers = listed(record, name);
  const isAscending = numbers.every((number, index) => Number.isSafeInteger(number) && number > (index === 0 ? 0 : numbers[index - 1]) && number <= total);
  demand(isAscending, `${name} must be ticket numbers in ascending order, but the record says ${briefly(numbers)}`);
  demand(2 * numbers.length <= total - (name === "claimed" ? 1 : 0), `the record has ${name}, but the list of the other tickets is shorter`);
  const hash = await withdrawnHash(name === "withdrawn" ? numbers : others(total, numbers));
  expect(record, "withdrawn_hash", hash, "the hash of the withdrawn tickets");
  return name === "withdrawn" ? {
    total,
    withdrawn: numbers,
    claimed: null
  } : {
    total,
    withdrawn: [],
    claimed: numbers
  };
}
var drawnFrom = ({ total, withdrawn, claimed }) => claimed?.length ?? total - withdrawn.length;
function checkSeal(record, tickets) {
  text(record, "root", 64, HASH);
  const sealed2 = time(record, "sealed_at");
  const drawn = time(record, "drawn_at");
  const withdrawn = drawnFrom(tickets) < tickets.total;
  const end = isAbsent(record.ended_at) ? "closes_at" : "ended_at";
  demand(!withdrawn || !isAbsent(record[end]), "tickets were withdrawn, but the record has no closes_at and no ended_at");
  checkEnded(record);
  for (const name of withdrawn ? [
    "opens_at",
    end
  ] : [
    "opens_at"
  ]) {
    demand(isAbsent(record[name]) || sealed2 >= time(record, name), `sealed_at is before ${name}`);
  }
  demand(drawn >= sealed2, "drawn_at is before sealed_at");
}
function checkEnded(record) {
  if (isAbsent(record.ended_at)) return;
  const ended = time(record, "ended_at");
  demand(isAbsent(record.opens_at) || ended > time(record, "opens_at"), "ended_at is not after opens_at");
  demand(isAbsent(record.closes_at) || ended < time(record, "closes_at"), "ended_at is not before closes_at");
}
function checkRandomness(record) {
  if (isAbsent(record.beacon)) checkChosen(record);
  else checkBeacon(record);
}
function checkChosen(record) {
  for (const name of [
    "chain_hash",
    "announced_round",
    "round",
    "round_at",
    "signature"
  ]) {
    expect(record, name, null, "because no beacon was announced");
  }
  const entropy = text(record, "entropy", 1e3);
  checkSpelling(record.entropy_source ?? null, entropy);
  demand(entropy === entropy.toLowerCase(), `the entropy must have letters in lower case only, but the record says ${briefly(entropy)}`);
}
function checkBeacon(record) {
  expect(record, "chain_hash", QUICKNET.hash, "the hash of the chain quicknet");
  const earliest = time(record, "sealed_at") + SEAL_TO_ROUND_MS;
  const drawAt = isAbsent(record.draw_at) ? null : time(record, "draw_at");
  const announced = drawAt === null ? null : Number(roundAt(drawAt));
  expect(record, "announced_round", announced, "the first one at or after draw_at");
  const decided = roundAt(Math.max(drawAt ?? earliest, earliest));
  const decidedAt = Number(timeOf(decided));
  const why = "the first one at or after draw_at that comes a minute or more after sealed_at";
  expect(record, "round", Number(decided), why);
  expect(record, "round_at", shown(decidedAt), "the time of the round");
  const signature = text(record, "signature", 96, SIGNATURE);
  expect(record, "entropy", hexText(sha2564(bytesOf(signature))), "the hash of the signature");
  demand(time(record, "drawn_at") >= decidedAt, "drawn_at is before round_at");
}
function checkSpelling(source, entropy) {
  demand(source === null || ENTROPY_FROM_A_SOURCE.test(entropy), `the entropy has several spellings that look alike: expected visible ASCII characters, with single spaces between them, but the record says ${briefly(entropy)}`);
  demand(source !== null || new RegExp(`^${HASH}$`).test(entropy), "the record announces no source, so its entropy must be 64 hexadecimal digits in lower case, but the record says " + briefly(entropy));
}
function checkSubstitutions(record, { winners, substitutes }) {
  const holders = [
    ...winners
  ];
  const prizes = prizesByPlace(record);
  const earliest = time(record, "drawn_at") + optional(record, "substitute_after_hours", 1, MOST_HOURS) * HOUR_MS;
  listed(record, "substitutions").forEach((entry, index) => {
    const turn = substitutes[index];
    demand(isObject(entry) && turn !== void 0, `substitution ${index + 1} is no object, or no substitute is left for it`);
    let at;
    try {
      const place = whole(entry, "place", 0, holders.length - 1);
      expect(entry, "ticket_number", holders[place], "the ticket at this place");
      expect(entry, "prize", prizes[place], "the prize of this place");
      expect(entry, "replaced_by", turn, "the next unused substitute");
      text(entry, "reason", 300);
      at = time(entry, "at");
      holders[place] = turn;
    } catch (error) {
      throw error instanceof Contradiction ? new Contradiction(`substitution ${index + 1}: ${error.message}`) : error;
    }
    demand(at >= earliest, `substitution ${index + 1} came before ${shown(earliest)}, until when the winner had time`);
  });
}
var prizesByPlace = ({ prizes }) => prizes.flatMap(({ name, amount }) => Array(amount).fill(name));

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

// raffle/record-check.js
var numberText = (number) => number.toLocaleString("en");
var countText = (number, one, many) => `${numberText(number)} ${number === 1 ? one : many}`;
async function* checkRecord(record) {
  if (record?.algorithm === ALGORITHM_2) yield* checkRecord2(record);
  else yield* checkRecord1(record);
}
async function* checkRecord2(record) {
  let tickets;
  let drawn;
  const seed = () => seedOf(record.raffle_id, record.total_tickets, record.entropy, record.terms);
  const steps = [
    [
      "Compute the terms from what was announced",
      () => {
        checkAnnounced(record);
        return `The hash of name, tickets, prizes, times and the rest is ${record.terms}, as recorded.`;
      }
    ],
    [
      "Compute the hash of the withdrawn tickets",
      async () => {
        tickets = await checkWithdrawn(record);
        const withdrawn = tickets.total - drawnFrom(tickets);
        return `${countText(withdrawn, "ticket was", "tickets were")} withdrawn, and their hash is as recorded.`;
      }
    ],
    [
      "Compare the times of seal and draw",
      () => {
        checkSeal(record, tickets);
        return "No ticket could be claimed after the seal, and the draw came after it.";
      }
    ],
    [
      "Check where the random value comes from",
      () => {
        checkRandomness(record);
        return isAbsent(record.beacon) ? "No beacon was announced. The random value has only one spelling." : `Round ${record.round} is the first one that the announcement and the seal allow.`;
      }
    ],
    ...isAbsent(record.beacon) ? [] : [
      [
        "Verify the signature of the round",
        () => checkSignature(record)
      ]
    ],
    [
      "Compute the seed from the raffle's id, the number of tickets, the terms and the random value",
      () => {
        expect(record, "seed", hexText(seed()), "the hash of what the draw depends on");
        return `SHA-256 gives ${record.seed}, as recorded.`;
      }
    ],
    [
      "Shuffle the claimed tickets with the seed",
      async () => {
        drawn = await checkNumbers(record, tickets, seed());
        const substitutes = drawn.substitutes.length;
        return `The first ${numberText(drawn.winners.length)} of them are the winners in the record, in the same order.` + (substitutes === 0 ? "" : ` The next ${numberText(substitutes)} are the substitutes.`);
      }
    ],
    [
      "Follow the substitutions",
      () => {
        checkSubstitutions(record, drawn);
        const count = listed(record, "substitutions").length;
        return count === 0 ? "No winner was substituted." : `${countText(count, "winner was", "winners were")} substituted, each by the substitute whose turn it was.`;
      }
    ]
  ];
  for (const [title, run] of steps) {
    try {
      yield {
        title,
        ok: true,
        detail: await run()
      };
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error;
      yield {
        title,
        ok: false,
        detail: `${error.message}.`
      };
      return;
    }
  }
}
async function checkSignature({ round, signature }) {
  try {
    await randomness(round, signature);
  } catch (error) {
    if (!(error instanceof WrongSignature)) throw error;
    throw new Contradiction(error.message[0].toLowerCase() + error.message.slice(1).replace(/\.$/, ""));
  }
  return `Your browser verified that the owner of the beacon has signed round ${round}.`;
}
async function checkNumbers(record, tickets, seed) {
  const prizes = record.prizes.reduce((sum, { amount }) => sum + amount, 0);
  const winners = ofLength(record, "winners", Math.min(prizes, drawnFrom(tickets)));
  const rest = drawnFrom(tickets) - winners.length;
  const substitutes = ofLength(record, "substitutes", Math.min(record.reserves ?? 0, rest));
  const drawn = await drawClaimed(seed, tickets, winners.length, substitutes.length);
  compareNumbers("winner", drawn.winners, winners);
  compareNumbers("substitute", drawn.substitutes, substitutes);
  const left = unawarded(record.prizes, winners.length);
  const given = listed(record, "unawarded");
  const valueOf2 = (entries) => JSON.stringify(entries.map((entry) => [
    entry?.prize,
    entry?.amount
  ]));
  demand(valueOf2(left) === valueOf2(given), `unawarded should be ${briefly(left)}, but the record says ${briefly(given)}`);
  return drawn;
}
function ofLength(record, name, length) {
  const value = listed(record, name);
  demand(value.length === length, `the record should have ${length} ${name}, but has ${value.length}`);
  return value;
}
function compareNumbers(kind, expected, given) {
  const wrong = expected.findIndex((number, place) => number !== given[place]);
  demand(wrong === -1, `${kind} ${wrong + 1} should be ticket ${expected[wrong]}, but the record says ${briefly(given[wrong])}`);
}
async function* checkRecord1(record) {
  const damage = damageOf(record);
  yield {
    title: "Read the record",
    ok: damage === null,
    detail: damage ?? `${ticketsText(record)}, ${winnersText(record)}, drawn by ${ALGORITHM}.`
  };
  if (damage !== null) return;
  const seed = seedOf(record.raffle_id, record.total_tickets, record.entropy);
  const seedHolds = hexText(seed) === record.seed;
  yield {
    title: "Compute the seed from the raffle's id, the number of tickets and the random value",
    ok: seedHolds,
    detail: seedHolds ? `SHA-256 gives ${hexText(seed)}, as recorded.` : `The seed should be ${hexText(seed)}, but the record says ${record.seed}.`
  };
  if (!seedHolds) return;
  const prizes = record.prizes.reduce((sum, prize) => sum + prize.amount, 0);
  const countHolds = record.winners.length === prizes && prizes <= record.total_tickets;
  yield {
    title: "Count winners and prizes",
    ok: countHolds,
    detail: `${winnersText(record)} for ${countText(prizes, "prize", "prizes")}.`
  };
  if (!countHolds) return;
  const expected = await draw(seed, record.total_tickets, prizes);
  const firstWrong = expected.findIndex((number, place) => number !== record.winners[place]);
  const expectedNumber = expected[firstWrong];
  const recordedNumber = record.winners[firstWrong];
  yield {
    title: "Shuffle the tickets with the seed",
    ok: firstWrong === -1,
    detail: firstWrong === -1 ? `The first ${numberText(prizes)} of them are the winners in the record, in the same order.` : `Winner ${numberText(firstWrong + 1)} should be ticket ${numberText(expectedNumber)}, but the record says ${Number.isSafeInteger(recordedNumber) ? numberText(recordedNumber) : JSON.stringify(recordedNumber)}.`
  };
}
var ticketsText = (record) => countText(record.total_tickets, "ticket", "tickets");
var winnersText = (record) => countText(record.winners.length, "winner", "winners");
function damageOf(record) {
  if (record?.algorithm !== ALGORITHM) {
    return `The record names no algorithm that this page knows (${ALGORITHM}, ${ALGORITHM_2}).`;
  }
  if (!isText(record.raffle_id) || !isText(record.entropy)) return "The raffle's id or the random value is missing.";
  const spelling = mistakeInEntropy(record);
  if (spelling !== null) return spelling;
  if (!isCount(record.total_tickets)) return "The number of tickets is missing.";
  if (!Array.isArray(record.prizes) || !record.prizes.every((prize) => isCount(prize?.amount))) {
    return "The list of prizes is missing or damaged.";
  }
  if (!Array.isArray(record.winners) || typeof record.seed !== "string") return "The seed or the winners are missing.";
  return null;
}
function mistakeInEntropy({ entropy_source: source = null, entropy }) {
  if (source !== null && typeof source !== "string") return "The source of the random value is neither text nor null.";
  if (source) {
    if (/^[!-~]+(?: [!-~]+)*$/.test(entropy)) return null;
    return "The random value has several spellings that look alike. It must consist of visible ASCII characters, with single spaces between them.";
  }
  if (/^[0-9a-f]{64}$/.test(entropy)) return null;
  return "No source was announced, so the random value must be 64 hexadecimal digits in lower case, and it is not.";
}
var isCount = (value) => Number.isSafeInteger(value) && value >= 1;
var isText = (value) => typeof value === "string" && !/\p{Surrogate}/u.test(value);

// raffle/seal-memory.js
var KEPT = [
  "terms",
  "root",
  "withdrawn_hash",
  "sealed_at",
  "round",
  "round_at"
];
var differencesFrom = (seen, facts) => KEPT.filter((field) => seen[field] && facts[field] !== seen[field].value);

// raffle/verification.js
async function verify(record, place, id, published = record) {
  const steps = element("ol", { class: "steps" });
  const progress = element("p", { class: "soft" }, t4("computing"));
  place.replaceChildren(steps, progress);
  let verdict = null;
  try {
    for await (const step of checkAll(record, id, published)) {
      steps.append(stepItem(step));
      if (!step.ok) verdict = step.verdict;
    }
  } catch {
    verdict = [t4("not-verified-not-loaded")];
  }
  progress.remove();
  place.append(...verdict === null ? proof(record) : [failureNote(verdict)]);
}
async function* checkAll(record, id, published) {
  if (typeof record?.raffle_id === "string" && record.raffle_id !== id) {
    const name = isolatedText(String(record.name));
    yield failure(t4("compare-raffle"), t4("other-raffle", { name }), t4("not-verified-other-raffle", { name }));
    return;
  }
  for await (const step of checkRecord(record)) {
    yield stepInEnglish(step);
    if (!step.ok) return;
  }
  const differing = COMPARED.filter((field) => valueOf(record, field) !== valueOf(published, field));
  if (differing.length > 0) {
    const fields = differing.join(", ");
    yield failure(t4("compare-record"), t4("other-record", { fields }), t4("not-verified-other-record", { fields }));
    return;
  }
  const changed = differencesFrom(recall(id).seen, record);
  if (changed.length > 0) {
    const fields = listText(changed.map((field) => t4("card-field", { field })));
    yield failure(t4("compare-card"), t4("other-on-card", { fields }), t4("not-verified-other-on-card", { fields }));
  }
}
var failure = (title, detail, verdict) => ({ title, ok: false, detail, verdict: [verdict] });
var stepInEnglish = ({ title, ok, detail }) => ({
  title: inEnglish(title),
  ok,
  detail: inEnglish(detail),
  verdict: ok ? null : parts3("not-verified", { reason: inEnglish(detail[0].toLowerCase() + detail.slice(1)) })
});
var COMPARED = [
  "name",
  "total_tickets",
  "prizes",
  "entropy_source",
  "terms",
  "root",
  "withdrawn_hash",
  "sealed_at",
  "round",
  "signature",
  "entropy",
  "winners",
  "substitutes"
];
var valueOf = (record, field) => JSON.stringify(field === "prizes" ? record.prizes.map(({ name, amount }) => [name, amount]) : record[field] ?? null);
function stepItem({ title, ok, detail }) {
  const spokenResult = element("span", { class: "visually-hidden" }, ok ? t4("step-right") : t4("step-wrong"));
  return element(
    "li",
    { class: ok ? "good" : "bad" },
    element("span", { class: "mark", "aria-hidden": "true" }, ok ? "\u2713" : "\u2717"),
    element(
      "div",
      {},
      element("div", { class: "step-title" }, title, spokenResult),
      element("div", { class: "soft small" }, detail)
    )
  );
}
var failureNote = (verdict) => element("div", { class: "note bad" }, element("p", { class: "verdict" }, ...verdict));
var proof = (record) => [
  element(
    "div",
    { class: "note good" },
    element("p", { class: "verdict" }, t4("verified")),
    element("p", {}, t4("verified-how"))
  ),
  ...noticeNotes(noticesOf(record)),
  whatIsLeft(record),
  ...sealed(record),
  element(
    "details",
    {},
    element("summary", {}, t4("check-with-python")),
    element("p", {}, t4("save-both-files")),
    element("p", { class: "actions" }, recordLink(record.raffle_id), checkerLink()),
    element("p", {}, t4("open-terminal")),
    element("pre", { tabindex: "0", translate: "no", dir: "ltr" }, checkCommand(record.raffle_id)),
    element("p", {}, t4("seed-lines")),
    element(
      "pre",
      { tabindex: "0", translate: "no", dir: "ltr" },
      seedText(record.raffle_id, record.total_tickets, record.entropy, record.terms)
    )
  )
];
function whatIsLeft(record) {
  if (!isAbsent(record.beacon)) return fromBeacon(record);
  return record.entropy_source ? announcedEntropy(record) : unannouncedEntropy();
}
var sealed = (record) => isAbsent(record.root) ? [] : [factList(sealFacts(record))];
var fromBeacon = (record) => element(
  "div",
  {},
  element("p", {}, t4("nobody-could-choose")),
  factList(beaconFacts(record, element("strong", {}, t4("signature-verified")))),
  element("p", { class: "small soft" }, t4("holders-check"))
);
var announcedEntropy = ({ entropy_source: source, entropy }) => element(
  "div",
  { class: "note" },
  element(
    "p",
    {},
    ...parts3("left-to-check", {
      what: element("strong", {}, t4("left-to-check-what")),
      source: isolated(source),
      entropy
    })
  )
);
var unannouncedEntropy = () => element(
  "div",
  { class: "note wait" },
  element(
    "p",
    {},
    ...parts3("not-proved", { what: element("strong", {}, t4("not-proved-what")) })
  )
);
export {
  verify
};
