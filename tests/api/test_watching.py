"""Watching a raffle over server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx
import pytest

from app.domain.raffle import Status
from app.errors import StoreUnavailable
from app.service import watch
from app.service.snapshots import Looks, Seen
from tests.support.people import Visitor, problem
from tests.support.service import Service


@asynccontextmanager
async def watching(visitor: Visitor, raffle_id: str) -> AsyncIterator[AsyncIterator[str]]:
    """Open the stream of a raffle, and give its lines."""
    async with visitor.stream(f"/raffles/{raffle_id}/events/") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield answer.aiter_lines()


async def states(lines: AsyncIterator[str]) -> AsyncIterator[dict[str, Any]]:
    async for line in lines:
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


async def test_a_watcher_sees_the_raffle_now_and_as_it_changes(manager: Visitor) -> None:
    # Given somebody who watches a raffle of two tickets
    raffle_id = await manager.create(2)
    async with asyncio.timeout(10), watching(manager, raffle_id) as lines:
        seen = states(lines)
        assert (await anext(seen)) == (await manager.get(f"/raffles/{raffle_id}/")).json()

        # When a ticket goes, then the watcher is told
        await manager.claim(raffle_id, "198.51.100.30")
        assert (await anext(seen))["available_tickets"] == 1

        # When it is drawn, then that is the last the watcher hears
        await manager.claim(raffle_id, "198.51.100.31")
        await manager.post(f"/raffles/{raffle_id}/winners/")
        assert [state["status"] async for state in seen][-1] == "drawn"


async def test_the_stream_of_a_drawn_raffle_says_so_and_ends(manager: Visitor) -> None:
    # Given a drawn raffle
    raffle_id = await manager.create(1)
    await manager.claim_all(raffle_id, 1)
    await manager.post(f"/raffles/{raffle_id}/winners/")

    # When somebody watches it, then there is one event and the end
    async with asyncio.timeout(10), watching(manager, raffle_id) as lines:
        assert [state["status"] async for state in states(lines)] == ["drawn"]


async def test_the_stream_ends_when_the_raffle_is_deleted(manager: Visitor) -> None:
    # Given somebody who watches
    raffle_id = await manager.create(2)
    async with asyncio.timeout(10), watching(manager, raffle_id) as lines:
        seen = states(lines)
        await anext(seen)

        # When the raffle is deleted, then nothing more comes
        await manager.delete(f"/raffles/{raffle_id}/")
        assert [state async for state in seen] == []


async def test_changes_are_told_at_most_three_times_a_second(manager: Visitor) -> None:
    # Given somebody who watches
    raffle_id = await manager.create(100)
    async with asyncio.timeout(10), watching(manager, raffle_id) as lines:
        seen = states(lines)
        await anext(seen)

        # When tickets go for a second and a half, one after the other
        loop = asyncio.get_running_loop()
        began = loop.time()
        claims = 0
        while loop.time() - began < 1.5:
            await manager.claim(raffle_id, f"10.9.0.{claims}")
            claims += 1
            await asyncio.sleep(0.02)

        # Then few events tell of them, and the last tells of all
        told = 0
        async for state in seen:
            told += 1
            if state["available_tickets"] == 100 - claims:
                break
    assert told <= 3 * 1.5 + 1


async def test_nobody_watches_a_raffle_that_is_not_there(manager: Visitor) -> None:
    # Given no such raffle, when it is watched, then that is a problem like any other
    assert problem(await manager.get("/raffles/0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11/events/")) == "raffle-not-found"


async def test_who_asks_for_the_headers_alone_is_answered_at_once(service: Service, manager: Visitor) -> None:
    # Given a raffle, and a client with a single connection
    raffle_id = await manager.create(2)
    one = httpx.Limits(max_connections=1)
    async with asyncio.timeout(10), httpx.AsyncClient(base_url=service.url, limits=one, trust_env=False) as client:
        # When it asks for the head of the stream
        answer = await client.head(f"/raffles/{raffle_id}/events/")

        # Then that ends, and the next request on the connection is answered
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert (await client.get(f"/raffles/{raffle_id}/")).status_code == 200


async def test_silence_is_broken_so_that_watchers_know_they_are_heard(
    manager: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a service that bears only a moment of silence
    monkeypatch.setattr(watch, "QUIET", 0.05)
    raffle_id = await manager.create(2)

    # When nothing happens, then comments come
    async with asyncio.timeout(10), watching(manager, raffle_id) as lines:
        assert ": quiet" in [await anext(lines) for _ in range(8)]


async def test_one_look_serves_all_watchers_and_ends_with_the_last(
    manager: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a raffle that ten people watch
    raffle_id = await manager.create(2)
    looks = 0
    look = Looks.at

    async def counted(shared: Looks, wanted: str) -> Seen:
        nonlocal looks
        looks += 1
        return await look(shared, wanted)

    async with AsyncExitStack() as stack:
        for _ in range(10):
            lines = await stack.enter_async_context(watching(manager, raffle_id))
            await anext(lines)

        # When they look on for three looks' time, then that is how often there is a look
        monkeypatch.setattr(Looks, "at", counted)
        await asyncio.sleep(3 * watch.EVERY)
        assert 2 <= looks <= 4

    # When all are gone, then there is none any more
    await asyncio.sleep(2 * watch.EVERY)
    looks = 0
    await asyncio.sleep(2 * watch.EVERY)
    assert looks == 0


async def test_somebody_slow_gets_the_newest_state_only() -> None:
    # Given a watch of a raffle that changes faster than its watcher takes the states in
    raffle = Changing()
    async with watched(raffle) as watches:
        states = watches.follow("raffle")
        first = await anext(states)

        # When the watcher comes back after several changes
        await asyncio.sleep(3.2 * watch.EVERY)
        second = await anext(states)

        # Then what was between is gone
        assert left(second) < left(first) - 1


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks on is a crowd, which is rarely told of mere numbers."""
    monkeypatch.setattr(watch, "EVERY", 0.02)
    monkeypatch.setattr(watch, "TOLD_A_SECOND", 0.001)
    monkeypatch.setattr(watch, "SLOWEST", 0.5)


