/* The texts of managers: plain text with line breaks. Addresses in them become links. There is no markup. */

import { element } from "./dom.js";

/** Only addresses with https become links. Other addresses, such as `javascript:`, stay text. */
const ADDRESS = /(?<![\p{L}\p{N}])https:\/\/[^\s<>"“”„«»]+/giu;

/** At the end of an address, these signs belong to the sentence, and not to the address. */
const SENTENCE_SIGNS = ".,;:!?'’…*";

/** A label of a host name with only Latin or only Arabic letters. Letters of other scripts can look like Latin. */
const HONEST_LABEL = /^(?:[a-z0-9à-öø-ÿœß-]+|[\p{Script=Arabic}0-9-]+)$/u;

const OPENING = { ")": "(", "]": "[", "}": "{" };

/** Return a text as an element that keeps its line breaks. Each line has the direction of its own script. */
export const textBlock = (text) => element("div", { class: "text", dir: "auto" }, ...linkedText(text));

/** Return a text as a list of strings and links. Addresses in the text become links. */
export function linkedText(text) {
  const parts = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutSentenceSigns(found);
    if (!leadsWhereItSays(address)) continue;
    parts.push(text.slice(end, index), element("a", { href: address, rel: "noreferrer nofollow ugc" }, shown(address)));
    end = index + address.length;
  }
  return [...parts, text.slice(end)];
}

/** Return an address without signs of the sentence at its end. A bracket stays if its partner is in the address. */
function withoutSentenceSigns(address) {
  let end = address.length;
  const counts = {};
  for (const sign of address) counts[sign] = (counts[sign] ?? 0) + 1;
  for (;;) {
    const last = address[end - 1];
    const closesNothing = last in OPENING && counts[last] > (counts[OPENING[last]] ?? 0);
    if (!closesNothing && !SENTENCE_SIGNS.includes(last)) return address.slice(0, end);
    counts[last]--;
    end--;
  }
}

/** Return an address as it is shown. A host that may look like a different host is shown in ASCII, as in browsers. */
function shown(address) {
  const { hostname, href } = new URL(address);
  const host = address.slice("https://".length).split(/[/?#:\\]/)[0].toLowerCase().normalize("NFC");
  const isAscii = /^[\x21-\x7e]*$/.test(host);
  const isHonest = isAscii ? host === hostname : host.split(".").every((label) => HONEST_LABEL.test(label));
  return isHonest ? address : href;
}

/** Return whether an address has a host and no user: "https://bank.example@evil.example" leads to evil.example. */
function leadsWhereItSays(address) {
  try {
    const { username, password, hostname } = new URL(address);
    return hostname !== "" && username === "" && password === "";
  } catch {
    return false;
  }
}
