"""Creates, lists, deletes and resumes raffles. A draft is a raffle before its publication."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import NamedTuple
from uuid import uuid4

from app import budget
from app.domain.listing import EVERY_RAFFLE, RaffleFilter
from app.domain.new_raffle import RaffleRequest
from app.domain.raffle import Raffle
from app.domain.raffle_id import ids_from
from app.domain.receipts import NO_SECRET, Secret
from app.errors import (
    NotSuspended,
    OutcomeUnknown,
    Problem,
    RaffleDamaged,
    RaffleDeleted,
    RaffleNotFound,
    StoreFull,
    Written,
)
from app.service.fills import Fills
from app.service.records import Records
from app.service.room import Room
from app.service.snapshots import Snapshots, require_version
from app.store.calls import after_a_change
from app.store.index import Index, Place
from app.store.lists import RafflePage
from app.store.reads import Reads
from app.store.scripts import Scripts


class CreatedRaffle(NamedTuple):
    """A raffle, and whether an earlier request with the same Idempotency-Key created it."""

    raffle: Raffle
    replayed: bool


class Raffles:
    """All raffles of a store.

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
        fills: Fills,
        records: Records,
        max_tickets: int,
        secrets: Sequence[Secret] = (),
    ) -> None:
        self._reads = reads
        self._scripts = scripts
        self._index = index
        self._snapshots = snapshots
        self._room = room
        self._fills = fills
        self._records = records
        self._max_tickets = max_tickets
        self._secrets = (*secrets, NO_SECRET)  # old versions of the service had no secret

    async def create(
        self, new: RaffleRequest, idempotency_key: str | None = None, *, manager: str | None = None
    ) -> CreatedRaffle:
        """Create a raffle and start to fill it (to add its tickets). A small raffle has all tickets when this returns.

        The first step adds the id to the list of raffles that are being filled. So after a crash at any point, either
        no raffle exists, or `Fills.continue_fills` completes the raffle. If there is an Idempotency-Key, the id is
        computed from the key. So a retry finds the raffle of the first request.

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
        """Return the id for a new raffle or draft.

        If an earlier request with this key has created a raffle or draft, return its id. A new id is computed from the
        key, the newest secret and the incarnation of the store (how often the store was restored).

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
        """Start to fill a raffle that was created a moment ago; return the raffle.

        When this returns, a small raffle has all its tickets.

        Raises:
            OutcomeUnknown
            RaffleDeleted: another request deleted the raffle meanwhile.
            ReplicasMissing: too few replicas have confirmed the entry in the list of raffles.
        """
        with after_a_change():
            # Add the id again. If a worker crashed during an earlier request with the same key, a search may have
            # removed the id.
            await self._index.begin_filling(raffle_id)
            await self._index.add(raffle_id, created_at, written)
            await asyncio.wait({self._fills.begin(raffle_id)}, timeout=budget.FILL_SECONDS)
            self._snapshots.changed(raffle_id)
            try:
                return await self._reads.readable(raffle_id)
            except (RaffleNotFound, RaffleDamaged):
                raise OutcomeUnknown from None  # the store lost the raffle, or another program damaged the raffle

    async def page(
        self,
        limit: int,
        after: Place | None,
        wanted: RaffleFilter = EVERY_RAFFLE,
        before_long: Callable[[], Awaitable[None]] | None = None,
    ) -> RafflePage:
        """Return one page of the wanted raffles, as `Reads.page` does.

        If a worker crashed during a deletion, an entry of a list can be wrong. Correct such entries.

        Raises:
            StoreUnavailable
        """
        page = await self._reads.page(limit, after, wanted, before_long)
        with suppress(Problem):  # entries that are still wrong are corrected later
            for raffle_id in page.missing:
                await (self._index.end_draft if wanted.status == "draft" else self._index.remove)(raffle_id)
            for deleted in page.deleted:
                await self._index.bury(deleted.id, deleted.deleted_at)
        return page

    async def delete(self, raffle_id: str, manager: str | None = None, version: str | None = None) -> None:
        """Delete a raffle. Only its log stays, and a tombstone with a few facts, such as the time of the deletion.

        With `version`, only delete this version of the raffle. So the deletion of a draft deletes no raffle that has
        been published meanwhile. If players claim tickets of a raffle during the call, the raffle is deleted anyway.

        Raises:
            RaffleNotFound, RaffleDeleted, StoreUnavailable, OutcomeUnknown, ReplicasMissing
            RaffleDamaged, ChangedMeanwhile: only with `version`; the raffle cannot be read, or has another version.
        """
        try:
            revision = None if version is None else await self._revision_of(raffle_id, version)
            with self._snapshots.changing(raffle_id):
                deleted_at = await self._scripts.delete(raffle_id, manager, revision)
        except RaffleDeleted as earlier:
            await self._end_deletion(raffle_id, earlier.kept["deleted_at"])  # its worker may have crashed
            # If too few replicas have the earlier deletion, a failover can still lose it. So wait for the replicas.
            await self._scripts.confirm_change(raffle_id, "deletion")
            raise
        await self._end_deletion(raffle_id, deleted_at)

    async def _revision_of(self, raffle_id: str, version: str) -> int | None:
        """Return the revision of a draft that has this version, or None for a raffle that has this version.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, ChangedMeanwhile
        """
        draft = await self._reads.draft(raffle_id)
        require_version(draft.raffle if draft else await self._reads.readable(raffle_id), version)
        return draft.revision if draft else None

    async def resume(self, raffle_id: str, manager: str | None = None) -> Raffle:
        """Let a raffle go on that was suspended because the store was restored; return the raffle.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotSuspended
            StoreFull, StoreUnavailable, OutcomeUnknown, ReplicasMissing
        """
        await self._reads.readable(raffle_id)
        try:
            with self._snapshots.changing(raffle_id):
                await self._scripts.resume(raffle_id, manager)
        except NotSuspended:
            # An earlier call may have resumed the raffle. If too few replicas have this resumption, a failover can
            # still lose it. So wait for the replicas.
            await self._scripts.confirm_change(raffle_id, "resumption")
            raise
        with after_a_change():
            return await self._reads.readable(raffle_id)

    async def _end_deletion(self, raffle_id: str, deleted_at: str) -> None:
        """Keep the line of a deletion in the record file, and move the raffle to the list of deleted raffles.

        Keep the line first, so that the file has the line even if the list cannot be changed.

        Raises:
            OutcomeUnknown, ReplicasMissing
        """
        await self._records.keep_deletion(raffle_id)
        with after_a_change():
            await self._index.bury(raffle_id, deleted_at)
