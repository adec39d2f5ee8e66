"""Reads the address and the scheme of a client behind a trusted proxy, from X-Forwarded-For and X-Forwarded-Proto.

uvicorn can read these headers. But uvicorn parses each address again for each trusted proxy. This takes longer than
most steps of a claim. So this module reads the usual form, which is one IPv4 address. uvicorn reads every other form.
"""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network
from socket import AF_INET, inet_pton
from typing import Any

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.domain.player import Networks
from app.http.request_headers import by_name
from app.service.forgetting import PARSED_KEPT_SECONDS
from app.soon import Soon

_SCHEMES = {b"http": "http", b"https": "https"}

_UNUSUAL = None, b"", None


def forwarded(app: Any, proxies: Networks) -> Any:
    """Return an application that writes the client of a trusted proxy into the ASGI scope, and then calls `app`."""
    if not proxies:
        return app
    names = [name for network in proxies for name in _socket_names(network)]
    reader = ProxyHeadersMiddleware(app, names)

    def forget() -> None:
        nonlocal reader
        reader = ProxyHeadersMiddleware(app, names)

    # uvicorn's reader keeps each address that it has read, and has no method to forget one. So replace the reader.
    forgetting = Soon(forget, PARSED_KEPT_SECONDS)
    networks = [(int(each.network_address), int(each.netmask)) for each in proxies if isinstance(each, IPv4Network)]

    def answer(scope: Any, receive: Any, send: Any) -> Any:
        if scope["type"] == "http" and scope["client"] and scope["client"][0] in reader.trusted_hosts:
            address, packed, scheme = _usual(scope)
            if address is not None and not _is_in(packed, networks):
                scope["client"] = (address, 0)
                if scheme is not None:
                    scope["scheme"] = scheme
                return app(scope, receive, send)
        forgetting.call()
        return reader(scope, receive, send)

    return answer


def _usual(scope: Any) -> tuple[str | None, bytes, str | None]:
    """Return the address in the headers as text and as four bytes, and the scheme.

    If the headers have no address, the address is None. If the headers have no scheme, the scheme is None. If the
    address or the scheme has an unusual form, or if a header is repeated, the address is None.
    """
    headers = by_name(scope)
    sent, scheme = headers.get(b"x-forwarded-for"), headers.get(b"x-forwarded-proto")
    repeated = len(headers) < len(scope["headers"])
    if repeated or sent is None or (scheme is not None and scheme not in _SCHEMES):
        return _UNUSUAL
    try:
        address = sent.decode("ascii")
        packed = inet_pton(AF_INET, address)  # refuses every other spelling of an address
    except (ValueError, OSError):
        return _UNUSUAL
    return address, packed, _SCHEMES[scheme] if scheme else None


def _is_in(packed: bytes, networks: Iterable[tuple[int, int]]) -> bool:
    """Return whether an address is in one of these networks. A network is a number and a mask."""
    number = int.from_bytes(packed)
    for network, mask in networks:  # noqa: SIM110 - `any` is slower, and each claim needs this
        if number & mask == network:
            return True
    return False


def _socket_names(network: IPv4Network | IPv6Network) -> list[str]:
    """Return the names of a network on IPv4 and IPv6 sockets. An IPv6 socket writes IPv4 as `::ffff:192.0.2.1`."""
    if isinstance(network, IPv6Network):
        return [str(network)]
    return [str(network), f"::ffff:{network.network_address}/{96 + network.prefixlen}"]
