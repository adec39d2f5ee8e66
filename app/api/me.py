"""Me: the address of the client, as the service sees it."""

from typing import Annotated, Any

import msgspec
from litestar import Request, get
from litestar.params import QueryParameter

from app.http.dependencies import Provided
from app.http.identity import Identity, connection_of, identity_of
from app.http.openapi import answers
from app.settings import Settings

WithConnection = Annotated[
    str, QueryParameter(description="With `true`, the answer also tells how the request reached the service.")
]


@get("/me", tags=["Service"], responses=answers(200, Identity, Identity("198.51.100.7", manager=False), "Who you are."))
async def get_identity(
    request: Request[Any, Any, Any],
    settings: Provided[Settings],
    gateways: Provided[frozenset[str]],
    connection: WithConnection = "",
) -> Identity:
    """Get your address as the service sees it, and whether you are a manager."""
    identity = identity_of(request.scope, settings)
    if connection == "true":
        return msgspec.structs.replace(identity, connection=connection_of(request.scope, settings, gateways))
    return identity
