"""The clock of the store decides whether a raffle is scheduled, open or closed. So no timer changes the status."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from app.domain.terms import shown
from app.store import keys
from tests.support.people import NO_TLS, Visitor, new_raffle, problem
from tests.support.service import Service

PAST, FUTURE = "2020-11-26T20:00:00.000Z", "2999-11-26T20:00:00.000Z"


def now_ms(service: Service) -> int:
    """Return the time of the store in milliseconds since 1970."""
    seconds, microseconds = service.store.redis.time()
    return seconds * 1000 + microseconds // 1000


def change(service: Service, raffle_id: str, **fields: str) -> None:
    """Write fields of a raffle directly into the store, so that a test need not wait for a time."""
    for name, text in fields.items():
        service.store.redis.hset(keys.raffle(raffle_id), name, text)


async def state_of(visitor: Visitor, raffle_id: str) -> tuple[str, int]:
    raffle = (await visitor.get(f"/raffles/{raffle_id}/")).json()
    return raffle["status"], raffle["available_tickets"]


async def test_a_raffle_opens_and_closes_by_the_clock(service: Service, manager: Visitor) -> None:
    # Given a raffle that opens after 0.6 s and closes after 2.4 s. Even on a busy machine, this is time enough for a
    # claim
    begin = now_ms(service)
    times: dict[str, Any] = {"opens_at": shown(begin + 600), "closes_at": shown(begin + 2400)}
    raffle_id = await manager.create(3, **times)
    states = [await state_of(manager, raffle_id)]
    first = await manager.claim(raffle_id, "10.0.0.1")
    assert (first.status_code, problem(first), first.headers["Retry-After"]) == (409, "not-open-yet", "1")

    # When the raffle opens and then closes
    async for status in events(service, raffle_id):
        if status == "open" and len(states) == 1:
            states.append(await state_of(manager, raffle_id))
            ticket = await manager.claim(raffle_id, "10.0.0.1", headers={"Idempotency-Key": "a-key-of-this-player"})
            assert ticket.status_code == 201
            opened = now_ms(service)
        if status == "closed":
            break
    closed = now_ms(service)

    # Then a client that watches sees each status within a second
    assert opened - (begin + 600) < 1000
    assert closed - (begin + 2400) < 1000
    states.append(await state_of(manager, raffle_id))
    assert states == [("scheduled", 3), ("open", 3), ("closed", 0)]

    # And after the close, a new player gets no ticket. A player who has a ticket gets the same ticket with the same key
    refused = await manager.claim(raffle_id, "10.0.0.2")
    assert (refused.status_code, problem(refused)) == (410, "closed")
    again = await manager.claim(raffle_id, "10.0.0.1", headers={"Idempotency-Key": "a-key-of-this-player"})
    assert (again.status_code, again.json()) == (201, ticket.json())

    # And the pool still has the tickets that nobody claimed
    assert service.store.redis.scard(keys.pool(raffle_id)) == 2


async def events(service: Service, raffle_id: str) -> AsyncIterator[str]:
    """Yield the status in each event of a raffle."""
    async with httpx.AsyncClient(timeout=20, trust_env=False, verify=NO_TLS) as http:
        headers = {"X-Forwarded-For": "10.0.0.9"}
        async with http.stream("GET", f"{service.url}/raffles/{raffle_id}/events/", headers=headers) as answer:
            async for line in answer.aiter_lines():
                if line.startswith("data: {"):
                    yield json.loads(line.removeprefix("data: "))["status"]


async def test_a_raffle_that_sold_out_before_closing_stays_sold_out(service: Service, manager: Visitor) -> None:
    # Given a raffle that sold out before its closing time
    raffle_id = await manager.create(2, closes_at=FUTURE)
    await manager.claim_all(raffle_id, 2)

    # When its closing time comes, Then its status is still sold_out
    change(service, raffle_id, closes_at=PAST)
    assert await state_of(manager, raffle_id) == ("sold_out", 0)
    assert problem(await manager.claim(raffle_id, "10.9.9.9")) == "sold-out"


async def test_a_sealed_raffle_stays_closed_when_the_clock_is_set_back(service: Service, manager: Visitor) -> None:
    # Given a sealed raffle (its tickets are fixed) that has closed with unclaimed tickets. Somebody set the clock of
    # the store back, so that its opening is in the future
    raffle_id = await manager.create(2, opens_at=FUTURE)
    change(service, raffle_id, root="f" * 64)

    # When somebody reads the raffle or claims a ticket, Then the raffle is closed
    assert await state_of(manager, raffle_id) == ("closed", 0)
    assert problem(await manager.claim(raffle_id, "10.9.9.9")) == "closed"


@pytest.mark.parametrize(("times", "status"), [({"opens_at": FUTURE}, "scheduled"), ({"closes_at": PAST}, "closed")])
async def test_the_list_can_be_filtered_for_scheduled_and_closed_raffles(
    service: Service, manager: Visitor, times: dict[str, Any], status: str
) -> None:
    # Given two raffles: one that is scheduled or closed, and one that is open
    raffle_id, other = await manager.create(2), await manager.create(2)
    change(service, raffle_id, **times)

    # When somebody filters the list by the status of the first raffle, Then the list has the first raffle, but not the
    # open one
    listed = [raffle["id"] for raffle in (await manager.get(f"/raffles/?status={status}&limit=1000")).json()]
    assert raffle_id in listed
    assert other not in listed


async def test_a_player_learns_when_a_raffle_opens(service: Service, manager: Visitor) -> None:
    # Given a raffle that opens in an hour
    opens_at = shown(now_ms(service) + 3_600_000)
    answer = await manager.post("/raffles/", new_raffle(opens_at=opens_at))

    # When somebody claims, Then the answer says in how many seconds the raffle opens
    refused = await manager.claim(answer.json()["id"], "10.0.0.1")
    assert problem(refused) == "not-open-yet"
    assert 3540 <= int(refused.headers["Retry-After"]) <= 3600


async def test_a_raffle_whose_times_cannot_be_read_is_damaged(service: Service, manager: Visitor) -> None:
    # Given a raffle, When another program writes a closing time in a wrong form, Then the raffle is damaged
    raffle_id = await manager.create(2)
    change(service, raffle_id, closes_at="tomorrow")
    assert (await manager.get(f"/raffles/{raffle_id}/")).json() == {"id": raffle_id, "status": "damaged"}
    assert problem(await manager.claim(raffle_id, "10.0.0.1")) == "raffle-damaged"
