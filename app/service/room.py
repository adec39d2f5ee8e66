"""Watches the room that the store has left, so that the last of it is kept for checks and draws.

A store whose disk is full stops. A store whose memory is full refuses every write, also those of a draw. So claims and
creations are refused earlier, while draws still find room.
"""

import asyncio
import logging
import os
from contextlib import suppress
from pathlib import Path

from app.errors import StoreUnavailable
from app.store.calls import Client
from app.store.durability import memory_share

log = logging.getLogger(__name__)

DISK_FULL_BYTES = 250_000_000
"""With less free space on the disk of the embedded store, claims and creations are refused."""

DISK_WARNING_BYTES = 1_000_000_000
"""With less free space on the disk of the embedded store, the operator gets a warning."""

MEMORY_FULL_SHARE = 0.9
"""If the store uses a larger share of its memory limit, claims and creations are refused."""

MEMORY_WARNING_SHARE = 0.8
"""If the store uses a larger share of its memory limit, the operator gets a warning."""

LOOK_SECONDS = 1.0
"""The time between two looks at the disk and at the memory."""


def free_bytes(folder: Path) -> int:
    """Return the free space of the file system that has a folder, in bytes.

    Raises:
        OSError: there is no such folder.
    """
    system = os.statvfs(folder)
    return system.f_bavail * system.f_frsize


def disk_warning(free: int) -> str | None:
    """Return what an operator should know about the free space (bytes) of the store's disk."""
    if free >= DISK_WARNING_BYTES:
        return None
    return (
        f"the disk of the store is nearly full: make room on the file system of DATA_DIR; {_mb(free)} are free, and "
        f"below {_mb(DISK_FULL_BYTES)} claims and creations are refused"
    )


def memory_warning(share: float) -> str | None:
    """Return what an operator should know about the share of its memory that the store uses."""
    if share <= MEMORY_WARNING_SHARE:
        return None
    return (
        "the memory of the store is nearly full: delete old raffles, or raise maxmemory (the embedded store: "
        f"STORE_MEMORY); {share:.0%} are used, and above {MEMORY_FULL_SHARE:.0%} claims and creations are refused"
    )


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


class Room:
    """Whether the store has room for more claims. `watch` keeps the answer up to date.

    `folder` is where the store keeps its files; None if this machine does not have them.
    """

    def __init__(
        self,
        client: Client,
        *,
        folder: Path | None,
        disk_full_bytes: int = DISK_FULL_BYTES,
        memory_full_share: float = MEMORY_FULL_SHARE,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._client = client
        self._folder = folder
        self._disk_full_bytes = disk_full_bytes
        self._memory_full_share = memory_full_share
        self._look_seconds = look_seconds
        self._closing = asyncio.Event()
        self._free_bytes = DISK_WARNING_BYTES
        self._memory_share = 0.0
        self.full = False
        """Whether claims and creations have to be refused."""

    @property
    def warnings(self) -> list[str]:
        """What an operator should know, one sentence each."""
        both = disk_warning(self._free_bytes), memory_warning(self._memory_share)
        return [warning for warning in both if warning is not None]

    async def watch(self) -> None:
        """Look at the disk and at the memory, again and again. Ends after `close`."""
        while not self._closing.is_set():
            await self._look()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._look_seconds):
                    await self._closing.wait()

    def close(self) -> None:
        """Stop watching."""
        self._closing.set()

    async def _look(self) -> None:
        if self._folder is not None:
            with suppress(OSError):
                # In a thread, because a disk that hangs would stop the event loop.
                self._free_bytes = await asyncio.to_thread(free_bytes, self._folder)
        with suppress(StoreUnavailable):
            self._memory_share = await memory_share(self._client)
        full = self._free_bytes < self._disk_full_bytes or self._memory_share > self._memory_full_share
        if full and not self.full:
            log.error("claims and creations are refused: %s", "; ".join(self.warnings))
        elif self.full and not full:
            log.warning("claims and creations are accepted again, because the store has room")
        self.full = full
