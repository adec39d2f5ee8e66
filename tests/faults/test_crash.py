"""A creation, fill, draw or deletion that crashes between two steps is completed by the next start or by a retry."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest

from app.domain import draw
from app.domain.new_raffle import RaffleRequest
from app.domain.raffle import Prize
from app.errors import AlreadyDrawn, NotDrawn, Problem, RaffleDeleted
from app.store import keys
from app.store.answers import ClaimRequest
from app.store.connect import connect
from tests.support.parts import Parts
from tests.support.people import address
from tests.support.servers import Server
from tests.support.waiting import until
from tests.support.wire import Wire

TICKETS = 5
NEW = RaffleRequest(name="Fair", total_tickets=TICKETS, prizes=[Prize("Book", 4), Prize("Pen", 1)])
KEY = "the-key-of-the-manager"


@asynccontextmanager
async def worker(url: str) -> AsyncIterator[Parts]:
    """A worker that makes small calls to the store. So a small raffle needs many calls, as a large raffle usually does.

    The time for which an attempt to seal a raffle keeps out other attempts (its lease) is short. If a worker crashes
    during the attempt, the next worker waits only a moment.
    """
    parts = Parts.on(connect(url), per_call=2, search_seconds=0.01, lease_ms=1)
    try:
        yield parts
    finally:
        await parts.close()


async def crashes(
    server: Server,
    work: Callable[[Parts, str], Awaitable[object]],
    given: Callable[[Server], Awaitable[str]] | None = None,
) -> AsyncIterator[str]:
    """Repeat some work until it succeeds. The first try crashes after one message to the store, the second after two.

    If there is a function `given`, it creates a raffle before each try. Otherwise, each try begins with an empty store.
    After each try, yield the id of the raffle, or '' without `given`.
    """
    for messages in range(1, 100):
        server.redis.flushall()
        raffle_id = await given(server) if given else ""
        async with Wire(server.port) as wire:
            wire.cut_after(messages)
            with suppress(Problem):
                async with worker(wire.url) as crashing:
                    await work(crashing, raffle_id)
            survived = not wire.broken
        yield raffle_id
        if survived:
            return
    raise AssertionError("the work never succeeds")


async def continued(server: Server) -> None:
    """Start a worker, and wait until it has continued every fill (tickets that are added to a pool) that stopped."""
    async with worker(server.url) as starting:
        searching = asyncio.create_task(starting.fills.continue_fills())
        await until(lambda: not server.redis.exists(keys.FILLING))
        await starting.fills.close()
        searching.cancel()
        with suppress(asyncio.CancelledError):
            await searching


async def sold_out(server: Server) -> str:
    """Create a raffle, claim all its tickets, and return its id."""
    async with worker(server.url) as restarted:
        raffle_id = (await restarted.raffles.create(NEW))[0].id
        await restarted.scripts.claim(raffle_id, [ClaimRequest(address(place), "phc", "") for place in range(TICKETS)])
    return raffle_id


async def test_a_creation_that_crashes_is_finished_by_the_next_start_or_leaves_nothing(server: Server) -> None:
    # Given a creation that crashes after any of its steps
    outcomes = []
    async for _ in crashes(server, lambda crashing, _: crashing.raffles.create(NEW)):
        # When the service starts again
        await continued(server)

        # Then either the list has the raffle with all its tickets, or nothing of the raffle exists
        listed = server.redis.zrange(keys.RAFFLES, 0, -1)
        outcomes.append(len(listed))
        for raffle_id in listed:
            assert server.redis.hget(keys.raffle(raffle_id), "filled") == str(TICKETS)
            assert server.redis.smembers(keys.pool(raffle_id)) == {str(number + 1) for number in range(TICKETS)}
            assert server.redis.llen(keys.log(raffle_id)) == 1
        assert len(server.redis.keys("raffle:*")) == 3 * len(listed)
    assert len(outcomes) > TICKETS // 2
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {0, 1}


async def test_a_creation_that_crashes_is_finished_by_a_retry_with_its_key(server: Server) -> None:
    # Given a creation with an Idempotency-Key. The creation crashes after any of its steps
    async for _ in crashes(server, lambda crashing, _: crashing.raffles.create(NEW, KEY)):
        # When the manager tries again
        async with worker(server.url) as restarted:
            raffle, _ = await restarted.raffles.create(NEW, KEY)

            # Then there is one raffle, and it is complete
            assert raffle.status == "open"
            assert raffle.available_tickets == TICKETS
            assert (await restarted.raffles.page(10, None)).raffles == [raffle]


async def test_a_draw_that_crashes_ends_in_the_same_winners(server: Server) -> None:
    # Given a draw that crashes after any of its steps
    fixed_before = 0
    drawing = crashes(server, lambda crashing, raffle_id: crashing.draw(raffle_id), sold_out)
    async for raffle_id in drawing:
        entropy = server.redis.hget(keys.raffle(raffle_id), "entropy")
        written = server.redis.zrange(keys.winners(raffle_id), 0, -1)
        fixed_before += entropy is not None
        async with worker(server.url) as restarted:
            # When the manager requests the winners, and then draws again
            if not server.redis.hexists(keys.raffle(raffle_id), "drawn_at"):
                with pytest.raises(NotDrawn):
                    await restarted.reads.drawn(raffle_id)
                await restarted.draw(raffle_id)
            record = await restarted.record(raffle_id)

            # Then the winners follow from the entropy (the random text of a draw) that was fixed first. The winners
            # that the crashed draw has already written stay the same
            assert entropy in {None, record.entropy}
            assert isinstance(record.terms, str)
            seed = draw.seed_with_terms(raffle_id, TICKETS, record.terms, record.entropy)
            assert record.winners == draw.winners_and_substitutes(seed, TICKETS, TICKETS, 0)[0]
            assert [int(number) for number in written] == record.winners[: len(written)]

            # And a second draw is refused and changes nothing
            with pytest.raises(AlreadyDrawn):
                await restarted.draw(raffle_id)
            assert await restarted.record(raffle_id) == record
    assert fixed_before > 3


async def test_a_deletion_that_crashes_is_finished_by_the_next_request(server: Server) -> None:
    # Given a deletion that crashes after any of its steps
    deleting = crashes(server, lambda crashing, raffle_id: crashing.raffles.delete(raffle_id), sold_out)
    async for raffle_id in deleting:
        async with worker(server.url) as restarted:
            # When somebody lists the raffles, and the manager deletes the raffle again
            await restarted.raffles.page(10, None)
            with suppress(RaffleDeleted):
                await restarted.raffles.delete(raffle_id)
            acts = [entry.act for entry in await restarted.reads.log(raffle_id, 0, 10)]

        # Then the store has only three things: the kept fields of the raffle, the list of deleted raffles, and the log
        # with one deletion
        assert set(server.redis.keys()) == {keys.raffle(raffle_id), keys.log(raffle_id), keys.DELETED}
        assert acts == ["created", "deleted"]
        server.redis.flushall()
