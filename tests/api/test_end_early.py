"""A manager ends a raffle early. From its end on it is as closed as from `closes_at` on."""

import asyncio
from typing import Any

import pytest

from app.domain import draw
from app.domain.terms import shown
from app.store import keys
from tests.api.test_times import FUTURE, PAST, now_ms
from tests.support.people import Visitor, fields, problem
from tests.support.service import Service
from tests.support.waiting import until

EARLY, LATE = "2998-11-26T20:00:00.000Z", "2998-11-27T20:00:00.000Z"


async def end(visitor: Visitor, raffle_id: str, ended_at: object) -> Any:
    return await visitor.post(f"/raffles/{raffle_id}/end/", {"ended_at": ended_at})


@pytest.mark.parametrize("times", [{}, {"closes_at": FUTURE}], ids=["sells out only", "closes later"])
async def test_a_raffle_ends_early_and_is_drawn_among_the_claimed_tickets(
    service: Service, manager: Visitor, player: Visitor, times: dict[str, Any]
) -> None:
    # Given a raffle with a claimed ticket, and somebody who has seen it
    raffle_id = await manager.create(3, **times)
    before = (await player.get(f"/raffles/{raffle_id}/")).json()
    ticket = (await player.claim(raffle_id)).json()

    # When a manager ends it, Then everybody sees when; it still sells, and its terms are the same
    answer = await end(manager, raffle_id, "2998-11-26T21:00:00+01:00")
    raffle = (await player.get(f"/raffles/{raffle_id}/")).json()
    assert (answer.status_code, answer.json()) == (200, raffle)
    assert (raffle["ended_at"], raffle["status"], raffle["terms"]) == (EARLY, "open", before["terms"])
    (change,) = (await player.get(f"/raffles/{raffle_id}/changes/")).json()
    assert (change["field"], change["before"], change["after"]) == ("ended_at", None, EARLY)
    log = (await manager.get(f"/raffles/{raffle_id}/log/")).json()
    assert [line["act"] for line in log] == ["created", "ended"]

    # And when the end has come, Then it is closed, listed so, and sealed
    service.store.redis.hset(keys.raffle(raffle_id), "ended_at", PAST)
    refused = await manager.claim(raffle_id, "10.0.0.9")
    assert (refused.status_code, problem(refused)) == (410, "closed")
    closed = (await player.get("/raffles/?status=closed&limit=1000")).json()
    assert [(each["available_tickets"]) for each in closed if each["id"] == raffle_id] == [0]

    # And the draw is among the claimed tickets, with a record that holds only with its end
    drawn = await manager.post(f"/raffles/{raffle_id}/winners/")
    assert [winner["ticket_number"] for winner in drawn.json()] == [ticket["ticket_number"]]
    record = (await player.get(f"/raffles/{raffle_id}/draw/")).json()
    assert record["ended_at"] == PAST
    assert draw.check(record) == [ticket["ticket_number"]]
    if not times:
        with pytest.raises(ValueError, match="no ended_at"):
            draw.check({name: value for name, value in record.items() if name != "ended_at"})


async def test_an_end_can_be_moved_to_an_earlier_time_only(manager: Visitor) -> None:
    # Given a raffle that ends early, When its end is moved, Then only an earlier time is taken
    raffle_id = await manager.create()
    for ended_at, status in ((LATE, 200), (EARLY, 200), (EARLY, 200), (LATE, 400)):
        answer = await end(manager, raffle_id, ended_at)
        assert answer.status_code == status
    assert fields(answer) == ["ended_at"]
    assert EARLY in answer.json()["errors"][0]["message"]
    assert len((await manager.get(f"/raffles/{raffle_id}/changes/")).json()) == 2


@pytest.mark.http
async def test_a_time_that_is_not_within_the_sale_is_refused(manager: Visitor) -> None:
    raffle_id = await manager.create(closes_at=FUTURE)
    for wrong in (None, 7, "", "soon", PAST, "2998-11-26T20:00:00", "2998-11-26T20:00:60Z", FUTURE):
        answer = await end(manager, raffle_id, wrong)
        assert (answer.status_code, problem(answer), fields(answer)) == (400, "invalid-request", ["ended_at"]), wrong
    assert "ended_at" not in (await manager.get(f"/raffles/{raffle_id}/")).json()


async def test_players_have_a_minute_of_notice(service: Service, manager: Visitor) -> None:
    # Given the clock of the store, When a raffle is to end in less than a minute, or before it opens, Then it does not
    now = now_ms(service)
    raffle_id = await manager.create(opens_at=shown(now + 3_600_000))
    for ended_at in (shown(now + 50_000), shown(now + 3_600_000)):
        assert fields(await end(manager, raffle_id, ended_at)) == ["ended_at"]
    assert (await end(manager, raffle_id, shown(now + 3_600_001))).status_code == 200


@pytest.mark.http
async def test_a_body_without_exactly_an_end_is_refused(manager: Visitor) -> None:
    raffle_id = await manager.create()
    for body in (b"", b"{}", b"null", b'{"ended_at": "2998-11-26T20:00:00Z", "closes_at": null}'):
        answer = await manager.post(f"/raffles/{raffle_id}/end/", content=body)
        assert (answer.status_code, problem(answer)) == (400, "invalid-request"), body


async def test_a_raffle_that_is_over_cannot_end(manager: Visitor, player: Visitor) -> None:
    # Given a raffle that sold out, When it is to end, before the draw and after it, Then it cannot
    raffle_id = await manager.create(1)
    await manager.claim_all(raffle_id, 1)
    for _ in range(2):
        refused = await end(manager, raffle_id, EARLY)
        assert (refused.status_code, problem(refused)) == (409, "cannot-end-early")
        await manager.post(f"/raffles/{raffle_id}/winners/")

    # And only managers can end a raffle, and only one that there is
    assert problem(await end(player, raffle_id, EARLY)) == "not-a-manager"
    await manager.delete(f"/raffles/{raffle_id}/")
    assert problem(await end(manager, raffle_id, EARLY)) == "raffle-deleted"
    assert problem(await end(manager, "no-raffle", EARLY)) == "raffle-not-found"


async def test_of_ends_at_the_same_time_the_earliest_stands(service: Service, manager: Visitor) -> None:
    # When managers end a raffle at the same time, Then the earliest end stands, and each change begins with the last
    raffle_id = await manager.create()
    ends = [f"2998-11-{day}T20:00:00.000Z" for day in range(10, 20)]
    answers = await asyncio.gather(*(end(manager, raffle_id, each) for each in ends))
    assert {answer.status_code for answer in answers} <= {200, 400}
    assert service.store.redis.hget(keys.raffle(raffle_id), "ended_at") == ends[0]
    changes = (await manager.get(f"/raffles/{raffle_id}/changes/")).json()
    assert [change["before"] for change in changes] == [*(change["after"] for change in changes[1:]), None]


async def test_a_worker_seals_a_raffle_that_has_ended(service: Service, manager: Visitor) -> None:
    # Given a raffle whose end has come, When nobody asks for anything, Then a worker seals it
    raffle_id = await manager.create(2)
    assert (await end(manager, raffle_id, EARLY)).status_code == 200
    service.store.redis.hset(keys.raffle(raffle_id), "ended_at", PAST)
    await until(lambda: service.store.redis.hexists(keys.raffle(raffle_id), "root"))
    raffle = (await manager.get(f"/raffles/{raffle_id}/")).json()
    assert (raffle["status"], raffle["withdrawn_tickets"]) == ("closed", 2)
