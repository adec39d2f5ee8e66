"""Players and managers: which addresses are one player, and which addresses belong to managers."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.player import address_of, is_in, manager_at, network_of, player_of
from app.values import managers

PREFIX = 64


@pytest.mark.parametrize(
    ("text", "player"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("0.0.0.0", "0.0.0.0"),  # noqa: S104
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("::FFFF:cb00:7107", "203.0.113.7"),
        ("::ffff:203.0.113.7%eth0", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("2002:cb00:7107::1", "203.0.113.7"),
        ("2002:cb00:7107:ffff::1", "203.0.113.7"),
        ("64:ff9b::203.0.113.7", "203.0.113.7"),
        ("64:ff9b:1::203.0.113.7", "64:ff9b:1::/64"),
    ],
)
def test_an_address_counts_as_a_player(text: str, player: str) -> None:
    # When an address is read, Then each IPv4 address is one player, and each IPv6 network is one player
    assert player_of(text, PREFIX) == player


@pytest.mark.parametrize(
    ("prefix", "player"),
    [(48, "2001:db8:1::/48"), (56, "2001:db8:1:200::/56"), (128, "2001:db8:1:2ff::6/128"), (1, "::/1")],
)
def test_a_setting_says_how_large_an_ipv6_player_is(prefix: int, player: str) -> None:
    # When a prefix length is set, Then each network with this prefix length is one player
    assert player_of("2001:db8:1:2ff::6", prefix) == player


@pytest.mark.parametrize("prefix", [1, 64, 128])
def test_the_ipv6_prefix_does_not_change_ipv4(prefix: int) -> None:
    # When an address is IPv4, even written as IPv6, Then the prefix has no effect
    assert player_of("::ffff:203.0.113.7", prefix) == "203.0.113.7"


@pytest.mark.parametrize(
    "text", ["fe80::1%eth0", "fe80::1%", "fe80::1%a%b", "203.0.113.7%eth0", "::ffff:203.0.113.7%1"]
)
def test_a_zone_is_no_part_of_an_address(text: str) -> None:
    # When an address has a zone, which names a network card, Then it is equal to the address without the zone
    assert address_of(text) == address_of(text.partition("%")[0])


NO_ADDRESSES = [
    "", " ", "unix:", "localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4:80", "[::1]", ":::",
    "1.2.3.4/32", "2001:db8::/64", "::ffff:999.1.1.1", "%eth0", "\uff11.2.3.4", "\x00", "\ud800", "a" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_text_that_is_no_address_is_no_player(text: str) -> None:
    # When a text that is no address is read as a player, Then an error is raised
    with pytest.raises(ValueError, match=r"\w"):
        player_of(text, PREFIX)


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_text_that_is_no_address_is_no_manager(text: str) -> None:
    # Given that all addresses are managers, When a text is no address, Then it is no manager
    assert not is_in(text, (ip_network("0.0.0.0/0"), ip_network("::/0")))


@given(st.ip_addresses(v=6), st.ip_addresses(v=6), st.integers(1, 128))
def test_ipv6_addresses_are_one_player_exactly_when_their_first_bits_agree(
    one: IPv6Address, other: IPv6Address, prefix: int
) -> None:
    # Given an address, a second address with the same first bits, and a third address
    near = IPv6Address(int(one) >> (128 - prefix) << (128 - prefix) | int(other) & (1 << (128 - prefix)) - 1)
    if any("/" not in player_of(str(address), prefix) for address in (one, other, near)):
        return  # an IPv6 address that contains an IPv4 address counts as IPv4

    # Then the first and the second are one player. The third is the same player only if its first bits are the same
    assert player_of(str(one), prefix) == player_of(str(near), prefix)
    same = int(one) >> (128 - prefix) == int(other) >> (128 - prefix)
    assert (player_of(str(one), prefix) == player_of(str(other), prefix)) is same


@given(st.ip_addresses(v=4))
def test_every_spelling_of_an_ipv4_address_is_the_same_player(address: IPv4Address) -> None:
    # When an IPv4 address is written in its usual form or as IPv6, Then both spellings are the same address and the
    # same player
    for text in (str(address), f"::ffff:{address}", f"::ffff:{int(address) >> 16:x}:{int(address) & 0xFFFF:x}"):
        assert address_of(text) == address
        assert player_of(text, PREFIX) == str(address)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_value_error(text: str) -> None:
    # When any text is read, Then it is an address, or the error is a ValueError
    try:
        player = player_of(text, PREFIX)
    except ValueError:
        assert not is_in(text, (ip_network("0.0.0.0/0"), ip_network("::/0")))
    else:
        ip_network(player)


@pytest.mark.parametrize(
    ("text", "manager"),
    [
        ("192.0.2.1", True),
        ("192.0.2.2", False),
        ("::ffff:192.0.2.1", True),
        ("10.255.0.1", True),
        ("11.0.0.0", False),
        ("::ffff:10.1.2.3", True),
        ("2001:db8:5::1", True),
        ("2001:db8:6::1", False),
        ("::1", False),
    ],
)
def test_managers_come_from_addresses_and_networks(text: str, manager: bool) -> None:
    # Given a list of an address, an IPv4 network and an IPv6 network
    networks = (ip_network("192.0.2.1"), ip_network("10.0.0.0/8"), ip_network("2001:db8:5::/48"))

    # When an address is looked up in this list, Then it belongs to a manager if the list has the address or its
    # network, and otherwise not
    assert is_in(text, networks) is manager


def test_without_networks_nobody_is_a_manager() -> None:
    # When the list of managers is empty, Then it has no address, not even 127.0.0.1
    assert not is_in("127.0.0.1", ())


@given(
    st.one_of(
        st.ip_addresses(v=4).map(str),
        st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,3}){3}", fullmatch=True),
        st.text(st.characters(blacklist_characters=":%")),
    )
)
def test_an_ipv4_address_is_read_as_python_reads_it(text: str) -> None:
    # When Python reads a text as an IPv4 address, Then this address is the player. If Python refuses a text, the
    # service refuses it too
    try:
        player = str(ip_address(text))
    except ValueError:
        with pytest.raises(ValueError, match=r".+"):
            player_of(text, PREFIX)
    else:
        assert player_of(text, PREFIX) == player


@pytest.mark.parametrize(
    ("player", "network"),
    [
        ("2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("2001:db8:1:200::/56", "2001:db8:1::/48"),
        ("2001:db8:1:2::7/128", "2001:db8:1::/48"),
        ("2001:db8:1::/48", "2001:db8:1::/48"),
        ("2001:db8::/47", ""),
        ("2001:db8::/32", ""),
        ("198.51.100.1", ""),
    ],
)
def test_the_network_of_a_player_is_an_ipv6_48(player: str, network: str) -> None:
    # When the network is computed whose players share a limit, Then it is the /48 of the player. There is no such
    # network for an IPv4 player, and for an IPv6 player who is larger than a /48
    assert network_of(player) == network


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("198.51.100.7", "anna"),
        ("::ffff:198.51.100.7", "anna"),
        ("198.51.100.8", "office"),
        ("198.51.100.9", ""),
        ("203.0.113.1", "ben"),
        ("192.0.2.1", None),
        ("not an address", None),
    ],
)
def test_the_smallest_network_names_a_manager(text: str, name: str | None) -> None:
    # Given a network with a name. In this network, one address has a name of its own, and a second address is listed
    # without a name. Outside of the network, one address is listed twice, and only once with a name
    known = managers("office@198.51.100.0/24, anna@198.51.100.7, 198.51.100.9, 203.0.113.1, ben@203.0.113.1")

    # When the manager at an address is looked up, Then the smallest network with this address gives the name. None
    # means that there is no manager
    found = manager_at(text, known)
    assert (found and found.name) == name
