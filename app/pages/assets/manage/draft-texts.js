/* The texts about drafts that the scripts of the page for managers write. The others are in manage.html. */

import { isolated } from "../shared/dom.js";
import { localTimeText } from "../shared/format.js";

export const NEW_RAFFLE = "New raffle";

export const EDIT_DRAFT = "Edit the draft";

/** `name` is the name of a raffle. These texts are lists of elements and strings. */
export const editedDraft = (name) => ["You edit the draft “", isolated(name), "”. It changes only when you save it."];

export const savedAsDraft = (name) => [
  "Saved “",
  isolated(name),
  "” as a draft. Publish it in the list of raffles when it is ready. ",
];

export const savedDraft = (name) => ["Saved the draft “", isolated(name), "”. "];

export const publishTitle = (name) => ["Publish “", isolated(name), "”?"];

export const PUBLISH_TEXT = "Everybody sees the raffle then, and its terms are fixed. Nothing of this can be changed:";

export const PUBLISH = "Publish it";

export const published = (name) => ["“", isolated(name), "” is published."];

export const STILL_EDITED = "You still edit this draft. Save it or stop editing, and then publish it.";

export const DELETE_DRAFT_TEXT = "Players have never seen it. This cannot be undone.";

/** The times in words, as the labels of their fields name them. */
const TIME_NAMES = { opens_at: "Opens", closes_at: "Closes", draw_at: "Draw" };

/** Return why a draft cannot be published. `errors` are the mistakes that the service names: [{field, message}]. */
export const notPublishable = (raffle, errors) => [
  ...errors.map(({ field, message }) =>
    field in TIME_NAMES
      ? `The time “${TIME_NAMES[field]}” is not in the future: ${localTimeText(raffle[field])}. `
      : `${message}. `
  ),
  "Edit the draft, and publish it again.",
];
