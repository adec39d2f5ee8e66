"""Draws over HTTP: draw, list the winners, show the record, check a ticket."""

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIResponse, OpenAPIType, Operation, Schema
from litestar.params import FromPath
from litestar.response import Stream

from app.api import examples
from app.api.examples import answers, shown
from app.api.raffles import known_shape
from app.domain.raffle import CheckedTicket, Drawn, DrawRecord, Entropy, TicketCheck, Winner
from app.errors import (
    AlreadyDrawn,
    BodyTooLarge,
    CrossSite,
    EntropyMissing,
    EntropyNotAnnounced,
    InvalidCode,
    InvalidRequest,
    NotAManager,
    NotDrawn,
    OutcomeUnknown,
    RaffleNotFound,
    StillFilling,
    StoreUnavailable,
    TicketNotFound,
    TicketsRemaining,
    TooManyAtOnce,
    TooManyChecks,
)
from app.http.accept import quality
from app.http.conditional import NOT_MODIFIED, holds, not_modified, tagged
from app.http.csv import MEDIA_TYPE as CSV
from app.http.csv import lines as csv_lines
from app.http.dependencies import Part
from app.http.identity import header, managers_only, player
from app.http.json_body import body_like
from app.http.paging import DEFAULT_LIMIT, MOST, DrawCursor, Limit, next_link, place_in_draw
from app.http.problems import raises
from app.http.record import pieces
from app.service.checks import Checks
from app.service.draws import Draws
from app.store.connect import half_done

MOST_ANSWERED = 100_000
"""Winners in the answer to a draw; a link leads to the rest."""


JSON = "application/json"


@dataclass
class AlsoAsCsv(Operation):
    """An operation that also answers as CSV: the framework documents one media type for each status."""

    def __post_init__(self) -> None:
        """Document the CSV beside the JSON."""
        found = (self.responses or {}).get("200")
        if isinstance(found, OpenAPIResponse) and found.content is not None:
            found.content[CSV] = OpenAPIMediaType(
                schema=Schema(type=OpenAPIType.STRING), examples={"example": shown(examples.WINNERS_CSV)}
            )


@post(
    "/raffles/{raffle_id:str}/winners",
    tags=["Draw"],
    guards=[managers_only],
    responses=answers(201, list[Winner], examples.WINNERS)
    | raises(
        InvalidRequest,
        EntropyMissing,
        EntropyNotAnnounced,
        CrossSite,
        NotAManager,
        RaffleNotFound,
        StillFilling,
        TicketsRemaining,
        AlreadyDrawn,
        BodyTooLarge,
        StoreUnavailable,
        OutcomeUnknown,
    ),
)
async def draw_winners(
    raffle_id: FromPath[str],
    draws: Part[Draws],
    data: Annotated[Entropy | None, body_like(examples.ENTROPY)] = None,
) -> Response[list[Winner]]:
    """Draw the winners, once, after the last ticket is claimed.

    Answers with them in prize order. Of more than 100 000 it answers with the first, and a link leads to the rest.
    """
    await draws.draw(known_shape(raffle_id), data.entropy if data else None)
    with half_done():
        return await _page(draws, await draws.drawn(raffle_id), first=0, most=MOST_ANSWERED, link_limit=MOST)


@get(
    "/raffles/{raffle_id:str}/winners",
    tags=["Draw"],
    operation_class=AlsoAsCsv,
    responses=answers(200, list[Winner], examples.WINNERS)
    | NOT_MODIFIED
    | raises(InvalidRequest, RaffleNotFound, NotDrawn, StoreUnavailable),
)
async def list_winners(
    request: Request[Any, Any, Any],
    raffle_id: FromPath[str],
    draws: Part[Draws],
    limit: Limit = DEFAULT_LIMIT,
    cursor: DrawCursor = None,
) -> Response[list[Winner]] | Stream:
    """List the winning tickets in prize order. Who accepts `text/csv` gets all of them as one file."""
    first = place_in_draw(cursor)
    drawn = await draws.drawn(known_shape(raffle_id))
    accepted = header(request.scope, b"accept") or ""
    wants_csv = quality(accepted, CSV, "text/*", "*/*") > quality(accepted, JSON, "application/*", "*/*")
    media_type = CSV if wants_csv else JSON
    headers = tagged(f"{drawn.drawn_at}-{drawn.seed[:16]}-{media_type}-{first}-{limit}") | {"Vary": "Accept"}
    if holds(request, headers["ETag"]):
        return not_modified(headers)
    if wants_csv:
        headers["Content-Disposition"] = f'attachment; filename="winners-{raffle_id}.csv"'
        return Stream(csv_lines(draws.all_winners(drawn)), media_type=CSV, headers=headers)
    page = await _page(draws, drawn, first=first, most=limit, link_limit=limit)
    page.headers |= headers
    return page


@get(
    "/raffles/{raffle_id:str}/draw",
    tags=["Draw"],
    responses=answers(200, DrawRecord, examples.DRAW_RECORD)
    | NOT_MODIFIED
    | raises(RaffleNotFound, NotDrawn, StoreUnavailable),
)
async def get_draw_record(
    request: Request[Any, Any, Any], raffle_id: FromPath[str], draws: Part[Draws]
) -> Response[None] | Stream:
    """Get all that it takes to recompute the draw: `python3 -m app.domain.draw record.json`."""
    drawn = await draws.drawn(known_shape(raffle_id))
    headers = tagged(f"{drawn.drawn_at}-{drawn.seed}")
    if holds(request, headers["ETag"]):
        return not_modified(headers)
    return Stream(pieces(drawn, draws.all_numbers(drawn)), media_type=JSON, headers=headers)


@post(
    "/raffles/{raffle_id:str}/verify-ticket",
    tags=["Tickets"],
    status_code=200,
    responses=answers(200, CheckedTicket, examples.CHECKED_TICKET)
    | raises(
        InvalidRequest,
        InvalidCode,
        RaffleNotFound,
        TicketNotFound,
        NotDrawn,
        CrossSite,
        TooManyChecks,
        BodyTooLarge,
        StoreUnavailable,
        TooManyAtOnce,
    ),
)
async def verify_ticket(
    raffle_id: FromPath[str],
    data: Annotated[TicketCheck, body_like(examples.TICKET_CHECK)],
    checks: Part[Checks],
    request: Request[Any, Any, Any],
) -> CheckedTicket:
    """Learn what a ticket won, given its number and code."""
    prize = await checks.check(known_shape(raffle_id), player(request), data.ticket_number, data.verification_code)
    return CheckedTicket(has_won=prize is not None, prize=prize)


async def _page(draws: Draws, drawn: Drawn, *, first: int, most: int, link_limit: int) -> Response[list[Winner]]:
    winners = await draws.winners(drawn, first, most + 1)
    more = len(winners) > most
    headers = next_link(f"/raffles/{drawn.raffle_id}/winners/", link_limit, str(first + most)) if more else {}
    return Response(winners[:most], headers=headers)
