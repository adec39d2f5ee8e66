"""Who is asking: an address as the raffle counts it."""

from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from socket import AF_INET, inet_pton

_TRANSLATED = ip_network("64:ff9b::/96")

Networks = Sequence[IPv4Network | IPv6Network]


def address_of(text: str) -> IPv4Address | IPv6Address:
    """Return the address that a text means, an IPv4-mapped IPv6 address as the IPv4 address that it is.

    Raises:
        ValueError: the text is no IP address.
    """
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


@lru_cache(maxsize=65_536)
def player_of(text: str, ipv6_prefix: int) -> str:
    """Return the player behind an address: an IPv4 address itself, of IPv6 the network of `ipv6_prefix` bits.

    An IPv6 address that was made of an IPv4 address (6to4, RFC 3056; NAT64, RFC 6052) is that one's player.

    Raises:
        ValueError: the text is no IP address.
    """
    with suppress(OSError):
        inet_pton(AF_INET, text)  # takes nothing but the one way to write an IPv4 address, and is quick
        return text
    address = address_of(text)
    if isinstance(address, IPv4Address):
        return str(address)
    inner = address.sixtofour or (IPv4Address(int(address) & 0xFFFF_FFFF) if address in _TRANSLATED else None)
    return str(inner or ip_network((address, ipv6_prefix), strict=False))


def is_manager(text: str, networks: Networks) -> bool:
    """Tell whether an address lies in one of the managers' networks; what is no address is no manager."""
    try:
        address = address_of(text)
    except ValueError:
        return False
    return any(address in network for network in networks)
