"""Makes pages of lists, metrics and readiness, as bytes. Clients that ask for the same page at the same time share it.

Making a page of a list takes as long as a hundred claims. So clients take turns, and a page is made in a turn of its
client. A worker gives at most PAGES_AT_ONCE turns at a time, and at most one turn to each client. The worker makes a
page in small steps, and serves claims between these steps.

A search takes up to ten times as long as a usual page. So when a page becomes long, its turn ends, and the page waits
for a long turn. Long turns are counted separately. So short pages, even those of the same client, do not wait for the
end of a long page. Each client has at most one long turn at a time.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Coroutine, Hashable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, suppress
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast

from app import budget
from app.errors import StoreUnavailable, TooManyConnections
from app.logs import CountedWarnings
from app.service.in_use import InUse
from app.service.shared_reads import SharedRead, SharedReads
from app.service.turns import Turns

PAGES_AT_ONCE = 2
"""The largest number of short pages that a worker makes at the same time."""

LONG_PAGES_AT_ONCE = 2
"""The largest number of long pages that a worker makes at the same time."""

RAFFLE_PAGES_AT_ONCE = 2
"""The largest number of turns for pages or reads about single raffles that a worker gives at the same time."""

DOWNLOADS_AT_ONCE = 4
"""The largest number of pieces of downloads that a worker makes at the same time."""

DOWNLOADS_OF_A_CLIENT = 8
"""The largest number of open downloads of one client in one worker. Several people can share the address of a client.
"""

MAX_DOWNLOADS = 256
"""The largest number of open downloads in one worker. A client may read slowly, and then its download stays open."""

CAPACITY = 32
"""The largest number of pages that are kept."""


T = TypeVar("T")

_warnings = CountedWarnings(logging.getLogger(__name__))


class Page(NamedTuple):
    """The body of an answer, and its headers."""

    body: bytes
    headers: Mapping[str, str] = MappingProxyType({})


LongTurn = Callable[[], Awaitable[None]]
"""A function that ends the turn of a short page, and waits for the turn of a long page. It can raise TimeoutError."""


class Pages:
    """The pages that were requested a moment ago."""

    def __init__(
        self, *, at_once: int = PAGES_AT_ONCE, capacity: int = CAPACITY, max_downloads: int = MAX_DOWNLOADS
    ) -> None:
        self._shared: SharedReads[SharedRead[Page]] = SharedReads(SharedRead[Page], capacity=capacity)
        self._turns = Turns(at_once=at_once)
        self._long_turns = Turns(at_once=LONG_PAGES_AT_ONCE)
        self._raffle_turns = Turns(at_once=RAFFLE_PAGES_AT_ONCE)
        self._download_turns = Turns(at_once=DOWNLOADS_AT_ONCE)
        self._downloads = InUse()
        self._max_downloads = max_downloads

    async def get(self, key: Hashable, make: Callable[[], Coroutine[Any, Any, Page]], client: str) -> Page:
        """Return the page of a key. If there is no fresh page, make the page in a turn of this client.

        Raises:
            StoreUnavailable: the store failed, or the turn did not come in time because of other pages.
        """
        return await self.get_long(key, lambda _: make(), client)

    async def get_long(
        self,
        key: Hashable,
        make: Callable[[LongTurn], Coroutine[Any, Any, Page]],
        client: str,
        *,
        searching: bool = False,
    ) -> Page:
        """Return the page of a key, as `get` does. When the page becomes long, `make` calls its argument, a LongTurn.

        `searching` says that the page will probably be long. If it is true, and if another long page of this client is
        under way, the page waits for a long turn before it begins. Without this rule, many searches would take all
        short turns of a shared address.

        Raises:
            StoreUnavailable: the store failed, or a turn did not come in time because of other pages.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + budget.QUEUE_SECONDS
        try:
            async with asyncio.timeout_at(until + budget.STORE_SECONDS):
                while True:
                    if page := await self._joined(key):
                        return page
                    # Share a page only after the turn of this client has come. If the page were shared earlier, other
                    # clients who want the same page would wait for all earlier turns of this client.
                    async with self._turns.turn(client, until) as turn:
                        if not self._shared.begun(key):
                            making = partial(self._in_time, make, turn.close, client, until, searching=searching)
                            return await self._shared.share(key, making).wait()
        except TimeoutError:
            # A problem with a cause would write a second warning to the log. So raise the problem without a cause.
            _warnings.warn(loop, "a page was not ready in time")
            raise StoreUnavailable from None

    def turn_for_raffle(self, client: str, until: float) -> AbstractAsyncContextManager[object]:
        """Wait for a turn in which a client gets the page about one raffle. Such a page can be kept, but not shared.

        These turns do not wait for lists. Entering the context raises TimeoutError if the turn did not come in time.
        """
        return self._raffle_turns.turn(client, until)

    def reading(self, client: str) -> AbstractAsyncContextManager[object]:
        """Wait for a turn in which a client reads about one raffle. What the client reads is neither kept nor shared.

        Entering the context raises StoreUnavailable if the turn did not come in time.
        """
        return self._raffle_turns.reading(client)

    async def download(self, pieces: AsyncIterator[T], client: str) -> AsyncIterator[T]:
        """Return the pieces of a long answer. Each piece is made in a turn of this client.

        Raises:
            TooManyConnections: this client, its IPv6 /48 or all clients together have reached their limit of open
                downloads in this worker. The limit of an IPv6 /48 is half of the limit of all clients.
        """
        if self._downloads.by(client) >= DOWNLOADS_OF_A_CLIENT:
            reason = f"a download, because its client has {DOWNLOADS_OF_A_CLIENT} of them"
        elif self._downloads.total() >= self._max_downloads:
            reason = f"a download, because all clients together have {self._max_downloads} of them"
        elif self._downloads.by_site_of(client) * 2 >= self._max_downloads:
            reason = (
                f"a download, because the clients of its IPv6 /48 have {self._downloads.by_site_of(client)} of them"
            )
        else:
            counted = self._counted(pieces, client)
            await anext(counted)  # count the download now, before other requests check the limits
            return cast("AsyncIterator[T]", counted)
        _warnings.warn(asyncio.get_running_loop(), reason)
        raise TooManyConnections

    def clear(self) -> None:
        """Forget all pages. Call this after a creation, a draw or a deletion, before its answer is sent."""
        self._shared.clear()

    async def close(self) -> None:
        """Wait for the pages that are being made."""
        await self._shared.close()

    async def _joined(self, key: Hashable) -> Page | None:
        """Return the page that another client has begun for a key, or None. Call this without a turn.

        If the time of the other client is over before the page is ready, also return None. The caller may have more
        time, and can then make the page.
        """
        if begun := self._shared.begun(key):
            with suppress(TimeoutError):
                return await begun.wait()
        return None

    async def _counted(self, pieces: AsyncIterator[T], client: str) -> AsyncGenerator[T | None, None]:
        """Yield None, and then the pieces. The download counts as open from the first step to the last one."""
        with self._downloads.place(client):
            yield None
            async for piece in self._download_turns.each(client, pieces):
                yield piece

    async def _in_time(
        self,
        make: Callable[[LongTurn], Coroutine[Any, Any, Page]],
        end_turn: Callable[[], None],
        client: str,
        until: float,
        *,
        searching: bool,
    ) -> Page:
        async with asyncio.timeout_at(until + budget.STORE_SECONDS), AsyncExitStack() as turns:
            is_long = False

            async def take_long_turn() -> None:
                nonlocal is_long
                if not is_long:
                    is_long = True
                    end_turn()
                    await turns.enter_async_context(self._long_turns.turn(client, until))

            if searching and self._long_turns.has_turn(client):
                await take_long_turn()
            return await make(take_long_turn)
