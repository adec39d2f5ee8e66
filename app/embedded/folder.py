"""The folder of the embedded store (DATA_DIR). Only one service at a time can lock it. A file has the store's URL."""

import fcntl
import logging
import os
import re
import shutil
import stat
from contextlib import ExitStack, suppress
from pathlib import Path

from app.embedded.failure import CannotStart
from app.regular_file import PRIVATE_UMASK, NotRegular, narrow, open_regular, read_regular

_logger = logging.getLogger(__name__)

URL_FILE = "store.url"
PORT_FILE = "store.port"
"""A file that services up to version 1.0.0 wrote. Their store listened on a TCP port of loopback."""

LOG_FILE = "store.log"
_LOCK_FILE = "lock"

ROOM_BYTES = 1024 * 1024
"""The free bytes that a start needs. With less space, the store could not write to its disk and would end."""

_LINE_HEAD = re.compile(r"^\d+:[A-Z] \d+ \w+ \d+ [\d:.]+ . ")
_LAST_LINES = 2


def real(folder: Path) -> Path:
    """Return the absolute path of a folder, without symbolic links. A link that leads to itself stays in the path."""
    return Path(os.path.realpath(folder))


def lock(folder: Path, until: ExitStack) -> None:
    """Create the folder if it is missing, and lock it until the stack is closed, so that no other service uses it.

    Take the rights of other users away from the folder, because the data has addresses of players. From now on, this
    process also makes files and folders without rights for other users.

    Raises:
        CannotStart: another service has the lock, the folder cannot be written, or its disk is full.
    """
    os.umask(PRIVATE_UMASK)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        make_private(folder)
        file = until.enter_context(open_regular(folder / _LOCK_FILE, "a"))
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CannotStart(
            f"another service keeps its store in {folder}: stop that service, or set DATA_DIR to another folder"
        ) from None
    except FileExistsError:
        raise CannotStart(f"cannot keep a store in {folder}: it is not a folder") from None
    except NotRegular as error:
        raise CannotStart(f"cannot keep a store in {folder}: {error}") from None
    except OSError as error:
        raise CannotStart(f"cannot keep a store in {folder}: {error.strerror} ({error.filename})") from None


def make_private(folder: Path) -> None:
    """Take the rights of other users away from a folder. If other users had rights, log a line."""
    try:
        mode = narrow(folder)
    except PermissionError:  # for example a volume that belongs to root, and to a group of this process
        mode = stat.S_IMODE(folder.stat().st_mode)
        _logger.warning("%s belongs to somebody else, and other users may use it: its mode is %04o", folder, mode)
        return
    if mode & PRIVATE_UMASK:
        _logger.warning("%s had the mode %04o: from now on, only its owner can use this folder", folder, mode)


def check_room(folder: Path) -> None:
    """Check that the disk has room for the first writes.

    Raises:
        CannotStart: the disk is full.
    """
    free = shutil.disk_usage(folder).free
    if free < ROOM_BYTES:
        raise CannotStart(f"the disk of {folder} is full ({free} bytes are free): make room, then start again")


def check_log(folder: Path) -> None:
    """Check that the server can write its log. A server that cannot write its log ends without a message.

    Raises:
        CannotStart: the file belongs to somebody else, or is a folder, or is a FIFO (a named pipe) that nobody reads.
    """
    try:
        # The log may be a device, for example /dev/null. Without O_NONBLOCK, a FIFO would block the start.
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK
        os.close(os.open(folder / LOG_FILE, flags, 0o600))
    except OSError as error:
        raise CannotStart(f"cannot write {folder / LOG_FILE}: {error.strerror}") from None


def note_url(folder: Path, url: str) -> None:
    """Write the REDIS_URL of this folder's store into a file.

    Raises:
        CannotStart: the file cannot be written.
    """
    try:
        with open_regular(folder / URL_FILE, "w") as file:
            file.write(url)
        (folder / PORT_FILE).unlink(missing_ok=True)
    except NotRegular as error:
        raise CannotStart(f"cannot keep a store in {folder}: {error}") from None
    except OSError as error:
        raise CannotStart(f"cannot keep a store in {folder}: {error.strerror}") from None


def running_url(folder: Path) -> str | None:
    """Return the REDIS_URL of the last store that was started on this folder. Return None if this store was stopped."""
    with suppress(OSError, ValueError):
        return read_regular(folder / URL_FILE).decode()
    with suppress(OSError, ValueError):
        return f"redis://127.0.0.1:{int(read_regular(folder / PORT_FILE))}/0"
    return None


def forget_url(folder: Path) -> None:
    """Remove the file with the address of the store, because the store was stopped."""
    with suppress(OSError):
        (folder / URL_FILE).unlink()


def log_size(folder: Path) -> int:
    """Return the size of the server's log in bytes, or 0 if there is no log."""
    with suppress(OSError):
        return (folder / LOG_FILE).stat().st_size
    return 0


def log(folder: Path, after: int = 0) -> bytes:
    """Return the log of the server without its first `after` bytes. If the log cannot be read, return no bytes."""
    with suppress(OSError), open_regular(folder / LOG_FILE) as file:
        file.seek(after)
        content: bytes = file.read()
        return content
    return b""


def last_words(folder: Path, after: int = 0) -> str:
    """Return the last lines of the log after its first `after` bytes, as one line without process ids and times."""
    lines = [_LINE_HEAD.sub("", line).strip() for line in log(folder, after).decode(errors="replace").splitlines()]
    return " / ".join([line for line in lines if line][-_LAST_LINES:]) or "it logged nothing"


def write_synced(file: Path, content: bytes) -> None:
    """Write a file in one step: after a power cut, the file has either its old content or its new content.

    Only the owner of the file can read it.

    Raises:
        OSError: the file cannot be written and keeps its old content.
    """
    new = file.with_name(f"{file.name}.new")
    with open_regular(new, "wb", links=False) as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    new.replace(file)
    sync(file.parent)


def sync(path: Path) -> None:
    """Sync a file to the disk. For a folder, sync the names of its files."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
