"""Limits how often the holder of a ticket may claim again. Each worker counts in its own memory, without the store."""

import asyncio
from collections import OrderedDict

from app.domain import throttle
from app.errors import TooManyClaims

CAPACITY = 100_000
"""The largest number of players whose retries are counted. A further player replaces the player who has been counted
longest."""


class Retries:
    """How many claims players sent in the current period although they hold a ticket. All players share the period."""

    def __init__(self, *, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        # A plain dict finds its first key slowly after many earlier keys were removed. An OrderedDict finds it fast.
        self._counts: OrderedDict[str, int] = OrderedDict()
        self._ends = 0.0

    def check(self, player: str) -> None:
        """Check that a player may claim. This method must be fast, because every claim calls it.

        Raises:
            TooManyClaims: the player holds a ticket, and has sent too many further claims.
        """
        if self._counts.get(player, 0) >= throttle.RETRIES:
            left = self._ends - asyncio.get_running_loop().time()
            if left > 0:
                raise TooManyClaims(forgotten_in_seconds=int(left) + 1)

    def count(self, player: str) -> None:
        """Count a claim of a player who already holds a ticket."""
        now = asyncio.get_running_loop().time()
        if now >= self._ends:
            self._counts.clear()
            self._ends = now + throttle.WINDOW_SECONDS
        if player not in self._counts and len(self._counts) >= self._capacity:
            self._counts.popitem(last=False)
        self._counts[player] = self._counts.get(player, 0) + 1
