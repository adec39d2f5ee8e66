"""Watches raffles for visitors. The number of reads does not grow with the number of people who watch a raffle.

A look has two steps. First, one call reads the signs of many raffles. A sign is cheap to read, and changes together
with its raffle. Then the worker reads each raffle whose sign has changed. While a raffle does not change, looks become
rare.
"""

import asyncio
import logging
import math
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from typing import Protocol

from app.errors import Problem, RaffleDeleted, RaffleNotFound, StreamsBusy, TooManyStreams
from app.logs import CountedWarnings
from app.rounds import pause
from app.service.in_use import InUse
from app.service.snapshots import Snapshot, Snapshots
from app.service.watched import Watch
from app.store.signs import Sign

_warnings = CountedWarnings(logging.getLogger(__name__), "cannot read raffles for their watchers")

POLL_SECONDS = 0.5
"""The time between two looks at a raffle that changes. So watchers get at most one new state in this time."""

QUIET_POLL_SECONDS = 2.0
"""The longest time between two looks at a raffle that does not change. If this worker changes the raffle itself, the
next look comes earlier."""

RAFFLES_PER_CALL = 50
"""The number of signs that one call reads. Each sign belongs to one raffle."""

READS_AT_ONCE = 8
"""The largest number of changed raffles that are read at the same time, so that connections are left for claims."""

NOTICES_PER_SECOND = 200
"""A worker sends on average at most this number of notices per second for one raffle, so that claims get enough time. A
notice tells one watcher how many tickets are left. The more watchers there are, the fewer notices each of them gets."""

SLOWEST_SECONDS = 5.0
"""The longest time until watchers get a new number of tickets, even if the worker then exceeds NOTICES_PER_SECOND."""

HEARTBEAT_SECONDS = 15.0
"""The time without a change after which watchers get a heartbeat: a message which shows that the stream works."""

STREAMS_OF_A_PLAYER = 20
"""The largest number of streams of one player in one worker. Several people can share the address of a player."""

MAX_STREAMS = 2_000
"""The largest number of streams in one worker, so that the worker keeps time and open files for claims."""


class SignReader(Protocol):
    """Reads the signs of raffles, as `Signs` does."""

    async def by_server(self, raffle_ids: Sequence[str]) -> list[list[str]]:
        """Return raffle ids in groups, one for each server."""

    async def read(self, raffle_ids: Sequence[str]) -> list[Sign | None]:
        """Return the signs of raffles on one server, in the order of the ids. None means that a sign is unknown."""


