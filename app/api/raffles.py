"""Raffles over HTTP: create, list, look at, delete."""

import json
from typing import Annotated, Any

from litestar import Request, Response, delete, get, post
from litestar.params import FromPath

from app.api import examples
from app.api.examples import answers
from app.domain.raffle import NewRaffle, Raffle, is_raffle_id, largest_new_raffle, winning_tickets
from app.errors import (
    BodyTooLarge,
    CrossSite,
    IdempotencyKeyReused,
    InvalidRequest,
    NotAManager,
    OutcomeUnknown,
    RaffleNotFound,
    StoreUnavailable,
    TooManyPrizes,
)
from app.http.conditional import NOT_MODIFIED, holds, tagged
from app.http.dependencies import Part
from app.http.identity import REPLAYED, TakesIdempotencyKey, idempotency_key, managers_only
from app.http.json_body import body_like
from app.http.paging import DEFAULT_LIMIT, Limit, RafflesCursor, next_link, place_in_raffles
from app.http.prepared import SmallAnswer
from app.http.problems import raises
from app.service.raffles import Raffles
from app.settings import Settings

LARGEST_NEW_RAFFLE = len(json.dumps(largest_new_raffle(), indent=4))
"""Bytes of the largest legal body of a new raffle: all escaped and neatly indented."""


def known_shape(raffle_id: str) -> str:
    """Return the id of a raffle as it came in the path.

    Raises:
        RaffleNotFound: no raffle can have such an id.
    """
    if not is_raffle_id(raffle_id):
        raise RaffleNotFound
    return raffle_id


@post(
    "/raffles",
    tags=["Raffles"],
    operation_class=TakesIdempotencyKey,
    guards=[managers_only],
    request_max_body_size=LARGEST_NEW_RAFFLE,
    responses=answers(201, Raffle, examples.RAFFLE)
    | raises(
        InvalidRequest,
        TooManyPrizes,
        CrossSite,
        NotAManager,
        IdempotencyKeyReused,
        BodyTooLarge,
        StoreUnavailable,
        OutcomeUnknown,
    ),
)
async def create_raffle(
    data: Annotated[NewRaffle, body_like(examples.NEW_RAFFLE)],
    raffles: Part[Raffles],
    settings: Part[Settings],
    request: Request[Any, Any, Any],
) -> Response[Raffle]:
    """Create a raffle. A large one answers as `filling` and opens when its tickets are laid out."""
    if data.total_tickets > settings.max_tickets:
        raise InvalidRequest.of("total_tickets", f"Expected `int` <= {settings.max_tickets}")
    if winning_tickets(data.prizes) > data.total_tickets:
        raise TooManyPrizes
    raffle, replayed = await raffles.create(data, idempotency_key(request.scope))
    return Response(raffle, headers=REPLAYED if replayed else None)


@get(
    "/raffles",
    tags=["Raffles"],
    responses=answers(200, list[Raffle], [examples.RAFFLE]) | raises(InvalidRequest, StoreUnavailable),
)
async def list_raffles(
    raffles: Part[Raffles], limit: Limit = DEFAULT_LIMIT, cursor: RafflesCursor = None
) -> Response[list[Raffle]]:
    """List the raffles, newest first."""
    page, last = await raffles.page(limit, place_in_raffles(cursor))
    return Response(page, headers=next_link("/raffles/", limit, f"{last[0]}.{last[1]}") if last else {})


@get(
    "/raffles/{raffle_id:str}",
    tags=["Raffles"],
    responses=answers(200, Raffle, examples.RAFFLE) | NOT_MODIFIED | raises(RaffleNotFound, StoreUnavailable),
)
async def get_raffle(request: Request[Any, Any, Any]) -> SmallAnswer:
    """Look at a raffle."""
    # Takes nothing but the request, as a claim does.
    raffles: Raffles = request.scope["litestar_app"].state.raffles
    seen = await raffles.looks.at(known_shape(request.scope["path_params"]["raffle_id"]))
    headers = tagged(seen.tag)
    return SmallAnswer(304, b"", headers) if holds(request, headers["ETag"]) else SmallAnswer(200, seen.body, headers)


@delete(
    "/raffles/{raffle_id:str}",
    tags=["Raffles"],
    guards=[managers_only],
    responses=raises(CrossSite, NotAManager, RaffleNotFound, StoreUnavailable, OutcomeUnknown),
)
async def delete_raffle(raffle_id: FromPath[str], raffles: Part[Raffles]) -> None:
    """Delete a raffle with its tickets, players and winners."""
    await raffles.delete(known_shape(raffle_id))
