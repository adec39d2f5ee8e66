"""The configurations of proxies in docs/operating.md. Through such a proxy, nobody can forge a client's address."""

import re
import select
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.embedded.server import EmbeddedStore
from app.public_check import examine_public
from tests.support.needs import ProgramOf
from tests.support.people import NO_TLS, new_raffle, problem
from tests.support.proxies import KINDS, MANAGER, behind, takes_many_requests_at_once, under
from tests.support.waiting import block_until

PLAYER = "127.0.0.77"

PORTLESS = ("proxy_set_header Host $http_host;", "proxy_set_header Host $host;")
"""A line of the snippet for nginx, and a line that many people write instead. The second line leaves out the port."""

LIMIT = "limit_conn addresses 200;"
"""A line of the snippet for nginx."""


@pytest.fixture(params=KINDS)
def proxied(
    request: pytest.FixtureRequest, program_of: ProgramOf, valkey: EmbeddedStore, tmp_path: Path
) -> Iterator[str]:
    """The URL of a proxy that uses a snippet of docs/operating.md. The service is behind this proxy."""
    with behind(request.param, program_of, valkey, tmp_path) as proxied:
        yield proxied.url


FORGED: list[list[tuple[str, str]]] = [
    [],
    [("X-Forwarded-For", MANAGER)],
    [("X-Forwarded-For", MANAGER), ("X-Forwarded-For", MANAGER)],
    [("X-Forwarded-For", f"{MANAGER}, 127.0.0.1")],
    [("X-Forwarded-For", f"{MANAGER},")],
    [("x_forwarded_for", MANAGER)],
    [("Connection", "X-Forwarded-For"), ("X-Forwarded-For", MANAGER)],
    [("Connection", "close, X-Forwarded-For")],
    [("Forwarded", f"for={MANAGER}"), ("X-Real-IP", MANAGER), ("True-Client-IP", MANAGER)],
]


def test_nobody_forges_an_address_through_the_proxy(proxied: str) -> None:
    # Given a player who comes through the proxy
    here = httpx.HTTPTransport(local_address=PLAYER, verify=NO_TLS)
    with httpx.Client(base_url=proxied, transport=here) as player:
        for headers in FORGED:
            # When the player sends a header with the address of a manager
            seen: Any = player.get("/me", headers=headers)

            # Then the service knows the real address of the player
            assert (seen.status_code, seen.json()) == (200, {"address": PLAYER, "manager": False}), headers
            assert player.post("/raffles/", json=new_raffle(), headers=headers).status_code == 403


def test_nobody_forges_a_scheme_through_the_proxy(proxied: str) -> None:
    # When a client without TLS says that it uses HTTPS, Then the service knows that it uses HTTP
    with httpx.Client(base_url=proxied, trust_env=False, verify=NO_TLS) as client:
        seen: Any = client.get("/me?connection=true", headers={"X-Forwarded-Proto": "https"}).json()
    assert seen["connection"]["scheme"] == "http"


def test_a_page_behind_the_proxy_can_send_requests(proxied: str) -> None:
    # When a page of the service sends a request, Then the service accepts the request: the proxy has not changed Host,
    # so Host is the host of the page
    with httpx.Client(base_url=proxied, trust_env=False, verify=NO_TLS) as browser:
        answer = browser.post("/raffles/x/participate/", headers={"Origin": proxied})
        assert (answer.status_code, problem(answer)) == (404, "raffle-not-found")


def test_a_connection_to_the_proxy_carries_one_request_at_a_time(proxied: str) -> None:
    # Given a proxy, Then no connection to the proxy has several requests at the same time. So a limit of connections
    # also limits the requests
    assert not takes_many_requests_at_once(proxied)


def test_unfinished_requests_of_one_address_do_not_stop_others(proxied: str) -> None:
    # Given an address with 900 connections that have sent half of the head of a request
    with ExitStack() as stack:
        for _ in range(900):
            with suppress(ConnectionError):  # a proxy may end this connection
                slow = stack.enter_context(socket.create_connection(address_of(proxied), 5, ("127.0.0.78", 0)))
                slow.sendall(b"GET /me HTTP/1.1\r\nHost: raffle.example\r\nX-Slow: ")

        # When a player asks, Then the proxy answers
        here = httpx.HTTPTransport(local_address=PLAYER, verify=NO_TLS)
        with httpx.Client(base_url=proxied, transport=here) as player:
            assert player.get("/me").json()["address"] == PLAYER


