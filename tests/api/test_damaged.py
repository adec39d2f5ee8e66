"""A damaged raffle is shown as damaged, and its draw is refused. Other raffles work as before.

Claims of a damaged raffle are refused only if they need what is damaged.
"""

import logging
from collections.abc import Callable
from typing import Any

import pytest

from app.store import keys
from tests.support.people import Visitor, address, new_raffle, problem
from tests.support.service import Service

ODD: dict[str, Callable[[Any, str], object]] = {
    "a foreign type": lambda redis, key: (redis.delete(key), redis.set(key, "text")),
    "a pool of a foreign type": lambda redis, key: (redis.delete(f"{key}:pool"), redis.set(f"{key}:pool", "text")),
    "no total_tickets": lambda redis, key: redis.hdel(key, "total_tickets"),
    "total_tickets is no number": lambda redis, key: redis.hset(key, "total_tickets", "many"),
    "no filled": lambda redis, key: redis.hdel(key, "filled"),
    "filled is no number": lambda redis, key: redis.hset(key, "filled", "all"),
}
"""Ways in which another program can make a raffle unreadable. In each case, a claim notices the damage."""

ODD_TO_READERS: dict[str, Callable[[Any, str], object]] = {
    "no name": lambda redis, key: redis.hdel(key, "name"),
    "no prizes": lambda redis, key: redis.hdel(key, "prizes"),
    "prizes are no JSON": lambda redis, key: redis.hset(key, "prizes", "[{"),
    "a prize without an amount": lambda redis, key: redis.hset(key, "prizes", '[{"name":"Book"}]'),
    "more prizes than tickets": lambda redis, key: redis.hset(key, "prizes", '[{"name":"Book","amount":9}]'),
    "no created_at": lambda redis, key: redis.hdel(key, "created_at"),
    "created_at is no time": lambda redis, key: redis.hset(key, "created_at", "now\r\n"),
    "no entropy_source": lambda redis, key: redis.hdel(key, "entropy_source"),
}
"""Ways to make a raffle unreadable for reads and for the draw. Claims still succeed: they need none of these fields."""


async def test_a_raffle_without_its_pool_is_not_drawn(service: Service, manager: Visitor) -> None:
    # Given a raffle of twenty tickets, three of them claimed, and a second raffle
    raffle_id, other = await manager.create(20), await manager.create(1)
    await manager.claim_all(raffle_id, 3)

    # When the store loses the pool (the tickets that nobody has claimed), so that the pool looks empty
    service.store.redis.delete(keys.pool(raffle_id))

    # Then the draw and a claim are refused
    for answer in (await manager.post(f"/raffles/{raffle_id}/winners/"), await manager.claim(raffle_id, address(9))):
        assert (answer.status_code, problem(answer)) == (503, "raffle-damaged")
        assert answer.headers["retry-after"] == "60"

    # And the raffle itself and the list of raffles say that the raffle is damaged
    raffle = (await manager.get(f"/raffles/{raffle_id}/")).json()
    assert (raffle["status"], raffle["available_tickets"], raffle["name"]) == ("damaged", 0, "Fair")
    assert raffle in (await manager.get("/raffles/?limit=2")).json()

    # And the second raffle can be drawn
    await manager.claim_all(other, 1)
    assert (await manager.post(f"/raffles/{other}/winners/")).status_code == 201


@pytest.mark.parametrize("lost", [keys.pool, keys.players, keys.codes], ids=["pool", "players", "codes"])
async def test_a_raffle_that_lost_a_key_is_damaged(service: Service, manager: Visitor, lost: object) -> None:
    # Given a raffle with one of its two tickets claimed
    raffle_id = await manager.create(2)
    await manager.claim_all(raffle_id, 1)

    # When the store loses one key of the raffle, Then the raffle is damaged
    assert callable(lost)
    service.store.redis.delete(lost(raffle_id))
    assert (await manager.claim(raffle_id, address(9))).status_code == 503
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["status"] == "damaged"


async def test_the_code_of_a_refused_claim_goes_to_the_next_claim(service: Service, manager: Visitor) -> None:
    # Given a damaged raffle, and a claim that was refused
    raffle_id = await manager.create(2)
    pool = keys.pool(raffle_id)
    service.store.redis.srem(pool, 2)
    assert (await manager.claim(raffle_id, address(1))).status_code == 503

    # When the operator repairs the raffle, Then claims get tickets again, without a restart
    service.store.redis.sadd(pool, 2)
    assert (await manager.claim(raffle_id, address(1))).status_code == 201


async def test_a_drawn_raffle_is_not_damaged_when_its_players_expire(service: Service, manager: Visitor) -> None:
    # Given a drawn raffle
    raffle_id = await manager.create(1)
    await manager.claim_all(raffle_id, 1)
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201

    # When the list of players has expired, Then the raffle is still drawn and not damaged
    service.store.redis.delete(keys.players(raffle_id), keys.receipts(raffle_id))
    listed = (await manager.get("/raffles/?limit=1")).json()
    assert [(raffle["id"], raffle["status"]) for raffle in listed] == [(raffle_id, "drawn")]
    assert (await manager.get(f"/raffles/{raffle_id}/draw/")).status_code == 200


