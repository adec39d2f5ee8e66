"""Handles many events together, some time after the first of them."""

import asyncio
from collections.abc import Callable

SECONDS = 0.05


class Soon:
    """Calls a function some seconds after the first of many events. So one call serves all events until then."""

    def __init__(self, function: Callable[[], None], seconds: float = SECONDS) -> None:
        self._function = function
        self._seconds = seconds
        self._waiting: asyncio.AbstractEventLoop | None = None

    def call(self) -> None:
        """Call the function soon. If a call is already planned, do nothing."""
        # An event loop may end before its timer fires. If so, `_waiting` is a closed loop, and no timer will fire.
        if self._waiting is None or self._waiting.is_closed():
            # Ask for the loop only here, because Python 3.11 needs a system call to find it.
            self._waiting = asyncio.get_running_loop()
            self._waiting.call_later(self._seconds, self._call)

    def _call(self) -> None:
        self._waiting = None
        self._function()
