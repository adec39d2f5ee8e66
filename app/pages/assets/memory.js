/* What this browser remembers of a raffle: the key it asks with, whether it asked, and the ticket it got.

The key comes first and is kept before it is used, so that an answer that got lost can be asked for again. The ticket
is kept too, because the service forgets its receipt a day after the draw, and people look for their code later than
that. It adds nothing to lose: until then, whoever reads the key here can ask for the ticket with it. */

const place = (id) => `raffle:${id}`;

const withoutStorage = {}; // what the storage would not take: it may be full, and still tell what it kept before

export function recall(id) {
  try {
    return withoutStorage[id] ?? JSON.parse(localStorage.getItem(place(id))) ?? {};
  } catch {
    return {};
  }
}

/** Remember; tell whether it will outlive this page. */
export function remember(id, memory) {
  try {
    localStorage.setItem(place(id), JSON.stringify(memory));
    delete withoutStorage[id];
    return true;
  } catch {
    withoutStorage[id] = memory;
    return false;
  }
}

export function forget(id) {
  delete withoutStorage[id];
  try {
    localStorage.removeItem(place(id));
  } catch {
    // there is nothing to remove
  }
}

/** Return a new random UUID; crypto.randomUUID is only there on pages with TLS. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
