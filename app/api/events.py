"""Server-sent events over HTTP: a raffle as it changes."""

from collections.abc import AsyncIterator

from litestar import get
from litestar.params import FromPath
from litestar.response import Stream

from app.api import examples
from app.api.examples import answers
from app.api.raffles import known_shape
from app.errors import RaffleNotFound, StoreUnavailable
from app.http.dependencies import Part
from app.http.problems import raises
from app.service.raffles import Raffles
from app.service.watch import Watches

MEDIA_TYPE = "text/event-stream"

# Proxies that hold answers back until they are complete would hold these back for ever.
_UNBUFFERED = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@get(
    "/raffles/{raffle_id:str}/events",
    tags=["Raffles"],
    media_type=MEDIA_TYPE,
    responses=answers(200, str, examples.EVENT, MEDIA_TYPE) | raises(RaffleNotFound, StoreUnavailable),
)
async def watch_raffle(raffle_id: FromPath[str], raffles: Part[Raffles], watches: Part[Watches]) -> Stream:
    """Watch a raffle: an event with the raffle now and when it changed.

    There are at most two events a second, and one in five seconds where very many look on; the end of the tickets
    and the draw are told at once. The stream ends after the draw, and when the raffle is deleted.
    """
    await raffles.looks.at(known_shape(raffle_id))
    return Stream(_events(watches.follow(raffle_id)), media_type=MEDIA_TYPE, headers=_UNBUFFERED)


async def _events(states: AsyncIterator[bytes | None]) -> AsyncIterator[bytes]:
    """Write states as the HTML standard writes events; a comment shows that the stream still lives."""
    async for state in states:
        yield b": quiet\n\n" if state is None else b"data: %b\n\n" % state
