"""The folder DATA_DIR/aside keeps what a start or a repair removes from the data. Nothing there is deleted."""

from datetime import UTC, datetime
from pathlib import Path

from app.embedded.folder import sync, write_synced

ASIDE = "aside"


def keep(folder: Path, name: str, content: bytes) -> Path:
    """Write bytes into a new file in the folder aside, and return the path of this file.

    Raises:
        OSError: the file cannot be written.
    """
    file = _place(folder, name)
    write_synced(file, content)
    return file


def move(folder: Path, file: Path) -> Path:
    """Move a file into the folder aside, and return the new path of the file.

    Raises:
        OSError: the file cannot be moved.
    """
    target = _place(folder, file.name)
    file.replace(target)
    sync(target.parent)
    sync(file.parent)
    return target


def _place(folder: Path, name: str) -> Path:
    (folder / ASIDE).mkdir(exist_ok=True)
    sync(folder)
    return folder / ASIDE / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.{name}"
