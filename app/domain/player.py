"""Decides which player an IP address counts as, and which manager the address belongs to."""

import re
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple

_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4 = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
"""An IPv4 address in the only form that Python's ipaddress writes."""

SITE_BITS = 48
"""The prefix length of an IPv6 /48. PLAYERS_PER_IPV6_48 limits how many players such a network has in a raffle."""

_TRANSLATED = ip_network("64:ff9b::/96")

Networks = Sequence[IPv4Network | IPv6Network]


class ManagerNetwork(NamedTuple):
    """A network whose clients are managers. It may be a single address. `name` is '' if MANAGER_IPS gives no name."""

    network: IPv4Network | IPv6Network
    name: str = ""


def address_of(text: str) -> IPv4Address | IPv6Address:
    """Return the address in a text. For an IPv4-mapped IPv6 address, return the IPv4 address that it contains.

    Raises:
        ValueError: the text is not an IP address.
    """
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def player_of(text: str, ipv6_prefix: int) -> str:
    """Return the player at an address.

    An IPv4 address is the player itself. For an IPv6 address, the player is the network of `ipv6_prefix` bits that
    contains the address.

    An IPv6 address that contains an IPv4 address (6to4, RFC 3056; NAT64, RFC 6052) counts as that IPv4 address.

    Raises:
        ValueError: the text is not an IP address.
    """
    # If the text is an IPv4 address, the text is the player. The pattern recognises it faster than a parser or a cache.
    return text if _IPV4.fullmatch(text) else _parsed_player(text, ipv6_prefix)


@lru_cache(maxsize=65_536)
def _parsed_player(text: str, ipv6_prefix: int) -> str:
    address = address_of(text)
    if isinstance(address, IPv4Address):
        return str(address)
    inner = address.sixtofour or (IPv4Address(int(address) & 0xFFFF_FFFF) if address in _TRANSLATED else None)
    return str(inner or ip_network((address, ipv6_prefix), strict=False))


def player_written(text: str, ipv6_prefix: int) -> str:
    """Return the player in a text. The text is an address of the player, or an IPv6 network of `ipv6_prefix` bits.

    Raises:
        ValueError: the text is neither an address nor the network of a player.
    """
    if "/" not in text:
        return player_of(text, ipv6_prefix)
    network = ip_network(text)
    if player_of(str(network.network_address), ipv6_prefix) != str(network):
        raise ValueError(f"{text} is not the network of a player")
    return str(network)


@lru_cache(maxsize=65_536)
def network_of(player: str) -> str:
    """Return the IPv6 /48 of a player, or '' if the player is an IPv4 address or a network wider than a /48.

    A /48 has 65,536 networks of 64 bits. Usually, a customer or a tunnel gets no more than one /48 from its provider.
    So all players of a /48 may be one customer.
    """
    if ":" not in player:
        return ""
    network = ip_network(player)
    return str(network.supernet(new_prefix=SITE_BITS)) if network.prefixlen >= SITE_BITS else ""


@lru_cache(maxsize=65_536)
def site_of(client: str) -> str:
    """Return the IPv6 /48 that contains a client.

    If no /48 contains the client (IPv4, a wider network, a name), return the client itself. One customer can have a
    whole /48, and can then look like many different clients. So where one client has a limit, its /48 has a limit too.
    """
    try:
        return network_of(client) or client
    except ValueError:
        return client


def forget_addresses() -> None:
    """Forget the addresses that are in the caches of this module."""
    for keeping in (_parsed_player, network_of, site_of):
        keeping.cache_clear()


def is_address(text: str) -> bool:
    """Return whether a text is an IP address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def is_loopback(text: str) -> bool:
    """Return whether a text is a loopback address. Then the client and the service are on the same machine."""
    try:
        return address_of(text).is_loopback
    except ValueError:
        return False


def is_in(text: str, networks: Networks) -> bool:
    """Return whether a text is an address in one of these networks."""
    try:
        address = address_of(text)
    except ValueError:
        return False
    return any(address in network for network in networks)


def manager_at(text: str, managers: Sequence[ManagerNetwork]) -> ManagerNetwork | None:
    """Return the smallest network of managers that contains an address. None means that no network contains it.

    Of two equal networks, the network with a name is returned.
    """
    try:
        address = address_of(text)
    except ValueError:
        return None
    found = [manager for manager in managers if address in manager.network]
    return max(found, key=lambda manager: (manager.network.prefixlen, manager.name != ""), default=None)
