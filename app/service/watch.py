"""Watches raffles for visitors. The number of reads does not grow with the number of people who watch a raffle."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress

from app.errors import Problem, RaffleNotFound, StreamsBusy, TooManyStreams
from app.service.snapshots import Snapshot, Snapshots

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5
"""The time between two reads of a raffle. So watchers get at most one new state in this time."""

NOTICES_PER_SECOND = 200
"""The largest average number of notices a second that a worker sends for one raffle. A notice gives one watcher a new
number of tickets. When many people watch, each gets notices less often, so that the worker has time for claims."""

SLOWEST_SECONDS = 5.0
"""The longest time until watchers get a new number of tickets, even if this exceeds NOTICES_PER_SECOND."""

HEARTBEAT_SECONDS = 15.0
"""The time without a change after which watchers get a heartbeat: a sign that the stream still works."""

STREAMS_OF_A_PLAYER = 20
"""The largest number of streams of one player in one worker. Many people may share one address."""

MAX_STREAMS = 2_000
"""The largest number of streams in one worker, so that it keeps time and open files for claims."""


class _Watch:
    """One raffle that is watched: the state that was published last, and an event that the next publication sets."""

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
        """Give a state to all watchers. If the state is the same as before, it is a heartbeat."""
        self.published = snapshot
        self._published_at = asyncio.get_running_loop().time()
        self.next.set()
        self.next = asyncio.Event()

    def end(self) -> None:
        """Tell the watchers that no further state will be published."""
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
        max_streams: int = MAX_STREAMS,
    ) -> None:
        self._snapshots = snapshots
        self._poll_seconds = poll_seconds
        self._notices_per_second = notices_per_second
        self._slowest_seconds = slowest_seconds
        self._heartbeat_seconds = heartbeat_seconds
        self._max_streams = max_streams
        self._streams: Counter[str] = Counter()
        self._watches: dict[str, _Watch] = {}
        self._polls: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()

    async def follow(self, raffle_id: str, player: str) -> AsyncIterator[bytes | None]:
        """Return the states of a raffle: its JSON now and after changes, and None as a heartbeat when nothing changes.

        The states end after the draw, after a deletion, and when the service stops. A slow watcher gets only the
        newest state and misses older states.

        Raises:
            RaffleNotFound: no raffle has this id.
            StoreUnavailable: the store failed.
            TooManyStreams: the player has as many streams as a player may have. They go on.
            StreamsBusy: all players together have as many streams as this worker serves.
        """
        first = await self._snapshots.get(raffle_id)
        if self._streams[player] >= STREAMS_OF_A_PLAYER:
            raise TooManyStreams
        if self._streams.total() >= self._max_streams:
            raise StreamsBusy
        states = self._states(raffle_id, player, first)
        await anext(states)  # count the stream now, because others may ask before its first state is sent
        return states

    async def _states(self, raffle_id: str, player: str, first: Snapshot) -> AsyncGenerator[bytes | None, None]:
        watch = self._join(raffle_id, first)
        self._streams[player] += 1
        try:
            yield None
            upcoming = watch.next
            sent = first.body
            yield sent
            while not self._closing.is_set():
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
            self._streams[player] -= 1
            if not self._streams[player]:
                del self._streams[player]

    def close(self) -> None:
        """End every watch now, because open streams would delay the end of the service."""
        self._closing.set()
        for watch in self._watches.values():
            watch.end()

    async def wait_closed(self) -> None:
        """After `close`, wait until no raffle is read for watchers anymore."""
        await asyncio.gather(*self._polls, return_exceptions=True)

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
        """Read the raffle again and again while somebody watches it and it can still change."""
        try:
            while watch.watchers and watch.published.status != "drawn":
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._poll_seconds):
                        await self._closing.wait()
                if self._closing.is_set():
                    return
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
        """Return whether watchers get this state now. A new status never waits, but a new number waits in a crowd."""
        if snapshot.body == watch.published.body:
            return watch.quiet_seconds() >= self._heartbeat_seconds
        if snapshot.status == watch.published.status:
            return watch.quiet_seconds() >= min(watch.watchers / self._notices_per_second, self._slowest_seconds)
        return True
