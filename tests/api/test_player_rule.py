"""PLAYER_IPV6_PREFIX (the size of the IPv6 network that is one player) may change during a raffle.

Even then, no player gets a second ticket.
"""

import httpx
import pytest

from tests.support.people import Visitor, problem
from tests.support.service import Service, Store, small_settings

pytestmark = pytest.mark.http

KEY = {"Idempotency-Key": "the-key-of-this-player"}


async def first_claim(manager: Visitor, raffle_id: str) -> httpx.Response:
    """Claim again until the service has made its first codes. Return the last answer."""
    while (answer := await manager.claim(raffle_id, "2001:db8:0:10::1", headers=KEY)).status_code == 503:
        pass
    return answer


@pytest.mark.parametrize(("before", "after"), [(64, 56), (56, 64)])
async def test_a_new_prefix_gives_nobody_a_second_ticket(store: Store, before: int, after: int) -> None:
    # Given a raffle in which an IPv6 player has claimed under one prefix
    with Service(small_settings(player_ipv6_prefix=before), store) as service:
        async with service.visitor() as manager:
            raffle_id = await manager.create(4)
            ticket = (await first_claim(manager, raffle_id)).json()

    # When the service starts again with another prefix
    with Service(small_settings(player_ipv6_prefix=after), store) as service:
        async with service.visitor() as manager:
            # Then the player gets the same ticket with the same key, and no ticket without the key
            again = await first_claim(manager, raffle_id)
            assert (again.status_code, again.json()) == (201, ticket)
            assert problem(await manager.claim(raffle_id, "2001:db8:0:10::2")) == "already-participated"

            # And an address in the next /64 network counts as the same player only if the first prefix was 56. (A /56
            # contains both networks)
            neighbour = await manager.claim(raffle_id, "2001:db8:0:11::1")
            assert neighbour.status_code == (201 if before == 64 else 403)

            # And an IPv4 player is one player, whatever the prefix is
            assert (await manager.claim(raffle_id, "198.51.100.1")).status_code == 201
            assert problem(await manager.claim(raffle_id, "::ffff:198.51.100.1")) == "already-participated"
