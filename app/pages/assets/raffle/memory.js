/* What this browser remembers of a raffle: {key, asked, unanswered, address, ticket, added,
restored, taken, incarnation, lost, seen, told, proof, accepted}.

- `key`: the Idempotency-Key of the claim. It is stored before the claim is sent, so that the page can send the claim
  again if the answer is lost.
- `asked`: true from the first claim on. It is removed if the service refuses the claim.
- `unanswered`: how many requests of the claim got no answer: see unanswered.js. Requests of one address count once.
- `address`: the address of the newest of these requests. It is removed when no answer is missing.
- `ticket`: the ticket in the answer. The service keeps the code in encrypted form (the receipt), but deletes it a day
  after the draw, and people need their code for longer. Storing the ticket reveals no new secret: with `key`, anybody
  could get the ticket from the service as long as the receipt exists.
- `added`: true if this browser did not claim the ticket: a ticket file or a transfer link brought it. Anybody can
  invent such a ticket. If a proof shows that the seal contains the ticket (the seal fixes all tickets after the last
  claim), `added` is removed. Older memories have no `added`.
- `restored`: true if the store was restored after this browser got the ticket.
- `taken`: how many tickets were taken, and when: see restored.js.
- `incarnation`: a text that changes when the store is restored from a backup. This is its value when the store gave the
  ticket.
- `lost`: earlier tickets of this browser, which can be valid. With `from: "claimed"`, the ticket came from the same
  incarnation as the newest claimed ticket, or the service knows it. Without `from`, it came from another incarnation,
  so the store has perhaps lost it: see earlier-tickets.js. With `from: "lost"`, the service does not know it. With
  `from: "file"`, only a ticket file says that it is lost. With `from: "added"`, it was an added ticket until this
  browser claimed another one. A claimed ticket keeps its own `incarnation` and `proof`.
- `seen`: for each fact of the seal, and for the first winning numbers, the first value that the service showed, and a
  different later value if there was one: see seal-memory.js.
- `told`: the facts in a ticket file. This browser did not see them, and anybody can write such a file.
- `proof`: the proof that the seal contains the ticket.
- `accepted`: the time at which the visitor first accepted the terms of participation.

Several pages of this browser share the memory. So before a function changes some fields, it reads the whole memory. */

import { newIdempotencyKey } from "../shared/idempotency-key.js";

const KEY_PREFIX = "raffle:";

const RAFFLE_KEY = /^raffle:[0-9a-f-]{36}$/;

const storageKey = (id) => KEY_PREFIX + id;

/**
 * Memories that could not be stored, by raffle id. `recall` looks here first, because a full storage has only an older
 * version of such a memory.
 */
const notStored = {};

const isObject = (value) => typeof value === "object" && value !== null;

/** Return whether a value has the form of a ticket. */
export const isTicket = (value) =>
  typeof value?.raffle_id === "string" && Number.isSafeInteger(value.ticket_number) &&
  typeof value.verification_code === "string";

/** Return whether two tickets have the same number and the same code. */
export const isSameTicket = (one, other) =>
  one.ticket_number === other.ticket_number && one.verification_code === other.verification_code;

const objectsIn = (facts) => Object.fromEntries(Object.entries(facts ?? {}).filter(([, value]) => isObject(value)));

/** Return the memory of a raffle without damaged fields. For an unknown raffle: {lost: [], seen: {}, told: {}}. */
export function recall(id) {
  try {
    return fieldsOf(notStored[id] ?? JSON.parse(localStorage.getItem(storageKey(id))) ?? {});
  } catch {
    return fieldsOf({});
  }
}

function fieldsOf(memory) {
  const { key, asked, ticket, added, restored, taken, incarnation, lost, seen, told, proof, accepted } = memory;
  const { address, unanswered = isUnanswered(memory) ? 1 : 0 } = memory; // Older memories lack both fields.
  return {
    ...(typeof key === "string" ? { key, asked, unanswered: Number.parseInt(unanswered) || 0 } : {}),
    ...(typeof address === "string" && (unanswered > 0 || isUnanswered(memory)) ? { address } : {}),
    ...(isTicket(ticket) ? { ticket, incarnation } : {}),
    ...(isTicket(ticket) && added === true ? { added } : {}),
    ...(isTicket(ticket) && restored === true ? { restored } : {}),
    ...(Number.isFinite(taken?.value) && Number.isFinite(taken.at) ? { taken } : {}),
    lost: Array.isArray(lost) ? lost.filter(isTicket) : [],
    seen: objectsIn(seen),
    told: objectsIn(told),
    ...(isObject(proof) ? { proof } : {}),
    ...(Date.parse(accepted) ? { accepted } : {}),
  };
}

