"""Races: an action that is allowed once succeeds only once, even when many requests come at the same time."""

import asyncio
from collections import Counter

from app.store import keys
from tests.support.people import Visitor, address, problem
from tests.support.service import Service


async def test_300_players_race_for_100_tickets(service: Service, manager: Visitor) -> None:
    # Given a raffle of 100 tickets
    raffle_id = await manager.create(100)

    # When 300 players claim at the same time
    answers = await asyncio.gather(*(manager.claim(raffle_id, address(place)) for place in range(300)))

    # Then 100 players get a ticket, each with a different number, and 200 players are refused as sold out
    assert Counter(answer.status_code for answer in answers) == {201: 100, 410: 200}
    tickets = [answer.json() for answer in answers if answer.status_code == 201]
    assert sorted(ticket["ticket_number"] for ticket in tickets) == list(range(1, 101))
    assert len({ticket["verification_code"] for ticket in tickets}) == 100

    # And the store has 100 players, 100 codes and an empty pool (no ticket can be claimed)
    key = f"raffle:{{{raffle_id}}}"
    assert service.store.redis.hlen(f"{key}:players") == service.store.redis.hlen(f"{key}:codes") == 100
    assert service.store.redis.scard(f"{key}:pool") == 0


async def test_one_player_races_32_times(service: Service, manager: Visitor) -> None:
    # Given a raffle with more tickets than one player may get
    raffle_id = await manager.create(100)

    # When one player claims 32 times at the same time
    answers = await asyncio.gather(*(manager.claim(raffle_id, "198.51.100.9") for _ in range(32)))

    # Then one claim gets a ticket, and 31 claims are refused because the player already has a ticket
    assert Counter(answer.status_code for answer in answers) == {201: 1, 403: 31}
    assert {problem(answer) for answer in answers if answer.status_code == 403} == {"already-participated"}
    assert service.store.redis.scard(f"raffle:{{{raffle_id}}}:pool") == 99


async def test_eight_managers_draw_at_the_same_time(service: Service, manager: Visitor) -> None:
    # Given a sold-out raffle
    raffle_id = await manager.create(30, [("Prize", 10)])
    await manager.claim_all(raffle_id, 30)

    # When eight managers draw at the same time
    answers = await asyncio.gather(*(manager.post(f"/raffles/{raffle_id}/winners/") for _ in range(8)))

    # Then one draw succeeds, and seven draws are refused because the raffle is already drawn
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 7}
    assert {problem(answer) for answer in answers if answer.status_code == 409} == {"already-drawn"}

    # And the list has the winners of the draw that succeeded
    drawn = next(answer for answer in answers if answer.status_code == 201).json()
    assert (await manager.get(f"/raffles/{raffle_id}/winners/")).json() == drawn
    assert service.store.redis.zcard(f"raffle:{{{raffle_id}}}:winners") == 10


async def test_draws_race_with_the_last_claims(manager: Visitor) -> None:
    # Given a raffle of ten tickets
    raffle_id = await manager.create(10)

    # When managers try to draw while players claim all tickets
    results = await asyncio.gather(
        *(manager.claim(raffle_id, address(place)) for place in range(10)),
        *(manager.post(f"/raffles/{raffle_id}/winners/") for _ in range(10)),
    )

    # Then every claim gets a ticket. At most one draw succeeds, and only after the last claim
    assert {answer.status_code for answer in results[:10]} == {201}
    draws = Counter(answer.status_code for answer in results[10:])
    assert draws[201] <= 1
    assert draws.keys() <= {201, 409}
    status = (await manager.get(f"/raffles/{raffle_id}/")).json()["status"]
    assert status == ("drawn" if draws[201] else "sold_out")


async def test_a_delete_races_with_claims(service: Service, manager: Visitor) -> None:
    # Given a raffle
    raffle_id = await manager.create(50)

    # When a manager deletes the raffle while players claim tickets
    results = await asyncio.gather(
        *(manager.claim(raffle_id, address(place)) for place in range(20)),
        manager.delete(f"/raffles/{raffle_id}/"),
        *(manager.claim(raffle_id, address(place)) for place in range(20, 40)),
    )

    # Then each claim gets a ticket or a problem. The store has only the tombstone (what is kept of a deleted raffle)
    # and the log
    assert {answer.status_code for answer in results} <= {201, 204, 410}
    assert results[20].status_code == 204
    assert set(service.store.redis.keys(f"*{raffle_id}*")) == {keys.raffle(raffle_id), keys.log(raffle_id)}
