/* Saves files on the visitor's device. */

import { element } from "./dom.js";

/** The memory of the file is freed after this time. A browser needs less time to start the download. */
const DOWNLOAD_START_TIMEOUT_MS = 10_000;

/** Make a file name of a name that people chose: remove the characters that some systems refuse in file names. */
export const fileName = (name) =>
  name.replace(/[^\p{L}\p{M}\p{N} ()_-]+/gu, " ").replace(/ +/g, " ").trim() || "raffle";

/** Save a file. `content` is a Blob, or text of the media type `type`. */
export function saveFile(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), DOWNLOAD_START_TIMEOUT_MS);
}
