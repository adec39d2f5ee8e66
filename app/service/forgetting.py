"""Deletes the addresses of players a day after the draw, by a clock that nobody can set.

Redis measures the time of a key by the clock of its machine. If this clock jumps forward by a day, all players of drawn
raffles would be gone at once, and somebody whose answer was lost could not get the ticket again. So the service counts
the time itself, and tells the store to wait longer. The store deletes what no service has deleted.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import NamedTuple

from app.domain.privacy import PLAYERS_KEPT_SECONDS
from app.errors import Problem
from app.logs import LastingWarnings
from app.rounds import pause
from app.store.addresses import Addresses, AddressStore
from app.store.calls import Client

log = logging.getLogger(__name__)

_SEARCH_FAILS = "cannot search for addresses of players that are due"

LOOK_SECONDS = 5.0
"""The time between two looks for drawn raffles."""

RAFFLES_PER_LOOK = 500
"""About how many raffles one look considers, so that its cost has a limit. The next look considers others."""

LEAST_SECONDS = 60 * 60
"""How long a worker has known a raffle at least before it deletes the players. After a start, a worker cannot know
whether the clock of the store has jumped meanwhile."""

JUMP_SECONDS = 60.0
"""If the clock of the store has gained more than this on the time that has passed, the operator gets a warning."""


class _Known(NamedTuple):
    """When the players of a raffle are due; when it was seen last, and how many seconds were left then by the store."""

    due: float
    seen: float
    seconds_left: float


class Forgetting:
    """Watches drawn raffles, and deletes the addresses of their players.

    `now` is a clock that never jumps (seconds).
    """

    def __init__(
        self, client: Client, *, look_seconds: float = LOOK_SECONDS, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = AddressStore(client)
        self._look_seconds = look_seconds
        self._now = now
        self._closing = asyncio.Event()
        self._warnings = LastingWarnings(log)
        self._cursor = 0
        self._known: dict[str, _Known] = {}
        self._seen: dict[str, _Known] = {}  # since the last look at the first raffles

    async def watch(self) -> None:
        """Look for addresses that are due, again and again. Ends after `close`."""
        while not self._closing.is_set():
            try:
                await self.look()
                self._warnings.end(_SEARCH_FAILS)
            except Problem as problem:
                self._warnings.warn(_SEARCH_FAILS, problem.title)
            except Exception:
                log.exception(_SEARCH_FAILS)
            await pause(self._look_seconds, self._closing)

    def close(self) -> None:
        """Stop watching. Another worker watches on, or this service does after its next start."""
        self._closing.set()

    async def look(self) -> None:
        """Look at some raffles. The first look at a raffle only notes when its players are due.

        Raises:
            StoreUnavailable, OutcomeUnknown
        """
        page = await self._store.drawn(self._cursor, RAFFLES_PER_LOOK)
        now = self._now()
        self._warn_of_jumps(page.drawn, now)
        for raffle in page.drawn:
            before = self._known.get(raffle.raffle_id)
            due = before.due if before else now + min(max(raffle.seconds_left, LEAST_SECONDS), PLAYERS_KEPT_SECONDS)
            self._seen[raffle.raffle_id] = _Known(due, now, raffle.seconds_left)
            if now >= due:
                await self._store.forget(raffle.raffle_id)
            elif before and raffle.to_postpone:
                await self._store.postpone(raffle)
        self._cursor = page.cursor
        if self._cursor == 0:
            self._known, self._seen = self._seen, {}

    def _warn_of_jumps(self, raffles: list[Addresses], now: float) -> None:
        gains = [
            (known.seconds_left - raffle.seconds_left) - (now - known.seen)
            for raffle in raffles
            if (known := self._known.get(raffle.raffle_id))
        ]
        if gains and max(gains) > JUMP_SECONDS:
            log.warning(
                "the clock of the store jumped forward by %.1f h: the addresses of players are still kept for a day "
                "after the draw, which the service counts itself",
                max(gains) / 3600,
            )
