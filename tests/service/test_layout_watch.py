"""A running service ends when somebody begins to move raffles into its store, or to restore its store."""

import asyncio

import pytest

from app.errors import StoreUnavailable
from app.service.layout_watch import LayoutWatch
from app.store import keys
from app.store.calls import Client
from app.store.layout import MoveUnfinished, RestoreUnfinished, WrongLayout, require_complete
from tests.support.parts import Parts
from tests.support.service import Store
from tests.support.waiting import let_tasks_run

ALMOST_NOTHING = 0.001


@pytest.mark.parametrize(
    ("field", "error", "line"),
    [
        ("moving", MoveUnfinished, r"^a move of raffles into the store has not ended: repeat it with"),
        ("restoring", RestoreUnfinished, r"^the restore of the store has not ended: finish it with"),
    ],
)
async def test_a_service_whose_store_is_not_complete_ends(
    empty: Store, parts: Parts, field: str, error: type[WrongLayout], line: str
) -> None:
    # Given a service on a store without raffles
    watch = asyncio.create_task(LayoutWatch(parts.client, look_seconds=ALMOST_NOTHING).watch())
    await let_tasks_run()
    assert not watch.done()

    # When a move or a restore sets its mark in the store, Then the service stops watching the store, with a line that
    # says why
    empty.redis.hset(keys.LAYOUT, field, "1")
    with pytest.raises(error, match=line):
        await asyncio.wait_for(watch, 30)


async def test_a_store_that_does_not_answer_does_not_end_the_service(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a store that does not answer
    asked = asyncio.Event()
    calls = 0

    async def unavailable(_: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            asked.set()
        raise StoreUnavailable

    monkeypatch.setattr("app.service.layout_watch.require_complete", unavailable)

    # When the service looks for the marks of a move or a restore, Then it looks again and again until it closes
    watched = LayoutWatch(parts.client, look_seconds=ALMOST_NOTHING)
    watch = asyncio.create_task(watched.watch())
    await asyncio.wait_for(asked.wait(), 30)
    watched.close()
    await asyncio.wait_for(watch, 30)


async def test_a_store_that_answers_again_is_looked_at_soon(
    empty: Store, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a service that looks rarely, and a store that does not answer at its first look
    looks = 0

    async def look(client: Client) -> None:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise StoreUnavailable
        await require_complete(client)

    monkeypatch.setattr("app.service.layout_watch.require_complete", look)

    # When the store answers again and has the mark of a restore, Then the service ends long before its usual next look
    empty.redis.hset(keys.LAYOUT, "restoring", "1")
    with pytest.raises(RestoreUnfinished):
        await asyncio.wait_for(LayoutWatch(parts.client, look_seconds=10 * 60).watch(), 30)
