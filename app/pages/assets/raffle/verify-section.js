/* The section "Verify this draw". The button checks the record of this raffle, the file field checks any record. */

import { rafflePath, requestJson } from "../shared/api.js";
import { note } from "../shared/dom.js";
import { verify } from "./verification.js";

/** Let `button` check the record of a raffle, and `file` check a saved record. Both show the steps in `proof`. */
export function connectVerification(id, { button, file, proof }) {
  button.addEventListener("click", async () => {
    try {
      await verify(await requestJson("GET", rafflePath(id, "draw/")), proof, id);
    } catch (refusal) {
      proof.replaceChildren(note("bad", refusal.message));
    }
  });
  file.addEventListener("change", async () => {
    if (file.files.length > 0) await verify(await jsonIn(file.files[0]), proof);
  });
}

/** Return the JSON value in a file, or null if the file has none. The check then fails at its first step. */
async function jsonIn(file) {
  try {
    return JSON.parse(await file.text());
  } catch {
    return null;
  }
}
