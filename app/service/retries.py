"""Limits how often the holder of a ticket may claim again. Each worker counts in its own memory, without the store."""

import asyncio
from collections import OrderedDict

from app.domain import throttle
from app.errors import TooManyClaims

CAPACITY = 100_000
"""The largest number of players whose retries are counted. With more of them, the count of the first one is dropped."""


class Retries:
    """The claims of players who hold a ticket already, in the current window. A window is the same for all players."""

    def __init__(self, *, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        # A dict takes long to find its first key after many others were removed before it.
        self._counts: OrderedDict[str, int] = OrderedDict()
        self._ends = 0.0

    def check(self, player: str) -> None:
        """Return if a player may claim. This is one look into a dictionary, because every claim needs it.

        Raises:
            TooManyClaims: the player holds a ticket, and has claimed again too often.
        """
        if self._counts.get(player, 0) >= throttle.RETRIES:
            left = self._ends - asyncio.get_running_loop().time()
            if left > 0:
                raise TooManyClaims(forgotten_in_seconds=int(left) + 1)

    def count(self, player: str) -> None:
        """Count a claim of a player who holds a ticket already."""
        now = asyncio.get_running_loop().time()
        if now >= self._ends:
            self._counts.clear()
            self._ends = now + throttle.WINDOW_SECONDS
        if player not in self._counts and len(self._counts) >= self._capacity:
            self._counts.popitem(last=False)
        self._counts[player] = self._counts.get(player, 0) + 1
