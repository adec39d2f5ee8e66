"""Who sends a request. The address decides who is a player or a manager, and forged headers change nothing."""

from collections.abc import Iterator
from ipaddress import ip_network

import pytest

from tests.support.people import Visitor, fields, new_raffle, problem
from tests.support.service import Service, Store, small_settings


@pytest.fixture(scope="module")
def without_proxy(store: Store) -> Iterator[Service]:
    """A service that trusts no proxy. This machine is not one of its managers."""
    settings = small_settings(
        manager_ips=(ip_network("192.0.2.1"), ip_network("10.0.0.0/8")), forwarded_allow_ips=(), reserve_size=4
    )
    with Service(settings, store) as running:
        yield running


@pytest.fixture(scope="module")
def behind_a_proxy(store: Store) -> Iterator[Service]:
    """A service behind a proxy on this machine. It has two networks of managers, and each /56 network is one player."""
    settings = small_settings(
        manager_ips=(ip_network("10.1.0.0/16"), ip_network("2001:db8:5::/48")), player_ipv6_prefix=56, reserve_size=4
    )
    with Service(settings, store) as running:
        yield running


FORGED = ["192.0.2.1", "10.0.0.1", "10.0.0.1, 127.0.0.1", "127.0.0.1, 10.0.0.1"]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP"])
@pytest.mark.parametrize("forged", FORGED)
async def test_a_forged_address_makes_nobody_a_manager(without_proxy: Service, header: str, forged: str) -> None:
    # When a client that is no trusted proxy sends the address of a manager in a header
    value = f"for={forged}" if header == "Forwarded" else forged
    async with without_proxy.visitor() as visitor:
        answer = await visitor.post("/raffles/", new_raffle(), headers={header: value})

    # Then the service ignores the header, and refuses the request
    assert (answer.status_code, problem(answer)) == (403, "not-a-manager")


async def test_a_forged_address_wins_no_second_ticket(
    service: Service, manager: Visitor, without_proxy: Service
) -> None:
    # Given a player who has got a ticket from a service that trusts no proxy
    raffle_id = await manager.create(10)
    async with without_proxy.visitor() as visitor:
        assert (await visitor.claim(raffle_id)).status_code == 201

        # When the player claims again with other addresses in headers, Then the player gets no second ticket
        for forged in ("198.51.100.1", "2001:db8::1", "nonsense", ""):
            answer = await visitor.claim(raffle_id, headers={"X-Forwarded-For": forged, "X-Real-IP": forged})
            assert (answer.status_code, problem(answer)) == (403, "already-participated")

    # And the store has the address of the player's connection
    assert list(service.store.redis.hgetall(f"raffle:{{{raffle_id}}}:players")) == ["127.0.0.1"]


SAME = [
    ("203.0.113.7", "203.0.113.7"),
    ("203.0.113.7", "::ffff:203.0.113.7"),
    ("203.0.113.7", "::FFFF:cb00:7107"),
    ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"),
    ("2001:db8:1:2::1", "2001:DB8:0001:0002::1"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
async def test_the_same_player_claims_once(manager: Visitor, one: str, other: str) -> None:
    # Given a player with a ticket
    raffle_id = await manager.create(10)
    assert (await manager.claim(raffle_id, one)).status_code == 201

    # When a claim comes from the same address in another spelling, or from the same network, Then this claim is refused
    again = await manager.claim(raffle_id, other)
    assert (again.status_code, problem(again)) == (403, "already-participated")


@pytest.mark.parametrize(
    ("one", "other"), [("203.0.113.7", "203.0.113.8"), ("2001:db8:1:2::1", "2001:db8:1:3::1"), ("::1", "203.0.113.7")]
)
async def test_different_players_each_get_a_ticket(manager: Visitor, one: str, other: str) -> None:
    # When claims come from different addresses or networks, Then each claim gets a ticket
    raffle_id = await manager.create(10)
    assert [(await manager.claim(raffle_id, who)).status_code for who in (one, other)] == [201, 201]


async def test_the_prefix_of_a_player_is_a_setting(behind_a_proxy: Service) -> None:
    # Given a service for which each /56 network is one player
    async with behind_a_proxy.visitor("10.1.0.1") as manager:
        raffle_id = await manager.create(10)

        # When three claims come from two of these networks, Then the second claim of the same network is refused
        statuses = [
            (await manager.claim(raffle_id, who)).status_code
            for who in ("2001:db8:1:200::1", "2001:db8:1:2ff::1", "2001:db8:1:300::1")
        ]
    assert statuses == [201, 403, 201]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("10.1.255.255", 201),
        ("::ffff:10.1.2.3", 201),
        ("2001:db8:5:ffff::1", 201),
        ("10.2.0.0", 403),
        ("2001:db8:6::1", 403),
        ("198.51.100.1", 403),
        ("10.1.0.1, 198.51.100.1", 403),
        ("198.51.100.1, 10.1.0.1", 201),
    ],
)
async def test_a_trusted_proxy_names_the_client(behind_a_proxy: Service, address: str, status: int) -> None:
    # When the proxy forwards one or more addresses, of which the proxy itself has added the last one
    async with behind_a_proxy.visitor(address) as visitor:
        answer = await visitor.post("/raffles/", new_raffle())

    # Then the last address decides whether the client is a manager
    assert answer.status_code == status


async def test_the_proxy_itself_is_no_manager(behind_a_proxy: Service) -> None:
    # When the proxy forwards no address, Then the proxy's own address counts, which is not a manager's
    async with behind_a_proxy.visitor() as proxy:
        assert (await proxy.post("/raffles/", new_raffle())).status_code == 403


@pytest.mark.parametrize("forwarded", ["nonsense", "unknown", "_hidden", "999.1.1.1", "[::1"])
async def test_a_proxy_must_forward_an_address(manager: Visitor, forwarded: str) -> None:
    # When a proxy forwards text that is not an address, Then the answer names the header, and no ticket is taken
    raffle_id = await manager.create(10)
    answer = await manager.claim(raffle_id, forwarded)
    assert (answer.status_code, fields(answer)) == (400, ["X-Forwarded-For"])
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["available_tickets"] == 10


async def test_a_player_takes_part_in_every_raffle(manager: Visitor, player: Visitor) -> None:
    # Given two raffles, When one player claims in both, Then the player gets a ticket of each raffle
    for _ in range(2):
        assert (await player.claim(await manager.create())).status_code == 201
