"""Hundreds of generated inputs: each forwarded address, code or draw record is either accepted or refused."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from copy import deepcopy
from ipaddress import ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import codes, draw
from app.errors import InvalidRequest
from app.http.forwarded import forwarded
from app.http.identity import PEER, identity_of, player_in
from app.settings import Settings
from app.values import managers

pytestmark = pytest.mark.timeout(30)
"""The time limit of a test in seconds. Code that counts up to a huge number would exceed this limit."""

PROXY, MANAGER, STRANGER = "192.0.2.80", "10.1.2.3", "198.51.100.7"

SETTINGS = Settings(
    manager_ips=managers("10.0.0.0/8, 2001:db8:5::/48, ::1, 127.0.0.1"),
    forwarded_allow_ips=(ip_network(PROXY), ip_network("2001:db8:80::/64")),
)


def who(*values: bytes) -> tuple[str | None, bool]:
    """Send X-Forwarded-For from a proxy. Return the player, if any, and whether the client is a manager."""

    async def ask() -> tuple[str | None, bool]:
        scopes: list[Any] = []

        async def app(scope: Any, receive: Any, send: Any) -> None:
            scopes.append(scope)

        headers = [(b"x-forwarded-for", value) for value in values]
        scope: Any = {"type": "http", "client": (PROXY, 4711), PEER: (PROXY, 4711), "headers": headers}
        await forwarded(app, SETTINGS.forwarded_allow_ips)(scope, None, None)
        found = None
        with suppress(InvalidRequest):
            found = player_in(scopes[0], SETTINGS)
        return found, identity_of(scopes[0], SETTINGS).manager

    return asyncio.run(ask())


addresses = st.ip_addresses().map(str) | st.sampled_from([MANAGER, PROXY, "127.0.0.1", "::1", "2001:db8:5::1"])
hops = st.one_of(
    addresses,
    addresses.map("[{}]".format),
    st.builds("{}:{}".format, addresses, st.integers(0, 10**20)),
    st.builds("[{}]:{}".format, addresses, st.integers(-1, 70_000)),
    st.builds("::ffff:{}".format, addresses),
    st.builds("{}%{}".format, addresses, st.text("ab0%:]", max_size=5)),
    st.builds("{}/{}".format, addresses, st.integers(0, 128)),
    st.text(max_size=40),
    st.sampled_from(["", " ", ",", "unknown", "_hidden", "unix:", "[", "[]", "[]:", ":", "*", "9" * 5_000]),
).map(str.encode) | st.binary(max_size=40)
chains = st.lists(hops, max_size=5)


@given(st.lists(chains, max_size=3))
def test_a_forwarded_text_is_a_player_or_refused(headers: Sequence[Sequence[bytes]]) -> None:
    # When a proxy forwards any text in any number of headers
    found, manager = who(*(b", ".join(chain) for chain in headers))

    # Then the text names a player, or the text is refused and names no manager
    if found is None:
        assert not manager
    else:
        ip_network(found)


@given(st.lists(chains, min_size=1, max_size=3), st.sampled_from([b"%b", b"%b:4711", b"  %b  ", b"[%b]", b"::ffff:%b"]))
def test_the_address_that_the_proxy_added_is_the_player(headers: Sequence[Sequence[bytes]], written: bytes) -> None:
    # When a stranger sends any text, and then the proxy appends the address of the stranger
    *before, last = [b", ".join(chain) for chain in headers]
    found = who(*before, last + b", " + written % STRANGER.encode())

    # Then the stranger is the player, and is no manager
    assert found == (STRANGER, False)


nonsense = st.binary(min_size=1, max_size=60).filter(
    lambda text: text.decode("latin-1").strip() and not set(text) & set(b".:,[]")
)
"""Text that cannot be an address, because it has no point and no colon."""


@given(chains, nonsense)
def test_nonsense_in_the_last_place_is_no_player(chain: Sequence[bytes], last: bytes) -> None:
    # When the last forwarded text is no address, Then there is no player, even if the texts before it are addresses
    assert who(b", ".join([*chain, last])) == (None, False)


@given(st.text(max_size=60) | st.text(codes.SYMBOLS + "oilOIL -", max_size=60))
def test_any_text_is_a_code_or_a_value_error(text: str) -> None:
    # When any text is typed as a code
    try:
        code = codes.normalise(text)
    except ValueError:
        return

    # Then the text is refused, or the result is a code. When this code is read again, without hyphens, with hyphens or
    # in lower case, the result is the same code
    assert set(code) <= set(codes.SYMBOLS)
    assert codes.normalise(code) == code
    assert codes.normalise(codes.show(code)) == code
    assert codes.normalise(codes.show(code).lower()) == code


@given(st.text(codes.SYMBOLS, min_size=1, max_size=64))
def test_a_code_is_shown_in_groups_of_four_and_read_back(code: str) -> None:
    # When a code is shown
    groups = codes.show(code).split("-")

    # Then it has groups of four symbols (or a shorter last group), and is read as the same code
    assert all(len(group) == 4 for group in groups[:-1])
    assert 1 <= len(groups[-1]) <= 4
    assert codes.normalise("-".join(groups)) == code


def record(total_tickets: int, amounts: Sequence[int], entropy: str) -> dict[str, Any]:
    """Return a correct draw record."""
    seed = draw.seed_of("0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11", total_tickets, entropy)
    return {
        "algorithm": "raffle-draw/1",
        "raffle_id": "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11",
        "total_tickets": total_tickets,
        "prizes": [{"name": "Prize", "amount": amount} for amount in amounts],
        "entropy_source": "letters",
        "entropy": entropy,
        "seed": seed.hex(),
        "winners": draw.draw(seed, total_tickets, sum(amounts)),
    }


huge = st.sampled_from([10**12, 2**63, 2**64, 2**64 + 1, 10**30, 10**4_000, -(10**30)])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | huge | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
records = st.builds(
    record,
    st.integers(10, 10_000),
    st.lists(st.integers(1, 3), min_size=1, max_size=3),
    st.text("abc", min_size=1, max_size=8),
)


def checked(given: Any) -> list[int] | None:
    """Return the winners of a record, or None if the record is refused."""
    try:
        return draw.check(given)
    except ValueError:
        return None


@given(values | st.dictionaries(st.sampled_from(list(record(3, [1], ""))), values))
def test_made_up_data_is_no_draw_record(made_up: Any) -> None:
    # When generated data is checked as a record, Then it is refused
    assert checked(made_up) is None


@given(records, st.data())
def test_a_changed_record_is_refused_if_the_change_concerns_the_winners(
    good: dict[str, Any], data: st.DataObject
) -> None:
    # Given a correct record in which one part is replaced
    changed = deepcopy(good)
    place: Any = changed
    key: Any = data.draw(st.sampled_from(sorted(changed)))
    while isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    place[key] = data.draw(values)

    # When the changed record is checked
    winners = checked(changed)

    # Then the record is refused, or the replaced part does not concern the winners
    assert winners in (None, good["winners"])
    if winners is not None:
        assert changed["winners"] == winners
        assert [changed[name] for name in ("total_tickets", "entropy", "seed")] == [
            good[name] for name in ("total_tickets", "entropy", "seed")
        ]


@given(huge.filter(lambda number: number > 0), huge.filter(lambda number: number > 0), st.integers(0, 3))
def test_a_record_with_huge_numbers_is_refused_quickly(total_tickets: int, amount: int, winners: int) -> None:
    # Given a record with more tickets and prizes than fit into memory, and without other mistakes
    with suppress(ValueError):
        too_large = record(3, [1], "") | {
            "total_tickets": total_tickets,
            "prizes": [{"name": "Prize", "amount": amount}],
            "seed": draw.seed_of("0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11", total_tickets, "").hex(),
            "winners": list(range(1, winners + 1)),
        }

        # When the record is checked, Then it is refused within the time limit
        assert checked(too_large) is None


@pytest.mark.parametrize("part", ["algorithm", "raffle_id", "total_tickets", "prizes", "entropy", "seed", "winners"])
def test_deep_nesting_is_no_draw_record(part: str) -> None:
    # Given a record with deeply nested lists in one part
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    deep = record(3, [1], "") | {part: [nested]}

    # When the record is checked, Then it is refused like any other wrong record
    assert checked(deep) is None
