"""Claims: take part in a raffle."""

import re
from typing import Any

import msgspec
from litestar import Request, post
from litestar.types import ASGIApp, Receive, Send

from app.api import examples
from app.domain.player import player_of
from app.domain.raffle import Ticket, is_raffle_id
from app.errors import (
    AlreadyParticipated,
    BodyTooLarge,
    Closed,
    CrossSite,
    InvalidRequest,
    NetworkFull,
    NoCodesLeft,
    NotOpenYet,
    OutcomeUnknown,
    Problem,
    RaffleDamaged,
    RaffleDeleted,
    RaffleNotFound,
    ReplicasMissing,
    SoldOut,
    StillFilling,
    StoreFull,
    StoreUnavailable,
    Suspended,
    TooManyClaims,
)
from app.http.guards import check_head
from app.http.idempotency import REPLAYED, TakesIdempotencyKey, idempotency_key
from app.http.identity import address_of, player_in
from app.http.openapi import STORE_INCARNATION, answers
from app.http.paths import known_raffle_id
from app.http.prepared_response import PreparedResponse
from app.http.problems import problem_response, raises
from app.http.request_headers import has_body
from app.service.claims import Claims
from app.service.tickets import OtherPlayerRule
from app.settings import Settings


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
        RaffleDeleted,
        StillFilling,
        Suspended,
        NotOpenYet(opens_in_seconds=3600, store_incarnation=examples.STORE_INCARNATION),
        TooManyClaims,
        SoldOut(store_incarnation=examples.STORE_INCARNATION),
        Closed(store_incarnation=examples.STORE_INCARNATION),
        BodyTooLarge,
        NoCodesLeft,
        StoreFull,
        StoreUnavailable,
        OutcomeUnknown,
        ReplicasMissing,
    ),
)
async def claim_ticket(request: Request[Any, Any, Any]) -> PreparedResponse:
    """Claim a ticket. Each address gets one ticket. Only a retry with the same Idempotency-Key gets the code again."""
    state = request.app.state
    raffle_id = known_raffle_id(request.scope["path_params"]["raffle_id"])
    return await _claim(request.scope, raffle_id, state.claims, state.settings)


def claims_first(app: ASGIApp, claims: Claims, settings: Settings) -> ASGIApp:
    """Return an application that answers most claims itself, and passes all other requests on to `app`.

    Litestar's router, request and response would take longer than all other work for a claim. So a claim in the usual
    form does not go through Litestar. The usual form is a POST without a body. A claim in any other form goes to
    `claim_ticket`, which has the same rules.
    """

    async def answer(scope: Any, receive: Receive, send: Send) -> None:
        found = _USUAL.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "POST" else None
        if found is None or not is_raffle_id(found[1]) or has_body(scope):
            await app(scope, receive, send)
            return
        scope["path_template"], scope["path_params"] = "/raffles/{raffle_id}/participate", {"raffle_id": found[1]}
        try:
            check_head(scope, settings)
            response = await _claim(scope, found[1], claims, settings)
        except Exception as error:  # noqa: BLE001 - every error becomes a problem document
            response = problem_response(scope, error, settings.base_path)
        await response(scope, receive, send)

    return answer


_USUAL = re.compile("/raffles/([^/]+)/participate/?")


async def _claim(scope: Any, raffle_id: str, claims: Claims, settings: Settings) -> PreparedResponse:
    player, key = player_in(scope, settings), idempotency_key(scope)
    try:
        claimed = await claims.claim(raffle_id, player, key)
    except OtherPlayerRule as rule:
        claimed = await claims.claim(raffle_id, player_of(address_of(scope), rule.ipv6_prefix), key)
    except RaffleDeleted as deleted:
        if deleted.was_draft:
            raise RaffleNotFound from None
        raise
    if isinstance(claimed, Problem):
        return problem_response(scope, claimed, settings.base_path)
    headers = {STORE_INCARNATION: claimed.incarnation} if claimed.incarnation else {}
    if claimed.replayed:
        headers |= REPLAYED
    return PreparedResponse(201, msgspec.json.encode(claimed.ticket), headers)
