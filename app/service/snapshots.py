"""Snapshots of raffles. When thousands of players poll one raffle, a worker reads it only a few times a second.

Everybody who asks during a read, or within FRESH_SECONDS after its start, gets the snapshot of this read. A snapshot
never contradicts what this worker has answered before:

- After a claim, the store says how many tickets remain. This number only falls, so the snapshot shows the lower of
  this number and the number that was read.
- A creation, a draw and a deletion drop the snapshot, even during its read. The next request starts a new read.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple

import msgspec

from app.domain.raffle import DamagedRaffle, Raffle, Status, after_a_claim

FRESH_SECONDS = 0.25
"""How long a snapshot is shared after its read began."""

CAPACITY = 1_000
"""The largest number of raffles whose snapshots are kept."""


class Snapshot(NamedTuple):
    """A raffle as JSON, a version that changes whenever the JSON changes, and the status of the raffle."""

    body: bytes
    version: str
    status: Status


class _SharedRead:
    """One read of a raffle, and how many tickets remained after the last claim since the read began."""

    def __init__(self, read: asyncio.Task[Raffle | DamagedRaffle], fresh_seconds: float) -> None:
        self.read = read
        self._fresh_until = time.monotonic() + fresh_seconds
        self._remaining: int | None = None
        self._snapshot: Snapshot | None = None

    @property
    def shared(self) -> bool:
        return not self.read.done() or time.monotonic() < self._fresh_until

    def claimed(self, remaining: int) -> None:
        self._remaining = remaining
        self._snapshot = None

    def snapshot(self) -> Snapshot:
        if self._snapshot is None:
            raffle = self.read.result()
            if isinstance(raffle, DamagedRaffle):
                return Snapshot(msgspec.json.encode(raffle), raffle.status, raffle.status)
            if self._remaining is not None:
                raffle = after_a_claim(raffle, self._remaining)
            # Only status and number of tickets can change. A new raffle may reuse a deleted id, but not its created_at.
            version = f"{raffle.created_at}-{raffle.status}-{raffle.available_tickets}"
            self._snapshot = Snapshot(msgspec.json.encode(raffle), version, raffle.status)
        return self._snapshot


class Snapshots:
    """The latest snapshots of raffles."""

    def __init__(
        self,
        read: Callable[[str], Coroutine[Any, Any, Raffle | DamagedRaffle]],
        *,
        fresh_seconds: float = FRESH_SECONDS,
        capacity: int = CAPACITY,
    ) -> None:
        self._read = read
        self._fresh_seconds = fresh_seconds
        self._capacity = capacity
        self._shared: dict[str, _SharedRead] = {}
        self._reads: set[asyncio.Task[Raffle | DamagedRaffle]] = set()

    def __len__(self) -> int:
        """Return how many raffles have a snapshot."""
        return len(self._shared)

    async def get(self, raffle_id: str) -> Snapshot:
        """Return a snapshot from a read that is under way or began at most `fresh_seconds` ago.

        The snapshot is never older than what this worker has answered.

        Raises:
            RaffleNotFound: no raffle has this id.
            StoreUnavailable: the store failed.
        """
        shared = self._shared.get(raffle_id)
        if shared is None or not shared.shared:
            shared = self._begin(raffle_id)
        # When one client leaves, the read continues for the other clients.
        await asyncio.shield(shared.read)
        return shared.snapshot()

    def claimed(self, raffle_id: str, remaining: int) -> None:
        """Note how many tickets remained after a claim. Call this before the claim is answered."""
        shared = self._shared.get(raffle_id)
        if shared is not None:
            shared.claimed(remaining)

    def drop(self, raffle_id: str) -> None:
        """Drop the snapshot of a raffle. Call this after a change, but before the answer to this change."""
        self._shared.pop(raffle_id, None)

    async def close(self) -> None:
        """Wait for the reads under way. They go on when their clients have left, and they use the store."""
        await asyncio.gather(*self._reads, return_exceptions=True)

    def _begin(self, raffle_id: str) -> _SharedRead:
        shared = _SharedRead(asyncio.create_task(self._read(raffle_id)), self._fresh_seconds)
        self._shared.pop(raffle_id, None)
        if len(self._shared) >= self._capacity:
            self._shared.pop(next(iter(self._shared)))
        self._shared[raffle_id] = shared

        def keep_no_failure(read: asyncio.Task[Raffle | DamagedRaffle]) -> None:
            if (read.cancelled() or read.exception()) and self._shared.get(raffle_id) is shared:
                del self._shared[raffle_id]

        shared.read.add_done_callback(keep_no_failure)
        self._reads.add(shared.read)
        shared.read.add_done_callback(self._reads.discard)
        return shared