async def test_a_sold_out_raffle_is_not_damaged_when_its_players_expire(service: Service, manager: Visitor) -> None:
    # Given a raffle that is sold out and not drawn
    raffle_id = await manager.create(2)
    tickets = await manager.claim_all(raffle_id, 2)

    # When the list of players has expired, Then the raffle is still sold out. A claim of a player who was in this list
    # is refused with `sold-out`
    service.store.redis.delete(keys.players(raffle_id), keys.receipts(raffle_id))
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["status"] == "sold_out"
    assert problem(await manager.claim(raffle_id, address(0))) == "sold-out"

    # And the raffle can be drawn, and the codes still match
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201
    check = {key: tickets[0][key] for key in ("ticket_number", "verification_code")}
    assert (await manager.post(f"/raffles/{raffle_id}/verify-ticket/", check)).status_code == 200


@pytest.mark.parametrize("how", [*ODD, *ODD_TO_READERS])
@pytest.mark.http
async def test_an_unreadable_raffle_is_shown_as_damaged(service: Service, manager: Visitor, how: str) -> None:
    # Given two raffles, and a third raffle that another program has damaged after its ticket was claimed
    older, raffle_id, newer = [await manager.create(1) for _ in range(3)]
    await manager.claim_all(raffle_id, 1)
    (ODD | ODD_TO_READERS)[how](service.store.redis, keys.raffle(raffle_id))

    # When somebody lists the raffles, Then the damaged raffle has only its id and its status
    damaged = {"id": raffle_id, "status": "damaged"}
    listed = (await manager.get("/raffles/?limit=3")).json()
    assert [raffle["id"] for raffle in listed] == [newer, raffle_id, older]
    assert listed[1] == damaged

    # And the damaged raffle cannot be drawn or resumed, and has no winners and no draw record
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).json()["type"] == "/problems/raffle-damaged"
    for path in ("winners/", "draw/"):
        assert (await manager.get(f"/raffles/{raffle_id}/{path}")).status_code in {409, 503}
    assert problem(await manager.post(f"/raffles/{raffle_id}/resume/")) == "raffle-damaged"
    if how in ODD:
        assert problem(await manager.claim(raffle_id, address(7))) == "raffle-damaged"
    assert (await manager.get(f"/raffles/{raffle_id}/")).json() == damaged

    # And a manager can delete the damaged raffle
    assert (await manager.delete(f"/raffles/{raffle_id}/")).status_code == 204
    assert [raffle["id"] for raffle in (await manager.get("/raffles/?limit=2")).json()] == [newer, older]


@pytest.mark.parametrize("missing", ["seed", "entropy", "algorithm"])
@pytest.mark.http
async def test_a_draw_that_lost_a_field_is_not_shown(service: Service, manager: Visitor, missing: str) -> None:
    # Given a drawn raffle that has lost a field of its draw
    raffle_id = await manager.create(1)
    (ticket,) = await manager.claim_all(raffle_id, 1)
    await manager.post(f"/raffles/{raffle_id}/winners/")
    service.store.redis.hdel(keys.raffle(raffle_id), missing)

    # When somebody asks for the winners or the record, or checks a ticket, Then the answer is raffle-damaged
    check = {key: ticket[key] for key in ("ticket_number", "verification_code")}
    for answer in (
        await manager.get(f"/raffles/{raffle_id}/winners/"),
        await manager.get(f"/raffles/{raffle_id}/draw/"),
        await manager.post(f"/raffles/{raffle_id}/verify-ticket/", check),
    ):
        assert (answer.status_code, problem(answer)) == (503, "raffle-damaged")


@pytest.mark.http
async def test_a_damaged_raffle_is_logged_once(
    service: Service, manager: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    # Given a raffle without a name
    raffle_id = await manager.create(1)
    service.store.redis.hdel(keys.raffle(raffle_id), "name")

    # When somebody reads the list three times, Then the log has only one line, which says what is wrong with the raffle
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            await manager.get("/raffles/")
    lines = [record.getMessage() for record in caplog.records if raffle_id in record.getMessage()]
    assert lines == [f"raffle {raffle_id} is damaged: Object missing required field `name`"]


async def test_a_name_that_is_not_utf_8_does_not_damage_the_list(service: Service, manager: Visitor) -> None:
    # Given a raffle whose name is not valid UTF-8
    raffle_id = await manager.create(1)
    service.store.redis.hset(keys.raffle(raffle_id), "name", b"\xff")

    # When somebody lists the raffles, Then the name has a replacement character, and all raffles are listed
    assert (await manager.get("/raffles/?limit=1")).json()[0]["name"] == "\ufffd"


async def test_a_creation_is_not_replayed_after_its_raffle_was_damaged(service: Service, manager: Visitor) -> None:
    # Given a raffle that was created with an Idempotency-Key. After this, another program replaced the hash of the
    # raffle in the store by a text
    headers = {"Idempotency-Key": "a-key-of-the-manager"}
    raffle_id = (await manager.post("/raffles/", new_raffle(), headers=headers)).json()["id"]
    ODD["a foreign type"](service.store.redis, keys.raffle(raffle_id))

    # When the manager sends the creation again, Then the service refuses it
    assert problem(await manager.post("/raffles/", new_raffle(), headers=headers)) == "raffle-damaged"


def test_the_document_describes_two_kinds_of_damaged_raffles(service: Service) -> None:
    # When the document describes a damaged raffle that has only an id and a status, Then the schema of such a raffle
    # allows no other field
    schema = service.openapi["components"]["schemas"]["DamagedRaffle"]
    assert (set(schema["required"]), schema["additionalProperties"]) == ({"id", "status"}, False)
