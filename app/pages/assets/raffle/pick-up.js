/* Tells a winner how to get the prize. */

import { element } from "../shared/dom.js";
import { textBlock } from "../shared/plain-text.js";

/** Return what the manager says about it, as a list of elements. It is empty if the manager says nothing. */
export function pickUp({ pick_up: text, contact }) {
  if (!text && !contact) return [];
  return [
    element("h3", {}, "How to get it"),
    ...(text ? [textBlock(text)] : []),
    ...(contact ? [element("h4", {}, "Questions"), textBlock(contact)] : []),
  ];
}
