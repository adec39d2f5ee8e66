"""Handles many events together, a short time after the first of them."""

import asyncio
from collections.abc import Callable

SECONDS = 0.05


class Soon:
    """Calls a function 50 ms after the first of many events. So the function runs only once for all these events."""

    def __init__(self, function: Callable[[], None]) -> None:
        self._function = function
        self._waiting: asyncio.AbstractEventLoop | None = None

    def call(self) -> None:
        """Call the function soon. If a call is already planned, do nothing."""
        loop = asyncio.get_running_loop()
        # An event loop may end before its timer fires. Then `_waiting` is an old loop, and this loop needs a new timer.
        if self._waiting is not loop:
            self._waiting = loop
            loop.call_later(SECONDS, self._call)

    def _call(self) -> None:
        self._waiting = None
        self._function()
