"""These tests check which player a client behind a proxy is, for each row of the table in docs/operating.md."""

import asyncio
import re
from ipaddress import ip_network
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.errors import InvalidRequest
from app.http.forwarded import forwarded
from app.http.identity import PEER, identity_of, player_in
from app.http.request_headers import BY_NAME
from app.settings import Settings
from app.values import managers
from tests.support.waiting import until

OPERATING = (Path(__file__).parents[2] / "docs/operating.md").read_text()

PROXY = "127.0.0.1"
BEHIND_A_PROXY = Settings(forwarded_allow_ips=(ip_network(PROXY),), manager_ips=managers("0.0.0.0/0"))


def rows() -> list[tuple[str | None, str]]:
    """Return two cells of each row of the table: the value of the header (None if there is none), and the player."""
    (section,) = re.findall(r"^### Who counts as whom\n(.*?)^###", OPERATING, re.MULTILINE | re.DOTALL)
    table = [line for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table[2:]]
    words = {"(empty)": "", "(no header)": None}
    return [(words[sent] if sent in words else sent.strip("`"), player.strip("`")) for sent, _, player in cells]


def is_reader(value: object) -> bool:
    return isinstance(value, ProxyHeadersMiddleware)


async def seen(sent: str | None) -> Any:
    """Return the scope of a forwarded request. `sent` is the value of X-Forwarded-For; None means that it is absent."""
    scopes: list[Any] = []

    async def app(scope: Any, *_: object) -> None:
        scopes.append(scope)

    peer = (PROXY, 4711)
    headers = [] if sent is None else [(b"x-forwarded-for", sent.encode("latin-1"))]
    scope: Any = {"type": "http", "scheme": "http", "client": peer, PEER: peer, "headers": headers}
    await forwarded(app, BEHIND_A_PROXY.forwarded_allow_ips)(scope, None, None)
    return scopes[0]


def test_the_table_has_rows_with_and_without_a_player() -> None:
    # When the table is read, Then it has many rows. Some have no player, and others have an IPv4 or an IPv6 player
    players = [player for _, player in rows()]
    assert len(players) > 20
    assert {"nobody", "203.0.113.7", "2001:db8:1:2::/64"} < set(players)


@pytest.mark.parametrize(("sent", "player"), rows(), ids=str)
async def test_a_forwarded_form_counts_as_the_table_says(sent: str | None, player: str) -> None:
    # When a trusted proxy forwards an address in one of the forms of the table
    scope = await seen(sent)

    # Then the request counts as the player in the table. If the table says `nobody`, the request is neither from a
    # player nor from a manager
    if player == "nobody":
        with pytest.raises(InvalidRequest):
            player_in(scope, BEHIND_A_PROXY)
        assert not identity_of(scope, BEHIND_A_PROXY).manager
    else:
        assert player_in(scope, BEHIND_A_PROXY) == player


@pytest.mark.parametrize("sent", [sent for sent, player in rows() if player == "203.0.113.7"])
async def test_every_form_of_an_address_counts_as_the_same_manager(sent: str) -> None:
    # Given a service for which all IPv4 addresses are managers, When a proxy forwards an IPv4 address in any form, Then
    # the client is a manager. Only the forms of 6to4 and NAT64 are no managers
    translated = sent.startswith(("2002:", "64:ff9b:"))
    assert identity_of(await seen(sent), BEHIND_A_PROXY).manager is not translated


PROXIES = (ip_network("192.0.2.0/24"), ip_network("198.51.100.7"), ip_network("2001:db8:80::/64"))
SOCKET_NAMES = [
    "192.0.2.0/24",
    "198.51.100.7/32",
    "2001:db8:80::/64",
    "::ffff:192.0.2.0/120",
    "::ffff:198.51.100.7/128",
]

peers = st.sampled_from(["192.0.2.1", "198.51.100.7", "::ffff:192.0.2.9", "2001:db8:80::1", "203.0.113.9", "127.0.0.1"])
addresses = st.one_of(
    st.ip_addresses(v=4).map(str),
    peers,
    st.sampled_from(["203.0.113.7", "203.0.113.07", "203.0.113", "0x7f.1", "1", "203.0.113.7 ", "203.0.113.7:80", ""]),
    st.text(st.characters(max_codepoint=255), max_size=9),
)
values = st.lists(addresses, max_size=3).map(", ".join)
headers = st.lists(
    st.tuples(st.just("x-forwarded-for"), values)
    | st.tuples(st.just("x-forwarded-proto"), st.sampled_from(["http", "https", "HTTPS", " https", "wss", "ftp", ""])),
    max_size=3,
)


@given(peer=peers, sent=headers)
@example(peer="192.0.2.1", sent=[("x-forwarded-for", "203.0.113.7")])
@example(peer="192.0.2.1", sent=[("x-forwarded-for", "203.0.113.7"), ("x-forwarded-proto", "https")])
def test_the_usual_form_is_read_as_uvicorn_reads_it(peer: str, sent: list[tuple[str, str]]) -> None:
    # Given two copies of a request
    def request() -> Any:
        encoded = [(name.encode(), value.encode("latin-1")) for name, value in sent]
        return {"type": "http", "scheme": "http", "client": (peer, 4711), "headers": encoded}

    async def app(*_: object) -> None:
        pass

    ours, uvicorns, nothing = request(), request(), cast("Any", None)

    # When the reader of the service gets one copy, and the reader of uvicorn gets the other copy
    async def read() -> None:
        await forwarded(app, PROXIES)(ours, nothing, nothing)
        await ProxyHeadersMiddleware(app, SOCKET_NAMES)(uvicorns, nothing, nothing)

    asyncio.run(read())

    # Then both readers find the same client and the same scheme, and change nothing else. There is one exception: the
    # service's reader adds a dict of the headers
    ours.pop(BY_NAME, None)
    assert ours == uvicorns


async def test_addresses_that_uvicorn_has_read_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a service that soon forgets the addresses that it has read
    monkeypatch.setattr("app.http.forwarded.PARSED_KEPT_SECONDS", 0.01)

    async def app(*_: object) -> None: ...

    service = forwarded(app, BEHIND_A_PROXY.forwarded_allow_ips)

    # When requests come from IPv6 clients behind a proxy and from a client without a proxy
    address = "2001:db8:1:2:3:4:5:6"
    behind: Any = {"type": "http", "client": (PROXY, 1), "headers": [(b"x-forwarded-for", address.encode())]}
    direct: Any = {"type": "http", "client": ("203.0.113.7", 1), "headers": []}
    for scope in (behind, direct):
        await service({"scheme": "http", **scope}, None, None)

    # Then no reader of the service keeps these addresses
    def kept() -> int:
        (reader,) = (cell.cell_contents for cell in service.__closure__ if is_reader(cell.cell_contents))
        return int(reader.trusted_hosts._trusts.cache_info().currsize)

    assert kept() > 0
    await until(lambda: kept() == 0)