@pytest.mark.usefixtures("crowd")
async def test_who_joins_a_crowd_is_told_the_newest_state() -> None:
    # Given a crowd that was told a state a while ago
    raffle = Changing()
    async with asyncio.timeout(10), watched(raffle) as watches:
        told = await anext(watches.follow("raffle"))
        await asyncio.sleep(0.1)

        # When somebody joins, then that one is told the state of now
        assert left(await anext(watches.follow("raffle"))) == raffle.left < left(told)


@pytest.mark.usefixtures("crowd")
async def test_a_crowd_is_told_how_many_tickets_remain_within_seconds() -> None:
    # Given a crowd
    async with asyncio.timeout(10), watched(Changing()) as watches:
        states = watches.follow("raffle")
        await anext(states)

        # When tickets go all the time, then it is told of them, less often than there is a look
        began = asyncio.get_running_loop().time()
        await anext(states)
        assert watch.SLOWEST <= asyncio.get_running_loop().time() - began < 2 * watch.SLOWEST


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("status", ["sold_out", "drawn"])
async def test_a_crowd_is_told_at_once_that_a_raffle_is_sold_out_or_drawn(
    status: Status, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a crowd that is told of mere numbers only once in a long while
    monkeypatch.setattr(watch, "SLOWEST", 60)
    raffle = Changing()
    async with asyncio.timeout(5), watched(raffle) as watches:
        states = watches.follow("raffle")
        await anext(states)

        # When the raffle is sold out or drawn, then it is told
        raffle.status = status
        assert f'"{status}"'.encode() in (await anext(states) or b"")


@pytest.mark.usefixtures("crowd")
async def test_the_silence_of_a_crowd_is_broken_as_soon_as_anybodys(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a crowd that looks on while nothing happens
    monkeypatch.setattr(watch, "SLOWEST", 60)
    monkeypatch.setattr(watch, "QUIET", 0.1)
    raffle = Changing(by=0)
    async with asyncio.timeout(5), watched(raffle) as watches:
        states = watches.follow("raffle")
        await anext(states)

        # When the time of silence is over, then that is told
        assert await anext(states) is None

        # And so it is while the store is away
        raffle.away = True
        assert await anext(states) is None


def left(state: bytes | None) -> int:
    assert state is not None
    return int(json.loads(state)["available_tickets"])


@asynccontextmanager
async def watched(raffle: "Changing") -> AsyncIterator[watch.Watches]:
    """Give watches of one raffle; in the end they close."""
    watches = watch.Watches(raffle)  # type: ignore[arg-type]
    states = watches.follow("raffle")
    await anext(states)
    yield watches
    watches.close()
    assert len([state async for state in states]) <= 1


class Changing:
    """A raffle of which tickets go at every look."""

    def __init__(self, by: int = 1) -> None:
        self.left = 1000
        self.status: Status = "open"
        self.away = False
        self._by = by
        self.looks = self

    async def at(self, _: str) -> Seen:
        if self.away:
            raise StoreUnavailable
        self.left -= self._by
        return Seen(json.dumps({"status": self.status, "available_tickets": self.left}).encode(), "", self.status)
