"""The note in DATA_DIR (`moved.json`) which says that the raffles of the embedded store were moved to another store.

Both stores would give out the same tickets, so the service does not start on a folder with this note.
"""

import time
from contextlib import suppress
from pathlib import Path

import msgspec

from app.domain.printable import printable
from app.domain.terms import shown
from app.embedded import files
from app.embedded.aside import ASIDE
from app.embedded.failure import CannotStart
from app.embedded.folder import write_synced
from app.regular_file import read_regular

FILE_NAME = "moved.json"


class Moved(msgspec.Struct, frozen=True):
    """When the raffles were moved (UTC, ISO 8601), and the URL of their new store without its login.

    A field is empty if the file does not have it. Earlier versions did not write `to`.
    """

    moved_at: str = ""
    to: str = ""


def note(folder: Path, to: str) -> None:
    """Note that the raffles of a folder were moved now. `to` is the URL of their new store, without its login."""
    moved = Moved(shown(time.time_ns() // 1_000_000), to)
    write_synced(folder / FILE_NAME, msgspec.json.encode(moved) + b"\n")


def where_moved(folder: Path) -> str | None:
    """Return a sentence that says when and where the raffles of a folder were moved, or None if they were not moved."""
    moved = _noted(folder)
    return None if moved is None else _sentence(folder, moved)


def _noted(folder: Path) -> Moved | None:
    file = folder / FILE_NAME
    if not file.exists():
        return None
    with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return msgspec.json.decode(read_regular(file), type=Moved)
    return Moved()


def _sentence(folder: Path, moved: Moved) -> str:
    when = f" at {moved.moved_at}" if moved.moved_at else ""
    return printable(f"the raffles in {folder} were moved{when} to {moved.to or 'another store'}")


def old_data_warnings(folder: Path) -> list[str]:
    """Return a warning if a folder still has the old data of a move, where nothing deletes the addresses of players."""
    old = files.data(folder)
    if not (folder / FILE_NAME).exists() or not old.exists():
        return []
    return [
        f"{folder} still has the old data of a move, with addresses of players: when the new store works, remove the "
        f"folders {old.name} and {ASIDE} in this folder"
    ]


def require_not_moved(folder: Path, *, unless_to: str = "") -> None:
    """Check that the raffles of a folder were not moved. A move to the URL `unless_to` (without login) is allowed.

    Raises:
        CannotStart: the raffles were moved, so another store gives out their tickets.
    """
    moved = _noted(folder)
    if moved and (not moved.to or moved.to != unless_to):
        raise CannotStart(
            f"{_sentence(folder, moved)}, which gives out their tickets now: set REDIS_URL to that store; "
            f"or remove {folder / FILE_NAME} if that store was never used"
        )
