"""A manager ends a raffle early. After this end, the raffle is closed, as it would be after `closes_at`."""

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
    # Given a visitor who has read a raffle and has then claimed a ticket
    raffle_id = await manager.create(3, **times)
    before = (await player.get(f"/raffles/{raffle_id}/")).json()
    ticket = (await player.claim(raffle_id)).json()

    # When a manager sets an end in the future, Then everybody sees the end. The raffle is still open, and its terms (a
    # hash of what was announced) are the same
    answer = await end(manager, raffle_id, "2998-11-26T21:00:00+01:00")
    raffle = (await player.get(f"/raffles/{raffle_id}/")).json()
    assert (answer.status_code, answer.json()) == (200, raffle)
    assert (raffle["ended_at"], raffle["status"], raffle["terms"]) == (EARLY, "open", before["terms"])
    (change,) = (await player.get(f"/raffles/{raffle_id}/changes/")).json()
    assert (change["field"], change["before"], change["after"]) == ("ended_at", None, EARLY)
    log = (await manager.get(f"/raffles/{raffle_id}/log/")).json()
    assert [line["act"] for line in log] == ["created", "ended"]

    # And when the end has come, Then claims are refused as closed, and the raffle is in the list of closed raffles
    service.store.redis.hset(keys.raffle(raffle_id), "ended_at", PAST)
    refused = await manager.claim(raffle_id, "10.0.0.9")
    assert (refused.status_code, problem(refused)) == (410, "closed")
    closed = (await player.get("/raffles/?status=closed&limit=1000")).json()
    assert [(each["available_tickets"]) for each in closed if each["id"] == raffle_id] == [0]

    # And the winners are drawn from the claimed tickets. The program that checks records confirms the record. If
    # `ended_at` is removed from the record, the program refuses it
    drawn = await manager.post(f"/raffles/{raffle_id}/winners/")
    assert [winner["ticket_number"] for winner in drawn.json()] == [ticket["ticket_number"]]
    record = (await player.get(f"/raffles/{raffle_id}/draw/")).json()
    assert record["ended_at"] == PAST
    assert draw.check(record) == [ticket["ticket_number"]]
    if not times:
        with pytest.raises(ValueError, match="no ended_at"):
            draw.check({name: value for name, value in record.items() if name != "ended_at"})


async def test_an_end_can_be_moved_to_an_earlier_time_only(manager: Visitor) -> None:
    # Given a raffle that ends early, When a manager moves this end, Then only an earlier end is accepted
    raffle_id = await manager.create()
    for ended_at, status in ((LATE, 200), (EARLY, 200), (EARLY, 200), (LATE, 400)):
        answer = await end(manager, raffle_id, ended_at)
        assert answer.status_code == status
    assert fields(answer) == ["ended_at"]
    assert EARLY in answer.json()["errors"][0]["message"]
    assert len((await manager.get(f"/raffles/{raffle_id}/changes/")).json()) == 2


@pytest.mark.http
async def test_a_time_that_is_not_within_the_sale_is_refused(manager: Visitor) -> None:
    # Given a raffle with a closing time
    raffle_id = await manager.create(closes_at=FUTURE)

    # When a manager sends as its early end no time, a time in the past or the closing time itself, Then the request is
    # refused, and the raffle has no early end
    for wrong in (None, 7, "", "soon", PAST, "2998-11-26T20:00:00", "2998-11-26T20:00:60Z", FUTURE):
        answer = await end(manager, raffle_id, wrong)
        assert (answer.status_code, problem(answer), fields(answer)) == (400, "invalid-request", ["ended_at"]), wrong
    assert "ended_at" not in (await manager.get(f"/raffles/{raffle_id}/")).json()


async def test_an_early_end_must_be_more_than_a_minute_away_and_after_the_opening(
    service: Service, manager: Visitor
) -> None:
    # Given a raffle that opens in an hour. When a manager sets an end within the next minute, or an end that is not
    # after the opening, Then the request is refused
    now = now_ms(service)
    raffle_id = await manager.create(opens_at=shown(now + 3_600_000))
    for ended_at in (shown(now + 50_000), shown(now + 3_600_000)):
        assert fields(await end(manager, raffle_id, ended_at)) == ["ended_at"]
    assert (await end(manager, raffle_id, shown(now + 3_600_001))).status_code == 200


@pytest.mark.http
async def test_a_body_with_anything_but_an_end_is_refused(manager: Visitor) -> None:
    # When the body of the request lacks the end, or has another field, Then the request is refused
    raffle_id = await manager.create()
    for body in (b"", b"{}", b"null", b'{"ended_at": "2998-11-26T20:00:00Z", "closes_at": null}'):
        answer = await manager.post(f"/raffles/{raffle_id}/end/", content=body)
        assert (answer.status_code, problem(answer)) == (400, "invalid-request"), body


async def test_a_raffle_that_is_over_cannot_end_early(manager: Visitor, player: Visitor) -> None:
    # Given a sold-out raffle, When a manager ends it before or after its draw, Then the request is refused
    raffle_id = await manager.create(1)
    await manager.claim_all(raffle_id, 1)
    for _ in range(2):
        refused = await end(manager, raffle_id, EARLY)
        assert (refused.status_code, problem(refused)) == (409, "cannot-end-early")
        await manager.post(f"/raffles/{raffle_id}/winners/")

    # And only managers can end a raffle, and the raffle must exist
    assert problem(await end(player, raffle_id, EARLY)) == "not-a-manager"
    await manager.delete(f"/raffles/{raffle_id}/")
    assert problem(await end(manager, raffle_id, EARLY)) == "raffle-deleted"
    assert problem(await end(manager, "no-raffle", EARLY)) == "raffle-not-found"


async def test_the_earliest_of_several_ends_wins(service: Service, manager: Visitor) -> None:
    # When managers set different ends at the same time, Then the service stores the earliest end. In the list of
    # changes, each change begins with the end of the change before it
    raffle_id = await manager.create()
    ends = [f"2998-11-{day}T20:00:00.000Z" for day in range(10, 20)]
    answers = await asyncio.gather(*(end(manager, raffle_id, each) for each in ends))
    assert {answer.status_code for answer in answers} <= {200, 400}
    assert service.store.redis.hget(keys.raffle(raffle_id), "ended_at") == ends[0]
    changes = (await manager.get(f"/raffles/{raffle_id}/changes/")).json()
    assert [change["before"] for change in changes] == [*(change["after"] for change in changes[1:]), None]


async def test_a_worker_seals_a_raffle_that_has_ended(service: Service, manager: Visitor) -> None:
    # Given a raffle whose end has come, When nobody draws this raffle, Then a worker seals it anyway (it fixes the
    # tickets)
    raffle_id = await manager.create(2)
    assert (await end(manager, raffle_id, EARLY)).status_code == 200
    service.store.redis.hset(keys.raffle(raffle_id), "ended_at", PAST)
    await until(lambda: service.store.redis.hexists(keys.raffle(raffle_id), "root"))
    raffle = (await manager.get(f"/raffles/{raffle_id}/")).json()
    assert (raffle["status"], raffle["withdrawn_tickets"]) == ("closed", 2)
