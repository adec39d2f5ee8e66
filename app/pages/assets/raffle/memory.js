/* What this browser remembers of a raffle: {key, asked, ticket}.

`key` is the Idempotency-Key of the claim. It is stored before the claim is sent, so that a claim whose answer was lost
can be sent again. `asked` is true from then until an answer says whether there is a ticket. `ticket` is the answer.
It is stored because the service forgets its receipt a day after the draw, and people look for their code later than
that. To store it gives nothing away: until then, everybody who can read the key here can get the ticket with it. */

const storageKey = (id) => `raffle:${id}`;

/** Memories that the storage did not take, by raffle id. A full storage can still be read. */
const notStored = {};

/** Return what is remembered of a raffle; an empty object if nothing is. */
export function recall(id) {
  try {
    return notStored[id] ?? JSON.parse(localStorage.getItem(storageKey(id))) ?? {};
  } catch {
    return {};
  }
}

/** Remember a raffle; return whether the memory outlives this page. */
export function remember(id, memory) {
  try {
    localStorage.setItem(storageKey(id), JSON.stringify(memory));
    delete notStored[id];
    return true;
  } catch {
    notStored[id] = memory;
    return false;
  }
}

export function forget(id) {
  delete notStored[id];
  try {
    localStorage.removeItem(storageKey(id));
  } catch {
    // A browser without storage has stored nothing.
  }
}