/**
 * Change fields of the memory of a raffle. A field that is undefined is removed.
 *
 * Return whether the memory is stored. A memory that is not stored is lost when the page is closed.
 */
function remember(id, change) {
  const memory = fieldsOf({ ...recall(id), ...change });
  try {
    localStorage.setItem(storageKey(id), JSON.stringify(memory));
    delete notStored[id];
    return true;
  } catch {
    notStored[id] = memory;
    return false;
  }
}

/**
 * Remember that a claim is sent from an address (undefined: not known). Because of a lock, pages that claim at the same
 * time get the same key. Return {key, count, before}. `count` is 0 if this claim repeats a claim from the same address
 * whose answer is missing, otherwise 1. `before` is the address of an earlier claim whose answer is missing.
 *
 * Without TLS, a browser has no locks. Then two pages that call this function within some milliseconds can get
 * different keys.
 */
export async function rememberClaim(id, address) {
  const newClaim = () => {
    const { key = newIdempotencyKey(), unanswered = 0, address: before } = recall(id);
    const count = unanswered > 0 && address !== undefined && address === before ? 0 : 1;
    remember(id, { key, asked: true, unanswered: unanswered + count, address: address ?? before });
    return { key, count, before: count > 0 ? before : undefined };
  };
  try {
    return await navigator.locks.request(storageKey(id), newClaim);
  } catch {
    return newClaim();
  }
}

/** Remember that the service refused the claim, so that the claim is not sent again. */
export const rememberRefusal = (id) => remember(id, { asked: undefined });

/** Remember that `count` answers are not missing any more. `before` is the address of the claims that still wait. */
export function rememberAnswers(id, count, before) {
  const { unanswered = 0, address } = recall(id);
  const left = Math.max(unanswered - count, 0);
  if (unanswered > 0 && count > 0) remember(id, { unanswered: left, address: left > 0 ? before : address });
}

/** Remember the ticket in an answer, and which incarnation of the store gave it. Return whether both are stored. */
export function rememberTicket(id, ticket, incarnation) {
  // Another page of this browser may have got a ticket while this page waited for its answer.
  const { ticket: before, added, incarnation: beforeFrom, proof, lost } = recall(id);
  const isOther = before && !isSameTicket(before, ticket) && (added || before.ticket_number !== ticket.ticket_number);
  // If a browser claims from another address, it gets a second ticket of the same store. Both tickets are valid.
  const from = added ? "added" : beforeFrom === incarnation ? "claimed" : undefined;
  const more = isOther ? [{ ...before, from, ...(added ? {} : { incarnation: beforeFrom, proof }) }] : [];
  // The proof of an added ticket can be invented, and the proof of another ticket proves nothing about this one.
  const oldProof = added || isOther ? { proof: undefined } : {};
  const answered = { added: undefined, restored: undefined, taken: undefined };
  const earlier = without(ticket, [...lost, ...more]).map((each) =>
    isUnsureNow(each, incarnation) ? unsureOf(each) : each
  );
  return remember(id, { ...answered, ...oldProof, ticket, incarnation, lost: earlier });
}

const without = (ticket, earlier) => earlier.filter((each) => !isSameTicket(each, ticket));

/** Return whether the store has perhaps lost a claimed ticket, because it has another incarnation now. */
const isUnsureNow = ({ from, incarnation: ticketFrom }, incarnation) =>
  from === "claimed" && ticketFrom !== undefined && ticketFrom !== incarnation;

const unsureOf = ({ from: _, ...ticket }) => ticket;

/**
 * Remember which facts of the seal and of the draw the service has shown. If another page has removed the ticket in the
 * meantime, remember nothing.
 */
export function rememberSeen(id, seen) {
  if (recall(id).ticket) remember(id, { seen });
}

/**
 * Remember the checked proof that the seal contains a ticket. From now on, the ticket does not count as added. If
 * another page has removed or replaced the ticket in the meantime, remember nothing.
 */
export function rememberProof(id, ticket, proof) {
  if (keeps(id, ticket)) remember(id, { proof, added: undefined, restored: undefined });
}

/** Remember that the store was restored after this browser got its ticket. */
export const rememberRestore = (id) => remember(id, { restored: true, taken: undefined });

/** Remember how many tickets were taken, and when: {value, at}. */
export const rememberTaken = (id, taken) => remember(id, { taken });

/** Remember what the service said about an earlier ticket: {from, proof}. If it is removed meanwhile, do nothing. */
export function rememberEarlier(id, ticket, said) {
  const { lost } = recall(id);
  if (lost.length === 0) return;
  remember(id, { lost: lost.map((each) => isSameTicket(each, ticket) ? { ...each, ...said } : each) });
}

