"""Ends a running service when raffles are moved into its store. Otherwise two stores would sell the same tickets.

A move does not begin while a service is connected to the target. But servers before Redis 7.2 cannot tell whether a
service is connected. So each worker looks for the mark of a move, and the move waits before it copies the first raffle.
"""

import asyncio
from contextlib import suppress

from app.errors import StoreUnavailable
from app.rounds import pause
from app.store.calls import Client
from app.store.layout import MoveUnfinished, is_moving

LOOK_SECONDS = 1.0
"""The time between two looks. SERVICES_END_SECONDS in store/move.py has to be much longer."""


class MoveWatch:
    """Looks again and again whether raffles are moved into the store."""

    def __init__(self, client: Client, *, look_seconds: float = LOOK_SECONDS) -> None:
        self._client = client
        self._look_seconds = look_seconds
        self._closing = asyncio.Event()

    async def watch(self) -> None:
        """Look for the mark of a move until `close`.

        Raises:
            MoveUnfinished: raffles are moved into the store.
        """
        while not self._closing.is_set():
            with suppress(StoreUnavailable):  # without its store, the service sells nothing
                if await is_moving(self._client):
                    raise MoveUnfinished
            await pause(self._look_seconds, self._closing)

    def close(self) -> None:
        """End `watch`."""
        self._closing.set()
