"""Events: watch a raffle while it changes."""

from typing import Any

from litestar import Request, get
from litestar.params import FromPath
from litestar.response import Stream

from app.api import examples
from app.errors import InvalidRequest, RaffleDeleted, RaffleNotFound, StoreUnavailable, StreamsBusy, TooManyStreams
from app.http import sse
from app.http.dependencies import Provided
from app.http.identity import player_in
from app.http.openapi import answers
from app.http.paths import known_raffle_id
from app.http.problems import raises
from app.service.watch import Watches
from app.settings import Settings


@get(
    "/raffles/{raffle_id:str}/events",
    tags=["Raffles"],
    media_type=sse.MEDIA_TYPE,
    responses=answers(200, str, examples.EVENT, "Server-sent events.", media_type=sse.MEDIA_TYPE)
    | raises(InvalidRequest, RaffleNotFound, RaffleDeleted, TooManyStreams, StoreUnavailable, StreamsBusy),
)
async def watch_raffle(
    raffle_id: FromPath[str], watches: Provided[Watches], settings: Provided[Settings], request: Request[Any, Any, Any]
) -> Stream:
    """Watch a raffle. The first event has the raffle as it is now, and an event follows after each change.

    There are at most two events in a second. If very many clients watch, there is one in five seconds, but a new status
    is never delayed by this. The stream ends after the draw, and when the raffle is deleted. Each address may have 20
    streams at a time in a worker.
    """
    states = await watches.follow(known_raffle_id(raffle_id), player_in(request.scope, settings))
    return Stream(sse.events(states), media_type=sse.MEDIA_TYPE, headers=sse.HEADERS)
