"""Fills that have stopped: a worker that finds such a fill continues it, but adds no ticket a second time.

A fill adds the tickets of a new raffle to its pool, a chunk at a time.
"""

import asyncio
from contextlib import suppress
from datetime import datetime

import pytest

from app.service.fills import SEARCHES_UNTIL_REMOVED, Fills, _Seen
from app.store import keys
from tests.support.parts import Parts, a_raffle
from tests.support.service import Store


async def search_and_finish(working: Fills) -> None:
    """Search for stopped fills several times, as the service does every two seconds, and wait for the fills."""
    before: dict[str, _Seen] = {}
    for _ in range(SEARCHES_UNTIL_REMOVED):
        before = await working._continue_stopped(before)
        await asyncio.gather(*working._fills.values())


async def test_a_stopped_fill_is_continued(empty: Store, parts: Parts) -> None:
    # Given a raffle of ten tickets whose fill stopped after four tickets
    raffle, _ = await parts.raffles.create(a_raffle(10))
    empty.redis.hset(keys.raffle(raffle.id), "filled", 4)
    empty.redis.srem(keys.pool(raffle.id), *range(5, 11))
    empty.redis.sadd(keys.FILLING, raffle.id)
    assert (await parts.reads.raffle(raffle.id)).status == "filling"

    # When a worker continues the fill, Then all ten tickets are in the pool, and the raffle is open
    await search_and_finish(parts.fills)
    assert empty.redis.smembers(keys.pool(raffle.id)) == {str(number) for number in range(1, 11)}
    assert (await parts.reads.raffle(raffle.id)).status == "open"


async def test_a_fill_that_makes_progress_is_not_continued(empty: Store, parts: Parts) -> None:
    # Given a raffle that another worker is filling
    raffle, _ = await parts.raffles.create(a_raffle(10))
    empty.redis.sadd(keys.FILLING, raffle.id)
    before: dict[str, _Seen] = {}
    for filled in (2, 5, 8):
        # When tickets were added since the last search, Then this worker does not continue the fill
        empty.redis.hset(keys.raffle(raffle.id), "filled", filled)
        before = await parts.fills._continue_stopped(before)
        assert not parts.fills._fills


async def test_a_continued_fill_adds_no_claimed_ticket_again(empty: Store, parts: Parts) -> None:
    # Given a raffle that is sold out. Its fill has ended, but the store still has it in the list of fills
    raffle, _ = await parts.raffles.create(a_raffle(3))
    for place in range(3):
        await parts.claim(raffle.id, f"198.51.100.{place}")
    empty.redis.sadd(keys.FILLING, raffle.id)

    # When a worker continues the fill, Then the raffle stays sold out
    await search_and_finish(parts.fills)
    assert (await parts.reads.raffle(raffle.id)).status == "sold_out"
    assert empty.redis.smembers(keys.FILLING) == set()


async def test_a_raffle_that_cannot_be_read_stops_no_other_fill(empty: Store, parts: Parts) -> None:
    # Given three raffles whose fill has stopped: the first lacks total_tickets, the key of the second is a text and no
    # hash, and the third is healthy
    odd, foreign, healthy = [(await parts.raffles.create(a_raffle(2)))[0].id for _ in range(3)]
    for raffle_id in (odd, foreign, healthy):
        empty.redis.hset(keys.raffle(raffle_id), "filled", 1)
        empty.redis.srem(keys.pool(raffle_id), 2)
        empty.redis.sadd(keys.FILLING, raffle_id)
    empty.redis.hdel(keys.raffle(odd), "total_tickets")
    empty.redis.delete(keys.raffle(foreign))
    empty.redis.set(keys.raffle(foreign), "text")

    # When a worker continues stopped fills, Then only the fill of the third raffle ends. The two other raffles stay in
    # the list of fills and in the list of raffles
    await search_and_finish(parts.fills)
    assert (await parts.reads.raffle(healthy)).status == "open"
    assert empty.redis.smembers(keys.FILLING) == {odd, foreign}
    assert {odd, foreign} < set(empty.redis.zrange(keys.RAFFLES, 0, -1))


async def test_a_deletion_that_crashed_during_a_fill_is_completed(empty: Store, parts: Parts) -> None:
    # Given a raffle that a worker deleted during its fill. The worker crashed before it changed the lists
    raffle, _ = await parts.raffles.create(a_raffle(2))
    deleted_at = await parts.scripts.delete(raffle.id)
    empty.redis.sadd(keys.FILLING, raffle.id)

    # When a worker continues stopped fills
    await search_and_finish(parts.fills)

    # Then the raffle is in the list of deleted raffles, and in no other list
    assert not empty.redis.exists(keys.FILLING, keys.RAFFLES)
    score = datetime.fromisoformat(deleted_at).timestamp() * 1000
    assert empty.redis.zscore(keys.DELETED, raffle.id) == pytest.approx(score, abs=0.01)


async def test_a_fill_ends_when_the_service_stops_even_if_its_cancellation_is_swallowed(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a fill whose call to the store swallows a cancellation: the call catches the cancellation, goes on, and
    # answers that tickets are still missing
    began = asyncio.Event()
    calls = 0

    async def fill(*_: object) -> bool:
        nonlocal calls
        calls += 1
        began.set()
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(0 if calls > 1 else 60)
        return calls > 1

    monkeypatch.setattr(parts.scripts, "fill", fill)
    creating = asyncio.create_task(parts.raffles.create(a_raffle(10)))
    await began.wait()

    # When the service stops, Then the fill ends after this call
    async with asyncio.timeout(10):
        await parts.fills.close()
        await creating
    assert calls == 1


@pytest.mark.parametrize(("calls_needed", "most_at_once"), [(1, 1), (5, 2)])
async def test_two_calls_fill_a_large_raffle_at_the_same_time(
    parts: Parts, monkeypatch: pytest.MonkeyPatch, calls_needed: int, most_at_once: int
) -> None:
    # Given a raffle whose fill needs `calls_needed` calls, and a store that waits before it answers
    running, at_once, calls = 0, 0, 0

    async def fill(*_: object) -> bool:
        nonlocal running, at_once, calls
        calls, running = calls + 1, running + 1
        at_once = max(at_once, running)
        await asyncio.sleep(0)
        running -= 1
        return calls >= calls_needed

    monkeypatch.setattr(parts.scripts, "fill", fill)

    # When a manager creates the raffle, Then one call fills a small raffle. A large raffle has two calls under way at a
    # time
    await parts.raffles.create(a_raffle(10))
    assert (at_once, calls) == (most_at_once, calls_needed)
