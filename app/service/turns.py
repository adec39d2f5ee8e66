"""Turns: work that one client asks for many times is done one at a time, so that others need not wait for all of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar
from weakref import WeakValueDictionary

T = TypeVar("T")


class Turns:
    """The turns of one kind of work. Of `at_once` turns at a time, each client has at most one.

    A client that waits for many turns waits for its own ones first. So another client waits for at most one turn of
    each client (round robin).
    """

    def __init__(self, *, at_once: int) -> None:
        self._all = asyncio.Semaphore(at_once)
        self._own: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, client: str, until: float | None = None) -> AsyncIterator[None]:
        """Wait for a turn of a client. It ends with the block.

        Raises:
            TimeoutError: the turn did not come until this time of the event loop's clock. None: wait as long as needed.
        """
        own = self._own.setdefault(client, asyncio.Lock())
        async with asyncio.timeout_at(until) as limit, own, self._all:
            limit.reschedule(None)
            yield

    async def each(self, client: str, pieces: AsyncIterator[T]) -> AsyncIterator[T]:
        """Yield pieces, and take a turn to make each of them. A client that is slow to read a piece keeps no turn."""
        while True:
            async with self.turn(client):
                try:
                    piece = await anext(pieces)
                except StopAsyncIteration:
                    return
            yield piece
