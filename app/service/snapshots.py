"""Snapshots of raffles. When thousands of players poll one raffle, a worker reads the raffle only a few times a second.

A snapshot is the state of a raffle that a read has found, with the claims that this worker has made since then. A
client that asks during a read, or within FRESH_SECONDS after the start of the read, gets the snapshot of this read. A
snapshot never contradicts an earlier answer of this worker:

- After a claim, the store says how many tickets remain. This number only falls. So the snapshot shows the smaller of
  two numbers: the number after the claim, and the number that was read.
- A creation, a draw and a deletion drop the snapshot, even if its read has not ended. The next request starts a new
  read.
- A refused request usually drops nothing, so that nobody can cause many new reads. Only a refusal that tells another
  status than the snapshot drops the snapshot.

Reading a raffle takes as long as several claims. So clients take turns to begin reads.
"""

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from app.domain.raffle import DamagedRaffle, Raffle, Status, after_a_claim
from app.domain.stage import Stage
from app.errors import (
    AlreadyDrawn,
    CannotEndEarly,
    ChangedMeanwhile,
    Problem,
    RaffleDamaged,
    RaffleDeleted,
    RaffleNotFound,
    StillFilling,
    Suspended,
)
from app.service.shared_reads import FRESH_SECONDS, SharedRead, SharedReads
from app.service.turns import Turns

CAPACITY = 2_000
"""The largest number of raffles whose snapshots are kept."""

READ_AT_ONCE = 32
"""The largest number of raffles that clients read at the same time. Claims need the other connections to the store."""

ENDED: tuple[Status, ...] = ("closed", "sold_out", "drawn")
"""The statuses of a raffle after its sale, in which nobody can claim."""

_STATUSES: dict[type[Problem], tuple[Status, ...]] = {
    RaffleNotFound: (),
    RaffleDeleted: (),
    RaffleDamaged: ("damaged",),
    StillFilling: ("filling",),
    Suspended: ("suspended",),
    AlreadyDrawn: ("drawn",),
    CannotEndEarly: ENDED,
}
"""The refusals that tell a status, each with the statuses that the raffle can then have."""

_VERSION_DIGITS = 32
"""The digits of a version: 128 bits of a SHA-256, so that two states never have the same version."""


class Snapshot(NamedTuple):
    """A raffle as JSON, a hash of this JSON (`version`), and what the service needs without decoding the JSON."""

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


def require_version(raffle: Raffle, version: str | None) -> None:
    """Check that a raffle has a version that a manager has seen. None is for a manager who names no version.

    Raises:
        ChangedMeanwhile: the raffle has another version.
    """
    if version is not None and snapshot_of(raffle).version != version:
        raise ChangedMeanwhile


class _SharedRaffle(SharedRead[Raffle | DamagedRaffle]):
    """One read of a raffle, and how many tickets remained after the last claim since the start of the read."""

    _remaining: int | None = None
    _snapshot: Snapshot | None = None

    def claimed(self, remaining: int) -> bool:
        """Keep the number of tickets that remained after a claim. Return whether it is the smallest number so far."""
        if self._remaining is None and self._has_result():
            raffle = self.task.result()
            if isinstance(raffle, Raffle) and raffle.status not in {"filling", "scheduled"}:
                self._remaining = raffle.available_tickets
        if self._remaining is not None and self._remaining <= remaining:
            return False
        self._remaining = remaining
        self._snapshot = None
        return True

    def shows(self, statuses: tuple[Status, ...]) -> bool:
        """Return whether the read has ended and found one of these statuses."""
        return self._has_result() and self.snapshot().status in statuses

    def _has_result(self) -> bool:
        return self.task.done() and not self.task.cancelled() and self.task.exception() is None

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
        self._turns = Turns(at_once=READ_AT_ONCE)
        self._at_change: list[Callable[[str], None]] = []
        self._at_claim: list[Callable[[str], None]] = []

    def __len__(self) -> int:
        """Return how many raffles have a snapshot."""
        return len(self._shared)

    async def get(self, raffle_id: str, client: str | None = None) -> Snapshot:
        """Return a snapshot from a read that is under way or began at most `fresh_seconds` ago.

        If there is no such read, a new read begins in a turn of the client. Without a client, the service itself asks,
        and needs no turn. The snapshot never contradicts an earlier answer of this worker.

        Raises:
            RaffleNotFound: no raffle has this id.
            RaffleDeleted
            StoreUnavailable: the store failed, or the turn did not come in time.
        """
        if client is None or self._shared.begun(raffle_id):
            shared = self._share(raffle_id)
        else:
            async with self._turns.reading(client) as turn:
                shared = self._share(raffle_id)
                # The turn lasts as long as the read, even if the client leaves earlier. So the client cannot begin many
                # reads.
                lasting = turn.pop_all()
                shared.task.add_done_callback(lambda _: lasting.close())
        await shared.wait()
        return shared.snapshot()

    def _share(self, raffle_id: str) -> _SharedRaffle:
        return self._shared.share(raffle_id, partial(self._read, raffle_id))

    def claimed(self, raffle_id: str, remaining: int) -> None:
        """Keep the number of tickets that remained after a claim. Call this before the claim is answered."""
        shared = self._shared.find(raffle_id)
        if shared is None or shared.claimed(remaining):
            for call in self._at_claim:
                call(raffle_id)

    def drop(self, raffle_id: str) -> None:
        """Drop the snapshot of a raffle, because the raffle has changed."""
        self._shared.drop(raffle_id)

    def expect(self, raffle_id: str, statuses: tuple[Status, ...]) -> None:
        """Drop the snapshot of a raffle, unless it shows one of these statuses.

        Call this when an answer tells which status the raffle has.
        """
        shared = self._shared.find(raffle_id)
        if shared is not None and not shared.shows(statuses):
            self._shared.drop(raffle_id)

    def refused(self, raffle_id: str, problem: Problem) -> None:
        """Drop the snapshot of a raffle if a refusal contradicts its status. Call this before the refusal is sent."""
        if (statuses := _STATUSES.get(type(problem))) is not None:
            self.expect(raffle_id, statuses)

    @contextmanager
    def changing(self, raffle_id: str) -> Iterator[None]:
        """After the `with` block, call `changed`, or call `refused` if a problem shows that nothing changed."""
        try:
            yield
        except Problem as problem:
            if problem.nothing_changed or type(problem) in _STATUSES:
                self.refused(raffle_id, problem)
            else:
                self.changed(raffle_id)
            raise
        except BaseException:
            self.changed(raffle_id)  # the store may make the change even if the request was cancelled
            raise
        self.changed(raffle_id)

    def changed(self, raffle_id: str) -> None:
        """Drop the snapshot of a changed raffle, and call what `call_at_change` got. Call this before you answer."""
        self._shared.drop(raffle_id)
        for call in self._at_change:
            call(raffle_id)

    def call_at_change(self, call: Callable[[str], None]) -> None:
        """Let a function be called with the id of each raffle that this worker creates, changes, draws or deletes."""
        self._at_change.append(call)

    def call_at_claim(self, call: Callable[[str], None]) -> None:
        """Let a function be called with the id of each raffle in which this worker claims tickets."""
        self._at_claim.append(call)

    async def close(self) -> None:
        """Wait for the reads under way, because they use the store. A read goes on even when its clients have left."""
        await self._shared.close()
