"""Fills new raffles, and continues fills that stopped.

To fill a raffle means to add its tickets to its pool. Claims take their tickets from the pool.
"""

import asyncio
import logging
from contextlib import suppress
from typing import NamedTuple

from app.domain.deleted_raffle import DeletedRaffle
from app.errors import Problem, RaffleDamaged, RaffleDeleted, RaffleNotFound, StoreFull
from app.logs import LastingWarnings
from app.rounds import pause
from app.service.list_repair import ListRepair
from app.service.room import Room
from app.service.searches import going_on
from app.store.index import Index
from app.store.lists import FillProgress
from app.store.raffle_hash import note_damage
from app.store.reads import Reads
from app.store.scripts import Scripts

log = logging.getLogger(__name__)

_SEARCH_FAILS = "cannot search for unfinished raffles"

TICKETS_PER_CALL = 5_000
"""The number of tickets that one fill call adds. During the call, other callers of the store wait a few milliseconds.
During the sale of another raffle, each fill call waits as long as a call with a group of claims. With fewer tickets in
a call, a large raffle would need more calls, and would open later."""

CALLS_AT_ONCE = 2
"""The number of fill calls that are under way at the same time. The first call of each fill runs alone. During a sale,
the answer to a call waits long until the event loop reads it. Meanwhile, the store works on the second call. With three
calls, claims would wait noticeably longer."""

SEARCH_SECONDS = 2.0
"""The time between two searches for raffles whose fill has stopped."""

SEARCHES_UNTIL_REMOVED = 4
"""A creation first adds the id of its raffle to the list of fills. If this number of searches in a row find no raffle
for an id in this list, the id is removed. A creation takes less time than these searches, so its id stays."""


class _Seen(NamedTuple):
    """How many tickets a fill has added (None: no raffle), and how many searches in a row found this number."""

    filled: int | None
    searches: int


class Fills:
    """The tasks that fill the raffles of a store."""

    def __init__(
        self,
        reads: Reads,
        scripts: Scripts,
        index: Index,
        room: Room,
        *,
        tickets_per_call: int = TICKETS_PER_CALL,
        search_seconds: float = SEARCH_SECONDS,
    ) -> None:
        self._reads = reads
        self._scripts = scripts
        self._index = index
        self._room = room
        self._tickets_per_call = tickets_per_call
        self._search_seconds = search_seconds
        self._list_repair = ListRepair(reads, index)
        self._fills: dict[str, asyncio.Task[None]] = {}
        self._closing = asyncio.Event()
        self._warnings = LastingWarnings(log)

    def begin(self, raffle_id: str) -> asyncio.Task[None]:
        """Return the task in which this worker fills a raffle. If there is no such task, begin it."""
        fill = self._fills.get(raffle_id)
        if fill is None:
            fill = self._fills[raffle_id] = asyncio.create_task(self._fill(raffle_id))
            fill.add_done_callback(lambda _: self._fills.pop(raffle_id, None))
        return fill

    async def continue_fills(self) -> None:
        """Continue fills that have stopped, including those of other workers. This ends after `close`.

        Cancelling the task might not end it, because redis-py on Python 3.11 can swallow a cancellation.
        """
        before: dict[str, _Seen] = {}
        while not self._closing.is_set():
            with going_on(_SEARCH_FAILS, self._warnings, log):
                before = await self._continue_stopped(before)
            await self._list_repair.look()
            await pause(self._search_seconds, self._closing)

    async def close(self) -> None:
        """Stop filling. Another worker continues the fills, or this service continues them after its next start.

        Each fill also checks `_closing`, because redis-py on Python 3.11 can swallow the cancellation of a task.
        """
        self._closing.set()
        fills = list(self._fills.values())
        for fill in fills:
            fill.cancel()
        await asyncio.gather(*fills, return_exceptions=True)

    async def _continue_stopped(self, before: dict[str, _Seen]) -> dict[str, _Seen]:
        """Continue fills that have added no tickets since the last search, and remove ids without a raffle.

        `before` is the result of the search before this one. Return the result of this search.
        """
        now: dict[str, _Seen] = {}
        for raffle_id, progress in (await self._reads.filling()).items():
            filled = progress.filled if isinstance(progress, FillProgress) else None
            last = before.get(raffle_id, _Seen(filled, searches=0))
            now[raffle_id] = seen = _Seen(filled, last.searches + 1 if filled == last.filled else 1)
            if isinstance(progress, DeletedRaffle):
                await self._bury(raffle_id, progress.deleted_at)
                continue
            if raffle_id in self._fills or seen.searches == 1:
                continue
            if progress is not None:
                self.begin(raffle_id)
                with suppress(Problem):  # even if this fails, go on with the other fills
                    await self._index.add(raffle_id, progress.created_at)
            elif seen.searches >= SEARCHES_UNTIL_REMOVED:
                await self._index.remove(raffle_id)
        return now

    async def _fill(self, raffle_id: str) -> None:
        stopped = f"the fill of raffle {raffle_id} has stopped and will be continued"
        try:
            filled = await self._scripts.fill(raffle_id, self._tickets_per_call)
            while not filled:
                if self._closing.is_set():
                    return
                if self._room.full:
                    raise StoreFull
                calls = (self._scripts.fill(raffle_id, self._tickets_per_call) for _ in range(CALLS_AT_ONCE))
                filled = any(await asyncio.gather(*calls))
            await self._index.await_seal(raffle_id)
            await self._index.end_filling(raffle_id)
        except RaffleDeleted as deleted:
            await self._bury(raffle_id, deleted.kept["deleted_at"])
        except RaffleNotFound:
            await self._remove(raffle_id)
        except RaffleDamaged:
            note_damage(raffle_id, "its fill cannot continue")
        except Problem as problem:
            self._warnings.warn(stopped, problem.title)
        else:
            self._warnings.end(stopped)

    async def _bury(self, raffle_id: str, deleted_at: str) -> None:
        """Move a raffle to the list of deleted raffles. If the store fails, a later search repeats this."""
        with suppress(Problem):
            await self._index.bury(raffle_id, deleted_at)

    async def _remove(self, raffle_id: str) -> None:
        """Remove an id without a raffle from all lists. If the store fails, a later search repeats this."""
        with suppress(Problem):
            await self._index.remove(raffle_id)
