"""Decides when the server rewrites its append-only file, to which it adds each change of the data.

A rewrite makes the file shorter: it leaves out old values and deleted keys.

Claims are slow during a rewrite. In a measurement, 99 % of the claims took at most 825 ms during a rewrite, and at most
43 ms without one. By itself, the server would rewrite the file each time its size has doubled, even during a sale. So
the service chooses the time of a rewrite.
"""

import time
from pathlib import Path

import redis

from app.embedded import files, sales

LEAST_BYTES = 64 * 1024 * 1024
"""The last rewrite made the base file. While no sale goes on, the append-only files are rewritten soon if they have
more bytes than LEAST_BYTES and than the base file. Otherwise, they are rewritten half a day after the last rewrite."""

LARGE_BYTES = 1024 * 1024 * 1024
LARGE_FACTOR = 3
"""Even during a sale, the append-only files are rewritten if they have more than LARGE_BYTES, and more than
LARGE_FACTOR times the bytes of the base file. Without such a rewrite, they could fill the disk."""

DAY_SECONDS = 24 * 60 * 60
"""The longest time until a rewrite, if the store wrote anything. Until a rewrite, the file still has the addresses that
were deleted from the store."""

AFTER_FAILURE_SECONDS = 60 * 60
"""The pause after a rewrite that failed, for example on a full disk. Each attempt adds one more data file."""


class Rewrites:
    """The rewrites of one store. `look` is called about once a minute."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._base = ""
        self._base_since = time.monotonic()
        self._not_before = 0.0

    def look(self, client: redis.Redis) -> None:
        """Start a rewrite if a rewrite is due.

        Raises:
            redis.RedisError: the store does not answer.
            OSError, CannotStart: the data files cannot be read.
        """
        state = client.info("persistence")
        if state["aof_rewrite_in_progress"] or time.monotonic() < self._not_before:
            return
        manifest = files.manifest(self._folder)
        if manifest is None or manifest.base is None:
            return
        if manifest.base != self._base:
            self._base, self._base_since = manifest.base, time.monotonic()
        base = (files.data(self._folder) / manifest.base).stat()
        written = sum((files.data(self._folder) / name).stat().st_size for name in manifest.increments)
        # Two clocks tell the age of the base file. Only the time of the file tells the age after a restart of the
        # service. Only the monotonic clock stays right if somebody sets the time of the machine back.
        age = max(time.time() - base.st_mtime, time.monotonic() - self._base_since)
        if is_due(written, base.st_size, age) or (
            is_due_outside_a_sale(written, base.st_size, age) and not sales.selling(client)
        ):
            client.bgrewriteaof()
            self._not_before = time.monotonic() + AFTER_FAILURE_SECONDS * (state["aof_last_bgrewrite_status"] != "ok")


def is_due(written: int, base: int, age: float) -> bool:
    """Return whether a rewrite is due even during a sale. `age` is the time since the last rewrite (seconds).

    `written` is the size of the append-only files in bytes, and `base` is the size of the base file in bytes.
    """
    return (written > LARGE_BYTES and written > LARGE_FACTOR * base) or (written > 0 and age >= DAY_SECONDS)


def is_due_outside_a_sale(written: int, base: int, age: float) -> bool:
    """Return whether a rewrite is due while no sale is going on. The arguments are as in `is_due`."""
    return (written > LEAST_BYTES and written > base) or (written > 0 and age >= DAY_SECONDS / 2)
