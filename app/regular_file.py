"""Opens only regular files, and refuses everything else without waiting. Only the owner of a new file can use it."""

import errno
import os
import stat
from pathlib import Path
from typing import IO, Any

PRIVATE_UMASK = 0o077
"""With this umask, a process makes folders and files that only their owner can use."""


class NotRegular(OSError):
    """There is something else than a regular file at a path."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(errno.EINVAL, "it is no regular file", str(path))

    def __str__(self) -> str:
        return f"{self.filename} is no regular file"


def open_regular(path: Path, mode: str = "rb", *, links: bool = True) -> IO[Any]:
    """Open a regular file. With `links`, the path may be a symbolic link to a regular file.

    Raises:
        NotRegular: there is something else at the path.
        OSError: the file cannot be opened.
    """

    def opener(name: str, flags: int) -> int:
        return _open(name, flags if links else flags | os.O_NOFOLLOW)

    return open(path, mode, encoding=None if "b" in mode else "utf-8", opener=opener)


def read_regular(path: Path, *, links: bool = True) -> bytes:
    """Return the content of a regular file.

    Raises:
        NotRegular, OSError: as for open_regular.
    """
    with open_regular(path, links=links) as file:
        content: bytes = file.read()
        return content


def narrow(path: Path) -> int:
    """Take the rights of other users away from a file or folder. Return the mode that it had before.

    Raises:
        OSError: the mode cannot be changed, for example because the path belongs to somebody else.
    """
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & PRIVATE_UMASK:
        path.chmod(mode & ~PRIVATE_UMASK)
    return mode


def _open(name: str, flags: int) -> int:
    try:
        # Without O_NONBLOCK, the opening of a FIFO would wait until another process opens its other end.
        descriptor = os.open(name, flags | os.O_NONBLOCK, 0o600)
    except OSError as error:
        if error.errno == errno.ENXIO or (error.errno == errno.ELOOP and flags & os.O_NOFOLLOW):
            raise NotRegular(name) from None  # ENXIO: a FIFO or a socket; ELOOP: a symbolic link
        raise
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise NotRegular(name)
