"""The unix socket of the embedded store. Only the user who runs the service can use the folder of the socket."""

import errno
import os
import socket
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from app.embedded.failure import CannotStart

FOLDER = "socket"
"""The folder of the socket in DATA_DIR."""

_FILE = "store.sock"
_PRIVATE = 0o700


def make_place(folder: Path) -> Path:
    """Make a folder for the socket of the store that has its data in `folder`. Return the path of the new socket.

    The folder of the socket is in DATA_DIR, if the file system there has sockets. The path must also be UTF-8, with at
    most 107 bytes (103 on macOS). Otherwise the folder of the socket is in the temporary folder of the system. The name
    of this folder has two numbers that identify DATA_DIR (inode and device). So after a crash, the next start finds and
    uses the same folder. If this folder cannot be used, for example because another user has made it, a folder with a
    random name is made.

    Raises:
        CannotStart: there is no place for a socket.
    """
    reasons: list[str] = []
    for place_of in (_in_data_dir, _in_temporary_folder, _in_new_folder):
        try:
            path = place_of(folder) / _FILE
            url(path)
            make_ready(path)
        except UnicodeEncodeError:
            reasons.append("its name is not UTF-8, so no URL can have it")
        except OSError as error:
            reasons.append(error.strerror or str(error))
            with suppress(OSError):  # the folder stays if it is not empty
                path.parent.rmdir()
        else:
            return path
    raise CannotStart(
        f"no socket can be in {folder} ({reasons[0]}) or in a temporary folder ({reasons[-1]}): "
        "set DATA_DIR to a folder with a shorter path"
    )


def remove(path: Path) -> None:
    """Remove a socket and its folder. A server that was killed does not remove its socket."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
        path.parent.rmdir()


def url(path: Path) -> str:
    """Return the REDIS_URL of the store that listens on a socket.

    Raises:
        UnicodeEncodeError: the path is not UTF-8.
    """
    return f"unix://{quote(str(path))}?db=0"


def make_ready(path: Path) -> None:
    """Make the folder of a socket, and remove the old socket of a killed server. Test whether a socket works there.

    Raises:
        OSError: no socket is possible there, or the folder belongs to another user.
    """
    place = path.parent
    with suppress(FileExistsError):
        place.mkdir(mode=_PRIVATE)
    found = place.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise PermissionError(errno.EPERM, f"{place} belongs to somebody else")
    if stat.S_IMODE(found.st_mode) != _PRIVATE:
        place.chmod(_PRIVATE)
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as probe:
        probe.bind(str(path))
    path.unlink()


def _in_data_dir(folder: Path) -> Path:
    return folder / FOLDER


def _in_temporary_folder(folder: Path) -> Path:
    number = folder.stat()
    return Path(tempfile.gettempdir()) / f"raffle-{os.geteuid()}-{number.st_dev:x}-{number.st_ino:x}"


def _in_new_folder(_: Path) -> Path:
    return Path(tempfile.mkdtemp(prefix="raffle-"))
