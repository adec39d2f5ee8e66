"""Claims over HTTP: take part in a raffle."""

from typing import Any

import msgspec
from litestar import Request, post

from app.api import examples
from app.api.examples import answers
from app.api.raffles import known_shape
from app.domain.raffle import Ticket
from app.errors import (
    AlreadyParticipated,
    CrossSite,
    InvalidRequest,
    NoCodesLeft,
    OutcomeUnknown,
    RaffleNotFound,
    ReplicasMissing,
    SoldOut,
    StillFilling,
    StoreUnavailable,
)
from app.http.identity import REPLAYED, TakesIdempotencyKey, idempotency_key, player
from app.http.prepared import SmallAnswer
from app.http.problems import raises
from app.service.claims import Claims


@post(
    "/raffles/{raffle_id:str}/participate",
    tags=["Tickets"],
    operation_class=TakesIdempotencyKey,
    responses=answers(201, Ticket, examples.TICKET)
    | raises(
        InvalidRequest,
        CrossSite,
        AlreadyParticipated,
        RaffleNotFound,
        StillFilling,
        SoldOut,
        NoCodesLeft,
        StoreUnavailable,
        OutcomeUnknown,
        ReplicasMissing,
    ),
)
async def participate(request: Request[Any, Any, Any]) -> SmallAnswer:
    """Claim a ticket; each address gets one. The code is shown again only to a retry with the same Idempotency-Key."""
    # Takes nothing but the request: the framework's injection costs as much as a claim.
    scope = request.scope
    claims: Claims = scope["litestar_app"].state.claims
    claimed = await claims.claim(
        known_shape(scope["path_params"]["raffle_id"]), player(request), idempotency_key(scope)
    )
    return SmallAnswer(201, msgspec.json.encode(claimed.ticket), REPLAYED if claimed.replayed else None)
