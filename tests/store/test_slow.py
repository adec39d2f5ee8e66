"""A store that answers too late. One claim has an unknown outcome, and then claims are refused for a while."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from app import budget
from app.errors import OutcomeUnknown, StoreUnavailable
from app.store import keys
from app.store.connect import connect
from tests.support.parts import Parts, a_raffle, claim_or_raise
from tests.support.servers import Server
from tests.support.waiting import until
from tests.support.wire import Wire

LATE_SECONDS = budget.STORE_SECONDS + 0.2
PLAYERS = 50


@pytest.fixture
async def wire(server: Server) -> AsyncIterator[Wire]:
    async with Wire(server.port) as between:
        yield between


@pytest.fixture
async def parts(wire: Wire) -> AsyncIterator[Parts]:
    working = Parts.on(connect(wire.url))
    yield working
    await working.close()


async def outcome(parts: Parts, raffle_id: str, player: str) -> str:
    """Claim with a pair (a code and its hash) of the reserve. Return the slug of the problem, or `claimed`."""
    try:
        await claim_or_raise(parts.claims, raffle_id, player)
    except (StoreUnavailable, OutcomeUnknown) as problem:
        return problem.slug
    return "claimed"


async def test_after_a_late_answer_no_claim_is_sent(server: Server, wire: Wire, parts: Parts) -> None:
    # Given two open raffles, and a store that runs every script but answers too late
    raffle_id, other_id = [(await parts.raffles.create(a_raffle(100)))[0].id for _ in range(2)]
    await parts.claim(raffle_id, "before")
    for _ in range(PLAYERS):
        parts.stock()
    wire.slow(LATE_SECONDS, containing=b"EVALSHA")

    # When one player claims. After the answer, many players claim one after the other in the same raffle. Then the same
    # number of players claim in the second raffle at the same time
    first = await outcome(parts, raffle_id, "first")
    others = [await outcome(parts, raffle_id, f"player {place}") for place in range(PLAYERS)]
    others += await asyncio.gather(*(outcome(parts, other_id, f"player {place}") for place in range(PLAYERS)))

    # Then only the outcome of the first claim is unknown. All players after the first one have no tickets, and their
    # pairs (a code and its hash) are in the reserve again
    assert first == "outcome-unknown"
    assert others == ["store-unavailable"] * len(others)
    assert server.redis.hkeys(keys.players(raffle_id)) == ["before", "first"]
    assert server.redis.exists(keys.players(other_id)) == 0
    assert len(parts.reserve) == PLAYERS - 1

    # And when the store answers in time again, Then claims soon succeed, and nobody has to restart the service. The key
    # of the raffle has no expiry time
    wire.mend()

    async def is_claimed() -> bool:
        return await outcome(parts, other_id, "last") == "claimed"

    await until(is_claimed)
    assert server.redis.ttl(keys.raffle(raffle_id)) == -1


async def test_a_broken_connection_stops_no_claims(server: Server, wire: Wire, parts: Parts) -> None:
    # Given a claim whose connection breaks before the answer
    raffle, _ = await parts.raffles.create(a_raffle(100))
    await parts.claim(raffle.id, "before")
    wire.cut_before_answer(b"EVALSHA")
    parts.stock()
    assert await outcome(parts, raffle.id, "first") == "outcome-unknown"
    wire.mend()

    # When the next player claims, Then the claim is sent
    parts.stock()
    assert await outcome(parts, raffle.id, "next") == "claimed"


async def test_a_touch_is_a_write_that_changes_nothing(server: Server, parts: Parts) -> None:
    # Given an open raffle
    raffle, _ = await parts.raffles.create(a_raffle(3))
    before = server.redis.dump(keys.raffle(raffle.id))
    size = server.redis.info("persistence")["aof_current_size"]

    # When the script `touch` writes to the raffle, although the store is full. After a late answer, the service uses
    # this write to find out whether the store answers in time again
    server.redis.config_set("maxmemory", 1)
    await parts.scripts.touch(raffle.id)

    # Then the store has written to its file, and the raffle is unchanged
    await until(lambda: server.redis.info("persistence")["aof_current_size"] > size)
    assert server.redis.dump(keys.raffle(raffle.id)) == before
    assert server.redis.ttl(keys.raffle(raffle.id)) == -1
