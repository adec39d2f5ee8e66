"""The folder of the embedded store (DATA_DIR). A lock allows only one service at a time, and a file has the port."""

import fcntl
from contextlib import ExitStack, suppress
from pathlib import Path

from app.embedded.failure import CannotStart

PORT_FILE = "store.port"
LOG_FILE = "store.log"
_LOCK_FILE = "lock"


def lock(folder: Path, until: ExitStack) -> None:
    """Create the folder if it is missing, and lock it until the stack is closed, so that no other service uses it.

    Raises:
        CannotStart: another service has the lock, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = until.enter_context((folder / _LOCK_FILE).open("a"))
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CannotStart(f"another service keeps its store in {folder}: stop it or set DATA_DIR") from None
    except OSError as error:
        raise CannotStart(f"cannot keep a store in {folder}: {error.strerror}") from None


def note_port(folder: Path, port: int) -> None:
    """Write the port of this folder's store into a file."""
    (folder / PORT_FILE).write_text(str(port))


def noted_port(folder: Path) -> int | None:
    """Return the port that was written last in this folder, or None if no port can be read."""
    with suppress(OSError, ValueError):
        return int((folder / PORT_FILE).read_text())
    return None


def log(folder: Path) -> bytes:
    """Return what the server has logged, nothing if no log can be read."""
    with suppress(OSError):
        return (folder / LOG_FILE).read_bytes()
    return b""