HOMES = {
    "one /64": [f"2001:db8:9:1::{number:x}" for number in range(1, 31)],
    "one address": ["2001:db8:9:1::1"],
    "one IPv4 address": ["203.0.113.7"],
    "one IPv4-mapped address": ["::ffff:203.0.113.7"],
}
"""The addresses of a home. A listener for both IPv6 and IPv4 sees IPv4 addresses as IPv4-mapped addresses."""


@pytest.mark.parametrize("home", HOMES)
def test_nginx_counts_the_connections_of_a_home(
    program_of: ProgramOf, valkey: EmbeddedStore, tmp_path: Path, home: str
) -> None:
    # Given nginx that takes the address of its client from a header, so that this test can use any address
    named = (LIMIT, f"{LIMIT} set_real_ip_from 127.0.0.1; real_ip_header X-Client;")
    with behind("nginx", program_of, valkey, tmp_path, named) as (url, _), ExitStack() as stack:
        # When a home has 250 requests under way at the same time, because it does not send the bodies of its requests
        connections = []
        for _, address in zip(range(250), cycle(HOMES[home])):
            connection = stack.enter_context(socket.create_connection(address_of(url), 5))
            connection.sendall(
                f"POST /me HTTP/1.1\r\nHost: x\r\nX-Client: {address}\r\nContent-Length: 9\r\n\r\n".encode()
            )
            connections.append(connection)

        # Then nginx refuses 50 of them, and keeps 200
        block_until(lambda: len(readable(connections)) >= 50)
        refused = readable(connections)
        assert len(refused) == 50
        assert {connection.recv(12) for connection in refused} == {b"HTTP/1.1 503"}

        # And other homes get answers
        for other in ("2001:db8:9:2::1", "203.0.113.8", "::ffff:203.0.113.8"):
            answer = httpx.get(f"{url}/me", headers={"X-Client": other}, trust_env=False, verify=NO_TLS)
            assert answer.status_code == 200


def test_haproxy_refuses_more_than_200_connections_of_an_address(
    program_of: ProgramOf, valkey: EmbeddedStore, tmp_path: Path
) -> None:
    # Given HAProxy, and 250 connections of one address that send nothing
    crowded = httpx.HTTPTransport(local_address="127.0.0.78", verify=NO_TLS)
    here = httpx.HTTPTransport(local_address=PLAYER, verify=NO_TLS)
    with behind("haproxy", program_of, valkey, tmp_path) as (url, _), ExitStack() as stack:
        crowd = [
            stack.enter_context(socket.create_connection(address_of(url), 5, ("127.0.0.78", 0))) for _ in range(250)
        ]
        late = stack.enter_context(httpx.Client(base_url=url, transport=crowded))

        # When this address opens one more connection, Then it gets a problem that says when to come back. HAProxy may
        # accept the other connections a moment later. Until then, this client keeps no connection
        block_until(lambda: late.get("/me", headers={"Connection": "close"}).status_code == 503)
        answer = late.get("/me")
        assert (answer.status_code, problem(answer)) == (503, "too-many-connections")
        assert answer.headers["Retry-After"] == "5"

        # And a player at another address gets an answer from the service
        with httpx.Client(base_url=url, transport=here) as player:
            assert player.get("/me").json()["address"] == PLAYER

        # And when the others have left, the client that was refused gets an answer, because HAProxy has closed its
        # refused connection. On this connection, HAProxy would refuse every request
        for connection in crowd:
            connection.close()
        block_until(lambda: late.get("/me").status_code == 200)


def address_of(url: str) -> tuple[str, int]:
    """Return the host and the port of a URL."""
    parts = httpx.URL(url)
    return parts.host, parts.port or 80


def readable(connections: list[socket.socket]) -> list[socket.socket]:
    """Return the connections that have an answer."""
    return select.select(connections, [], [], 0)[0]


