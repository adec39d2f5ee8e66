"""Pages of lists, metrics and readiness, as bytes. Everybody who asks for the same page in the same moment shares it.

A page of a list takes as long as a hundred claims. So a worker makes only PAGES_AT_ONCE pages at a time, in small
steps, and serves claims between these steps.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from app import budget
from app.errors import StoreUnavailable
from app.service.shared_reads import SharedRead, SharedReads

PAGES_AT_ONCE = 2
"""The largest number of pages that a worker makes at the same time."""

CAPACITY = 32
"""The largest number of pages that are kept."""


class Page(NamedTuple):
    """The body of an answer, and its headers."""

    body: bytes
    headers: Mapping[str, str] = MappingProxyType({})


class Pages:
    """The pages that clients have asked for a moment ago."""

    def __init__(self, *, at_once: int = PAGES_AT_ONCE, capacity: int = CAPACITY) -> None:
        self._shared: SharedReads[SharedRead[Page]] = SharedReads(SharedRead[Page], capacity=capacity)
        self._turns = asyncio.Semaphore(at_once)

    async def get(self, key: Hashable, make: Callable[[], Awaitable[Page]]) -> Page:
        """Return the page of a key. If nobody asked for it a moment ago, make it.

        Raises:
            StoreUnavailable: the store failed, or too many other pages are made.
        """

        async def in_turn() -> Page:
            try:
                async with asyncio.timeout(budget.QUEUE_SECONDS):
                    await self._turns.acquire()
            except TimeoutError:
                raise StoreUnavailable from None
            try:
                async with asyncio.timeout(budget.STORE_SECONDS):
                    return await make()
            except TimeoutError as error:
                raise StoreUnavailable from error
            finally:
                self._turns.release()

        return await self._shared.share(key, in_turn).wait()

    def clear(self) -> None:
        """Forget all pages. Call this after a raffle is created, drawn or deleted, but before the answer to this."""
        self._shared.clear()

    async def close(self) -> None:
        """Wait for the pages that are being made."""
        await self._shared.close()
