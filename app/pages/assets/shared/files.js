/* Saves files on the visitor's device. */

import { element } from "./dom.js";

/** The browser starts the download within this time. Then the memory of the file is freed. */
const DOWNLOAD_START_TIMEOUT_MS = 10_000;

/** Return a name that people chose, for the name of a file: without the characters that some systems refuse there. */
export const fileName = (name) =>
  name.replace(/[^\p{L}\p{M}\p{N} ()_-]+/gu, " ").replace(/ +/g, " ").trim() || "raffle";

/** Save a file. `content` is a Blob, or text of the media type `type`. */
export function saveFile(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), DOWNLOAD_START_TIMEOUT_MS);
}
