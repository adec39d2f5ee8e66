"""Ends a running service while raffles are moved into its store, and while its store is restored.

If the service went on during a move, two stores would sell the same tickets. A restore suspends raffles: nobody can
claim in them until a manager resumes them. If the service went on during a restore, it would sell tickets of raffles
that are not suspended yet. A move or a restore does not begin if the store says that a service is connected. But
servers before Redis 7.2 cannot say whether a service is connected, and a service may connect later. So a move and a
restore leave a mark in the store, and each worker looks for these marks.
"""

import asyncio
from contextlib import suppress

from app.errors import StoreUnavailable
from app.rounds import pause
from app.store.calls import Client
from app.store.layout import require_complete

LOOK_SECONDS = 1.0
"""The time between two looks. A move waits for SERVICES_END_SECONDS (store/move.py), in which running services find its
mark. So SERVICES_END_SECONDS has to be much longer than this time."""

AGAIN_SECONDS = 0.1
"""The time until the next look if the store does not answer. While a store did not answer, it may have been restored.
Until the next look, the service could sell tickets of raffles that are not suspended yet."""


class LayoutWatch:
    """Looks repeatedly for a move into the store, or a restore of the store, that is not complete."""

    def __init__(self, client: Client, *, look_seconds: float = LOOK_SECONDS) -> None:
        self._client = client
        self._look_seconds = look_seconds
        self._closing = asyncio.Event()

    async def watch(self) -> None:
        """Look for the marks until `close`.

        Raises:
            MoveUnfinished, RestoreUnfinished: the store must not be used now.
        """
        while not self._closing.is_set():
            seconds = min(AGAIN_SECONDS, self._look_seconds)
            with suppress(StoreUnavailable):  # while the store does not answer, the service sells nothing
                await require_complete(self._client)
                seconds = self._look_seconds
            await pause(seconds, self._closing)

    def close(self) -> None:
        """End `watch`."""
        self._closing.set()
