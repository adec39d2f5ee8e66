"""Watching raffles: one read in a while for each raffle, however many people watch it."""

import asyncio
import logging
from collections.abc import AsyncIterator

from app.errors import Problem, RaffleNotFound
from app.service.snapshots import Snapshot, Snapshots

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5
"""Time between two reads of a raffle, and so the shortest time between two states that watchers get."""

NOTICES_PER_SECOND = 200
"""Most watchers of a raffle that get a new number of tickets within a second. If more watch, each gets it less often,
so that the worker keeps its time for claims."""

SLOWEST_SECONDS = 5.0
"""The longest time until watchers get a new number of tickets, however many they are."""

HEARTBEAT_SECONDS = 15.0
"""Time without a change after which watchers get a sign that the stream still works."""


class _Watch:
    """One raffle that is watched: the state that was published last, and an event that the next one sets."""

    def __init__(self, first: Snapshot) -> None:
        self.published = first
        self.next = asyncio.Event()
        self.ended = False
        self.watchers = 0
        self._published_at = asyncio.get_running_loop().time()

    def quiet_seconds(self) -> float:
        """Return the time since the last state was published."""
        return asyncio.get_running_loop().time() - self._published_at

    def publish(self, snapshot: Snapshot) -> None:
        """Give a state to all watchers. Publishing the same state again is the sign that the stream works."""
        self.published = snapshot
        self._published_at = asyncio.get_running_loop().time()
        self.next.set()
        self.next = asyncio.Event()

    def end(self) -> None:
        """Let the watchers go: nothing follows."""
        self.ended = True
        self.next.set()


class Watches:
    """All raffles that visitors of this worker watch."""

    def __init__(
        self,
        snapshots: Snapshots,
        *,
        poll_seconds: float = POLL_SECONDS,
        notices_per_second: float = NOTICES_PER_SECOND,
        slowest_seconds: float = SLOWEST_SECONDS,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
    ) -> None:
        self._snapshots = snapshots
        self._poll_seconds = poll_seconds
        self._notices_per_second = notices_per_second
        self._slowest_seconds = slowest_seconds
        self._heartbeat_seconds = heartbeat_seconds
        self._watches: dict[str, _Watch] = {}
        self._polls: set[asyncio.Task[None]] = set()
        self._closed = False

    async def follow(self, raffle_id: str) -> AsyncIterator[bytes | None]:
        """Return the states of a raffle: its JSON now and after each change, None as a heartbeat when nothing changes.

        They end after the draw, after a deletion, and when the service stops. A watcher that is slow to take the next
        state gets the newest one and misses those between.

        Raises:
            RaffleNotFound: no raffle has this id.
            StoreUnavailable: the store failed.
        """
        return self._states(raffle_id, await self._snapshots.get(raffle_id))

    async def _states(self, raffle_id: str, first: Snapshot) -> AsyncIterator[bytes | None]:
        watch = self._join(raffle_id, first)
        try:
            upcoming = watch.next
            sent = first.body
            yield sent
            while not self._closed:
                await upcoming.wait()
                upcoming, ended = watch.next, watch.ended
                if watch.published.body != sent:
                    sent = watch.published.body
                    yield sent
                elif not ended:
                    yield None
                if ended:
                    return
        finally:
            watch.watchers -= 1

    def close(self) -> None:
        """End every watch without delay: open streams must not hold up the end of the service."""
        self._closed = True
        for watch in self._watches.values():
            watch.end()

    def _join(self, raffle_id: str, first: Snapshot) -> _Watch:
        watch = self._watches.get(raffle_id)
        if watch is None:
            watch = self._watches[raffle_id] = _Watch(first)
            poll = asyncio.create_task(self._poll(raffle_id, watch))
            self._polls.add(poll)
            poll.add_done_callback(self._polls.discard)
        watch.watchers += 1
        return watch

    async def _poll(self, raffle_id: str, watch: _Watch) -> None:
        """Read the raffle again and again while somebody watches and a change can still come."""
        try:
            while watch.watchers and not self._closed and watch.published.status != "drawn":
                await asyncio.sleep(self._poll_seconds)
                try:
                    snapshot = await self._snapshots.get(raffle_id)
                except RaffleNotFound:
                    return
                except Problem as problem:
                    log.warning("cannot read raffle %s for its watchers: %s", raffle_id, problem.title)
                    snapshot = watch.published
                if self._is_due(watch, snapshot):
                    watch.publish(snapshot)
        finally:
            del self._watches[raffle_id]
            watch.end()

    def _is_due(self, watch: _Watch, snapshot: Snapshot) -> bool:
        """Return whether watchers get this state now: a new status at once, a new number less often to a crowd."""
        if snapshot.body == watch.published.body:
            return watch.quiet_seconds() >= self._heartbeat_seconds
        if snapshot.status == watch.published.status:
            return watch.quiet_seconds() >= min(watch.watchers / self._notices_per_second, self._slowest_seconds)
        return True
