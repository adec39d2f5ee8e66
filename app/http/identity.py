"""Who sent a request: the address of the client, as uvicorn found it, and the player or manager at this address."""

from typing import Any

import msgspec

from app.domain.player import is_manager, player_of
from app.errors import InvalidRequest
from app.settings import Settings


class Identity(msgspec.Struct, frozen=True):
    """The address of a client as the service sees it, and whether a manager has this address."""

    address: str
    manager: bool


def address_of(scope: Any) -> str:
    """Return the client's address as text. Behind a trusted proxy, this is the address that the proxy forwards."""
    client = scope["client"]
    return client[0] if client else ""


def identity_of(scope: Any, settings: Settings) -> Identity:
    """Return the identity of the client that sent a request."""
    address = address_of(scope)
    return Identity(address, is_manager(address, settings.manager_ips))


def may_monitor(scope: Any, settings: Settings) -> bool:
    """Return whether a client may read the metrics and the details of the readiness.

    A trusted proxy that names no client counts here as itself, because monitoring asks without a proxy.
    """
    watching = (*settings.manager_ips, *settings.metrics_allow_ips)
    return identity_of(scope, settings).manager or is_manager(address_of(scope), watching)


def player_in(scope: Any, settings: Settings) -> str:
    """Return the player who sent a request.

    Raises:
        InvalidRequest: the client address is not an IP address, because a trusted proxy forwarded something else.
    """
    try:
        return player_of(address_of(scope), settings.player_ipv6_prefix)
    except ValueError:
        raise InvalidRequest.of("X-Forwarded-For", "Expected an IP address") from None
