"""Events: watch a raffle while it changes."""

from typing import Annotated, Any

from litestar import Request, get
from litestar.params import FromPath, QueryParameter

from app.api import examples
from app.errors import InvalidRequest, RaffleDeleted, RaffleNotFound, StoreUnavailable, StreamsBusy, TooManyStreams
from app.http import sse
from app.http.dependencies import Provided
from app.http.identity import player_in
from app.http.openapi import answers
from app.http.paths import known_raffle_id
from app.http.problems import raises
from app.http.stream import Stream
from app.service.watch import Watches
from app.settings import Settings

WithStage = Annotated[
    str,
    QueryParameter(
        description="With `true`, the stream goes on after the draw, with an event when managers show more winners or "
        "a substitute replaces a winner."
    ),
]


@get(
    "/raffles/{raffle_id:str}/events",
    tags=["Raffles"],
    media_type=sse.MEDIA_TYPE,
    responses=answers(200, str, examples.EVENT, "Server-sent events.", media_type=sse.MEDIA_TYPE)
    | raises(InvalidRequest, RaffleNotFound, RaffleDeleted, TooManyStreams, StoreUnavailable, StreamsBusy),
)
async def watch_raffle(
    raffle_id: FromPath[str],
    watches: Provided[Watches],
    settings: Provided[Settings],
    request: Request[Any, Any, Any],
    stage: WithStage = "",
) -> Stream:
    """Watch a raffle. The first event has the current state of the raffle. After each change, a further event follows.

    There are at most two events in a second. If very many clients watch, a new number of tickets comes only every five
    seconds, but a new status comes immediately. The stream ends after the draw, and when the raffle is deleted. With
    `stage=true`, the stream goes on after the draw, with an event each time a manager shows more winners. After a
    substitution, the same state comes once more, because only the list of winners has changed. Each address may have 20
    streams at a time in a worker.
    """
    player = player_in(request.scope, settings)
    states = await watches.follow(known_raffle_id(raffle_id), player, stage=stage == "true")
    return Stream(sse.events(states), media_type=sse.MEDIA_TYPE, headers=sse.HEADERS)
