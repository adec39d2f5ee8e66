"""Logs: one JSON object on each line of standard error.

Codes, keys, receipts and bodies are never logged. Addresses are logged only at the level debug.
"""

import asyncio
import logging
from collections import Counter
from typing import Any
from weakref import WeakKeyDictionary

from pythonjsonlogger.core import RESERVED_ATTRS


def config(level: str) -> dict[str, Any]:
    """Return the configuration of logging for a level, in the form of logging.config.dictConfig."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.msgspec.MsgspecFormatter",
                "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
                "reserved_attrs": [*RESERVED_ATTRS, "color_message"],
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level.upper()},
    }


class CountedWarnings:
    """Warnings that anybody can cause: a line for the first of each kind, and then one line a minute with their number.

    Without this, a client could fill the disk with warnings. There must be few kinds.
    """

    minute_seconds = 60.0

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        # The numbers are kept for each event loop, because its timers end with it.
        self._more: WeakKeyDictionary[asyncio.AbstractEventLoop, Counter[str]] = WeakKeyDictionary()

    def warn(self, loop: asyncio.AbstractEventLoop, kind: str) -> None:
        """Write a warning, or count it if there was one of the same kind in the last minute."""
        more = self._more.setdefault(loop, Counter())
        if kind in more:
            more[kind] += 1
        else:
            more[kind] = 0
            self._log.warning("refused: %s", kind)
            loop.call_later(self.minute_seconds, self._tell, loop, kind)

    def _tell(self, loop: asyncio.AbstractEventLoop, kind: str) -> None:
        more = self._more[loop].pop(kind)
        if more:
            self._more[loop][kind] = 0
            self._log.warning("refused: %s, and %d more in the last minute", kind, more)
            loop.call_later(self.minute_seconds, self._tell, loop, kind)