@pytest.mark.parametrize("public", [False, True], ids=["without PUBLIC_URL", "with PUBLIC_URL"])
def test_a_proxy_that_drops_the_port_needs_the_public_url(
    program_of: ProgramOf, valkey: EmbeddedStore, tmp_path: Path, *, public: bool
) -> None:
    # Given nginx on a port that is not 80. It passes the header Host on, but without the port
    with behind("nginx", program_of, valkey, tmp_path, PORTLESS, path="" if public else None) as (url, service):
        # When a page sends a request, and the doctor (a command that examines the service) asks through the proxy
        answer = httpx.post(f"{url}/raffles/x/participate/", headers={"Origin": url}, trust_env=False, verify=NO_TLS)
        found = list(examine_public(service.settings, url))

    # Then the service accepts the request only if PUBLIC_URL is set. If not, the doctor advises to set PUBLIC_URL
    assert problem(answer) == ("raffle-not-found" if public else "cross-site")
    advice = [(finding.seen, finding.advice) for finding in found if not finding.well]
    if public:
        assert advice == []
    else:
        ((seen, advised),) = advice
        assert seen.endswith("because the requests arrive with the Host 127.0.0.1")
        assert advised.startswith(f"set PUBLIC_URL={url}, or let the proxy pass Host on unchanged")
        assert f"A page of {url} sent this request to 127.0.0.1, so it was refused" in answer.json()["detail"]


@pytest.mark.parametrize("hidden", [False, True], ids=["Host is passed on", "Host is replaced"])
def test_the_doctor_finds_a_proxy_that_hides_foreign_host_names(
    program_of: ProgramOf, valkey: EmbeddedStore, tmp_path: Path, *, hidden: bool
) -> None:
    # Given nginx that answers every host name. By default, nginx sends the address of the service as Host
    changes = [("proxy_set_header Host $http_host;", "")] if hidden else []
    with behind("nginx", program_of, valkey, tmp_path, *changes, path="") as (url, service):
        # When the doctor (a command that examines the service) asks through this proxy
        found = [finding.seen for finding in examine_public(service.settings, url) if not finding.well]

    # Then it says that the service does not see foreign host names
    told = f"the proxy at {url} answers every host name and sends 127.0.0.1 instead, so a foreign page can read drafts "
    assert [seen.startswith(told) for seen in found] == [True] * hidden


def test_a_proxy_may_strip_the_path_of_the_public_url(
    program_of: ProgramOf, valkey: EmbeddedStore, tmp_path: Path
) -> None:
    # Given nginx that serves the service under a path, and strips this path
    stripped = ("proxy_pass http://127.0.0.1:8000;", "proxy_pass http://127.0.0.1:8000/;")
    with behind("nginx", program_of, valkey, tmp_path, under("/fair"), stripped, path="/fair") as (url, service):
        # When somebody follows the links of the list, and the doctor (a command that examines the service) asks through
        # the proxy
        page = httpx.get(f"{url}/", trust_env=False, verify=NO_TLS).text
        links = [url.removesuffix("/fair") + link for link in re.findall(r'(?:href|src)="(/[^"]*)"', page)]
        statuses = {httpx.get(link, trust_env=False, verify=NO_TLS).status_code for link in links}
        found = list(examine_public(service.settings, url))

    # Then every link works, and the doctor gives no advice
    assert len(links) > 10
    assert statuses == {200}
    assert [finding.seen for finding in found if not finding.well] == []


def test_the_doctor_says_how_it_was_seen_through_the_proxy(
    program_of: ProgramOf, valkey: EmbeddedStore, tmp_path: Path
) -> None:
    # Given a proxy that tells the service that its clients use HTTPS
    encrypted = ("$scheme;", "https;")
    with behind("nginx", program_of, valkey, tmp_path, encrypted) as (url, service):
        # When the doctor (a command that examines the service) asks through this proxy
        found = [finding.seen for finding in examine_public(service.settings, url)]

    # Then the findings name the doctor's address, its rights, the peer, the forwarded address, the host and the scheme
    assert f"{url} sees this machine as 127.0.0.1, no manager" in found
    host = url.removeprefix("http://")
    assert (
        f"{url} was asked over a connection from 127.0.0.1, which is in FORWARDED_ALLOW_IPS, with X-Forwarded-For "
        f"127.0.0.1, Host {host} and the scheme https"
    ) in found
