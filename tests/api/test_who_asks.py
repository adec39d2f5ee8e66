"""Who sends a request: the address decides who is a player or a manager. Forged headers have no effect."""

from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

import httpx
import pytest

from app.http.identity import PEER, identity_of
from app.http.manager_token import FILE_NAME
from app.values import managers
from tests.support.people import NO_TLS, Visitor, fields, new_raffle, problem
from tests.support.service import Service, Store, small_settings

pytestmark = pytest.mark.http


@pytest.fixture(scope="module")
def without_proxy(store: Store) -> Iterator[Service]:
    """A service that trusts no proxy. An address on this machine is no manager."""
    settings = small_settings(manager_ips=managers("192.0.2.1, 10.0.0.0/8"), forwarded_allow_ips=(), reserve_size=4)
    with Service(settings, store) as running:
        yield running


@pytest.fixture(scope="module")
def behind_a_proxy(store: Store) -> Iterator[Service]:
    """A service behind a proxy on this machine, with two networks of managers. Each IPv6 /56 is one player."""
    settings = small_settings(
        manager_ips=managers("10.1.0.0/16, 2001:db8:5::/48"), player_ipv6_prefix=56, reserve_size=4
    )
    with Service(settings, store) as running:
        yield running


A_CHECK = {"ticket_number": 1, "verification_code": "0000-0000-0000-0000"}

FORGED = ["192.0.2.1", "10.0.0.1", "10.0.0.1, 127.0.0.1", "127.0.0.1, 10.0.0.1"]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP"])
@pytest.mark.parametrize("forged", FORGED)
async def test_a_client_with_a_forged_address_is_no_manager(without_proxy: Service, header: str, forged: str) -> None:
    # When a client that is not a trusted proxy sends the address of a manager in a header
    value = f"for={forged}" if header == "Forwarded" else forged
    async with without_proxy.visitor() as visitor:
        answer = await visitor.post("/raffles/", new_raffle(), headers={header: value})

    # Then the service ignores the header, and refuses the request
    assert (answer.status_code, problem(answer)) == (403, "not-a-manager")


async def test_a_player_with_a_forged_address_gets_no_second_ticket(
    service: Service, manager: Visitor, without_proxy: Service
) -> None:
    # Given a player who has a ticket, at a service that trusts no proxy
    raffle_id = await manager.create(10)
    async with without_proxy.visitor() as visitor:
        assert (await visitor.claim(raffle_id)).status_code == 201

        # When the player claims again and sends other addresses in headers, Then the player gets no second ticket
        for forged in ("198.51.100.1", "2001:db8::1", "nonsense", ""):
            answer = await visitor.claim(raffle_id, headers={"X-Forwarded-For": forged, "X-Real-IP": forged})
            assert (answer.status_code, problem(answer)) == (403, "already-participated")

    # And the only player in the store is the address of the connection
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

    # When another claim comes from the same address in another spelling, or from the same network, Then the claim is
    # refused
    again = await manager.claim(raffle_id, other)
    assert (again.status_code, problem(again)) == (403, "already-participated")


@pytest.mark.parametrize(
    ("one", "other"), [("203.0.113.7", "203.0.113.8"), ("2001:db8:1:2::1", "2001:db8:1:3::1"), ("::1", "203.0.113.7")]
)
async def test_different_players_each_get_a_ticket(manager: Visitor, one: str, other: str) -> None:
    # When claims come from different addresses or networks, Then each claim gets a ticket
    raffle_id = await manager.create(10)
    assert [(await manager.claim(raffle_id, who)).status_code for who in (one, other)] == [201, 201]


async def test_a_setting_says_how_large_the_network_of_a_player_is(behind_a_proxy: Service) -> None:
    # Given a service for which each /56 network is one player
    async with behind_a_proxy.visitor("10.1.0.1") as manager:
        raffle_id = await manager.create(10)

        # When two claims come from one network, and a third claim comes from another network, Then only the second
        # claim is refused
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
    # When a proxy forwards one or more addresses, and the proxy itself has added the last address
    async with behind_a_proxy.visitor(address) as visitor:
        answer = await visitor.post("/raffles/", new_raffle())

    # Then the last address decides whether the client is a manager
    assert answer.status_code == status


NO_ADDRESS = [
    "nonsense",
    "unknown",
    "_hidden",
    "999.1.1.1",
    "[::1",
    "",
    ",",
    "203.0.113.7,",
    "203.0.113.7, ,127.0.0.1",
]