/** Return whether this browser still keeps the ticket that a page shows (null: no ticket). */
export function keeps(id, ticket) {
  const { ticket: kept = null } = recall(id);
  return kept === null || ticket === null ? kept === ticket : isSameTicket(kept, ticket);
}

/** Return whether the answer to a claim is still missing. Without its key, nobody could get the code of the ticket. */
export const isUnanswered = ({ asked, ticket, added }) => asked === true && (ticket === undefined || added === true);

/** Return the ids of the raffles for which this browser has a ticket, or waits for the answer to a claim. */
export function rememberedRaffles() {
  const ids = new Set(Object.keys(notStored));
  try {
    for (const key of Object.keys(localStorage)) if (RAFFLE_KEY.test(key)) ids.add(key.slice(KEY_PREFIX.length));
  } catch {
    // In a browser without a storage, only the memories in `notStored` exist.
  }
  return [...ids].filter((id) => {
    const { ticket, asked, unanswered, lost } = recall(id);
    return ticket !== undefined || asked === true || unanswered > 0 || lost.length > 0;
  });
}

/**
 * Remember the memories of another browser: [{ticket, told, ...}]. Their tickets are marked as added, and replace the
 * tickets that this browser has for the same raffles. Three things of this browser stay: what it saw, its lost tickets,
 * and the key of its claim. If an added ticket differs from a claimed ticket only in its code, this code may be wrong.
 * So the claimed ticket stays as an earlier ticket.
 *
 * Return whether all tickets are stored. If one of them cannot be stored, the memory stays as it was.
 */
export function rememberAll(memories) {
  const before = [];
  try {
    for (const { ticket, incarnation, proof, lost = [], told } of memories) {
      const key = storageKey(ticket.raffle_id);
      const own = recall(ticket.raffle_id);
      const codes = own.lost.map(({ verification_code: code }) => code);
      const more = lost.filter(({ verification_code: code }) => !codes.includes(code));
      const isClaimed = own.ticket?.ticket_number === ticket.ticket_number && !own.added;
      if (isClaimed) {
        more.push({ ...own.ticket, from: "claimed", incarnation: own.incarnation, proof: own.proof });
      }
      const memory = {
        ...own,
        ticket,
        added: true,
        restored: undefined,
        asked: undefined, // If this were true, the page of the raffle would repeat the claim without a question.
        incarnation,
        proof,
        lost: without(ticket, [...own.lost, ...more]),
        told: { ...own.told, ...told },
      };
      before.push([key, localStorage.getItem(key)]);
      localStorage.setItem(key, JSON.stringify(memory));
    }
  } catch {
    for (const [key, text] of before) {
      if (text === null) localStorage.removeItem(key);
      else localStorage.setItem(key, text);
    }
    return false;
  }
  for (const { ticket } of memories) delete notStored[ticket.raffle_id];
  return true;
}

/** Remember when the visitor accepted the terms of participation. The first time stays. */
export const rememberAcceptance = (id) => remember(id, { accepted: recall(id).accepted ?? new Date().toISOString() });

/** Call `onChange` when another page of this browser changes what is remembered of a raffle. */
export const onChangeElsewhere = (id, onChange) =>
  addEventListener("storage", ({ key }) => {
    if (key === storageKey(id)) onChange();
  });

/** Return the earlier tickets that the store has perhaps lost. */
export const unsureEarlier = ({ lost }) => lost.filter(({ from }) => from === undefined);

/** Return the earlier tickets that are valid, so they can win. */
export const validEarlier = ({ lost }) => lost.filter(({ from }) => from === "claimed");

/**
 * Forget the ticket that a page shows, or the claim if it shows no ticket (null). A valid earlier ticket takes the
 * place of the forgotten ticket. Otherwise, forget everything about the raffle, except a claim whose answer is missing:
 * only its key gets the code of a ticket that the visitor has never seen. If the browser keeps another ticket now,
 * forget nothing. Return whether something was forgotten.
 */
export function forgetTicket(id, shown) {
  if (!keeps(id, shown)) return false;
  const memory = recall(id);
  const earlier = validEarlier(memory).at(-1) ?? unsureEarlier(memory).at(-1);
  if (earlier !== undefined) {
    const { from, incarnation, proof, ...ticket } = earlier;
    const lost = memory.lost.filter((each) => each !== earlier);
    remember(id, { ticket, incarnation, proof, added: undefined, restored: from === undefined || undefined, lost });
    return true;
  }
  const { key, unanswered, address, added, restored } = memory;
  delete notStored[id];
  try {
    localStorage.removeItem(storageKey(id));
    if (shown !== null && unanswered > 0 && !added && !restored) remember(id, { key, unanswered, address });
  } catch {
    // A browser without a storage has stored nothing, so there is nothing to remove.
  }
  return true;
}
