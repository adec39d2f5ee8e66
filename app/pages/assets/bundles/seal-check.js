/* Made by make bundles from raffle/seal-check.js and the modules that it imports. Edit those. */
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
var inEnglish = (text) => element("span", {
  lang: "en",
  dir: "ltr"
}, text);

// raffle/seal-check.js
import { t } from "./language.js";

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
var hexText = (bytes) => [
  ...bytes
].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// raffle/code-hash.js
import { argon2idAsync } from "../vendor/noble-hashes/argon2.js";
var PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
var bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
async function belongs(phc, code) {
  const parts2 = PHC.exec(phc);
  if (parts2 === null) return false;
  const [m, t2, p] = parts2.slice(1, 4).map(Number);
  const [salt, hash] = parts2.slice(4).map(bytesOf);
  const computed = await argon2idAsync(code.replaceAll("-", ""), salt, {
    m,
    t: t2,
    p,
    dkLen: hash.length
  });
  return hexText(computed) === hexText(hash);
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
function demand(holds2, message) {
  if (!holds2) throw new Contradiction(message);
}
var isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

// raffle/tree.js
import { sha256 } from "../vendor/noble-hashes/sha256.js";

// raffle/bytes.js
var bytesOf2 = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
function uint64(number) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(number));
  return bytes;
}

// raffle/tree.js
var HASH = /^[0-9a-f]{64}$/;
function joined(...parts2) {
  const bytes = new Uint8Array(parts2.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts2) {
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
}
var leaf = (number, phc) => sha256(joined([
  0
], uint64(number), new TextEncoder().encode(phc)));
var node = (left, right) => sha256(joined([
  1
], left, right));
function holds(leafHash, index, size, path, root) {
  let place = index;
  let last = size - 1;
  let hash = leafHash;
  for (const sibling of path) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = node(sibling, hash);
      while (place > 0 && place % 2 === 0) {
        place /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = node(hash, sibling);
    }
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && hexText(hash) === root;
}
function checkProof(proof, root, size) {
  demand(isObject(proof), "the ticket proof is not an object");
  const { ticket_number: number, phc, path } = proof;
  demand(Number.isSafeInteger(number) && typeof phc === "string" && Array.isArray(path), "ticket_number of the proof must be a whole number, phc must be text, path must be a list");
  checkSame("tree_size", proof, size);
  checkSame("root", proof, root);
  demand(number >= 1 && number <= size, `the proof is for ticket ${number}, but the raffle has ${size} tickets`);
  demand(path.every((sibling) => typeof sibling === "string" && HASH.test(sibling)), "the path of the proof must have hashes of 64 hexadecimal digits in lower case");
  demand(holds(leaf(number, phc), number - 1, size, path.map(bytesOf2), root), `ticket ${number} with this phc is not in the tree: the path does not lead to the root`);
  return {
    number,
    claimed: phc !== ""
  };
}
function checkSame(name, proof, expected) {
  const value = proof[name];
  demand(value === expected, `${name} of the proof is ${briefly(value)}, but ${name} of the raffle is ${briefly(expected)}`);
}

// raffle/seal-check.js
async function mistakeIn(proof, { ticket_number: mine, verification_code: ownCode }, root, totalTickets) {
  try {
    const { number } = checkProof(proof, root, totalTickets);
    if (number !== mine) return t("proof-of-another-ticket");
  } catch (error) {
    if (error instanceof Contradiction) return inEnglish(error.message);
    throw error;
  }
  return await belongs(proof.phc, ownCode) ? null : t("sealed-code-differs");
}
export {
  mistakeIn
};
