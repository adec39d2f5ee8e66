"""Who is asking: the address that uvicorn established, as a player or as a manager."""

import re
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Request, get
from litestar.connection import ASGIConnection
from litestar.enums import ParamType
from litestar.handlers import BaseRouteHandler
from litestar.openapi.spec import OpenAPIType, Operation, Parameter, Schema

from app.api.examples import answers
from app.domain.player import is_manager, player_of
from app.errors import InvalidRequest, NotAManager
from app.http.dependencies import Part
from app.settings import Settings


class Asking(msgspec.Struct, frozen=True):
    """Who asks, as the service sees it."""

    address: str
    manager: bool


def address_in(scope: Any) -> str:
    """Return the client's address as text; behind a trusted proxy, the one that the proxy forwards."""
    client = scope["client"]
    return client[0] if client else ""


def player(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Return the player who is asking.

    Raises:
        InvalidRequest: a trusted proxy forwards what is no address.
    """
    settings: Settings = connection.app.state.settings
    try:
        return player_of(address_in(connection.scope), settings.player_ipv6_prefix)
    except ValueError:
        raise InvalidRequest.of("X-Forwarded-For", "Expected an IP address") from None


def header(scope: Any, name: bytes) -> str | None:
    """Return a header field by its name in lower case. The framework's headers cost ten times as much to ask."""
    for given, value in scope["headers"]:
        if given == name:
            return str(value, "latin-1")
    return None


_KEY = re.compile("[!-~]{16,255}")


@dataclass
class TakesIdempotencyKey(Operation):
    """An operation whose handler reads the Idempotency-Key."""

    def __post_init__(self) -> None:
        """Document the header."""
        key = Parameter(
            name="Idempotency-Key",
            param_in=ParamType.HEADER,
            required=False,
            description="A random text of the client's own. Sent again, it gets the answer of the first time.",
            schema=Schema(type=OpenAPIType.STRING, pattern="^[!-~]+$", min_length=16, max_length=255),
        )
        self.parameters = [*(self.parameters or []), key]


def idempotency_key(scope: Any) -> str | None:
    """Return the client's Idempotency-Key, None when there is none.

    Raises:
        InvalidRequest: it is not 16 to 255 visible ASCII characters.
    """
    key = header(scope, b"idempotency-key")
    if key is not None and _KEY.fullmatch(key) is None:
        raise InvalidRequest.of("Idempotency-Key", "Expected 16 to 255 visible ASCII characters")
    return key


REPLAYED = {"Idempotency-Replayed": "true"}
"""The header of an answer that was given before."""


async def managers_only(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Guard a handler for managers.

    Raises:
        NotAManager: the address is in none of the managers' networks.
    """
    settings: Settings = connection.app.state.settings
    if not is_manager(address_in(connection.scope), settings.manager_ips):
        raise NotAManager


@get("/me", tags=["Service"], responses=answers(200, Asking, Asking("198.51.100.7", manager=False)))
async def me(request: Request[Any, Any, Any], settings: Part[Settings]) -> Asking:
    """See which address the service sees you at, and whether it is a manager's."""
    address = address_in(request.scope)
    return Asking(address, is_manager(address, settings.manager_ips))
