"""Limits how often the holder of a ticket may claim again. Each worker counts in its own memory, without the store."""

import asyncio
import time
from collections import OrderedDict

from app.domain import throttle
from app.errors import TooManyClaims

CAPACITY = 100_000
"""The largest number of counts: one for each raffle and player. A further count replaces the oldest count."""


class Retries:
    """How many claims players sent in the current period although they held a ticket of the raffle already.

    Each raffle has counts of its own: people who share an address may hold a ticket of one raffle, and want a ticket of
    another raffle. The period begins and ends at the same time for all counts.
    """

    def __init__(self, *, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        # A plain dict finds its first key slowly after many earlier keys were removed. An OrderedDict finds it fast.
        self._counts: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._ends = 0.0

    def check(self, raffle_id: str, player: str) -> None:
        """Check that a player may claim a ticket of a raffle. This method must be fast, because every claim calls it.

        Raises:
            TooManyClaims: the player holds a ticket of the raffle, and has sent too many further claims for it.
        """
        if self._counts.get((raffle_id, player), 0) >= throttle.RETRIES:
            left = self._ends - time.monotonic()
            if left > 0:
                raise TooManyClaims(forgotten_in_seconds=int(left) + 1)

    def count(self, raffle_id: str, player: str) -> None:
        """Count a claim of a player who already holds a ticket of the raffle."""
        key = (raffle_id, player)
        now = time.monotonic()
        if now >= self._ends:
            self._counts.clear()
            self._ends = now + throttle.WINDOW_SECONDS
            # Forget addresses even if no further claim comes.
            asyncio.get_running_loop().call_later(throttle.WINDOW_SECONDS, self._counts.clear)
        count = self._counts.get(key)
        if count is None:
            if len(self._counts) >= self._capacity:
                self._counts.popitem(last=False)
            count = 0
        self._counts[key] = count + 1
