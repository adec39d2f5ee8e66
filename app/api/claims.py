"""Claims: take part in a raffle."""

from typing import Any

import msgspec
from litestar import Request, post

from app.api import examples
from app.domain.player import player_of
from app.domain.raffle import Ticket
from app.errors import (
    AlreadyParticipated,
    BodyTooLarge,
    CrossSite,
    InvalidRequest,
    NetworkFull,
    NoCodesLeft,
    OutcomeUnknown,
    RaffleDamaged,
    RaffleNotFound,
    ReplicasMissing,
    SoldOut,
    StillFilling,
    StoreFull,
    StoreUnavailable,
    Suspended,
    TooManyClaims,
)
from app.http.idempotency import REPLAYED, TakesIdempotencyKey, idempotency_key
from app.http.identity import address_of, player_in
from app.http.openapi import STORE_INCARNATION, answers
from app.http.paths import known_raffle_id
from app.http.prepared_response import PreparedResponse
from app.http.problems import raises
from app.service.claims import Claims
from app.service.tickets import OtherPlayerRule


@post(
    "/raffles/{raffle_id:str}/participate",
    tags=["Tickets"],
    operation_class=TakesIdempotencyKey,
    responses=answers(201, Ticket, examples.TICKET, "The ticket and its code.", headers=(*REPLAYED, STORE_INCARNATION))
    | raises(
        InvalidRequest,
        CrossSite,
        AlreadyParticipated(store_incarnation=examples.STORE_INCARNATION),
        NetworkFull(store_incarnation=examples.STORE_INCARNATION),
        RaffleDamaged,
        RaffleNotFound,
        StillFilling,
        Suspended,
        TooManyClaims,
        SoldOut(store_incarnation=examples.STORE_INCARNATION),
        BodyTooLarge,
        NoCodesLeft,
        StoreFull,
        StoreUnavailable,
        OutcomeUnknown,
        ReplicasMissing,
    ),
)
async def claim_ticket(request: Request[Any, Any, Any]) -> PreparedResponse:
    """Claim a ticket. Each address gets only one. Only a retry with the same Idempotency-Key gets the code again."""
    # The only argument is the request, because Litestar's injection of arguments takes as long as a claim.
    scope = request.scope
    state = scope["litestar_app"].state
    claims: Claims = state.claims
    raffle_id = known_raffle_id(scope["path_params"]["raffle_id"])
    player, key = player_in(scope, state.settings), idempotency_key(scope)
    try:
        claimed = await claims.claim(raffle_id, player, key)
    except OtherPlayerRule as rule:
        claimed = await claims.claim(raffle_id, player_of(address_of(scope), rule.ipv6_prefix), key)
    headers = {STORE_INCARNATION: claimed.incarnation} if claimed.incarnation else {}
    if claimed.replayed:
        headers |= REPLAYED
    return PreparedResponse(201, msgspec.json.encode(claimed.ticket), headers)
