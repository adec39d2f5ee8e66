"""The folder of the embedded store (DATA_DIR). A lock allows only one service at a time, and a file has its address."""

import fcntl
import logging
import os
import re
import shutil
import stat
from contextlib import ExitStack, suppress
from pathlib import Path

from app.embedded.failure import CannotStart

_logger = logging.getLogger(__name__)

URL_FILE = "store.url"
PORT_FILE = "store.port"
"""The file of a service up to 1.0.0, whose store listened on a TCP port of loopback."""

LOG_FILE = "store.log"
_LOCK_FILE = "lock"

PRIVATE_UMASK = 0o077
"""With this umask, a process makes folders and files that only their owner can use."""

ROOM_BYTES = 1024 * 1024
"""The free space that a start needs. With less, the store could not write a single line and would end at once."""

_LINE_HEAD = re.compile(r"^\d+:[A-Z] \d+ \w+ \d+ [\d:.]+ . ")
_LAST_LINES = 2


def real(folder: Path) -> Path:
    """Return the whole path of a folder, without symbolic links. A link that leads to itself stays as it is."""
    return Path(os.path.realpath(folder))


def lock(folder: Path, until: ExitStack) -> None:
    """Create the folder if it is missing, and lock it until the stack is closed, so that no other service uses it.

    Only the owner can use the folder and what this process makes from now on: the data has addresses of players. A
    folder that others could use is narrowed.

    Raises:
        CannotStart: another service has the lock, the folder cannot be written, or its disk is full.
    """
    os.umask(PRIVATE_UMASK)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _narrow(folder)
        file = until.enter_context((folder / _LOCK_FILE).open("a"))
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CannotStart(f"another service keeps its store in {folder}: stop it or set DATA_DIR") from None
    except FileExistsError:
        raise CannotStart(f"cannot keep a store in {folder}: it is not a folder") from None
    except OSError as error:
        raise CannotStart(f"cannot keep a store in {folder}: {error.strerror} ({error.filename})") from None


def _narrow(folder: Path) -> None:
    """Take the rights of everybody else away from a folder, and log a line if there were any."""
    mode = stat.S_IMODE(folder.stat().st_mode)
    if not mode & PRIVATE_UMASK:
        return
    try:
        folder.chmod(mode & ~PRIVATE_UMASK)
    except PermissionError:  # for example a volume that belongs to root, and to a group of this process
        _logger.warning("%s has the mode %04o, so others may use it, and it belongs to somebody else", folder, mode)
    else:
        _logger.warning("%s had the mode %04o: now only its owner can use it", folder, mode)


def check_room(folder: Path) -> None:
    """Check that the disk has room for the first writes.

    Raises:
        CannotStart: the disk is full.
    """
    free = shutil.disk_usage(folder).free
    if free < ROOM_BYTES:
        raise CannotStart(f"the disk of {folder} is full ({free} bytes are free): make room, then start again")


def check_log(folder: Path) -> None:
    """Check that the server can write its log. If it cannot, it ends without a word in any log.

    Raises:
        CannotStart: the file belongs to somebody else, or is a folder.
    """
    try:
        (folder / LOG_FILE).open("ab").close()
    except OSError as error:
        raise CannotStart(f"cannot write {folder / LOG_FILE}: {error.strerror}") from None


def note_url(folder: Path, url: str) -> None:
    """Write the REDIS_URL of this folder's store into a file.

    Raises:
        CannotStart: the file cannot be written.
    """
    try:
        (folder / URL_FILE).write_text(url, encoding="utf-8")
        (folder / PORT_FILE).unlink(missing_ok=True)
    except OSError as error:
        raise CannotStart(f"cannot keep a store in {folder}: {error.strerror}") from None


def running_url(folder: Path) -> str | None:
    """Return the REDIS_URL of the store that runs on this folder, or None if the last one was stopped."""
    with suppress(OSError, ValueError):
        return (folder / URL_FILE).read_text(encoding="utf-8")
    with suppress(OSError, ValueError):
        return f"redis://127.0.0.1:{int((folder / PORT_FILE).read_text())}/0"
    return None


def forget_url(folder: Path) -> None:
    """Remove the file with the address of a store that was stopped."""
    with suppress(OSError):
        (folder / URL_FILE).unlink()


def log_size(folder: Path) -> int:
    """Return the size of the server's log in bytes, 0 if there is none."""
    with suppress(OSError):
        return (folder / LOG_FILE).stat().st_size
    return 0


def log(folder: Path, after: int = 0) -> bytes:
    """Return what the server has logged after so many bytes, nothing if no log can be read."""
    with suppress(OSError), (folder / LOG_FILE).open("rb") as file:
        file.seek(after)
        return file.read()
    return b""


def last_words(folder: Path, after: int = 0) -> str:
    """Return the last lines that the server has logged after so many bytes, as one line without process id and time."""
    lines = [_LINE_HEAD.sub("", line).strip() for line in log(folder, after).decode(errors="replace").splitlines()]
    return " / ".join([line for line in lines if line][-_LAST_LINES:]) or "it logged nothing"


def write_synced(file: Path, content: bytes) -> None:
    """Write a file in one step: after a power cut, it has either its old content or the new one.

    Only its owner can read the file.

    Raises:
        OSError: the file cannot be written; it keeps its old content.
    """
    new = file.with_name(f"{file.name}.new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    new.replace(file)
    sync(file.parent)


def sync(path: Path) -> None:
    """Bring a file to the disk, or the names of the files in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
