"""The note in DATA_DIR (`moved.json`) that the raffles of the embedded store were moved to another store.

Both stores would give out the same tickets, so the service does not start on a folder with this note.
"""

import time
from pathlib import Path

import msgspec

from app.domain.terms import shown
from app.embedded.failure import CannotStart
from app.embedded.folder import write_synced

FILE_NAME = "moved.json"


def note(folder: Path) -> None:
    """Note that the raffles of a folder were moved now."""
    write_synced(folder / FILE_NAME, msgspec.json.encode({"moved_at": shown(time.time_ns() // 1_000_000)}) + b"\n")


def was_moved(folder: Path) -> bool:
    """Return whether the raffles of a folder were moved to another store."""
    return (folder / FILE_NAME).exists()


def require_not_moved(folder: Path) -> None:
    """Check that the raffles of a folder were not moved.

    Raises:
        CannotStart: they were moved, so another store gives out their tickets.
    """
    if was_moved(folder):
        raise CannotStart(
            f"the raffles in {folder} were moved to another store, which gives out their tickets now: set REDIS_URL to "
            f"that store; or remove {folder / FILE_NAME} if that store was never used"
        )
