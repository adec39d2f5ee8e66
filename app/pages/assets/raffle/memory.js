/* What this browser remembers of a raffle: {key, asked, ticket, incarnation, lost}.

`key` is the Idempotency-Key of the claim. It is stored before the claim is sent, so that the page can send the claim
again if the answer is lost. `asked` is true from this time, and is removed if the answer is that there is no ticket.
`ticket` is the ticket in the answer. It is stored because the service deletes the receipt a day after the draw, and
people need their code for longer. This reveals no new secret, because a person who can read the key here could get the
ticket with this key. `incarnation` says which store gave the ticket. `lost` are earlier tickets that this store does
not know, because another store gave them. */

const storageKey = (id) => `raffle:${id}`;

/** Memories that could not be stored, by raffle id. A full storage can still return an older memory. */
const notStored = {};

/** Return what is remembered of a raffle, or an empty object if nothing is remembered. */
export function recall(id) {
  try {
    return notStored[id] ?? JSON.parse(localStorage.getItem(storageKey(id))) ?? {};
  } catch {
    return {};
  }
}

/** Remember a raffle. Return whether the memory is stored, so that it is still there when the page is closed. */
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

/** Remember the ticket in an answer, and which store gave it. Return whether both are stored. */
export function rememberTicket(id, memory, ticket, incarnation) {
  // Another page of this browser may have got a ticket while this page waited for its answer.
  const { ticket: before, incarnation: beforeFrom, lost = [] } = recall(id);
  const isLost = before && before.ticket_number !== ticket.ticket_number && beforeFrom !== incarnation;
  return remember(id, { ...memory, ticket, incarnation, lost: isLost ? [...lost, before] : lost });
}

export function forget(id) {
  delete notStored[id];
  try {
    localStorage.removeItem(storageKey(id));
  } catch {
    // A browser without a storage has stored nothing, so there is nothing to remove.
  }
}
