"""Deletes the addresses of players a day after the draw, by a clock that nobody can set.

This module also makes the worker forget the addresses that the worker has parsed.

Redis deletes keys by the clock of its machine. If this clock jumped forward by a day, Redis would delete the addresses
of all drawn raffles early. Then a player who did not get the answer to a claim could no longer ask for the ticket
again. So the service counts the time itself, and postpones the expiry of the keys in the store. If no service runs,
nobody postpones the expiry, and the store deletes the keys.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import NamedTuple

from app.domain.player import forget_addresses
from app.domain.privacy import PLAYERS_KEPT_SECONDS
from app.logs import LastingWarnings
from app.rounds import pause
from app.service.searches import going_on
from app.store.addresses import Addresses, AddressStore
from app.store.calls import Client

log = logging.getLogger(__name__)

_SEARCH_FAILS = "cannot search for addresses of players that have to be deleted"

LOOK_SECONDS = 5.0
"""The time between two searches for drawn raffles."""

RAFFLES_PER_LOOK = 500
"""One search reads about this number of raffles, so that it is cheap. The next search goes on after these raffles."""

LEAST_SECONDS = 60 * 60
"""A worker that finds a drawn raffle for the first time waits at least this long before it deletes the addresses. The
clock of the store may have jumped before the worker found the raffle. The worker cannot know this."""

PARSED_KEPT_SECONDS = 60 * 60
"""How long this worker may keep the addresses that it has parsed."""

JUMP_SECONDS = 60.0
"""If the store's clock jumps forward by more than this between two searches, the operator gets a warning."""


class _Known(NamedTuple):
    """When the addresses of a raffle have to be deleted, and what the last search found about the raffle.

    `seen` is the time of this search. `seconds_left` is the time from the search until a day has passed since the draw,
    by the clock of the store.
    """

    due: float
    seen: float
    seconds_left: float


class Forgetting:
    """Searches for drawn raffles, and deletes the addresses of their players when it is time.

    `now` returns the time of a clock that never jumps, in seconds.
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
        self._parsed_until = now() + PARSED_KEPT_SECONDS
        self._known: dict[str, _Known] = {}
        self._seen: dict[str, _Known] = {}  # raffles found since `_cursor` was last 0

    async def watch(self) -> None:
        """Search again and again for addresses that are due to be deleted. This ends after `close`."""
        while not self._closing.is_set():
            self.forget_parsed()
            with going_on(_SEARCH_FAILS, self._warnings, log):
                await self.look()
            await pause(self._look_seconds, self._closing)

    def close(self) -> None:
        """End `watch`. Another worker goes on, or this service goes on after its next start."""
        self._closing.set()

    def forget_parsed(self) -> None:
        """Once an hour, forget the addresses that this worker has parsed."""
        if self._now() >= self._parsed_until:
            self._parsed_until = self._now() + PARSED_KEPT_SECONDS
            forget_addresses()

    async def look(self) -> None:
        """Search some raffles. Delete the addresses that are due, and postpone the expiry of the others in the store.

        If a raffle is found for the first time, only remember when to delete its addresses.

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
                "the clock of the store jumped forward by %.1f h: the addresses of players are still kept for a full "
                "day after the draw, because the service uses a clock of its own",
                max(gains) / 3600,
            )
