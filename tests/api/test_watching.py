"""Watching a raffle over server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx
import pytest

from app.asgi import Parts
from app.service.watch import Watches
from app.settings import Settings
from tests.support.people import Visitor, address, problem
from tests.support.service import Service, Store


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
    raffle_id = await manager.create(10_000)
    async with asyncio.timeout(10), watching(manager, raffle_id) as lines:
        seen = states(lines)
        await anext(seen)

        # When tickets are claimed for a second and a half, one after the other
        loop = asyncio.get_running_loop()
        began = loop.time()
        claims = 0
        while loop.time() - began < 1.5:
            await manager.claim(raffle_id, address(claims))
            claims += 1

        # Then few events tell of them, and the last tells of all
        told = 0
        async for state in seen:
            told += 1
            if state["available_tickets"] == 10_000 - claims:
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


@pytest.fixture
def attentive(store: Store, settings: Settings) -> Iterator[Service]:
    """A service that sends a heartbeat after a moment without a change."""

    def change(parts: Parts) -> Parts:
        return replace(parts, watches=Watches(parts.snapshots, heartbeat_seconds=0.05))

    with Service(settings, store, change) as running:
        yield running


async def test_a_heartbeat_shows_that_the_stream_still_works(attentive: Service) -> None:
    # Given somebody who watches a raffle
    async with attentive.visitor() as manager:
        raffle_id = await manager.create(2)
        async with asyncio.timeout(10), watching(manager, raffle_id) as lines:
            # When nothing happens, Then comments come
            assert ": quiet" in [await anext(lines) for _ in range(8)]
