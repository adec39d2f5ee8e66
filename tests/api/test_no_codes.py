"""Claims at a service that has no codes in reserve, and needs a long time to make (mint) a code."""

import time
from collections.abc import Iterator

import pytest

from tests.support.people import Visitor, problem
from tests.support.service import Service, Store, small_settings

pytestmark = pytest.mark.http


@pytest.fixture(scope="module")
def slow_service(store: Store) -> Iterator[Service]:
    """A service that has no reserve, and takes several seconds to mint a code."""
    with Service(small_settings(reserve_size=0, argon2_memory_kib=256 * 1024, argon2_time_cost=20), store) as running:
        yield running


async def test_a_claim_without_a_code_in_time_is_refused(slow_service: Service, manager: Visitor) -> None:
    # Given a raffle, and a service that cannot mint a code within the time limit
    raffle_id = await manager.create(1)
    async with slow_service.visitor() as player:
        # When a player claims a ticket
        answer = await player.claim(raffle_id, "10.0.0.1")

        # Then the answer says when to try again, and no ticket was claimed
        assert answer.status_code == 503
        assert problem(answer) == "no-codes-left"
        assert int(answer.headers["retry-after"]) >= 1
        assert (await player.get(f"/raffles/{raffle_id}/")).json()["available_tickets"] == 1


async def test_a_claim_that_gets_no_ticket_does_not_wait_for_a_code(slow_service: Service, manager: Visitor) -> None:
    # Given a sold-out raffle, whose only ticket belongs to the player at 10.0.0.0
    raffle_id = await manager.create(1)
    await manager.claim_all(raffle_id, 1)
    async with slow_service.visitor() as player:
        # When this player and another player claim, and the service has no codes
        began = time.monotonic()
        answers = [await player.claim(raffle_id, address) for address in ("10.0.0.0", "10.0.0.1")]

        # Then both claims are refused, and neither waits for a code
        assert [problem(answer) for answer in answers] == ["already-participated", "sold-out"]
        assert time.monotonic() - began < 1
