"""Draws: draw the winners, list the winners, get the draw record."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.api import examples
from app.domain.drawn import Drawn, DrawRecord, Randomness, Substitution, SubstitutionRequest
from app.domain.raffle import Winner
from app.errors import (
    AlreadyDrawn,
    AlreadyHandedOver,
    AlreadySubstituted,
    BeaconSignatureMissing,
    BeaconSignatureWrong,
    BeaconUnreachable,
    EntropyMissing,
    EntropyNotAnnounced,
    InvalidRequest,
    NoSubstitutesLeft,
    NotAWinner,
    NotDrawn,
    NotSealed,
    RaffleDamaged,
    RaffleDeleted,
    RaffleNotFound,
    ReplicasMissing,
    RoundNotYet,
    StillFilling,
    StoreUnavailable,
    Suspended,
    TicketsRemaining,
    TooEarly,
    WrongRound,
)
from app.http import csv
from app.http.conditional import NOT_MODIFIED, is_current, not_modified, versioned
from app.http.dependencies import Provided
from app.http.guards import managers_only, may_draw
from app.http.identity import client_in
from app.http.json_body import json_body
from app.http.openapi import BY_ADDRESS_OR_TOKEN, CSV, JSON, also_as_csv, answers
from app.http.paging import (
    DEFAULT_LIMIT,
    MAX_LIMIT,
    DrawCursor,
    Limit,
    OneTicket,
    next_link,
    place_in_draw,
    ticket_number_in,
)
from app.http.paths import known_raffle_id
from app.http.problems import DOWNLOAD, MANAGER_ACT, raises
from app.http.stream import Stream
from app.service.draws import Draws
from app.service.pages import Page, Pages
from app.service.record_file import pieces
from app.service.substitutions import Substitutions
from app.store.reads import Reads

MAX_ANSWERED = 100_000
"""The largest number of winners in the answer to a draw. A link leads to the further winners."""


@post(
    "/raffles/{raffle_id:str}/winners",
    tags=["Draw"],
    guards=[may_draw],
    security=BY_ADDRESS_OR_TOKEN,
    responses=answers(201, list[Winner], examples.WINNERS, "The winners.", headers=("Link",))
    | raises(
        InvalidRequest,
        EntropyMissing,
        EntropyNotAnnounced,
        BeaconSignatureMissing,
        BeaconSignatureWrong,
        WrongRound,
        RaffleDamaged,
        *MANAGER_ACT,
        StillFilling,
        Suspended,
        TicketsRemaining,
        NotSealed,
        AlreadyDrawn,
        RoundNotYet,
        BeaconUnreachable,
        ReplicasMissing("draw"),
    ),
)
async def draw_winners(
    raffle_id: FromPath[str],
    draws: Provided[Draws],
    manager: Provided[str | None],
    request: Request[Any, Any, Any],
    data: Annotated[Randomness | None, json_body(examples.RANDOMNESS)] = None,
) -> Response[list[Winner]]:
    """Draw the winners. A raffle has one draw.

    The draw is possible when no ticket is left and the raffle is sealed. The seal fixes all tickets by a hash.

    A beacon is a public service that publishes a signature in each round. If the raffle has a beacon, anybody may draw,
    with the signature of the round that the raffle names. Nobody can draw before the time of this round. If the service
    can ask the beacon, the request needs no body: without a body, the service gets the signature itself.

    The answer lists the winners in prize order. It has at most 100 000 winners, and a link leads to further winners.
    """
    client = client_in(request.scope, request.app.state.settings)
    first = await draws.draw(known_raffle_id(raffle_id), data, most=MAX_ANSWERED, manager=manager, client=client)
    return Response(first.winners, headers=_link(raffle_id, MAX_LIMIT, MAX_ANSWERED) if first.more else {})


@get(
    "/raffles/{raffle_id:str}/winners",
    tags=["Draw"],
    operation_class=also_as_csv(examples.WINNERS_CSV),
    responses=answers(200, list[Winner], examples.WINNERS, "One page of winners.", headers=("ETag", "Link"))
    | NOT_MODIFIED
    | raises(*DOWNLOAD, InvalidRequest, NotDrawn),
)
async def list_winners(
    request: Request[Any, Any, Any],
    raffle_id: FromPath[str],
    *,
    reads: Provided[Reads],
    pages: Provided[Pages],
    limit: Limit = DEFAULT_LIMIT,
    cursor: DrawCursor = None,
    ticket_number: OneTicket = None,
) -> Response[bytes] | Stream:
    """List the current winner of each prize, in prize order. With `Accept: text/csv`, one file has all winners.

    With `ticket_number`, the list has only this ticket. If this ticket has not won, the list is empty. So a client does
    not need the whole list to look for one ticket. With `ticket_number`, `limit` and `cursor` have no effect.
    """
    first, number = place_in_draw(cursor), ticket_number_in(ticket_number)
    client = client_in(request.scope, request.app.state.settings)
    known_raffle_id(raffle_id)
    wants_csv = csv.is_wanted(request.scope)

    async def headers(drawn: Drawn, media_type: str) -> dict[str, str]:
        substituted = await reads.substitutions_version(drawn)
        version = f"{drawn.drawn_at}-{drawn.seed[:16]}-{media_type}-{first}-{limit}-{number}-{substituted}"
        return versioned(version) | {"Vary": "Accept"}

    async def make() -> Page:
        drawn = await reads.drawn(raffle_id)
        fields = await headers(drawn, JSON)  # first the ETag, so that the ETag is never newer than the winners
        winners = await reads.winners(drawn, first, limit + 1)
        link = _link(raffle_id, limit, first + limit) if len(winners) > limit else {}
        return Page(msgspec.json.encode(winners[:limit]), fields | link)

    if number is None and not wants_csv:
        page = await pages.get((raffle_id, first, limit), make, client)
        if is_current(request, page.headers["ETag"]):
            return not_modified(page.headers)
        return Response(page.body, media_type=JSON, headers=page.headers)
    async with pages.reading(client):
        drawn = await reads.drawn(raffle_id)
        fields = await headers(drawn, CSV if wants_csv else JSON)
        found = None if number is None else await reads.winner(drawn, number)
    if is_current(request, fields["ETag"]):
        return not_modified(fields)
    if found is not None and not wants_csv:
        return Response(msgspec.json.encode(found), media_type=JSON, headers=fields)
    chunks = reads.all_winners(drawn) if found is None else _chunk(found)
    columns = ("ticket_number", "prize", "replaces") if drawn.reserves else ("ticket_number", "prize")
    return await csv.download(pages, client, f"winners-{raffle_id}", columns, chunks, headers=fields)


@get(
    "/raffles/{raffle_id:str}/draw",
    tags=["Draw"],
    responses=answers(200, DrawRecord, examples.DRAW_RECORD, "The draw record.", headers=("ETag",))
    | NOT_MODIFIED
    | raises(*DOWNLOAD, NotDrawn),
)
async def get_draw_record(
    request: Request[Any, Any, Any], raffle_id: FromPath[str], reads: Provided[Reads], pages: Provided[Pages]
) -> Response[None] | Stream:
    """Get the draw record. `python3 -m app.domain.draw record.json` computes the draw again from this record."""
    known_raffle_id(raffle_id)
    client = client_in(request.scope, request.app.state.settings)
    async with pages.reading(client):
        drawn = await reads.drawn(raffle_id)
        substituted = await reads.substitutions_version(drawn)
    headers = versioned(f"{drawn.drawn_at}-{drawn.seed}-{substituted}")
    if is_current(request, headers["ETag"]):
        return not_modified(headers)
    record = await pages.download(pieces(drawn, reads), client)
    return Stream(record, media_type=JSON, headers=headers)


@post(
    "/raffles/{raffle_id:str}/substitutions",
    tags=["Draw"],
    guards=[managers_only],
    security=BY_ADDRESS_OR_TOKEN,
    responses=answers(201, Substitution, examples.SUBSTITUTION, "What was substituted.")
    | raises(
        InvalidRequest,
        RaffleDamaged,
        *MANAGER_ACT,
        NotAWinner,
        NotDrawn,
        AlreadySubstituted,
        AlreadyHandedOver,
        NoSubstitutesLeft,
        TooEarly,
        ReplicasMissing("substitution"),
    ),
)
async def substitute_winner(
    raffle_id: FromPath[str],
    substitutions: Provided[Substitutions],
    manager: Provided[str | None],
    data: Annotated[SubstitutionRequest, json_body(examples.SUBSTITUTION_REQUEST)],
) -> Substitution:
    """Replace a winner who did not come. The next substitute gets the prize. A substitution is final."""
    return await substitutions.substitute(known_raffle_id(raffle_id), data, manager)


@get(
    "/raffles/{raffle_id:str}/substitutions",
    tags=["Draw"],
    responses=answers(200, list[Substitution], [examples.SUBSTITUTION], "The substitutions.", headers=("Link",))
    | raises(InvalidRequest, RaffleNotFound, RaffleDeleted, RaffleDamaged, NotDrawn, StoreUnavailable),
)
async def list_substitutions(
    request: Request[Any, Any, Any],
    raffle_id: FromPath[str],
    *,
    reads: Provided[Reads],
    pages: Provided[Pages],
    limit: Limit = DEFAULT_LIMIT,
    cursor: DrawCursor = None,
) -> Response[list[Substitution]]:
    """List the replaced winners and their substitutes, in the order of the decisions."""
    first = place_in_draw(cursor)
    async with pages.reading(client_in(request.scope, request.app.state.settings)):
        found = await reads.substitutions_of_draw(known_raffle_id(raffle_id), first, limit + 1)
    path = f"/raffles/{raffle_id}/substitutions/"
    link = next_link(path, limit, str(first + limit)) if len(found) > limit else {}
    return Response(found[:limit], headers=link)


async def _chunk(winners: Sequence[Winner]) -> AsyncIterator[Sequence[Winner]]:
    yield winners


def _link(raffle_id: str, limit: int, first: int) -> dict[str, str]:
    return next_link(f"/raffles/{raffle_id}/winners/", limit, str(first))
