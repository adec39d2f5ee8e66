"""The folder DATA_DIR/aside keeps what a start or a repair removes from the data. Nothing there is deleted."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from app.embedded.folder import sync, write_synced
from app.regular_file import narrow

ASIDE = "aside"


def keep(folder: Path, name: str, content: bytes) -> Path:
    """Write bytes into a new file in DATA_DIR/aside, and return the path of this file.

    Raises:
        OSError: the file cannot be written.
    """
    file = _place(folder, name)
    write_synced(file, content)
    return file


def move(folder: Path, file: Path) -> Path:
    """Move a file into DATA_DIR/aside, and return the new path of the file.

    Raises:
        OSError: the file cannot be moved.
    """
    target = _place(folder, file.name)
    file.replace(target)
    with suppress(OSError):  # the file belongs to somebody else, or is a symbolic link to nothing
        narrow(target)
    sync(target.parent)
    sync(file.parent)
    return target


def _place(folder: Path, name: str) -> Path:
    (folder / ASIDE).mkdir(mode=0o700, exist_ok=True)
    with suppress(PermissionError):  # the folder belongs to somebody else
        narrow(folder / ASIDE)
    sync(folder)
    return folder / ASIDE / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.{name}"
