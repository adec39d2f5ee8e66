"""Turns: the work for a client is done in pieces, one piece in each turn. Others get their turns between two pieces."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, nullcontext
from typing import TypeVar
from weakref import WeakValueDictionary

from app import budget
from app.domain.player import site_of
from app.errors import StoreUnavailable
from app.logs import CountedWarnings

_warnings = CountedWarnings(logging.getLogger(__name__))

T = TypeVar("T")

WAITING_OF_A_SITE = 64
"""One client, or all clients of one IPv6 /48, can have this number of reads that wait for a turn. Without this limit,
hundreds of reads could reach their time limit in the same moment. Then the worker would answer all of them at once, and
other requests would wait."""


class _Places:
    """The places of the reads that wait for a turn. Each IPv6 /48 has WAITING_OF_A_SITE places for all its clients.

    When all places are taken, a client with a new read can take a place from another client. This other client must
    have at least two places more. So one client can have all places, but only until other clients of its /48 need them.
    """

    def __init__(self) -> None:
        # For each /48: the clients of the reads that wait, in the order in which the reads came.
        self._sites: dict[str, dict[asyncio.Timeout, str]] = {}

    @contextmanager
    def place(self, client: str, limit: asyncio.Timeout) -> Iterator[None]:
        """Give a place to a read of a client during the `with` block.

        `limit` is the time limit of the read. If the read loses its place, this limit is over immediately.

        Raises:
            QueueFull: the client and its /48 have too many reads that wait.
        """
        site = site_of(client)
        waiting = self._sites.setdefault(site, {})
        if len(waiting) >= WAITING_OF_A_SITE:
            _free_a_place(waiting, client)
        waiting[limit] = client
        try:
            yield
        finally:
            if limit in waiting:
                del waiting[limit]
                if not waiting:
                    del self._sites[site]


def _free_a_place(waiting: dict[asyncio.Timeout, str], client: str) -> None:
    """End the latest read of the client that has the most places, so that `client` gets the place of this read.

    The earlier reads of a client are nearer to their turn. So the latest read loses its place.

    Raises:
        QueueFull: no client has at least two places more than `client`.
    """
    places = Counter(waiting.values())
    greediest, most = places.most_common(1)[0]
    if most < places[client] + 2:
        raise asyncio.QueueFull
    latest = next(limit for limit, each in reversed(waiting.items()) if each == greediest)
    del waiting[latest]
    if not latest.expired():
        latest.reschedule(asyncio.get_running_loop().time())


class Turns:
    """The turns of one kind of work. At most `at_once` turns run at a time, and each client has at most one of them.

    A client that wants many turns waits for its own earlier turns first. Each IPv6 /48 also has at most one turn at a
    time. The turns go round (round robin). So before its turn, a client waits for at most one turn of each other client
    of its /48. For each turn of its clients, a /48 waits for at most one turn of each other /48.
    """

    def __init__(self, *, at_once: int) -> None:
        self._all = asyncio.Semaphore(at_once)
        self._places = _Places()
        self._own: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._sites: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, client: str, until: float | None = None, *, counted: bool = False) -> AsyncIterator[ExitStack]:
        """Wait for a turn of a client. The turn ends with the `async with` block.

        The block gets the turn as an ExitStack. `close()` ends the turn before the block ends. Then the next turns can
        begin, also those of the same client. `pop_all()` returns a stack that keeps the turn until the stack is closed,
        even after the block.

        With `counted`, the wait for the turn needs one of the places that WAITING_OF_A_SITE limits.

        Raises:
            TimeoutError: the turn did not come before the time `until` of the event loop's clock (None: no limit), or
                another client took the place of this read.
            QueueFull: there is no place.
        """
        own = self._own.setdefault(client, asyncio.Lock())
        site = self._sites.setdefault(site_of(client), asyncio.Lock())
        async with asyncio.timeout_at(until) as limit:
            with ExitStack() as held:
                with self._places.place(client, limit) if counted else nullcontext():
                    for limited in (own, site, self._all):
                        await limited.acquire()
                        held.callback(limited.release)
                limit.reschedule(None)
                yield held

    @asynccontextmanager
    async def reading(
        self, client: str, queue_seconds: float = budget.QUEUE_SECONDS, *, late: str = "a raffle was not read in time"
    ) -> AsyncIterator[ExitStack]:
        """Wait for a turn in which a client reads about a raffle. The turn ends with the `async with` block.

        The block gets the turn, as the block of `turn` does. If the turn does not come in time, the log gets a warning
        with the text `late`.

        Raises:
            StoreUnavailable: the turn did not come in `queue_seconds`, or too many reads of the client or of its IPv6
                /48 wait (see WAITING_OF_A_SITE).
        """
        loop = asyncio.get_running_loop()
        try:
            async with self.turn(client, loop.time() + queue_seconds, counted=True) as held:
                yield held
        except (TimeoutError, asyncio.QueueFull):
            _warnings.warn(loop, late)
            raise StoreUnavailable from None

    def has_turn(self, client: str) -> bool:
        """Return whether a client has a turn, or waits for earlier turns of other clients."""
        own = self._own.get(client)
        return own is not None and own.locked()

    async def each(self, client: str, pieces: AsyncIterator[T]) -> AsyncIterator[T]:
        """Yield pieces. Each piece is made in a turn, which ends before the client reads the piece."""
        while True:
            async with self.turn(client):
                try:
                    piece = await anext(pieces)
                except StopAsyncIteration:
                    return
            yield piece
