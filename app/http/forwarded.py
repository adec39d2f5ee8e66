"""The address of the client behind a trusted proxy, as X-Forwarded-For and X-Forwarded-Proto tell it.

uvicorn reads these headers. It parses each address for each proxy of the list, and this takes longer than most other
steps of a claim. So their usual form, one IPv4 address, is read here. Every other form is left to uvicorn.
"""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network
from socket import inet_aton, inet_ntoa
from typing import Any

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.domain.player import Networks

_SCHEMES = {b"http": "http", b"https": "https"}

_UNUSUAL = None, b"", None


def forwarded(app: Any, proxies: Networks) -> Any:
    """Return an application that sees the client of a request whose peer is one of these proxies."""
    if not proxies:
        return app
    reader = ProxyHeadersMiddleware(app, [name for network in proxies for name in _socket_names(network)])
    networks = [(int(each.network_address), int(each.netmask)) for each in proxies if isinstance(each, IPv4Network)]

    def answer(scope: Any, receive: Any, send: Any) -> Any:
        if scope["type"] != "http" or not scope["client"] or scope["client"][0] not in reader.trusted_hosts:
            return reader(scope, receive, send)
        address, packed, scheme = _usual(scope["headers"])
        if address is None or _is_in(packed, networks):
            return reader(scope, receive, send)
        scope["client"] = (address, 0)
        if scheme is not None:
            scope["scheme"] = scheme
        return app(scope, receive, send)

    return answer


def _usual(headers: Iterable[tuple[bytes, bytes]]) -> tuple[str | None, bytes, str | None]:
    """Return the address in the headers as text and as four bytes, and the scheme.

    The address or the scheme is None if it is missing. The address is None, too, if anything has not its usual form.
    """
    address, packed, scheme = None, b"", None
    for name, value in headers:
        if name == b"x-forwarded-for":
            if address is not None:
                return _UNUSUAL
            try:
                address = value.decode("ascii")
                packed = inet_aton(address)
            except (ValueError, OSError):
                return _UNUSUAL
            if inet_ntoa(packed) != address:
                return _UNUSUAL  # another spelling of an address
        elif name == b"x-forwarded-proto":
            scheme = _SCHEMES.get(value)
            if scheme is None:
                return _UNUSUAL
    return address, packed, scheme


def _is_in(packed: bytes, networks: Iterable[tuple[int, int]]) -> bool:
    """Return whether an address is in one of some networks, each a number and a mask."""
    number = int.from_bytes(packed)
    for network, mask in networks:  # noqa: SIM110 - `any` takes longer, and each claim comes here
        if number & mask == network:
            return True
    return False


def _socket_names(network: IPv4Network | IPv6Network) -> list[str]:
    """Return the names of a network on a socket. An IPv6 socket writes an IPv4 address as `::ffff:192.0.2.1`."""
    if isinstance(network, IPv6Network):
        return [str(network)]
    return [str(network), f"::ffff:{network.network_address}/{96 + network.prefixlen}"]
