/* The texts of the page in its language. They come from the Fluent catalogues that the head of the page names
(app/languages). If a catalogue does not arrive, the scripts do not run, and the page keeps its link to load again. */

import { FluentBundle, FluentResource } from "../vendor/fluent/bundle.js";

const page = globalThis.document?.documentElement;

/** The language of the page, such as "de". */
export const LANGUAGE = page?.lang ?? "en";

/** The locale for numbers and times: that of the browser if it has the language of the page, or else this language. */
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

/** Return a text. `values` are the strings and numbers in it. A number is grouped, and chooses the plural form. */
export function t(id, values = {}) {
  const message = bundle.getMessage(id);
  if (!message) throw new Error(`no text ${id}`);
  return bundle.formatPattern(message.value, values);
}

/** The first character for private use (Unicode). It stands for elements until the text around them is known. */
const FIRST_MARK = 0xe000;

/** Return a text as a list of strings and elements. Values that are elements, or lists of them, keep their place. */
export function parts(id, values) {
  const elements = Object.entries(values).filter(([, value]) => value instanceof Node || Array.isArray(value));
  const marks = elements.map(([name], place) => [name, String.fromCharCode(FIRST_MARK + place)]);
  const ofMark = new Map(marks.map(([name, mark]) => [mark, values[name]]));
  return t(id, { ...values, ...Object.fromEntries(marks) })
    .split(/([\ue000-\ue0ff])/)
    .filter((part) => part !== "")
    .flatMap((part) => ofMark.get(part) ?? part);
}
