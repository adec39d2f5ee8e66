"""Who sent a request: the client address that uvicorn found, the player at it, and whether it is a manager's."""

from typing import Any

import msgspec

from app.domain.player import is_manager, player_of
from app.errors import InvalidRequest
from app.settings import Settings


class Identity(msgspec.Struct, frozen=True):
    """The address of a client as the service sees it, and whether it is a manager's."""

    address: str
    manager: bool


def address_of(scope: Any) -> str:
    """Return the client's address as text; behind a trusted proxy, the address that the proxy forwards."""
    client = scope["client"]
    return client[0] if client else ""


def identity_of(scope: Any, settings: Settings) -> Identity:
    """Return who sent a request."""
    address = address_of(scope)
    return Identity(address, is_manager(address, settings.manager_ips))


def player_in(scope: Any, settings: Settings) -> str:
    """Return the player who sent a request.

    Raises:
        InvalidRequest: the client address is not an IP address. A trusted proxy may have forwarded something else.
    """
    try:
        return player_of(address_of(scope), settings.player_ipv6_prefix)
    except ValueError:
        raise InvalidRequest.of("X-Forwarded-For", "Expected an IP address") from None
