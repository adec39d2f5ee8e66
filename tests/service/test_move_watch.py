"""A running service ends when its store becomes the target of a move."""

import asyncio

import pytest

from app.errors import StoreUnavailable
from app.service.move_watch import MoveWatch
from app.store import keys
from app.store.layout import MoveUnfinished
from tests.support.parts import Parts
from tests.support.service import Store
from tests.support.waiting import let_tasks_run

ALMOST_NOTHING = 0.001


async def test_a_service_whose_store_becomes_the_target_of_a_move_ends(empty: Store, parts: Parts) -> None:
    # Given a service on a store without raffles
    watch = asyncio.create_task(MoveWatch(parts.client, look_seconds=ALMOST_NOTHING).watch())
    await let_tasks_run()
    assert not watch.done()

    # When a move marks the store, Then the watch ends with a line that says why
    empty.redis.hset(keys.LAYOUT, "moving", "the source")
    with pytest.raises(MoveUnfinished, match=r"^a move of raffles into the store has not ended: repeat it with"):
        await asyncio.wait_for(watch, 30)


async def test_a_store_that_does_not_answer_does_not_end_the_service(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a store that does not answer
    asked = asyncio.Event()
    calls = 0

    async def unavailable(_: object) -> bool:
        nonlocal calls
        calls += 1
        if calls == 3:
            asked.set()
        raise StoreUnavailable

    monkeypatch.setattr("app.service.move_watch.is_moving", unavailable)

    # When the service looks for the mark of a move, Then it looks again and again until it closes
    watched = MoveWatch(parts.client, look_seconds=ALMOST_NOTHING)
    watch = asyncio.create_task(watched.watch())
    await asyncio.wait_for(asked.wait(), 30)
    watched.close()
    await asyncio.wait_for(watch, 30)
