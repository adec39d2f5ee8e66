"""Watches the disk and the memory of the store, and keeps the last free space for checks of tickets and for draws.

A store whose disk is full stops. A store whose memory is full refuses every write, including the writes of a draw. So
the service refuses claims and creations before the store is full. Then there is still room for draws.
"""

import asyncio
import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from app.errors import StoreUnavailable
from app.rounds import pause
from app.store.calls import Client
from app.store.durability import memory_share

log = logging.getLogger(__name__)

DISK_FULL_BYTES, DISK_FULL_SHARE = 250_000_000, 0.1
"""If the disk of the embedded store has less free space than both limits, claims and creations are refused. The second
limit is a share of the size of the disk. Without the second limit, an empty small disk could count as full."""

DISK_WARNING_BYTES, DISK_WARNING_SHARE = 1_000_000_000, 0.2
"""If the disk has less free space than both limits, the operator gets a warning."""

MEMORY_FULL_SHARE = 0.9
"""If the store uses a larger share of its memory limit than this, claims and creations are refused."""

MEMORY_WARNING_SHARE = 0.8
"""If the store uses a larger share of its memory limit than this, the operator gets a warning."""

LOOK_SECONDS = 1.0
"""The time between two measurements of the disk and of the memory."""


class Disk(NamedTuple):
    """The free space and the size of a file system, in bytes."""

    free: int
    size: int

    @property
    def floor(self) -> float:
        """The free space in bytes below which claims and creations are refused."""
        return min(DISK_FULL_BYTES, DISK_FULL_SHARE * self.size)

    @property
    def warning(self) -> str | None:
        """What an operator should know about the free space; None if there is enough space."""
        if self.free >= min(DISK_WARNING_BYTES, DISK_WARNING_SHARE * self.size):
            return None
        return (
            "the disk of the store is nearly full: make room on the file system of DATA_DIR; "
            f"{_mb(self.free)} are free, and below {_mb(self.floor)} claims and creations are refused"
        )


def disk_of(folder: Path) -> Disk:
    """Return the free space and the size of the file system in which a folder is.

    Raises:
        OSError: there is no such folder.
    """
    system = os.statvfs(folder)
    return Disk(system.f_bavail * system.f_frsize, system.f_blocks * system.f_frsize)


def memory_warning(share: float) -> str | None:
    """Return a warning if the store uses too much memory, or None. `share` is the used share of the memory limit."""
    if share <= MEMORY_WARNING_SHARE:
        return None
    return (
        "the memory of the store is nearly full: delete old raffles, or raise maxmemory (the embedded store: "
        f"STORE_MEMORY); {share:.0%} are used, and above {MEMORY_FULL_SHARE:.0%} claims and creations are refused"
    )


def _mb(size: float) -> str:
    return f"{size / 1e6:.0f} MB"


class Room:
    """Whether the store has room for more claims. `watch` keeps the answer, `full`, up to date.

    `folder` is the folder of the store's files; None if these files are on another machine.
    """

    def __init__(
        self,
        client: Client,
        *,
        folder: Path | None,
        memory_full_share: float = MEMORY_FULL_SHARE,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._client = client
        self._folder = folder
        self._memory_full_share = memory_full_share
        self._look_seconds = look_seconds
        self._closing = asyncio.Event()
        self._disk: Disk | None = None
        self._memory_share = 0.0
        self.full = False
        """Whether claims and creations have to be refused."""

    @property
    def warnings(self) -> list[str]:
        """What an operator should know, with one text for each fact."""
        both = self._disk.warning if self._disk else None, memory_warning(self._memory_share)
        return [warning for warning in both if warning is not None]

    async def watch(self) -> None:
        """Measure the free disk and the used memory again and again. This ends after `close`."""
        while not self._closing.is_set():
            await self._look()
            await pause(self._look_seconds, self._closing)

    def close(self) -> None:
        """End `watch`."""
        self._closing.set()

    async def _look(self) -> None:
        if self._folder is not None:
            with suppress(OSError):
                # A thread asks for the free space, because a disk that hangs would stop the event loop.
                self._disk = await asyncio.to_thread(disk_of, self._folder)
        with suppress(StoreUnavailable):
            self._memory_share = await memory_share(self._client)
        disk_is_full = self._disk is not None and self._disk.free < self._disk.floor
        full = disk_is_full or self._memory_share > self._memory_full_share
        if full and not self.full:
            log.error("claims and creations are refused: %s", "; ".join(self.warnings))
        elif self.full and not full:
            log.warning("claims and creations are accepted again, because the store has room")
        self.full = full
