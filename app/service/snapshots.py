"""Snapshots of raffles. When thousands of players poll one raffle, a worker reads it only a few times a second.

Everybody who asks during a read, or within FRESH_SECONDS after its start, gets the snapshot of this read. A snapshot
never contradicts what this worker has answered before:

- After a claim, the store says how many tickets remain. This number only falls, so the snapshot shows the lower of
  this number and the number that was read.
- A creation, a draw and a deletion drop the snapshot, even during its read. The next request starts a new read.
"""

from collections.abc import Callable, Coroutine
from functools import partial
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from app.domain.raffle import DamagedRaffle, Raffle, Status, after_a_claim
from app.domain.stage import Stage
from app.service.shared_reads import FRESH_SECONDS, SharedRead, SharedReads

CAPACITY = 2_000
"""The largest number of raffles whose snapshots are kept."""


_VERSION_DIGITS = 32
"""The digits of a version: 128 bits of a SHA-256, so that two states never have the same version."""


class Snapshot(NamedTuple):
    """A raffle as JSON, a version that changes whenever the JSON changes, its status, and more that is asked of it."""

    body: bytes
    version: str
    status: Status
    unlisted: bool = False
    stage: Stage | msgspec.UnsetType = msgspec.UNSET


def snapshot_of(raffle: Raffle | DamagedRaffle) -> Snapshot:
    """Return the snapshot of a raffle."""
    body = msgspec.json.encode(raffle)
    version = sha256(body).hexdigest()[:_VERSION_DIGITS]
    return Snapshot(body, version, raffle.status, raffle.unlisted is True)


class _SharedRaffle(SharedRead[Raffle | DamagedRaffle]):
    """One read of a raffle, and how many tickets remained after the last claim since the read began."""

    _remaining: int | None = None
    _snapshot: Snapshot | None = None

    def claimed(self, remaining: int) -> None:
        self._remaining = remaining
        self._snapshot = None

    def snapshot(self) -> Snapshot:
        if self._snapshot is None:
            raffle = self.task.result()
            if self._remaining is not None and isinstance(raffle, Raffle):
                raffle = after_a_claim(raffle, self._remaining)
            body = msgspec.json.encode(raffle)
            version = sha256(body).hexdigest()[:_VERSION_DIGITS]
            stage = raffle.stage if isinstance(raffle, Raffle) else msgspec.UNSET
            self._snapshot = Snapshot(body, version, raffle.status, raffle.unlisted is True, stage)
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
        self._shared = SharedReads(_SharedRaffle, capacity=capacity, fresh_seconds=fresh_seconds)
        self._at_change: list[Callable[[str], None]] = []
        self._at_claim: list[Callable[[str], None]] = []

    def __len__(self) -> int:
        """Return how many raffles have a snapshot."""
        return len(self._shared)

    async def get(self, raffle_id: str) -> Snapshot:
        """Return a snapshot from a read that is under way or began at most `fresh_seconds` ago.

        The snapshot is never older than what this worker has answered.

        Raises:
            RaffleNotFound: no raffle has this id.
            RaffleDeleted
            StoreUnavailable: the store failed.
        """
        shared = self._shared.share(raffle_id, partial(self._read, raffle_id))
        await shared.wait()
        return shared.snapshot()

    def claimed(self, raffle_id: str, remaining: int) -> None:
        """Note how many tickets remained after a claim. Call this before the claim is answered."""
        shared = self._shared.find(raffle_id)
        if shared is not None:
            shared.claimed(remaining)
        for call in self._at_claim:
            call(raffle_id)

    def drop(self, raffle_id: str) -> None:
        """Drop the snapshot of a raffle, because a claim showed that the raffle is not what it was."""
        self._shared.drop(raffle_id)

    def changed(self, raffle_id: str) -> None:
        """Drop the snapshot of a raffle, and what else shows it. Call this after a change, but before its answer."""
        self._shared.drop(raffle_id)
        for call in self._at_change:
            call(raffle_id)

    def call_at_change(self, call: Callable[[str], None]) -> None:
        """Call a function with the id of each raffle that this worker creates, changes, draws, resumes or deletes."""
        self._at_change.append(call)

    def call_at_claim(self, call: Callable[[str], None]) -> None:
        """Call a function with the id of each raffle in which this worker claims tickets."""
        self._at_claim.append(call)

    async def close(self) -> None:
        """Wait for the reads under way. They go on when their clients have left, and they use the store."""
        await self._shared.close()
