"""PLAYERS_PER_IPV6_48 limits how many players of one IPv6 /48 network get a ticket of a raffle.

Each /64 network is a player, and a /48 has 65,536 such networks. One person can have a /48, and so be 65,536 players.
"""

from collections.abc import Iterator

import pytest

from tests.support.people import Visitor, problem
from tests.support.service import Service, Store, small_settings

pytestmark = pytest.mark.http

KEY = {"Idempotency-Key": "the-key-of-this-player"}


@pytest.fixture
def service(store: Store) -> Iterator[Service]:
    with Service(small_settings(players_per_ipv6_48=2), store) as running:
        yield running


async def claim(
    manager: Visitor, raffle_id: str, address: str, headers: dict[str, str] | None = None
) -> tuple[int, str]:
    """Claim again until the service has a code for the claim. Return the status and the problem of the last answer."""
    while (answer := await manager.claim(raffle_id, address, headers=headers or {})).status_code == 503:
        pass
    return answer.status_code, problem(answer) if answer.status_code != 201 else ""


async def test_a_network_gets_at_most_the_allowed_number_of_tickets(service: Service) -> None:
    async with service.visitor() as manager:
        # Given a raffle, and an IPv6 /48 whose players have reached the limit
        raffle_id = await manager.create(9)
        assert await claim(manager, raffle_id, "2001:db8:0:1::1", KEY) == (201, "")
        assert await claim(manager, raffle_id, "2001:db8:0:2::1") == (201, "")

        # When one more player of this /48 claims, Then the claim is refused, and no ticket is taken
        assert await claim(manager, raffle_id, "2001:db8:0:3::1") == (403, "network-full")
        assert (await manager.get(f"/raffles/{raffle_id}/")).json()["available_tickets"] == 7

        # And IPv4 players, and a player of another IPv6 /48, can still claim
        assert await claim(manager, raffle_id, "2001:db8:1:1::1") == (201, "")
        for last in range(4):
            assert await claim(manager, raffle_id, f"198.51.100.{last}") == (201, "")

        # And a player of this /48 who has a ticket gets the same ticket with the same key
        assert await claim(manager, raffle_id, "2001:db8:0:1::1", KEY) == (201, "")

        # And if a player of this /48 who has a ticket sends no key, Then the claim is refused as a second claim
        assert await claim(manager, raffle_id, "2001:db8:0:2::1") == (403, "already-participated")
