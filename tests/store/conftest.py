"""An empty store for each test, and the parts that work on it, without HTTP."""

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import msgspec
import pytest
from fakeredis import FakeAsyncRedis, FakeServer, FakeStrictRedis
from redis import Redis

from app.domain import codes
from app.domain.codes import Hashing
from app.domain.minter import Pair
from app.domain.raffle import DrawRecord, NewRaffle, Prize, Ticket
from app.domain.reserve import Reserve
from app.store.checks import Checks
from app.store.claims import Claims
from app.store.connect import Client, connect
from app.store.draws import Draws
from app.store.embedded import EmbeddedStore
from app.store.raffles import Raffles
from app.store.scripts import Scripts
from tests.conftest import STORES
from tests.faults.servers import Server
from tests.service import Store

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


@pytest.fixture(scope="session")
def redis_7(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Redis as Debian ships it."""
    program = shutil.which("redis-server")
    assert program is not None, "these tests need a redis-server on PATH: apt-get install redis-server"
    with Server(tmp_path_factory.mktemp("redis"), program=program) as running:
        yield running


@pytest.fixture(params=[*STORES, "redis_7"])
def empty(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store without any key, which nobody else uses."""
    if request.param == "fakeredis":
        server = FakeServer()
        yield Store(
            lambda: FakeAsyncRedis(server=server, decode_responses=True),
            FakeStrictRedis(server=server, decode_responses=True),
        )
        return
    real: EmbeddedStore | Server = request.getfixturevalue(request.param)
    url = real.url.removesuffix("0") + "9"
    with Redis.from_url(url, decode_responses=True) as look:
        look.flushdb()
        yield Store(lambda: connect(url), look)


@pytest.fixture
async def parts(empty: Store) -> AsyncIterator[Parts]:
    working = Parts.on(empty)
    yield working
    await working.close()