@pytest.mark.parametrize("forwarded", NO_ADDRESS)
async def test_a_client_without_a_forwarded_address_is_no_player_and_no_manager(
    service: Service, manager: Visitor, forwarded: str
) -> None:
    # Given a proxy at the address of a manager
    raffle_id = await manager.create(10)
    headers = {"X-Forwarded-For": forwarded}

    # When the proxy forwards a text that is no address, Then there is no player, and the answer names the header
    for path, body in (("participate", None), ("verify-ticket", A_CHECK)):
        answer = await manager.post(f"/raffles/{raffle_id}/{path}/", body, headers=headers)
        assert (answer.status_code, fields(answer)) == (400, ["X-Forwarded-For"])
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["available_tickets"] == 10

    # And the client is no manager, although the address of the proxy is the address of a manager
    assert (await manager.post("/raffles/", new_raffle(), headers=headers)).status_code == 403
    assert not (await manager.get("/me", headers=headers)).json()["manager"]


async def test_a_client_is_no_player_and_no_manager_if_the_proxy_sends_no_header(
    service: Service, manager: Visitor
) -> None:
    # When a proxy at the address of a manager sends no forwarding header
    raffle_id = await manager.create(10)
    async with httpx.AsyncClient(base_url=service.url, trust_env=False, verify=NO_TLS) as proxy:
        claimed = await proxy.post(f"/raffles/{raffle_id}/participate/")

        # Then the client is neither a player nor a manager
        assert (claimed.status_code, fields(claimed)) == (400, ["X-Forwarded-For"])
        assert (await proxy.post("/raffles/", json=new_raffle())).status_code == 403

        # And on the paths for monitoring, the proxy gets answers, because MANAGER_IPS has its address
        assert (await proxy.get("/me")).json() == {"address": "127.0.0.1", "manager": False}
        for path in ("/metrics", "/health/live", "/health/ready"):
            assert (await proxy.get(path)).status_code == 200


async def test_without_an_address_the_token_does_not_count(store: Store) -> None:
    # Given a service with a manager token, behind a proxy on the same machine
    settings = small_settings(manager_ips=())
    with Service(settings, store) as service:
        bearer = {"Authorization": f"Bearer {(settings.data_dir / FILE_NAME).read_text().strip()}"}
        async with httpx.AsyncClient(base_url=service.url, headers=bearer, trust_env=False, verify=NO_TLS) as proxy:
            # When the proxy forwards the address of its own machine, Then the token counts
            here = {"X-Forwarded-For": "127.0.0.1"}
            assert (await proxy.post("/raffles/", json=new_raffle(), headers=here)).status_code == 201

            # When the proxy forwards no address, Then the token does not count
            for forwarded in ({}, {"X-Forwarded-For": ""}, {"X-Forwarded-For": "127.0.0.1,"}):
                assert (await proxy.post("/raffles/", json=new_raffle(), headers=forwarded)).status_code == 403


def test_a_proxy_on_another_machine_cannot_forward_the_address_of_this_machine() -> None:
    # Given a trusted proxy on another machine, and this machine as the only manager
    settings = small_settings(manager_ips=managers("127.0.0.1"), forwarded_allow_ips=(ip_network("127.0.0.1"),))
    scope: Any = {"client": ("127.0.0.1", 0), PEER: ("192.0.2.80", 4711), "headers": []}

    # When this proxy forwards the address 127.0.0.1, Then the client is no manager. Only a proxy on this machine may
    # forward this address
    assert not identity_of(scope, settings).manager
    assert identity_of(scope | {PEER: ("127.0.0.1", 4711)}, settings).manager


async def test_a_player_takes_part_in_every_raffle(manager: Visitor, player: Visitor) -> None:
    # Given two raffles, When one player claims in both, Then the player gets a ticket of each raffle
    for _ in range(2):
        assert (await player.claim(await manager.create())).status_code == 201


async def test_me_shows_managers_their_own_names(store: Store) -> None:
    # Given two managers in MANAGER_IPS. Only one of these managers has a name
    settings = small_settings(manager_ips=managers("anna@198.51.100.0/24, 192.0.2.1"), reserve_size=0)
    with Service(settings, store) as service:
        # When both managers and another client request /me
        answers = []
        for address in ("198.51.100.7", "192.0.2.1", "192.0.2.2"):
            async with service.visitor(address) as visitor:
                answers.append((await visitor.get("/me")).json())

        # And the manager with a name requests /me under a foreign host name, as a foreign page in the manager's browser
        # can do
        async with service.visitor("198.51.100.7") as visitor:
            rebound = (await visitor.get("/me", headers={"Host": "evil.example"})).json()

    # Then a name is only in the answer to the manager who has one, under a known host name
    assert answers == [
        {"address": "198.51.100.7", "manager": True, "name": "anna"},
        {"address": "192.0.2.1", "manager": True},
        {"address": "192.0.2.2", "manager": False},
    ]
    assert rebound == {"address": "198.51.100.7", "manager": True}
