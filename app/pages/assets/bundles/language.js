/* Made by make bundles from shared/language.js and the modules that it imports. Edit those. */
// shared/language.js
import { FluentBundle, FluentResource } from "../vendor/fluent/bundle.js";
var page = globalThis.document?.documentElement;
var LANGUAGE = page?.lang ?? "en";
var LOCALE = globalThis.navigator?.languages?.find((tag) => tag.split("-")[0] === LANGUAGE) ?? LANGUAGE;
var bundle = new FluentBundle(LOCALE, { useIsolating: page?.dir === "rtl" });
async function sourceAt(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`no texts at ${address}`);
  return response.text();
}
var catalogues = [...page?.querySelectorAll('link[rel="preload"][as="fetch"]') ?? []];
for (const source of await Promise.all(catalogues.map(({ href }) => sourceAt(href)))) {
  bundle.addResource(new FluentResource(source));
}
function t(id, values = {}) {
  const message = bundle.getMessage(id);
  if (!message) throw new Error(`no text ${id}`);
  return bundle.formatPattern(message.value, values);
}
var FIRST_MARK = 57344;
function parts(id, values) {
  const elements = Object.entries(values).filter(([, value]) => value instanceof Node || Array.isArray(value));
  const marks = elements.map(([name], place) => [name, String.fromCharCode(FIRST_MARK + place)]);
  const ofMark = new Map(marks.map(([name, mark]) => [mark, values[name]]));
  return t(id, { ...values, ...Object.fromEntries(marks) }).split(/([\ue000-\ue0ff])/).filter((part) => part !== "").flatMap((part) => ofMark.get(part) ?? part);
}
export {
  LANGUAGE,
  LOCALE,
  parts,
  t
};
