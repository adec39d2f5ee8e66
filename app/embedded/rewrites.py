"""Decides when the server writes its append-only file again, without what no longer matters.

A rewrite makes claims slow: the slowest hundredth took 825 ms instead of 43 ms. The server itself would rewrite in the
middle of a sale, whenever the file has doubled. So the service asks for rewrites, at better moments.
"""

import time
from pathlib import Path

import redis

from app.embedded import files, sales

LEAST_BYTES = 64 * 1024 * 1024
"""A smaller file is not worth a rewrite, except after a day."""

LARGE_BYTES = 1024 * 1024 * 1024
LARGE_FACTOR = 3
"""A file of this size, so many times larger than its base, is rewritten even during a sale: the disk is finite."""

DAY_SECONDS = 24 * 60 * 60
"""The longest time until a rewrite, if anything was written. The file has deleted addresses of players until then."""

AFTER_FAILURE_SECONDS = 60 * 60
"""The pause after a rewrite that failed, for example on a full disk. Each try leaves one more file in the manifest."""


class Rewrites:
    """The rewrites of one store. `look` is called about once a minute."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._base = ""
        self._base_since = time.monotonic()
        self._not_before = 0.0

    def look(self, client: redis.Redis) -> None:
        """Start a rewrite if it is time for one.

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
        # The time of the file tells its age after a restart. The other clock is still right if the time was set back.
        age = max(time.time() - base.st_mtime, time.monotonic() - self._base_since)
        if is_due(written, base.st_size, age) or (
            is_due_outside_a_sale(written, base.st_size, age) and not sales.selling(client)
        ):
            client.bgrewriteaof()
            self._not_before = time.monotonic() + AFTER_FAILURE_SECONDS * (state["aof_last_bgrewrite_status"] != "ok")


def is_due(written: int, base: int, age: float) -> bool:
    """Return whether a rewrite cannot wait. `written` and `base` are bytes; `age` is seconds since the last one."""
    return (written > LARGE_BYTES and written > LARGE_FACTOR * base) or (written > 0 and age >= DAY_SECONDS)


def is_due_outside_a_sale(written: int, base: int, age: float) -> bool:
    """Return whether a rewrite is useful when nobody has to wait for it."""
    return (written > LEAST_BYTES and written > base) or (written > 0 and age >= DAY_SECONDS / 2)
