"""Who counts as whom behind a proxy: the table in docs/operating.md, row by row."""

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.__main__ import uvicorn_settings
from app.errors import InvalidRequest
from app.http.identity import PEER, identity_of, player_in
from app.settings import Settings
from app.values import managers

OPERATING = (Path(__file__).parents[2] / "docs/operating.md").read_text()

PROXY = "127.0.0.1"
BEHIND_A_PROXY = Settings(forwarded_allow_ips=(ip_network(PROXY),), manager_ips=managers("0.0.0.0/0"))


def rows() -> list[tuple[str | None, str]]:
    """Return the value of the header in each row of the table, or None without a header, and whom it counts as."""
    (section,) = re.findall(r"^### Who counts as whom\n(.*?)^###", OPERATING, re.MULTILINE | re.DOTALL)
    table = [line for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table[2:]]
    words = {"(empty)": "", "(no header)": None}
    return [(words[sent] if sent in words else sent.strip("`"), player.strip("`")) for sent, _, player in cells]


async def seen(forwarded: str | None) -> Any:
    """Return the scope of a request that the proxy forwards with a value of X-Forwarded-For, or without the header."""
    scopes: list[Any] = []

    async def app(scope: Any, *_: object) -> None:
        scopes.append(scope)

    peer = (PROXY, 4711)
    headers = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode("latin-1"))]
    scope: Any = {"type": "http", "scheme": "http", "client": peer, PEER: peer, "headers": headers}
    trusted = uvicorn_settings(BEHIND_A_PROXY)["forwarded_allow_ips"]
    nothing: Any = None
    await ProxyHeadersMiddleware(app, trusted)(scope, nothing, nothing)
    return scopes[0]


def test_the_table_has_people_and_nobodies() -> None:
    players = [player for _, player in rows()]
    assert len(players) > 20
    assert {"nobody", "203.0.113.7", "2001:db8:1:2::/64"} < set(players)


@pytest.mark.parametrize(("forwarded", "player"), rows(), ids=str)
async def test_a_forwarded_form_counts_as_the_table_says(forwarded: str | None, player: str) -> None:
    # When a trusted proxy forwards a form of an address
    scope = await seen(forwarded)

    # Then it counts as the player of the table, or as nobody, who is no manager
    if player == "nobody":
        with pytest.raises(InvalidRequest):
            player_in(scope, BEHIND_A_PROXY)
        assert not identity_of(scope, BEHIND_A_PROXY).manager
    else:
        assert player_in(scope, BEHIND_A_PROXY) == player


@pytest.mark.parametrize("forwarded", [sent for sent, player in rows() if player == "203.0.113.7"])
async def test_every_form_of_an_address_of_the_table_is_the_same_manager(forwarded: str) -> None:
    # Given managers with IPv4 addresses
    # When a proxy forwards such an address, Then every form without a translation of networks is that of a manager
    translated = forwarded.startswith(("2002:", "64:ff9b:"))
    assert identity_of(await seen(forwarded), BEHIND_A_PROXY).manager is not translated
