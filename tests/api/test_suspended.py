"""A raffle that waits after a restore: its claims and its draw are refused until a manager resumes it."""

from collections.abc import Iterator

import pytest

from app.service.restores import suspend_all
from tests.support.people import Visitor, address, problem
from tests.support.service import Service, Store, small_settings


@pytest.fixture(scope="module")
def service(own_store: Store) -> Iterator[Service]:
    """A service on a store of its own, because a restore concerns every raffle of a store."""
    with Service(small_settings(), own_store) as running:
        yield running.wait_for_codes()


async def restore(service: Service) -> None:
    """End the restore of the store of a service."""
    client = service.store.connect()
    await suspend_all(client)
    await client.aclose()


async def test_a_manager_resumes_a_raffle(service: Service, manager: Visitor, player: Visitor) -> None:
    # Given a raffle in the middle of its sale, and a restore
    raffle_id = await manager.create(2)
    await manager.claim_all(raffle_id, 1)
    await restore(service)

    # When a claim and a draw come, Then both are refused, and the raffle says why
    for answer in (await manager.claim(raffle_id, address(5)), await manager.post(f"/raffles/{raffle_id}/winners/")):
        assert (answer.status_code, problem(answer)) == (409, "suspended")
    raffle = (await manager.get(f"/raffles/{raffle_id}/")).json()
    assert (raffle["status"], raffle["available_tickets"]) == ("suspended", 1)

    # When somebody else resumes it, Then it waits on
    assert problem(await player.post(f"/raffles/{raffle_id}/resume/")) == "not-a-manager"
    assert (await manager.claim(raffle_id, address(5))).status_code == 409

    # When a manager resumes it, Then it goes on
    answer = await manager.post(f"/raffles/{raffle_id}/resume/")
    assert (answer.status_code, answer.json()) == (200, raffle | {"status": "open"})
    assert (await manager.claim(raffle_id, address(5))).status_code == 201
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201
    assert (await manager.get(f"/raffles/{raffle_id}/draw/")).json()["incarnation"] == 1


async def test_only_a_suspended_raffle_is_resumed(manager: Visitor) -> None:
    # When a manager resumes an open raffle, and one that does not exist, Then both are refused
    raffle_id = await manager.create(1)
    assert problem(await manager.post(f"/raffles/{raffle_id}/resume/")) == "not-suspended"
    absent = "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11"
    assert problem(await manager.post(f"/raffles/{absent}/resume/")) == "raffle-not-found"
