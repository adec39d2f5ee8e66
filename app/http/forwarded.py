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


def forwarded(app: Any, proxies: Networks) -> Any:
    """Return an application that sees the client of a request whose peer is one of these proxies."""
    if not proxies:
        return app
    reader = ProxyHeadersMiddleware(app, [name for network in proxies for name in _socket_names(network)])
    networks = [(int(each.network_address), int(each.netmask)) for each in proxies if isinstance(each, IPv4Network)]

    def answer(scope: Any, receive: Any, send: Any) -> Any:
        if scope["type"] != "http" or not scope["client"] or scope["client"][0] not in reader.trusted_hosts:
            return reader(scope, receive, send)
        client, scheme = _usual(scope["headers"])
        if client is None or _is_in(client, networks):
            return reader(scope, receive, send)
        scope["client"] = (client, 0)
        if scheme is not None:
            scope["scheme"] = scheme
        return app(scope, receive, send)

    return answer


def _usual(headers: Iterable[tuple[bytes, bytes]]) -> tuple[str | None, str | None]:
    """Return the address and the scheme in the headers, or None for each that is missing or not in its usual form."""
    client = scheme = None
    for name, value in headers:
        if name == b"x-forwarded-for":
            address = _plain_ipv4(value)
            if client is not None or address is None:
                return None, None
            client = address
        elif name == b"x-forwarded-proto":
            scheme = _SCHEMES.get(value)
            if scheme is None:
                return None, None
    return client, scheme


def _is_in(address: str, networks: Iterable[tuple[int, int]]) -> bool:
    """Return whether an address is in one of some networks, each a number and a mask."""
    number = int.from_bytes(inet_aton(address))
    for network, mask in networks:  # noqa: SIM110 - `any` takes longer, and each claim comes here
        if number & mask == network:
            return True
    return False


def _plain_ipv4(value: bytes) -> str | None:
    """Return the IPv4 address in a header, or None if it has anything else, or another spelling of an address."""
    try:
        address = value.decode("ascii")
        return address if inet_ntoa(inet_aton(address)) == address else None
    except (ValueError, OSError):
        return None


def _socket_names(network: IPv4Network | IPv6Network) -> list[str]:
    """Return the names of a network on a socket. An IPv6 socket writes an IPv4 address as `::ffff:192.0.2.1`."""
    if isinstance(network, IPv6Network):
        return [str(network)]
    return [str(network), f"::ffff:{network.network_address}/{96 + network.prefixlen}"]
