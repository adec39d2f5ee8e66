"""Turns: the work for a client is done in pieces, one piece in each turn. Others get their turns between two pieces."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from typing import TypeVar
from weakref import WeakValueDictionary

from app import budget
from app.domain.player import site_of
from app.errors import StoreUnavailable
from app.logs import CountedWarnings
from app.service.in_use import InUse

_warnings = CountedWarnings(logging.getLogger(__name__))

T = TypeVar("T")

WAITING_OF_A_SITE = 64
"""One client, or all clients of one IPv6 /48, can have this number of reads that wait for a turn. Any further read is
refused immediately. Without this limit, the time of hundreds of requests could end in the same moment, and all would be
answered at once."""


class Turns:
    """The turns of one kind of work. At most `at_once` turns run at a time, and each client has at most one of them.

    A client that wants many turns waits for its own earlier turns first. Each IPv6 /48 also has at most one turn at a
    time. The turns go round (round robin). So before a turn, a client waits for at most one turn of each other client
    of its /48, and for at most one turn of each other /48.
    """

    def __init__(self, *, at_once: int) -> None:
        self._all = asyncio.Semaphore(at_once)
        self._waiting = InUse()
        self._own: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._sites: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, client: str, until: float | None = None) -> AsyncIterator[ExitStack]:
        """Wait for a turn of a client. The turn ends with the `async with` block.

        The block gets the turn as an ExitStack. `close()` ends the turn before the block ends. Then the next turns can
        begin, also those of the same client. `pop_all()` returns a stack that keeps the turn until the stack is closed,
        even after the block.

        Raises:
            TimeoutError: the turn did not come before the time `until` of the event loop's clock. With None, there is
                no limit.
        """
        own = self._own.setdefault(client, asyncio.Lock())
        site = self._sites.setdefault(site_of(client), asyncio.Lock())
        async with asyncio.timeout_at(until) as limit:
            with ExitStack() as held:
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
                /48 wait.
        """
        loop = asyncio.get_running_loop()
        if self._waiting.by_site_of(client) >= WAITING_OF_A_SITE:
            _warnings.warn(loop, late)
            raise StoreUnavailable
        try:
            with ExitStack() as waiting:
                waiting.enter_context(self._waiting.place(client))
                async with self.turn(client, loop.time() + queue_seconds) as turn:
                    waiting.close()
                    yield turn
        except TimeoutError:
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
