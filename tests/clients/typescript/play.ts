/* This program plays a whole raffle with the client that was generated in the folder `client`.

The arguments are the address of a service, and the address of its manager. */

import { client } from "./client/client.gen";
import {
  checkTicket,
  claimTicket,
  createRaffle,
  deleteRaffle,
  drawWinners,
  getDrawRecord,
  getIdentity,
  getRaffle,
  listRaffles,
  listWinners,
  type RaffleRequest,
  type Ticket,
} from "./client";

const [url, managerAddress] = Deno.args;

client.setConfig({ baseUrl: url });

const manager = { "X-Forwarded-For": managerAddress };
const player = { "X-Forwarded-For": "198.51.100.1" };

function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

async function sellOut(body: RaffleRequest): Promise<[string, Ticket[]]> {
  const raffle = (await createRaffle({ headers: manager, body, throwOnError: true })).data;
  const path = { raffle_id: raffle.id };
  const tickets: Ticket[] = [];
  for (let place = 1; place <= body.total_tickets; place++) {
    const headers = { "X-Forwarded-For": `198.51.100.${place}`, "Idempotency-Key": crypto.randomUUID() };
    const options = { path, headers, throwOnError: true } as const;
    const ticket = (await claimTicket(options)).data;
    expect((await claimTicket(options)).data.verification_code === ticket.verification_code, "a retry gets the ticket");
    tickets.push(ticket);
  }
  return [raffle.id, tickets];
}

const identity = (await getIdentity({ headers: manager, throwOnError: true })).data;
expect(identity.manager && identity.address === managerAddress, "the manager is a manager");

const prizes = [{ name: "Bicycle", amount: 1 }];
const [raffle_id, tickets] = await sellOut({ name: "Fair", total_tickets: 2, prizes });
const path = { raffle_id };
const listed = (await listRaffles({ headers: player, query: { limit: 1 }, throwOnError: true })).data;
expect(listed[0].id === raffle_id, "the newest raffle comes first");

const refused = await drawWinners({ headers: player, path });
expect(refused.error !== undefined && refused.response?.status === 403, "a player cannot draw");
expect(refused.error.type === "/problems/not-a-manager", "the problem has the right type");

const drawn = (await drawWinners({ headers: manager, path, throwOnError: true })).data; // This request has no body.
const winners = (await listWinners({ headers: player, path, throwOnError: true })).data;
expect(JSON.stringify(winners) === JSON.stringify(drawn), "everybody sees the winners");
const record = (await getDrawRecord({ headers: player, path, throwOnError: true })).data;
expect(record.winners[0] === winners[0].ticket_number, "the record has the winners");
expect(record.entropy_source === null && record.incarnation === undefined, "nothing was announced or restored");

for (const { ticket_number, verification_code } of tickets) {
  const body = { ticket_number, verification_code };
  const checked = (await checkTicket({ headers: player, path, body, throwOnError: true })).data;
  expect(checked.prize === (record.winners.includes(ticket_number) ? "Bicycle" : null), "a check names the prize");
}

const seen = await getRaffle({ headers: player, path, throwOnError: true });
expect(seen.data.status === "drawn", "the raffle is drawn");
const known = seen.response.headers.get("ETag") ?? "";
const again = await getRaffle({ path, headers: { ...player, "If-None-Match": known } });
expect(again.response?.status === 304, "the client has the current version");
const csv = await listWinners({ path, headers: { ...player, Accept: "text/csv" }, parseAs: "text" });
expect(String(csv.data).includes("ticket_number,prize"), "the winners come as CSV");

const [announced] = await sellOut({ name: "Announced", total_tickets: 1, prizes, entropy_source: "drand round 42" });
const body = { entropy: "6f1d5c0f" };
await drawWinners({ headers: manager, path: { raffle_id: announced }, body, throwOnError: true });
expect(
  (await deleteRaffle({ headers: manager, path: { raffle_id: announced } })).response?.status === 204,
  "the raffle is deleted",
);
