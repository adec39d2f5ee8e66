"""The stage is a page for an audience. A manager shows winner after winner, and each step is sent as an event."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from app.store import keys
from tests.support.people import Visitor, problem
from tests.support.service import Service, Store


async def drawn(manager: Visitor) -> str:
    """Return the id of a drawn raffle with three winners."""
    raffle_id = await manager.create(4, [("Bicycle", 1), ("Book", 2)])
    await manager.claim_all(raffle_id, 4)
    await manager.post(f"/raffles/{raffle_id}/winners/")
    return raffle_id


async def stages(lines: AsyncIterator[str]) -> AsyncIterator[dict[str, Any]]:
    """Yield the stages in the events of a stream."""
    async for line in lines:
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: ")).get("stage")


async def test_everybody_who_watches_gets_what_a_manager_shows(service: Service, manager: Visitor) -> None:
    # Given a drawn raffle, and an audience that watches its stage
    raffle_id = await drawn(manager)
    path = f"/raffles/{raffle_id}/"
    before = (await manager.get(path)).headers["etag"]
    async with (
        asyncio.timeout(10),
        service.visitor("198.51.100.40") as audience,
        audience.stream(f"{path}events/?stage=true") as stream,
    ):
        watched = stages(stream.aiter_lines())
        assert await anext(watched) is None

        # When a manager first shows one winner, and then lets the stage run, so that the screens show further winners
        # by themselves
        for body in ({"position": 1}, {"position": 3, "running": True}):
            answer = await manager.post(f"{path}stage/", body)
            assert answer.status_code == 200
            assert {**answer.json(), "at": None} == {"running": False, **body, "at": None}

            # Then the audience gets the stage as an event, and the raffle has the same stage
            assert await anext(watched) == answer.json()
            assert (await manager.get(path)).json()["stage"] == answer.json()
    assert (await manager.get(path)).headers["etag"] != before


async def test_everybody_who_watches_gets_the_state_again_after_a_substitution(
    service: Service, manager: Visitor
) -> None:
    # Given a drawn raffle with a substitute, and an audience that watches its stage
    raffle_id = await manager.create(2, reserves=1)
    await manager.claim_all(raffle_id, 2)
    winner = (await manager.post(f"/raffles/{raffle_id}/winners/")).json()[0]["ticket_number"]
    path = f"/raffles/{raffle_id}/"
    async with (
        asyncio.timeout(10),
        service.visitor("198.51.100.42") as audience,
        audience.stream(f"{path}events/?stage=true") as stream,
    ):
        events = (line async for line in stream.aiter_lines() if line.startswith("data: "))
        first = await anext(events)

        # When the substitute replaces the winner, Then the audience gets the same state again. Now it reads the new
        # winner
        body = {"ticket_number": winner, "reason": "Did not come"}
        number = (await manager.post(f"{path}substitutions/", body)).json()["replaced_by"]
        assert await anext(events) == first
        assert (await audience.get(f"{path}winners/")).json()[0]["ticket_number"] == number


@pytest.mark.http
async def test_a_position_is_a_number_of_winners(manager: Visitor) -> None:
    # Given a drawn raffle with three winners, When a manager sends a position that is no number from 0 to 3, Then the
    # request is refused
    raffle_id = await drawn(manager)
    wrong: tuple[dict[str, Any], ...] = (
        *({}, {"running": True}),
        *({"position": -1}, {"position": 4}, {"position": "1"}),
    )
    for body in wrong:
        answer = await manager.post(f"/raffles/{raffle_id}/stage/", body)
        assert (answer.status_code, problem(answer)) == (400, "invalid-request"), body
    assert "stage" not in (await manager.get(f"/raffles/{raffle_id}/")).json()


async def test_a_stage_needs_a_manager_and_a_draw_and_is_deleted_with_the_raffle(
    service: Service, manager: Visitor, store: Store
) -> None:
    # Given a raffle that is not drawn, When a manager sets its stage, Then the answer is not-drawn
    raffle_id = await manager.create(1)
    assert problem(await manager.post(f"/raffles/{raffle_id}/stage/", {"position": 0})) == "not-drawn"

    # When a player sets the stage of a drawn raffle, Then the request is refused
    await manager.claim_all(raffle_id, 1)
    await manager.post(f"/raffles/{raffle_id}/winners/")
    async with service.visitor("198.51.100.41") as player:
        assert problem(await player.post(f"/raffles/{raffle_id}/stage/", {"position": 1})) == "not-a-manager"

    # When a manager deletes the raffle, Then its stage is deleted with it
    await manager.post(f"/raffles/{raffle_id}/stage/", {"position": 1})
    await manager.delete(f"/raffles/{raffle_id}/")
    assert problem(await manager.post(f"/raffles/{raffle_id}/stage/", {"position": 1})) == "raffle-deleted"
    assert not store.redis.hexists(keys.raffle(raffle_id), "stage")