class Watches:
    """All raffles that are watched at this worker."""

    def __init__(
        self,
        snapshots: Snapshots,
        signs: SignReader,
        *,
        poll_seconds: float = POLL_SECONDS,
        quiet_poll_seconds: float = QUIET_POLL_SECONDS,
        notices_per_second: float = NOTICES_PER_SECOND,
        slowest_seconds: float = SLOWEST_SECONDS,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
        max_streams: int = MAX_STREAMS,
    ) -> None:
        self._snapshots = snapshots
        self._signs = signs
        self._poll_seconds = poll_seconds
        self._quiet_poll_seconds = quiet_poll_seconds
        self._notices_per_second = notices_per_second
        self._slowest_seconds = slowest_seconds
        self._heartbeat_seconds = heartbeat_seconds
        self._max_streams = max_streams
        self._streams = InUse()
        self._watches: dict[str, Watch] = {}
        self._poll: asyncio.Task[None] | None = None
        self._looks: set[asyncio.Task[None]] = set()
        self._turns = asyncio.Semaphore(READS_AT_ONCE)
        self._closing = asyncio.Event()
        snapshots.call_at_claim(self._look_soon)
        snapshots.call_at_change(self._look_soon)

    async def follow(self, raffle_id: str, player: str, *, stage: bool = False) -> AsyncIterator[bytes | None]:
        """Return the states of a raffle: its JSON now and after each change, and None as a heartbeat.

        The states end when the raffle is deleted or the service stops. If `stage` is false, they also end after the
        draw. If `stage` is true, the watcher also sees how a manager shows the winners to an audience. After a
        substitution, which changes the winners but not the state, the watcher gets the state once more. A slow watcher
        gets only the newest state, and misses older states.

        Raises:
            RaffleNotFound: no raffle has this id.
            RaffleDeleted
            StoreUnavailable: the store failed.
            TooManyStreams: the player already has STREAMS_OF_A_PLAYER streams. These streams go on.
            StreamsBusy: all players together, or those of the player's IPv6 /48, have reached their limit of streams in
                this worker. The limit of an IPv6 /48 is half of the limit of all players.
        """
        first = await self._snapshots.get(raffle_id, player)
        if self._streams.by(player) >= STREAMS_OF_A_PLAYER:
            raise TooManyStreams
        if self._streams.total() >= self._max_streams or self._streams.by_site_of(player) * 2 >= self._max_streams:
            raise StreamsBusy
        states = self._states(raffle_id, player, first, stage=stage)
        await anext(states)  # count the stream now, before other requests check the limits
        return states

    async def _states(
        self, raffle_id: str, player: str, first: Snapshot, *, stage: bool
    ) -> AsyncGenerator[bytes | None, None]:
        watch = self._join(raffle_id, first)
        try:
            with self._streams.place(player):
                yield None
                upcoming, news, substitutions, sent = watch.next, watch.news, watch.substitutions, first
                yield sent.body
                while not self._closing.is_set() and (stage or sent.status != "drawn"):
                    await upcoming.wait()
                    upcoming, ended = watch.next, watch.ended
                    is_news, news = watch.news != news, watch.news
                    is_changed = is_news and watch.published.body != sent.body
                    is_substituted, substitutions = watch.substitutions != substitutions, watch.substitutions
                    if is_changed:
                        sent = watch.published
                        yield sent.body
                    if is_substituted:
                        yield sent.body
                    if not (is_changed or is_substituted or ended):
                        yield None
                    if ended:
                        return
        finally:
            watch.watchers -= 1

    def close(self) -> None:
        """End every watch now, because open streams would delay the end of the service."""
        self._closing.set()
        for watch in self._watches.values():
            watch.end()

    async def wait_closed(self) -> None:
        """Wait for the last reads for watchers. Call this after `close`, or after the last watcher has left."""
        if self._poll is not None:
            await asyncio.wait({self._poll})
        await asyncio.gather(*self._looks, return_exceptions=True)

    def _join(self, raffle_id: str, first: Snapshot) -> Watch:
        watch = self._watches.get(raffle_id)
        if watch is None:
            watch = self._watches[raffle_id] = Watch(first)
        elif first.body != watch.latest.body:
            watch.in_doubt, watch.look_at = True, 0.0  # `first` may be newer or older than `latest`
        watch.watchers += 1
        if self._poll is None or self._poll.done():
            self._poll = asyncio.create_task(self._poll_all())
        return watch

    def _look_soon(self, raffle_id: str) -> None:
        """Look at a raffle at the next poll, because this worker has changed it."""
        watch = self._watches.get(raffle_id)
        if watch is not None:
            watch.look_at = 0.0

    async def _poll_all(self) -> None:
        """Look at the raffles that are due, and publish new states. This ends when no raffle is watched."""
        try:
            while self._watches:
                await pause(self._poll_seconds, self._closing)
                if self._closing.is_set():
                    return
                self._publish_all()
                await self._begin_looks()
        finally:
            for raffle_id in list(self._watches):
                self._end(raffle_id)

    def _publish_all(self) -> None:
        for raffle_id, watch in list(self._watches.items()):
            if not watch.watchers:
                self._end(raffle_id)
            elif self._is_due(watch):
                if watch.latest.body == watch.published.body:
                    watch.beat()
                else:
                    watch.publish(watch.latest)

    def _end(self, raffle_id: str) -> None:
        self._watches.pop(raffle_id).end()

    async def _begin_looks(self) -> None:
        """Begin to look at the raffles that are due. A server that hangs delays only its own raffles."""
        now = asyncio.get_running_loop().time()
        due = [raffle_id for raffle_id, watch in self._watches.items() if watch.look_at <= now and not watch.looking]
        if not due:
            return
        try:
            groups = await self._signs.by_server(due)
        except Problem as problem:
            _warnings.warn(asyncio.get_running_loop(), problem.title)
            return
        for group in groups:
            watches = {raffle_id: watch for raffle_id in group if (watch := self._watches.get(raffle_id))}
            for watch in watches.values():
                watch.looking = True
            look = asyncio.create_task(self._look(watches))
            self._looks.add(look)
            look.add_done_callback(self._looks.discard)

    async def _look(self, watches: dict[str, Watch]) -> None:
        """Look at raffles on one server, in small steps."""
        ids = list(watches)
        try:
            for first in range(0, len(ids), RAFFLES_PER_CALL):
                chunk = ids[first : first + RAFFLES_PER_CALL]
                # If this worker changes a raffle during the read, it sets `look_at` to 0. The `finally` below keeps
                # this 0, so the next poll looks again.
                for raffle_id in chunk:
                    watches[raffle_id].look_at = math.inf
                signs = await self._signs.read(chunk)
                each = zip(chunk, signs, strict=True)
                await asyncio.gather(*(self._compare(raffle_id, watches[raffle_id], sign) for raffle_id, sign in each))
        except Problem as problem:
            _warnings.warn(asyncio.get_running_loop(), problem.title)
        finally:
            now = asyncio.get_running_loop().time()
            for watch in watches.values():
                watch.looking = False
                watch.look_at = min(watch.look_at, now + watch.pause_seconds)

    async def _compare(self, raffle_id: str, watch: Watch, sign: Sign | None) -> None:
        """If a raffle has another sign than before, read the raffle, and give its watchers the new state."""
        if sign is not None and watch.sign is not None and sign.state == watch.sign.state and not watch.in_doubt:
            # After the draw, the only watchers are screens that show the winners. So look often.
            longest = self._poll_seconds if watch.latest.status == "drawn" else self._quiet_poll_seconds
            longer = min(2 * watch.pause_seconds or self._poll_seconds, longest)
            # Look again at the time when the status changes by itself, for example when the raffle opens.
            watch.pause_seconds = min(longer, sign.changes_in_seconds)
            return
        watch.pause_seconds = 0.0
        # Drop the snapshot, the state that was read last. If it is older than the sign, it lacks the newest change.
        self._snapshots.drop(raffle_id)
        was_in_doubt, watch.in_doubt = watch.in_doubt, False
        try:
            async with self._turns:
                watch.latest = await self._snapshots.get(raffle_id)
        except (RaffleNotFound, RaffleDeleted):
            if self._watches.get(raffle_id) is watch:
                self._end(raffle_id)
            return
        except Problem as problem:
            watch.in_doubt = watch.in_doubt or was_in_doubt
            _warnings.warn(asyncio.get_running_loop(), problem.title)
            return
        watch.sign = sign
        is_substituted = sign is not None and sign.substitutions != watch.substitutions
        if sign is not None:
            watch.substitutions = sign.substitutions
        is_new = watch.latest.body != watch.published.body
        is_due = is_substituted or (self._is_due(watch) if is_new else was_in_doubt)
        if self._watches.get(raffle_id) is watch and is_due:
            watch.publish(watch.latest)  # if the state is not new, a watcher may still have another state

    def _is_due(self, watch: Watch) -> bool:
        """Return whether watchers get the latest state now. With many watchers, a new number of tickets has to wait."""
        if watch.latest.body == watch.published.body:
            return watch.quiet_seconds() >= self._heartbeat_seconds
        if (watch.latest.status, watch.latest.stage) == (watch.published.status, watch.published.stage):
            return watch.quiet_seconds() >= min(watch.watchers / self._notices_per_second, self._slowest_seconds)
        return True
