"""Seals raffles that are sold out or closed: computes the tree over all tickets, and writes the root of the tree.

The tree is a Merkle tree: each node is the hash of the two nodes below it. So the root, which is the top node, fixes
all tickets. A seal has this root, and says which tickets were withdrawn because nobody claimed them.

Nobody has to ask for a seal. The worker that gives out the last ticket begins the seal. Every worker also searches for
raffles without a seal: raffles that closed at their closing time, and raffles whose worker crashed. So a crash delays a
seal by only a few seconds. Two attempts compute the same root, because after the last claim no ticket changes.
"""

import asyncio
import logging
from array import array
from uuid import uuid4

from app import budget
from app.domain import tree
from app.errors import NotSealed, Problem, RaffleDeleted
from app.logs import LastingWarnings
from app.rounds import pause
from app.service.records import Records
from app.service.searches import going_on
from app.service.snapshots import Snapshots
from app.service.tasks_by_raffle import TasksByRaffle
from app.store.answers import SealBegin, Sealing
from app.store.draw_scripts import LEASE_MS
from app.store.index import Index
from app.store.scripts import Scripts
from app.store.seal_reads import SealReads

log = logging.getLogger(__name__)

_SEARCH_FAILS = "cannot search for raffles without a seal"

SEARCH_SECONDS = 2.0
"""The time between two searches for raffles that can be sealed."""

RAFFLES_PER_SEARCH = 1_000
"""The approximate number of unsealed raffles that one search reads, so that a search is cheap. The next search goes on
after these raffles."""

SIGN_OF_LIFE_SECONDS = LEASE_MS / 1000 / 4
"""The time after which an attempt tells the store that it still runs. Without this sign, another worker could begin."""

LOOK_SECONDS = 0.05
"""The time between two attempts, as long as another worker makes the seal."""

STANDING = Sealing("", b"", "", 0)
"""The empty seal that is passed to the script `seal` if the raffle is already sealed. The script then only writes the
existing root again, so that the call waits for the replicas."""


