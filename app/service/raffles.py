"""Creates, fills, lists and deletes raffles, and continues fills that stopped."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import NamedTuple
from uuid import uuid4

from app import budget
from app.domain.deleted_raffle import DeletedRaffle
from app.domain.listing import EVERY_RAFFLE, RaffleFilter
from app.domain.new_raffle import RaffleRequest
from app.domain.raffle import Raffle
from app.domain.raffle_id import ids_from
from app.domain.receipts import NO_SECRET, Secret
from app.errors import OutcomeUnknown, Problem, RaffleDamaged, RaffleDeleted, RaffleNotFound, StoreFull, Written
from app.logs import LastingWarnings
from app.rounds import pause
from app.service.list_repair import ListRepair
from app.service.room import Room
from app.service.searches import going_on
from app.service.snapshots import Snapshots
from app.store.calls import after_a_change
from app.store.index import Index, Place
from app.store.lists import FillProgress, RafflePage
from app.store.raffle_hash import note_damage
from app.store.reads import Reads
from app.store.scripts import Scripts

log = logging.getLogger(__name__)

_SEARCH_FAILS = "cannot search for unfinished raffles"

TICKETS_PER_CALL = 5_000
"""The number of tickets that one fill call adds. During the call, other callers of the store wait a few milliseconds.
During the sale of another raffle, each fill call waits as long as a group of claims. With fewer tickets in a call, a
large raffle would need more calls, and would open later."""

CALLS_AT_ONCE = 2
"""The number of fill calls that are under way at the same time. Only a fill's first call runs alone. During a sale,
the answer to a call waits long for the event loop. With two calls, the store works on the second call during this wait.
With three calls, claims would wait noticeably longer."""

SEARCH_SECONDS = 2.0
"""The time between two searches for raffles whose fill has stopped."""

SEARCHES_UNTIL_REMOVED = 4
"""If this number of searches in a row find no raffle for an id, the id is removed. A raffle that is just being created
is never removed, because a creation takes less time than these searches."""


class CreatedRaffle(NamedTuple):
    """A raffle, and whether an earlier request with the same Idempotency-Key created it."""

    raffle: Raffle
    replayed: bool


class _Seen(NamedTuple):
    """How many tickets a fill has added (None: there is no raffle), and how many searches in a row found this."""

    filled: int | None
    searches: int


class Raffles:
    """All raffles of a store, and the tasks that fill them.

    The log of a raffle names the `manager` who acts. None means that no manager acts.
    """

    def __init__(
        self,
        reads: Reads,
        scripts: Scripts,
        index: Index,
        snapshots: Snapshots,
        room: Room,
        *,
        max_tickets: int,
        secrets: Sequence[Secret] = (),
        tickets_per_call: int = TICKETS_PER_CALL,
        search_seconds: float = SEARCH_SECONDS,
    ) -> None:
        self._reads = reads
        self._scripts = scripts
        self._index = index
        self._snapshots = snapshots
        self._room = room
        self._max_tickets = max_tickets
        self._secrets = (*secrets, NO_SECRET)  # NO_SECRET finds the raffles of old versions
        self._tickets_per_call = tickets_per_call
        self._search_seconds = search_seconds
        self._list_repair = ListRepair(reads, index)
        self._fills: dict[str, asyncio.Task[None]] = {}
        self._closing = asyncio.Event()
        self._warnings = LastingWarnings(log)

    async def create(
        self, new: RaffleRequest, idempotency_key: str | None = None, *, manager: str | None = None
    ) -> CreatedRaffle:
        """Create a raffle and start to fill it. A small raffle is open when this returns.

        The first step adds the id to the raffles that are being filled. So after a crash at any point, either no raffle
        exists, or `continue_fills` completes the raffle. If there is an Idempotency-Key, the id is computed from the
        key. So a retry finds the raffle of the first request.

        Raises:
            InvalidRequest, TooManyPrizes: the raffle breaks a limit, or its times are not in the future.
            RaffleDeleted: the raffle that was created with this key was deleted.
            IdempotencyKeyReused: the key already created a different raffle.
            StoreFull: the store is nearly full. Nothing was changed.
            StoreUnavailable, OutcomeUnknown
        """
        self.check_room(new)
        raffle_id = await self.id_for(idempotency_key)
        await self._index.begin_filling(raffle_id)
        created_at, replayed = await self._scripts.create(raffle_id, new, manager)
        return CreatedRaffle(await self.fill(raffle_id, created_at), replayed)

    async def id_for(self, idempotency_key: str | None) -> str:
        """Return the id of a new raffle or draft. With a key, return the id of an earlier request with the same key.

        Without such a request, the id follows from the key, the newest secret and the incarnation of the store.

        Raises:
            StoreUnavailable
        """
        if idempotency_key is None:
            return str(uuid4())
        newest, *older = ids_from(idempotency_key, self._secrets, await self._reads.incarnation())
        used = [raffle_id for raffle_id in older if await self._reads.is_used(raffle_id)]
        return used[0] if used else newest

    def check_room(self, new: RaffleRequest) -> None:
        """Check that a raffle keeps the limits of this service, and that the store has room.

        Raises:
            InvalidRequest, TooManyPrizes, StoreFull
        """
        new.check_limits(self._max_tickets)
        if self._room.full:
            raise StoreFull

    async def fill(self, raffle_id: str, created_at: str, written: Written = "creation") -> Raffle:
        """Start to fill a raffle that was created a moment ago; return the raffle. A small raffle is already open then.

        Raises:
            OutcomeUnknown
            ReplicasMissing: too few replicas have confirmed the entry in the list of raffles.
        """
        with after_a_change():
            # Add the id again: if an earlier request with the same key crashed, a search may have removed the id.
            await self._index.begin_filling(raffle_id)
            await self._index.add(raffle_id, created_at, written)
            await asyncio.wait({self._begin_fill(raffle_id)}, timeout=budget.FILL_SECONDS)
            self._snapshots.changed(raffle_id)
            try:
                return await self._reads.readable(raffle_id)
            except (RaffleNotFound, RaffleDeleted, RaffleDamaged):
                raise OutcomeUnknown from None  # another request changed the raffle meanwhile

    async def page(
        self,
        limit: int,
        after: Place | None,
        wanted: RaffleFilter = EVERY_RAFFLE,
        before_long: Callable[[], Awaitable[None]] | None = None,
    ) -> RafflePage:
        """Return one page of the wanted raffles, as `Reads.page` does.

        Correct lists that a crashed deletion left wrong.

        Raises:
            StoreUnavailable
        """
        page = await self._reads.page(limit, after, wanted, before_long)
        with suppress(Problem):  # the rest is corrected later
            for raffle_id in page.missing:
                await (self._index.end_draft if wanted.status == "draft" else self._index.remove)(raffle_id)
            for deleted in page.deleted:
                await self._index.bury(deleted.id, deleted.deleted_at)
        return page

    async def delete(self, raffle_id: str, manager: str | None = None) -> None:
        """Delete a raffle with everything that belongs to it, except its tombstone and its log.

        Raises:
            RaffleNotFound, RaffleDeleted, StoreUnavailable, OutcomeUnknown, ReplicasMissing
        """
        try:
            with self._snapshots.changing(raffle_id):
                deleted_at = await self._scripts.delete(raffle_id, manager)
        except RaffleDeleted as earlier:
            with after_a_change():
                await self._index.bury(raffle_id, earlier.kept["deleted_at"])  # the earlier deletion may have crashed
            raise
        with after_a_change():
            await self._index.bury(raffle_id, deleted_at)

    async def resume(self, raffle_id: str, manager: str | None = None) -> Raffle:
        """Resume a raffle that was suspended after a restore; return the raffle.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotSuspended
            StoreFull, StoreUnavailable, OutcomeUnknown, ReplicasMissing
        """
        await self._reads.readable(raffle_id)
        with self._snapshots.changing(raffle_id):
            await self._scripts.resume(raffle_id, manager)
        with after_a_change():
            return await self._reads.readable(raffle_id)

    async def continue_fills(self) -> None:
        """Continue fills that have stopped, including those of other workers. This ends after `close`.

        To cancel the task would not be enough to end it, because redis-py on Python 3.11 can swallow a cancellation.
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

        `before` is the result of the last search. Return the result of this search.
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
                self._begin_fill(raffle_id)
                with suppress(Problem):  # other fills go on
                    await self._index.add(raffle_id, progress.created_at)
            elif seen.searches >= SEARCHES_UNTIL_REMOVED:
                await self._index.remove(raffle_id)
        return now

    def _begin_fill(self, raffle_id: str) -> asyncio.Task[None]:
        fill = self._fills.get(raffle_id)
        if fill is None:
            fill = self._fills[raffle_id] = asyncio.create_task(self._fill(raffle_id))
            fill.add_done_callback(lambda _: self._fills.pop(raffle_id, None))
        return fill

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
        """Move a raffle to the list of deleted raffles. If the store fails, `page` or a search does this later."""
        with suppress(Problem):
            await self._index.bury(raffle_id, deleted_at)

    async def _remove(self, raffle_id: str) -> None:
        """Remove an id without a raffle from all lists. If the store fails, `page` or a search does this later."""
        with suppress(Problem):
            await self._index.remove(raffle_id)
