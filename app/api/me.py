"""Me: how the service sees the client."""

from typing import Any

from litestar import Request, get

from app.http.dependencies import Provided
from app.http.identity import Identity, identity_of
from app.http.openapi import answers
from app.settings import Settings


@get("/me", tags=["Service"], responses=answers(200, Identity, Identity("198.51.100.7", manager=False)))
async def me(request: Request[Any, Any, Any], settings: Provided[Settings]) -> Identity:
    """See your address as the service sees it, and whether it is a manager's."""
    return identity_of(request.scope, settings)