class Seals:
    """Seals the raffles of a store, and searches for raffles that can be sealed."""

    def __init__(
        self,
        reads: SealReads,
        scripts: Scripts,
        index: Index,
        *,
        snapshots: Snapshots,
        records: Records,
        search_seconds: float = SEARCH_SECONDS,
        lease_ms: int = LEASE_MS,
    ) -> None:
        self._reads = reads
        self._scripts = scripts
        self._index = index
        self._snapshots = snapshots
        self._records = records
        self._search_seconds = search_seconds
        self._lease_ms = lease_ms
        self._seals: TasksByRaffle[bool] = TasksByRaffle()
        self._notes: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()
        self._warnings = LastingWarnings(log)

    def begin(self, raffle_id: str) -> None:
        """Begin to seal a raffle whose last ticket was claimed, and do not wait for the seal."""
        if not self._closing.is_set():
            self._begin(raffle_id)

    async def ensure(self, raffle_id: str, wait_seconds: float = budget.SEAL_SECONDS) -> None:
        """Seal a raffle if it is not sealed. Wait at most `wait_seconds`; then the sealing continues in the background.

        The wait ends when every replica has the root, and does not include the write to the record file. On a busy
        disk, this write can take longer than the sealing of a small raffle.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, StillFilling, Suspended, TicketsRemaining, StoreFull
            ReplicasMissing, StoreUnavailable, OutcomeUnknown
            NotSealed: the raffle is not sealed yet.
        """
        try:
            async with asyncio.timeout(wait_seconds):
                while not self._closing.is_set():
                    if await asyncio.shield(self._begin(raffle_id)):
                        return
                    await asyncio.sleep(LOOK_SECONDS)
        except TimeoutError:
            pass
        raise NotSealed

    async def seal_all(self) -> None:
        """Seal the raffles that are sold out or closed, now and every few seconds. This ends after `close`."""
        cursor = 0
        while not self._closing.is_set():
            with going_on(_SEARCH_FAILS, self._warnings, log):
                cursor = await self._seal_some(cursor)
            await pause(self._search_seconds, self._closing)

    async def close(self) -> None:
        """Stop sealing. Another worker makes the seals, or this service makes them after its next start."""
        self._closing.set()
        await self._seals.close()
        await asyncio.gather(*self._notes, return_exceptions=True)

    async def _seal_some(self, cursor: int) -> int:
        """Read some raffles without a seal. Seal the raffles that can be sealed, one after the other.

        Return the cursor from which the next search continues.
        """
        page = await self._reads.unsealed(cursor, RAFFLES_PER_SEARCH)
        due, without_seal = await self._reads.due(page.raffle_ids)
        for raffle_id in without_seal:
            await self._index.end_sealing(raffle_id)
            self._warnings.end(_sealed_later(raffle_id))
        for raffle_id in due:
            if self._closing.is_set():
                break
            try:
                await self._begin(raffle_id)
                self._warnings.end(_sealed_later(raffle_id))
            except RaffleDeleted:
                self._warnings.end(_sealed_later(raffle_id))
            except Problem as problem:
                self._warnings.warn(_sealed_later(raffle_id), problem.title)
            # Thousands of raffles may close at the same time. Wait until this seal is in the record file, so that only
            # a few tasks wait for the disk at the same time.
            await asyncio.gather(*self._notes)
        return page.cursor

    def _begin(self, raffle_id: str) -> "asyncio.Task[bool]":
        """Return the task in which this worker seals a raffle. The task returns whether the raffle is sealed."""
        return self._seals.get(raffle_id) or self._seals.begin(raffle_id, self._seal(raffle_id))

    async def _seal(self, raffle_id: str) -> bool:
        raffle = await self._reads.raffle_hash(raffle_id)
        if not raffle.terms:
            return False  # an old version without seals created this raffle
        attempt = str(uuid4())
        begun = await self._scripts.seal_begin(raffle_id, attempt, self._lease_ms)
        if begun is SealBegin.UNDER_WAY:
            return False
        stands = begun is SealBegin.SEALED
        sealing = STANDING if stands else await self._compute(raffle_id, raffle.total_tickets, attempt)
        if sealing is None or not await self._scripts.seal(raffle_id, attempt, sealing, raffle.chain):
            return False
        self._snapshots.changed(raffle_id)
        notes = asyncio.create_task(self._note(raffle_id))
        self._notes.add(notes)
        notes.add_done_callback(self._notes.discard)
        return True

    async def _note(self, raffle_id: str) -> None:
        """Write the seal to the record file, and let searches skip the raffle. If this fails, a search repeats both."""
        try:
            await self._records.keep_notes(raffle_id)
            await self._index.end_sealing(raffle_id)
            self._warnings.end(_noted_later(raffle_id))
        except Problem as problem:
            self._warnings.warn(_noted_later(raffle_id), problem.title)

    async def _compute(self, raffle_id: str, total_tickets: int, attempt: str) -> Sealing | None:
        """Return the content of the seal. Return None if another attempt has begun, or if the service stops.

        The event loop computes the hashes up to level 8 of the tree, where a node stands for 256 tickets. A thread
        would not help, because it would hold the GIL for the same time. Other requests run during the calls to the
        store. A thread computes only the nodes above level 8, which are few.
        """
        loop = asyncio.get_running_loop()
        nodes, withdrawn = bytearray(), array("I")
        silent_until = loop.time() + SIGN_OF_LIFE_SECONDS
        for first in range(1, total_tickets + 1, self._reads.tickets_per_call):
            if self._closing.is_set():
                await self._scripts.seal_begin(raffle_id, attempt, 0)  # allow another worker to begin immediately
                return None
            if loop.time() >= silent_until:
                if await self._scripts.seal_begin(raffle_id, attempt, self._lease_ms) is not SealBegin.BEGUN:
                    return None
                silent_until = loop.time() + SIGN_OF_LIFE_SECONDS
            numbers = range(first, min(first + self._reads.tickets_per_call, total_tickets + 1))
            phcs = await self._reads.phcs(raffle_id, numbers)
            nodes += tree.group_nodes(first, phcs)
            withdrawn.extend(number for number, phc in zip(numbers, phcs, strict=True) if not phc)
        return await asyncio.to_thread(_sealing, bytes(nodes), withdrawn)


def _sealed_later(raffle_id: str) -> str:
    return f"raffle {raffle_id} will be sealed later"


def _noted_later(raffle_id: str) -> str:
    return f"the seal of raffle {raffle_id} will be written to the record file later"


def _sealing(nodes: bytes, withdrawn: "array[int]") -> Sealing:
    """Return the content of a seal.

    `nodes` are the nodes of level 8 of the tree, one for every 256 tickets. `withdrawn` are the numbers of the
    withdrawn tickets.
    """
    levels = tree.upper_levels(nodes)
    return Sealing(levels[-tree.HASH_BYTES :].hex(), levels, tree.withdrawn_hash(withdrawn), len(withdrawn))
