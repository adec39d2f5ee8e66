"""Me: the address of the client, as the service sees it."""

from typing import Any

from litestar import Request, get

from app.http.dependencies import Provided
from app.http.identity import Identity, identity_of
from app.http.openapi import answers
from app.settings import Settings


@get("/me", tags=["Service"], responses=answers(200, Identity, Identity("198.51.100.7", manager=False), "Who you are."))
async def get_identity(request: Request[Any, Any, Any], settings: Provided[Settings]) -> Identity:
    """Get your address as the service sees it, and whether you are a manager."""
    return identity_of(request.scope, settings)
