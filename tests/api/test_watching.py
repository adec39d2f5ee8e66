"""Clients watch a raffle: the service sends them each new state of the raffle over one connection, as events."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx
import pytest

from app.asgi import Parts
from app.service.watch import STREAMS_OF_A_PLAYER, Watches
from app.settings import Settings
from app.store.signs import Signs
from tests.support.people import NO_TLS, Visitor, address, problem
from tests.support.service import Service, Store
from tests.support.waiting import until

pytestmark = pytest.mark.http


@asynccontextmanager
async def watching(visitor: Visitor, raffle_id: str) -> AsyncIterator[AsyncIterator[str]]:
    """Open the event stream of a raffle, and return the lines of the stream."""
    async with visitor.stream(f"/raffles/{raffle_id}/events/") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield answer.aiter_lines()


async def states(lines: AsyncIterator[str]) -> AsyncIterator[dict[str, Any]]:
    """Yield the states of a raffle from the lines of its stream."""
    async for line in lines:
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


async def test_a_watcher_gets_the_raffle_now_and_after_each_change(manager: Visitor) -> None:
    # Given a client that watches a raffle of two tickets
    raffle_id = await manager.create(2)
    async with asyncio.timeout(10), watching(manager, raffle_id) as lines:
        received = states(lines)
        assert (await anext(received)) == (await manager.get(f"/raffles/{raffle_id}/")).json()

        # When a player claims a ticket, Then the client gets the new number of available tickets
        await manager.claim(raffle_id, "198.51.100.30")
        assert (await anext(received))["available_tickets"] == 1

        # When a manager draws the winners, Then the last event has the status "drawn"
        await manager.claim(raffle_id, "198.51.100.31")
        await manager.post(f"/raffles/{raffle_id}/winners/")
        assert [state["status"] async for state in received][-1] == "drawn"


async def test_the_stream_of_a_drawn_raffle_has_one_event_and_ends(manager: Visitor) -> None:
    # Given a drawn raffle
    raffle_id = await manager.create(1)
    await manager.claim_all(raffle_id, 1)
    await manager.post(f"/raffles/{raffle_id}/winners/")

    # When somebody watches the raffle, Then the stream has one event and ends
    async with asyncio.timeout(10), watching(manager, raffle_id) as lines:
        assert [state["status"] async for state in states(lines)] == ["drawn"]


async def test_the_stream_ends_when_the_raffle_is_deleted(manager: Visitor) -> None:
    # Given a client that watches a raffle
    raffle_id = await manager.create(2)
    async with asyncio.timeout(10), watching(manager, raffle_id) as lines:
        received = states(lines)
        await anext(received)

        # When a manager deletes the raffle, Then the stream ends
        await manager.delete(f"/raffles/{raffle_id}/")
        assert [state async for state in received] == []


async def test_a_watcher_gets_at_most_three_changes_a_second(manager: Visitor) -> None:
    # Given a client that watches a raffle
    raffle_id = await manager.create(10_000)
    async with asyncio.timeout(10), watching(manager, raffle_id) as lines:
        received = states(lines)
        await anext(received)

        # When players claim tickets one after another for 1.5 seconds
        loop = asyncio.get_running_loop()
        began = loop.time()
        claims = 0
        while loop.time() - began < 1.5:
            await manager.claim(raffle_id, address(claims))
            claims += 1

        # Then at most three events a second come, and the last event has the final number of tickets
        events = 0
        async for state in received:
            events += 1
            if state["available_tickets"] == 10_000 - claims:
                break
    assert events <= 3 * 1.5 + 1


async def test_an_unknown_raffle_cannot_be_watched(manager: Visitor) -> None:
    # When somebody watches an unknown raffle, Then the answer is raffle-not-found
    assert problem(await manager.get("/raffles/0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11/events/")) == "raffle-not-found"


async def test_a_request_for_the_head_of_a_stream_ends(service: Service, manager: Visitor) -> None:
    # Given a raffle, and a client that uses a single connection
    raffle_id = await manager.create(2)
    one = httpx.Limits(max_connections=1)
    async with (
        asyncio.timeout(10),
        httpx.AsyncClient(base_url=service.url, limits=one, trust_env=False, verify=NO_TLS) as client,
    ):
        # When the client sends HEAD for the stream of events
        answer = await client.head(f"/raffles/{raffle_id}/events/", headers={"X-Forwarded-For": "198.51.100.9"})

        # Then the answer ends, and the next request on the same connection is answered
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert (await client.get(f"/raffles/{raffle_id}/")).status_code == 200


async def test_a_player_may_have_twenty_open_streams(service: Service) -> None:
    async with asyncio.timeout(30), service.visitor("198.51.100.32") as crowd, service.visitor() as manager:
        raffle_id = await manager.create(2)
        path = f"/raffles/{raffle_id}/events/"

        # Given a player who has opened twenty streams. Before that, the player sent HEAD for twenty streams. These
        # requests do not count, because they open no stream
        for _ in range(STREAMS_OF_A_PLAYER):
            await crowd.ask("HEAD", path)
        async with AsyncExitStack() as streams:
            for _ in range(STREAMS_OF_A_PLAYER):
                lines = await streams.enter_async_context(watching(crowd, raffle_id))

            # When the player opens one more stream, Then this stream is refused. Another player can still open a stream
            refused = await crowd.get(path)
            assert (refused.status_code, problem(refused)) == (429, "too-many-streams")
            async with watching(manager, raffle_id) as other:
                await anext(states(other))

            # And the twenty streams still get events
            await manager.claim(raffle_id, "198.51.100.33")
            assert 1 in [state["available_tickets"] async for state in first(2, states(lines))]

        # And after the twenty streams are closed, the player may open a stream again
        async def answered() -> bool:
            async with crowd.stream(path) as answer:
                return answer.status_code == 200

        await until(answered)


async def first(many: int, each: AsyncIterator[dict[str, Any]]) -> AsyncIterator[dict[str, Any]]:
    for _ in range(many):
        yield await anext(each)


@pytest.fixture
def quick_heartbeat(store: Store, settings: Settings) -> Iterator[Service]:
    """A service that sends a heartbeat after 0.05 s without a change."""

    def change(parts: Parts) -> Parts:
        return replace(parts, watches=Watches(parts.snapshots, Signs(parts.client), heartbeat_seconds=0.05))

    with Service(settings, store, change) as running:
        yield running


async def test_a_heartbeat_shows_that_the_stream_still_works(quick_heartbeat: Service) -> None:
    # Given a client that watches a raffle
    async with quick_heartbeat.visitor() as manager:
        raffle_id = await manager.create(2)
        async with asyncio.timeout(10), watching(manager, raffle_id) as lines:
            # When nothing changes, Then the client gets a heartbeat: an event with this name and without data
            received = [await anext(lines) for _ in range(8)]
            heartbeat = received.index("event: heartbeat")
            assert received[heartbeat + 1 : heartbeat + 3] == ["data:", ""]
