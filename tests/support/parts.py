"""The parts of the service that use a store, without HTTP."""

from dataclasses import dataclass
from typing import Literal

import msgspec

from app.domain import codes
from app.domain.codes import Hashing
from app.domain.drawn import DrawRecord, Randomness
from app.domain.new_raffle import RaffleRequest
from app.domain.raffle import MAX_TICKETS, Prize, Ticket
from app.errors import Problem
from app.service import restores
from app.service.changes import Changes
from app.service.checks import Checks
from app.service.claims import Claims
from app.service.drafts import Drafts
from app.service.drand import Drand
from app.service.draws import Draws
from app.service.erasures import Erasures
from app.service.fills import Fills
from app.service.hand_overs import HandOvers
from app.service.minter import Pair
from app.service.raffles import Raffles
from app.service.record_file import pieces
from app.service.records import FILE_NAME, Records
from app.service.reserve import Reserve
from app.service.room import Room
from app.service.seals import Seals
from app.service.snapshots import Snapshots
from app.service.substitutions import Substitutions
from app.service.tickets import Claimed
from app.store.calls import Client
from app.store.draw_scripts import LEASE_MS
from app.store.index import Index
from app.store.reads import Reads
from app.store.scripts import Scripts
from app.store.seal_reads import TICKETS_PER_CALL, SealReads
from tests.support.folders import new_folder

CHEAP = Hashing(memory_kib=8, time_cost=1)


async def suspend_all(client: Client) -> restores.Waiting:
    """End the restore of a store. There is no file of records. Return how many raffles and drafts are suspended."""
    suspended, _ = await restores.end(client, Records(Reads(client), new_folder() / FILE_NAME))
    return suspended


@dataclass
class Parts:
    """The parts of the service on one store. No process makes codes, so the test itself fills the reserve of codes."""

    client: Client
    scripts: Scripts
    reads: Reads
    snapshots: Snapshots
    fills: Fills
    raffles: Raffles
    drafts: Drafts
    changes: Changes
    records: Records
    seals: Seals
    draws: Draws
    reserve: Reserve
    claims: Claims
    substitutions: Substitutions
    hand_overs: HandOvers
    erasures: Erasures
    checks: Checks
    room: Room

    @classmethod
    def on(
        cls,
        client: Client,
        *,
        per_call: int = 2_000,
        tickets_per_seal_call: int = TICKETS_PER_CALL,
        search_seconds: float = 2.0,
        lease_ms: int = LEASE_MS,
        claim_min_replicas: int | Literal["all"] = 0,
    ) -> "Parts":
        """Return the parts on a store. One call to the store has at most `per_call` tickets or winners."""
        scripts = Scripts(client, claim_min_replicas=claim_min_replicas)
        reads = Reads(client, winners_per_call=per_call)
        records = Records(reads, new_folder() / FILE_NAME)
        snapshots = Snapshots(reads.raffle)
        room = Room(client, folder=None)
        index = Index(client, claim_min_replicas=claim_min_replicas)
        seal_reads = SealReads(client, tickets_per_call=tickets_per_seal_call)
        seals = Seals(seal_reads, scripts, index, snapshots=snapshots, records=records, lease_ms=lease_ms)
        fills = Fills(reads, scripts, index, room, tickets_per_call=per_call, search_seconds=search_seconds)
        raffles = Raffles(reads, scripts, index, snapshots, room, fills=fills, records=records, max_tickets=MAX_TICKETS)
        drafts = Drafts(reads, scripts, index, raffles, snapshots)
        checks = Checks(reads, seal_reads, scripts)
        reserve = Reserve(CHEAP, code_length=16, size=0, processes=1)
        claims = Claims(scripts, reserve, snapshots, room)
        return cls(
            client=client,
            scripts=scripts,
            reads=reads,
            snapshots=snapshots,
            fills=fills,
            raffles=raffles,
            drafts=drafts,
            changes=Changes(reads, scripts, drafts, snapshots),
            records=records,
            seals=seals,
            draws=Draws(
                reads, scripts, seals, drand=Drand(()), snapshots=snapshots, records=records, winners_per_call=per_call
            ),
            reserve=reserve,
            claims=claims,
            substitutions=Substitutions(reads, scripts, snapshots, records),
            erasures=Erasures(reads, scripts, records, claims.crowds.forget, player_ipv6_prefix=64),
            hand_overs=HandOvers(reads, scripts, checks, records),
            checks=checks,
            room=room,
        )

    async def close(self) -> None:
        await self.claims.close()
        await self.fills.close()
        await self.draws.close()
        await self.seals.close()
        await self.client.aclose()

    def stock(self) -> None:
        """Put one more pair of code and hash into the reserve."""
        code = codes.make(16)
        self.reserve.give_back(Pair(code, CHEAP.hash(code)))

    async def claim(self, raffle_id: str, player: str) -> Ticket:
        """Claim a ticket. If the reserve is empty, make a new code first."""
        if not len(self.reserve):
            self.stock()
        return (await claim_or_raise(self.claims, raffle_id, player)).ticket

    async def draw(self, raffle_id: str, announced: str | None = None) -> None:
        """Draw the winners of a raffle."""
        await self.draws.draw(raffle_id, Randomness(entropy=announced) if announced else None, most=100)

    async def record(self, raffle_id: str) -> DrawRecord:
        """Return the draw record of a raffle."""
        drawn = await self.reads.drawn(raffle_id)
        return msgspec.json.decode(b"".join([piece async for piece in pieces(drawn, self.reads)]), type=DrawRecord)


def a_raffle(total_tickets: int = 3, *amounts: int) -> RaffleRequest:
    prizes = [Prize(f"Prize {place}", amount) for place, amount in enumerate(amounts or (1,))]
    return RaffleRequest(name="Fair", total_tickets=total_tickets, prizes=prizes)


async def claim_or_raise(claims: Claims, raffle_id: str, player: str, idempotency_key: str | None = None) -> Claimed:
    """Claim a ticket.

    Raises:
        Problem: the claim was refused. `Claims.claim` itself returns some problems, and raises the others.
    """
    outcome = await claims.claim(raffle_id, player, idempotency_key)
    if isinstance(outcome, Problem):
        raise outcome
    return outcome
