"""Pages of lists, metrics and readiness, as bytes. Clients that ask for the same page at the same time share one page.

To make a page of a list takes as long as a hundred claims. So a worker makes at most PAGES_AT_ONCE pages at a time, and
at most one page for each client. The worker makes a page in small steps, and serves claims between these steps.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Hashable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from app import budget
from app.errors import StoreUnavailable
from app.service.shared_reads import SharedRead, SharedReads
from app.service.turns import Turns

PAGES_AT_ONCE = 2
"""The largest number of pages that a worker makes at the same time."""

DOWNLOADS_AT_ONCE = 4
"""The largest number of pieces of downloads that a worker makes at the same time."""

CAPACITY = 32
"""The largest number of pages that are kept."""


T = TypeVar("T")


class Page(NamedTuple):
    """The body of an answer, and its headers."""

    body: bytes
    headers: Mapping[str, str] = MappingProxyType({})


class Pages:
    """The pages that clients asked for a moment ago."""

    def __init__(self, *, at_once: int = PAGES_AT_ONCE, capacity: int = CAPACITY) -> None:
        self._shared: SharedReads[SharedRead[Page]] = SharedReads(SharedRead[Page], capacity=capacity)
        self._turns = Turns(at_once=at_once)
        self._downloads = Turns(at_once=DOWNLOADS_AT_ONCE)

    async def get(self, key: Hashable, make: Callable[[], Coroutine[Any, Any, Page]], client: str) -> Page:
        """Return the page of a key. If there is no fresh page, make the page in a turn of this client.

        Raises:
            StoreUnavailable: the store failed, or the turn did not come in time because of other pages.
        """
        until = asyncio.get_running_loop().time() + budget.QUEUE_SECONDS
        try:
            if begun := self._shared.begun(key):
                return await begun.wait()
            # Share a page only after the turn of this client has come. Otherwise, others who want the same page would
            # wait for all earlier turns of this client.
            async with self._turns.turn(client, until):
                return await self._shared.share(key, partial(_in_time, make)).wait()
        except TimeoutError as error:
            raise StoreUnavailable from error

    def download(self, pieces: AsyncIterator[T], client: str) -> AsyncIterator[T]:
        """Yield the pieces of a long answer. Each piece is made in a turn of this client."""
        return self._downloads.each(client, pieces)

    def clear(self) -> None:
        """Forget all pages. Call this after a creation, a draw or a deletion, and before this change is answered."""
        self._shared.clear()

    async def close(self) -> None:
        """Wait for the pages that are being made."""
        await self._shared.close()


async def _in_time(make: Callable[[], Coroutine[Any, Any, Page]]) -> Page:
    async with asyncio.timeout(budget.STORE_SECONDS):
        return await make()
