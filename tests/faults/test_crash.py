"""A crash between any two steps of create, fill, draw and delete: the next start or retry finishes it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest

from app.domain import draw
from app.domain.raffle import NewRaffle, Prize
from app.errors import AlreadyDrawn, NotDrawn, Problem, RaffleNotFound
from app.store import keys
from app.store.connect import connect
from app.store.scripts import ClaimRequest
from tests.support.parts import Parts
from tests.support.people import address
from tests.support.servers import Server
from tests.support.waiting import until
from tests.support.wire import Wire

TICKETS = 5
NEW = NewRaffle(name="Fair", total_tickets=TICKETS, prizes=[Prize("Book", 4), Prize("Pen", 1)])
KEY = "the-key-of-the-manager"


@asynccontextmanager
async def worker(url: str) -> AsyncIterator[Parts]:
    """A worker for which the small raffles of these tests take as many steps as large ones do."""
    parts = Parts.on(connect(url), per_call=2, resume_seconds=0.01)
    yield parts
    await parts.close()


async def crashes(
    server: Server,
    work: Callable[[Parts, str], Awaitable[object]],
    given: Callable[[Server], Awaitable[str]] | None = None,
) -> AsyncIterator[str]:
    """Do some work over and over, and let it crash after one message to the store, after two, until it gets through.

    Each time it begins with an empty store, or with the raffle that is given, whose id is yielded after the crash.
    """
    for messages in range(1, 100):
        server.look.flushall()
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
    raise AssertionError("it never gets through")


async def resumed(server: Server) -> None:
    """Start anew, and wait until there is nothing left to resume."""
    async with worker(server.url) as starting:
        resuming = asyncio.create_task(starting.raffles.resume())
        await until(lambda: not server.look.exists(keys.FILLING))
        resuming.cancel()
        with suppress(asyncio.CancelledError):
            await resuming


async def sold_out(server: Server) -> str:
    """Create a raffle all of whose tickets are claimed, and return its id."""
    async with worker(server.url) as calm:
        raffle_id = (await calm.raffles.create(NEW))[0].id
        await calm.scripts.claim(raffle_id, [ClaimRequest(address(place), "phc", "") for place in range(TICKETS)])
    return raffle_id


async def test_a_creation_that_crashes_is_finished_by_the_next_start_or_leaves_nothing(server: Server) -> None:
    # Given a creation that crashes after any of its steps
    outcomes = []
    async for _ in crashes(server, lambda crashing, _: crashing.raffles.create(NEW)):
        # When the service starts again
        await resumed(server)

        # Then there is the whole raffle with all of its tickets in the list, or nothing of it
        listed = server.look.zrange(keys.RAFFLES, 0, -1)
        outcomes.append(len(listed))
        for raffle_id in listed:
            assert server.look.hget(keys.raffle(raffle_id), "filled") == str(TICKETS)
            assert server.look.smembers(keys.pool(raffle_id)) == {str(number + 1) for number in range(TICKETS)}
        assert len(server.look.keys("raffle:*")) == 2 * len(listed)
    assert len(outcomes) > TICKETS // 2
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {0, 1}


async def test_a_creation_that_crashes_is_finished_by_a_retry_with_its_key(server: Server) -> None:
    # Given a creation with a key that crashes after any of its steps
    async for _ in crashes(server, lambda crashing, _: crashing.raffles.create(NEW, KEY)):
        # When the manager tries again
        async with worker(server.url) as calm:
            raffle, _ = await calm.raffles.create(NEW, KEY)

            # Then there is one raffle, and it is whole
            assert raffle.status == "open"
            assert raffle.available_tickets == TICKETS
            assert (await calm.raffles.page(10, None)).raffles == [raffle]


async def test_a_draw_that_crashes_ends_in_the_same_winners(server: Server) -> None:
    # Given a draw that crashes after any of its steps
    fixed_before = 0
    drawing = crashes(server, lambda crashing, raffle_id: crashing.draw(raffle_id), sold_out)
    async for raffle_id in drawing:
        entropy = server.look.hget(keys.raffle(raffle_id), "entropy")
        written = server.look.zrange(keys.winners(raffle_id), 0, -1)
        fixed_before += entropy is not None
        async with worker(server.url) as calm:
            # When the manager asks who won, and then tries again
            if not server.look.hexists(keys.raffle(raffle_id), "drawn_at"):
                with pytest.raises(NotDrawn):
                    await calm.reads.drawn(raffle_id)
                await calm.draw(raffle_id)
            record = await calm.record(raffle_id)

            # Then the winners follow from the entropy that was fixed first, and nothing that was written has changed
            assert entropy in {None, record.entropy}
            assert record.winners == draw.draw(draw.seed_of(raffle_id, TICKETS, record.entropy), TICKETS, TICKETS)
            assert [int(number) for number in written] == record.winners[: len(written)]

            # And nobody gets another throw
            with pytest.raises(AlreadyDrawn):
                await calm.draw(raffle_id)
            assert await calm.record(raffle_id) == record
    assert fixed_before > 3


async def test_a_deletion_that_crashes_is_finished_by_the_next_look(server: Server) -> None:
    # Given a deletion that crashes after any of its steps
    deleting = crashes(server, lambda crashing, raffle_id: crashing.raffles.delete(raffle_id), sold_out)
    async for raffle_id in deleting:
        async with worker(server.url) as calm:
            # When somebody looks, and the manager tries again
            await calm.raffles.page(10, None)
            with suppress(RaffleNotFound):
                await calm.raffles.delete(raffle_id)

        # Then nothing is left of it
        assert server.look.keys() == []
