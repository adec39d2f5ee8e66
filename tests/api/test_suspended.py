"""A raffle that is suspended after a restore: claims and draws are refused until a manager resumes it."""

from collections.abc import Iterator

import pytest

from tests.support.parts import suspend_all
from tests.support.people import Visitor, address, problem
from tests.support.service import Service, Store, small_settings


@pytest.fixture(scope="module")
def service(own_store: Store) -> Iterator[Service]:
    """A service with its own store, because a restore suspends every raffle in a store."""
    with Service(small_settings(), own_store) as running:
        yield running.wait_for_codes()


async def restore(service: Service) -> None:
    """Suspend all raffles in the store of a service, as a restore does at its end."""
    client = service.store.connect()
    await suspend_all(client)
    await client.aclose()


async def test_a_manager_resumes_a_raffle(service: Service, manager: Visitor, player: Visitor) -> None:
    # Given a raffle in the middle of its sale, and then a restore of its store
    raffle_id = await manager.create(2)
    await manager.claim_all(raffle_id, 1)
    await restore(service)

    # When somebody claims or draws, Then the answer is the problem suspended. The raffle has the status suspended
    for answer in (await manager.claim(raffle_id, address(5)), await manager.post(f"/raffles/{raffle_id}/winners/")):
        assert (answer.status_code, problem(answer)) == (409, "suspended")
    raffle = (await manager.get(f"/raffles/{raffle_id}/")).json()
    assert (raffle["status"], raffle["available_tickets"]) == ("suspended", 1)

    # When a player resumes the raffle, Then the raffle stays suspended
    assert problem(await player.post(f"/raffles/{raffle_id}/resume/")) == "not-a-manager"
    assert (await manager.claim(raffle_id, address(5))).status_code == 409

    # When a manager resumes the raffle, Then claims and draws succeed
    answer = await manager.post(f"/raffles/{raffle_id}/resume/")
    assert (answer.status_code, answer.json()) == (200, raffle | {"status": "open"})
    assert (await manager.claim(raffle_id, address(5))).status_code == 201
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201
    assert (await manager.get(f"/raffles/{raffle_id}/draw/")).json()["incarnation"] == 1


async def test_only_a_suspended_raffle_is_resumed(manager: Visitor) -> None:
    # When a manager resumes an open raffle or an unknown raffle, Then the request is refused
    raffle_id = await manager.create(1)
    assert problem(await manager.post(f"/raffles/{raffle_id}/resume/")) == "not-suspended"
    absent = "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11"
    assert problem(await manager.post(f"/raffles/{absent}/resume/")) == "raffle-not-found"
