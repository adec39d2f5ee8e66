"""Log lines for a start that waits for a silent server.

The lines say whether the server is busy or perhaps hangs, and what to do.
"""

import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)

FIRST_SECONDS = 10.0
AGAIN_SECONDS = 60.0
"""How long a server is silent before the first line, and then before each further line."""

BUSY_SHARE = 0.05
"""A server that uses less than this share of one processor does not compute. It waits, or it hangs."""


class Silence:
    """The time in which a new server has not answered. While a server loads one large command, it answers nobody.

    `last_words` returns the last lines of the log of the server.
    """

    def __init__(self, process_id: int, last_words: Callable[[], str]) -> None:
        self._process_id = process_id
        self._last_words = last_words
        self._began = self._before = time.monotonic()
        self._used = _processor_seconds(process_id)
        self._next = self._began + FIRST_SECONDS

    def look(self) -> None:
        """If it is time for a line, log what the service waits for, and what to do."""
        now = time.monotonic()
        if now < self._next:
            return
        used = _processor_seconds(self._process_id)
        log.warning(
            "the store (process %d) has not answered for %d s, and the service waits for it%s; "
            "the log of the store says: %s",
            self._process_id,
            now - self._began,
            _advice(used, self._used, now - self._before),
            self._last_words(),
        )
        self._before, self._used, self._next = now, used, now + AGAIN_SECONDS


def _advice(used: float | None, before: float | None, seconds: float) -> str:
    end = "end the service with Ctrl-C or SIGTERM"
    if used is None or before is None:
        return f": wait while it loads its data, or {end}"
    share = (used - before) / seconds
    told = f"the store used {share:.0%} of a processor in the last {seconds:.0f} s"
    if share < BUSY_SHARE:
        return f": {told}, so it waits for its disk, or it hangs: if this stays so, {end}, and start the service again"
    return f": {told}, so it works, probably on a large part of its data: wait, or {end}"


def _processor_seconds(process_id: int) -> float | None:
    """Return how long a process has used processors, or None if the system does not tell this as Linux does."""
    with suppress(OSError, ValueError, IndexError):
        # The name of the program is in parentheses, and may have spaces.
        _, _, fields = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")
        in_program, in_kernel = fields.split()[11:13]
        return (int(in_program) + int(in_kernel)) / os.sysconf("SC_CLK_TCK")
    return None
