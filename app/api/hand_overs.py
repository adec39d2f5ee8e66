"""Hand-overs: write down which prizes were handed over, and list the hand-overs. Only managers can do this."""

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.api import examples
from app.domain.hand_over import HandOver, HandOverRequest
from app.domain.raffle import CheckedTicket, TicketCheck
from app.errors import (
    AlreadyHandedOver,
    AlreadySubstituted,
    ChecksBusy,
    InvalidCode,
    InvalidRequest,
    NoPrizeWon,
    NotAManager,
    NotDrawn,
    RaffleDamaged,
    ReplicasMissing,
    TicketNotFound,
    TooManyWrongCodes,
)
from app.http import csv
from app.http.dependencies import Provided
from app.http.guards import managers_only
from app.http.identity import client_in
from app.http.json_body import json_body
from app.http.openapi import BY_ADDRESS_OR_TOKEN, also_as_csv, answers
from app.http.paging import DEFAULT_LIMIT, DrawCursor, Limit, next_link, place_in_draw
from app.http.paths import known_raffle_id
from app.http.problems import CODE_CHECK, DOWNLOAD, MANAGER_ACT, raises
from app.http.stream import Stream
from app.service.hand_overs import HandOvers
from app.service.pages import Pages
from app.store.reads import Reads


@post(
    "/raffles/{raffle_id:str}/hand-overs",
    tags=["Draw"],
    guards=[managers_only],
    security=BY_ADDRESS_OR_TOKEN,
    responses=answers(201, HandOver, examples.HAND_OVER, "The hand-over.")
    | raises(
        InvalidRequest,
        InvalidCode,
        RaffleDamaged,
        ChecksBusy,
        *MANAGER_ACT,
        TicketNotFound,
        NotDrawn,
        NoPrizeWon,
        AlreadySubstituted,
        AlreadyHandedOver,
        TooManyWrongCodes,
        ReplicasMissing("hand-over"),
    ),
)
async def hand_over_prize(
    raffle_id: FromPath[str],
    hand_overs: Provided[HandOvers],
    manager: Provided[str],
    data: Annotated[HandOverRequest, json_body(examples.HAND_OVER_REQUEST)],
) -> HandOver:
    """Check the number and the code of a winning ticket, and write down that its prize was handed over.

    Each ticket has at most one hand-over. After the hand-over, no substitute can replace the ticket. A ticket that a
    substitute has replaced gets no prize.
    """
    return await hand_overs.hand_over(known_raffle_id(raffle_id), data, manager)


@post(
    "/raffles/{raffle_id:str}/hand-overs/check",
    tags=["Draw"],
    status_code=200,
    guards=[managers_only],
    security=BY_ADDRESS_OR_TOKEN,
    responses=answers(200, CheckedTicket, examples.CHECKED_TICKET, "What the ticket won.")
    | raises(*CODE_CHECK, NotDrawn, NotAManager, AlreadyHandedOver),
)
async def check_before_hand_over(
    raffle_id: FromPath[str],
    hand_overs: Provided[HandOvers],
    manager: Provided[str],
    data: Annotated[TicketCheck, json_body(examples.TICKET_CHECK)],
) -> CheckedTicket:
    """Find out what a ticket won, before its prize is handed over. Nothing is written down.

    If the prize was handed over already, the answer is a problem.

    As in a hand-over, a wrong code is counted for the manager, and not for the player at the manager's address.
    """
    return await hand_overs.check(known_raffle_id(raffle_id), data, manager)


@get(
    "/raffles/{raffle_id:str}/hand-overs",
    tags=["Draw"],
    guards=[managers_only],
    security=BY_ADDRESS_OR_TOKEN,
    operation_class=also_as_csv(examples.HAND_OVERS_CSV),
    responses=answers(200, list[HandOver], [examples.HAND_OVER], "One page of hand-overs.", headers=("Link",))
    | raises(*DOWNLOAD, InvalidRequest, NotAManager, NotDrawn),
)
async def list_hand_overs(
    request: Request[Any, Any, Any],
    raffle_id: FromPath[str],
    *,
    reads: Provided[Reads],
    pages: Provided[Pages],
    limit: Limit = DEFAULT_LIMIT,
    cursor: DrawCursor = None,
) -> Response[list[HandOver]] | Stream:
    """List the hand-overs, in the order of the ticket numbers. With `Accept: text/csv`, one file has all hand-overs."""
    after = place_in_draw(cursor)
    client = client_in(request.scope, request.app.state.settings)
    async with pages.reading(client):
        found = await reads.hand_overs_of_draw(known_raffle_id(raffle_id), after, limit + 1)
    if csv.is_wanted(request.scope):
        chunks = reads.all_hand_overs(raffle_id)
        return await csv.download(pages, client, f"hand-overs-{raffle_id}", HandOver.__struct_fields__, chunks)
    more = len(found) > limit
    path = f"/raffles/{raffle_id}/hand-overs/"
    link = next_link(path, limit, str(found[limit - 1].ticket_number)) if more else {}
    return Response(found[:limit], headers=link | {"Vary": "Accept"})
