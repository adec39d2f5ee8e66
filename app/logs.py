"""Logs: one JSON object on each line of standard error.

Codes, keys, receipts and bodies are never logged. Addresses are logged only at the level debug.
"""

import asyncio
import logging
import sys
import time
from collections import Counter, OrderedDict, deque
from contextlib import suppress
from functools import lru_cache
from typing import Any, TextIO
from weakref import WeakKeyDictionary

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.msgspec import MsgspecFormatter

from app.domain.printable import printable
from app.soon import Soon


def config(level: str) -> dict[str, Any]:
    """Return the configuration of logging for a level, in the form of logging.config.dictConfig."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": JsonFormatter,
                "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
                "reserved_attrs": [*RESERVED_ATTRS, "color_message"],
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            }
        },
        "handlers": {"stderr": {"()": StandardError, "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level.upper()},
    }


def rfc_3339(seconds: float) -> str:
    """Return a time, in seconds since 1970, in the form of RFC 3339: UTC, with milliseconds and `Z`."""
    return _to_the_millisecond(int(seconds * 1000))


@lru_cache(maxsize=8)
def _to_the_millisecond(milliseconds: int) -> str:
    """Return a time as text. The cache is useful because many requests are answered within the same millisecond."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{_to_the_second(seconds)}.{rest:03}Z"


@lru_cache(maxsize=8)
def _to_the_second(seconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))


class JsonFormatter(MsgspecFormatter):
    """Formats a record of logging as JSON, with its time in the form of RFC 3339."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802
        """Return the time of a record."""
        return rfc_3339(record.created)

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as JSON. Escape control characters, because the record may quote a text of a client."""
        return printable(super().format(record))


class StandardError(logging.StreamHandler[TextIO]):
    """Writes records to standard error. Before each record, it writes the waiting lines of earlier requests."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        request_lines.flush()
        super().emit(record)


class RequestLines:
    """Writes a line for each request. It collects the lines for 50 ms, and then writes them together.

    The lines do not go through Python's logging. A record of logging costs more than all other work for a request. A
    process that is killed loses the lines of its last 50 ms.
    """

    def __init__(self) -> None:
        self._lines: deque[str] = deque()
        self._soon = Soon(self.flush)

    def add(self, members: str) -> None:
        """Add the line of a request. `members` are the members of its JSON object, except the time."""
        self._lines.append(f'{{"time":"{rfc_3339(time.time())}",{members}}}\n')
        self._soon.call()

    def flush(self) -> None:
        """Write the lines that were added since the last write."""
        # Other threads may flush at the same time. Each thread takes the lines one by one, so no line is written twice.
        lines = []
        while self._lines:
            lines.append(self._lines.popleft())
        # If the log cannot be written, for example to a closed terminal, the service goes on.
        if lines:
            with suppress(OSError, ValueError):
                sys.stderr.write("".join(lines))
                sys.stderr.flush()


request_lines = RequestLines()
"""The lines of this process."""


class CountedWarnings:
    """Warnings that any client can cause. The first warning of a kind is written. Further warnings are only counted.

    Once a minute, a line tells how many further warnings of a kind there were. If all warnings were written, a client
    could fill the disk with them. For the same reason, the caller must have only a few kinds of warnings.
    """

    minute_seconds = 60.0

    def __init__(self, log: logging.Logger, what: str = "refused") -> None:
        """Begin each line with `what`, and then name the kind of the warning."""
        self._log = log
        self._what = what
        # Each event loop has its own numbers, because a timer of the loop writes them, and ends with the loop.
        self._more: WeakKeyDictionary[asyncio.AbstractEventLoop, Counter[str]] = WeakKeyDictionary()

    def warn(self, loop: asyncio.AbstractEventLoop, kind: str) -> None:
        """Write a warning, or only count it if there was a warning of the same kind in the last minute."""
        more = self._more.setdefault(loop, Counter())
        if kind in more:
            more[kind] += 1
        else:
            more[kind] = 0
            self._log.warning("%s: %s", self._what, kind)
            loop.call_later(self.minute_seconds, self._tell, loop, kind)

    def _tell(self, loop: asyncio.AbstractEventLoop, kind: str) -> None:
        more = self._more[loop].pop(kind)
        if more:
            self._more[loop][kind] = 0
            self._log.warning("%s: %s, and %d more in the last minute", self._what, kind, more)
            loop.call_later(self.minute_seconds, self._tell, loop, kind)


class LastingWarnings:
    """Warnings about faults that last. A line is written only when a fault is found, and when its reason changes.

    So a task that tries again every few seconds does not write the same line each time. If nothing warns of a fault for
    an hour, the fault counts as over. For example, the raffle with the fault was deleted.
    """

    kept_seconds = 3600.0

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        # The reason of each fault, and the time of its last warning. The newest warning is at the end.
        self._known: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many faults are known."""
        return len(self._known)

    def warn(self, fault: str, reason: str) -> None:
        """Write a warning, unless the last warning about this fault had the same reason."""
        now = time.monotonic()
        while self._known and next(iter(self._known.values()))[1] <= now - self.kept_seconds:
            self._known.popitem(last=False)
        before, _ = self._known.pop(fault, (None, 0.0))
        self._known[fault] = reason, now
        if before != reason:
            self._log.warning("%s: %s", fault, reason)

    def end(self, fault: str) -> None:
        """Forget a fault, because it has ended."""
        self._known.pop(fault, None)
