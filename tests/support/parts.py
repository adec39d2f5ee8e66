"""The parts that work on a store, without HTTP."""

from dataclasses import dataclass

import msgspec

from app.domain import codes
from app.domain.codes import Hashing
from app.domain.raffle import DrawRecord, NewRaffle, Prize, Ticket
from app.service.checks import Checks
from app.service.claims import Claims
from app.service.draws import Draws
from app.service.minter import Pair
from app.service.raffles import Raffles
from app.service.reserve import Reserve
from app.store.connect import Client
from app.store.scripts import Scripts
from tests.support.service import Store

CHEAP = Hashing(memory_kib=8, time_cost=1)


@dataclass
class Parts:
    """Everything of app/store on one store, with a reserve that a test stocks."""

    redis: Client
    scripts: Scripts
    raffles: Raffles
    draws: Draws
    reserve: Reserve
    claims: Claims
    checks: Checks

    @classmethod
    def on(cls, store: Store) -> "Parts":
        redis = store.connect()
        scripts = Scripts(redis)
        raffles = Raffles(redis, scripts)
        draws = Draws(redis, scripts, raffles.looks)
        reserve = Reserve(CHEAP, code_length=16, size=0, processes=1)
        claims = Claims(scripts, reserve, raffles.looks)
        return cls(redis, scripts, raffles, draws, reserve, claims, Checks(draws, scripts))

    async def close(self) -> None:
        await self.claims.close()
        await self.raffles.close()
        await self.redis.aclose()

    def stock(self) -> None:
        """Put one more pair into the reserve."""
        code = codes.make(16)
        self.reserve.give_back(Pair(code, CHEAP.hash(code)))

    async def claim(self, raffle_id: str, player: str) -> Ticket:
        """Claim a ticket with a code minted for it."""
        if not len(self.reserve):
            self.stock()
        return (await self.claims.claim(raffle_id, player)).ticket


async def record_of(draws: Draws, raffle_id: str) -> DrawRecord:
    """Return the draw record of a raffle."""
    drawn = await draws.drawn(raffle_id)
    winners = [number async for chunk in draws.all_numbers(drawn) for number in chunk]
    return DrawRecord(**msgspec.structs.asdict(drawn), winners=winners)


def a_raffle(total_tickets: int = 3, *amounts: int) -> NewRaffle:
    prizes = [Prize(f"Prize {place}", amount) for place, amount in enumerate(amounts or (1,))]
    return NewRaffle(name="Fair", total_tickets=total_tickets, prizes=prizes)
