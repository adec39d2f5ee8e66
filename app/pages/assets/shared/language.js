/* The texts of the page in its language. They come from Fluent catalogues (app/languages), whose addresses are in the
head of the page. If a catalogue does not arrive, the scripts do not run, and the link to reload the page stays. */

import { FluentBundle, FluentResource } from "../vendor/fluent/bundle.js";

const page = globalThis.document?.documentElement;

/** The language of the page, such as "de". */
export const LANGUAGE = page?.lang ?? "en";

/** The locale for numbers and times: the browser's first locale in the language of the page, or else this language. */
export const LOCALE = globalThis.navigator?.languages?.find((tag) => tag.split("-")[0] === LANGUAGE) ?? LANGUAGE;

const bundle = new FluentBundle(LOCALE, { useIsolating: page?.dir === "rtl" });

async function sourceAt(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`no texts at ${address}`);
  return response.text();
}

const catalogues = [...(page?.querySelectorAll('link[rel="preload"][as="fetch"]') ?? [])];
for (const source of await Promise.all(catalogues.map(({ href }) => sourceAt(href)))) {
  bundle.addResource(new FluentResource(source));
}

/** Load the texts of one more catalogue. It is beside the catalogues in the head of the page. */
export async function addTexts(name) {
  const source = await sourceAt(new URL(`${name}.ftl`, catalogues[0].href));
  bundle.addResource(new FluentResource(source), { allowOverrides: true });
}

/** Return a text with these strings and numbers. A number also chooses the plural form of the words around it. */
export function t(id, values = {}) {
  const message = bundle.getMessage(id);
  if (!message) throw new Error(`no text ${id}`);
  return bundle.formatPattern(message.value, values);
}

/** The first private-use character of Unicode. Such characters hold the places of elements in a text. */
const FIRST_MARK = 0xe000;

/** Return a text as a list of strings and elements. The values may be elements, or lists of elements and strings. */
export function parts(id, values) {
  const elements = Object.entries(values).filter(([, value]) => value instanceof Node || Array.isArray(value));
  const marks = elements.map(([name], place) => [name, String.fromCharCode(FIRST_MARK + place)]);
  const ofMark = new Map(marks.map(([name, mark]) => [mark, values[name]]));
  return t(id, { ...values, ...Object.fromEntries(marks) })
    .split(/([\ue000-\ue0ff])/)
    .filter((part) => part !== "")
    .flatMap((part) => ofMark.get(part) ?? part);
}
