"""Measures how long the store takes for groups of claims, and warns the operator when the store is slow.

A group is the claims of one raffle that go to the store in one call.
"""

import asyncio
from collections import deque
from typing import NamedTuple

SLOW_GROUP_SECONDS = 0.3
"""If one group in a hundred takes longer than this, the operator gets a warning."""

MEASURED_SECONDS, MEASURED_GROUPS = 60.0, 1000
"""For how many seconds a measurement is used, and how many measurements are kept at most."""


class Measured(NamedTuple):
    """How many seconds a group took, and the time of the event loop's clock when the group ended."""

    ended: float
    seconds: float


class GroupTimes:
    """How long the newest groups took. Refused groups do not count: they are fast, and would hide a slow store."""

    def __init__(self) -> None:
        self.measured: deque[Measured] = deque(maxlen=MEASURED_GROUPS)

    def measure(self, began: float) -> None:
        """Measure how long a group took. The group ends now. It was sent at `began` (event loop's clock)."""
        ended = asyncio.get_running_loop().time()
        self.measured.append(Measured(ended, ended - began))

    @property
    def warnings(self) -> list[str]:
        """What an operator should know about the time that the store takes for groups of claims."""
        since = asyncio.get_running_loop().time() - MEASURED_SECONDS
        seconds = sorted(group.seconds for group in self.measured if group.ended > since)
        # The 99th percentile by the nearest-rank method.
        if not seconds or (slow := seconds[(99 * len(seconds) - 1) // 100]) <= SLOW_GROUP_SECONDS:
            return []
        return [
            "the store is slow: look at its disk and its network; of the last "
            f"{len(seconds)} groups of claims, one in a hundred took {slow:.1f} s or more"
        ]
