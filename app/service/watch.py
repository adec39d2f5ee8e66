"""Watching raffles: one look a moment for each raffle, however many people look on."""

import asyncio
import logging
from collections.abc import AsyncIterator

from app.errors import Problem, RaffleNotFound
from app.service.raffles import Raffles
from app.service.snapshots import Seen

log = logging.getLogger(__name__)

EVERY = 0.5
"""Seconds between two looks at a raffle, and so the least between two changes that watchers are told of."""

TOLD_A_SECOND = 200
"""Watchers of a raffle that are told in a second how many tickets remain. Where more look on, each is told less
often, so that they leave the worker's time to claims."""

SLOWEST = 5.0
"""Most seconds until watchers are told how many tickets remain, however many they are."""

QUIET = 15.0
"""Seconds without a change after which watchers are told that there is none, so that they know they are heard."""


class _Watch:
    """One raffle under watch: the state that was told last, and who waits for the next."""

    def __init__(self, first: Seen) -> None:
        self.last = first
        self.ended = False
        self.watchers = 0
        self.told = asyncio.Event()
        self._told_at = asyncio.get_running_loop().time()

    def look(self, seen: Seen) -> None:
        """Tell the watchers of a state if it is time to."""
        silent_for = asyncio.get_running_loop().time() - self._told_at
        if seen.body == self.last.body:
            due = silent_for >= QUIET
        elif seen.status == self.last.status:
            due = silent_for >= min(self.watchers / TOLD_A_SECOND, SLOWEST)
        else:
            due = True
        if due:
            self.last = seen
            self._told_at += silent_for
            self.told.set()
            self.told = asyncio.Event()

    def end(self) -> None:
        """Tell the watchers that nothing more will come."""
        self.ended = True
        self.told.set()


class Watches:
    """All raffles that this worker's visitors watch."""

    def __init__(self, raffles: Raffles) -> None:
        self._looks = raffles.looks
        self._watches: dict[str, _Watch] = {}
        self._lookers: set[asyncio.Task[None]] = set()
        self._closed = False

    async def follow(self, raffle_id: str) -> AsyncIterator[bytes | None]:
        """Yield the raffle's JSON now and after each change, or None when silence is broken to tell of none.

        Ends after the raffle was drawn or deleted, and when the service stops. Whoever is slow to take the next
        state gets the newest and misses those between.
        """
        try:
            first = await self._looks.at(raffle_id)
        except Problem:
            return  # whoever still wants to watch asks again, and is told why not
        watch = self._join(raffle_id, first)
        try:
            told = watch.told
            seen = first.body
            yield seen
            while not self._closed:
                await told.wait()
                told, ended = watch.told, watch.ended
                if watch.last.body != seen:
                    seen = watch.last.body
                    yield seen
                elif not ended:
                    yield None
                if ended:
                    return
        finally:
            watch.watchers -= 1

    def close(self) -> None:
        """End every watch at once: whoever stops the service waits for nobody who looks on."""
        self._closed = True
        for watch in self._watches.values():
            watch.end()

    def _join(self, raffle_id: str, first: Seen) -> _Watch:
        watch = self._watches.get(raffle_id)
        if watch is None:
            watch = self._watches[raffle_id] = _Watch(first)
            looker = asyncio.create_task(self._look(raffle_id, watch))
            self._lookers.add(looker)
            looker.add_done_callback(self._lookers.discard)
        watch.watchers += 1
        return watch

    async def _look(self, raffle_id: str, watch: _Watch) -> None:
        """Look at the raffle for as long as anybody watches and there is anything to come."""
        try:
            while watch.watchers and not self._closed and watch.last.status != "drawn":
                await asyncio.sleep(EVERY)
                try:
                    seen = await self._looks.at(raffle_id)
                except RaffleNotFound:
                    return
                except Problem as problem:
                    log.warning("cannot look at raffle %s: %s", raffle_id, problem.title)
                    seen = watch.last
                watch.look(seen)
        finally:
            del self._watches[raffle_id]
            watch.end()
