"""A raffle that is damaged: its claims and its draw are refused, it is shown as damaged, and other raffles go on."""

import pytest

from app.store import keys
from tests.support.people import Visitor, address, problem
from tests.support.service import Service


async def test_a_raffle_without_its_pool_is_not_drawn(service: Service, manager: Visitor) -> None:
    # Given a raffle of twenty tickets, three of them claimed, and another raffle
    raffle_id, other = await manager.create(20), await manager.create(1)
    await manager.claim_all(raffle_id, 3)

    # When the store loses the pool, so that no ticket seems to be left
    service.store.redis.delete(keys.pool(raffle_id))

    # Then no winner is drawn, and no claim is taken
    for answer in (await manager.post(f"/raffles/{raffle_id}/winners/"), await manager.claim(raffle_id, address(9))):
        assert (answer.status_code, problem(answer)) == (503, "raffle-damaged")
        assert answer.headers["retry-after"] == "60"

    # And the raffle and the list say that it is damaged
    raffle = (await manager.get(f"/raffles/{raffle_id}/")).json()
    assert (raffle["status"], raffle["available_tickets"], raffle["name"]) == ("damaged", 0, "Fair")
    assert raffle in (await manager.get("/raffles/?limit=2")).json()

    # And the other raffle is drawn as ever
    await manager.claim_all(other, 1)
    assert (await manager.post(f"/raffles/{other}/winners/")).status_code == 201


@pytest.mark.parametrize("lost", [keys.pool, keys.players, keys.codes], ids=["pool", "players", "codes"])
async def test_each_lost_key_shows(service: Service, manager: Visitor, lost: object) -> None:
    # Given a raffle with one of its two tickets claimed
    raffle_id = await manager.create(2)
    await manager.claim_all(raffle_id, 1)

    # When one of its keys is lost, Then the raffle is damaged
    assert callable(lost)
    service.store.redis.delete(lost(raffle_id))
    assert (await manager.claim(raffle_id, address(9))).status_code == 503
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["status"] == "damaged"


async def test_a_code_of_a_refused_claim_is_used_by_the_next(service: Service, manager: Visitor) -> None:
    # Given a damaged raffle
    raffle_id = await manager.create(2)
    pool = keys.pool(raffle_id)
    service.store.redis.srem(pool, 2)
    assert (await manager.claim(raffle_id, address(1))).status_code == 503

    # When the operator repairs it, Then it goes on by itself
    service.store.redis.sadd(pool, 2)
    assert (await manager.claim(raffle_id, address(1))).status_code == 201


async def test_after_the_draw_the_players_expire_without_damage(service: Service, manager: Visitor) -> None:
    # Given a drawn raffle
    raffle_id = await manager.create(1)
    await manager.claim_all(raffle_id, 1)
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201

    # When its players have expired, Then it is drawn as before
    service.store.redis.delete(keys.players(raffle_id), keys.receipts(raffle_id))
    listed = (await manager.get("/raffles/?limit=1")).json()
    assert [(raffle["id"], raffle["status"]) for raffle in listed] == [(raffle_id, "drawn")]
    assert (await manager.get(f"/raffles/{raffle_id}/draw/")).status_code == 200
