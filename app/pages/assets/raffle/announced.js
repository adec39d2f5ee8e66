/* The canonical text of everything that was announced at the creation of a raffle. The terms are the hash of this text.
*/

const OPTIONAL = [
  "entropy_source",
  "beacon",
  "opens_at",
  "closes_at",
  "draw_at",
  "reserves",
  "substitute_after_hours",
];

/**
 * Return the canonical text in UTF-8, from the members of a raffle or of its draw record. Members that do not belong to
 * the terms are ignored. A member that is null or 0 counts as absent. All texts must be valid in UTF-8.
 */
export function announcedIn(members) {
  const announced = {
    name: members.name,
    total_tickets: members.total_tickets,
    prizes: members.prizes.map(({ name, amount }) => ({ amount, name })),
  };
  for (const name of OPTIONAL) if (members[name]) announced[name] = members[name];
  return new TextEncoder().encode(canonical(announced));
}

/**
 * Return the canonical JSON (RFC 8785) of an object. The names in the object must be ASCII, and the values must be in
 * canonical form.
 */
const canonical = (object) => JSON.stringify(Object.fromEntries(Object.entries(object).sort()));
