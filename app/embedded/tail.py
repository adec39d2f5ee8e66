"""The end of an append-only file after a crash: an incomplete write, or a part that has only zeros.

The store adds each write to this file, and answers only when the whole write is on disk. So an incomplete write at the
end was never acknowledged.
"""

import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from app.embedded import aside, leftovers
from app.embedded.program import whole_bytes

MULTI = b"*1\r\n$5\r\nMULTI\r\n"
EXEC = b"*1\r\n$4\r\nEXEC\r\n"

_TORN_TIME = re.compile(rb"(?:\A|(?<=\n))#[^\n]{0,40}\Z")
"""A line with the time of a write, which lacks its line break. The checker of the server takes such a line as whole.
But a server would write its next command into the same line, and so lose this command."""

_COMMAND = re.compile(rb"\*[1-9]\d*\r\n\$\d+\r\n[A-Za-z]")


def whole_end(folder: Path, program: str, file: Path, start: int) -> int:
    """Return the end of the last whole command, in bytes from the start of the file.

    `start` is the end of a whole command. Only the bytes after `start` are read, because it takes seconds to read a
    large file.
    """
    if not start:
        return _before_torn_time(file, whole_bytes(program, file))
    with TemporaryDirectory(dir=folder, prefix=leftovers.CHECKED) as there, file.open("rb") as opened:
        opened.seek(start)
        rest = Path(there) / file.name
        rest.write_bytes(opened.read())
        return start + _before_torn_time(rest, whole_bytes(program, rest))


def _before_torn_time(file: Path, end: int) -> int:
    """Return where an incomplete line with a time begins that ends at `end`. If there is none, return `end`."""
    first = max(0, end - 64)
    with file.open("rb") as opened:
        opened.seek(first)
        torn = _TORN_TIME.search(opened.read(end - first))
    return first + torn.start() if torn else end


def is_torn(rest: bytes) -> bool:
    """Return whether the bytes after the last whole command are one incomplete write.

    Return False if another command follows in these bytes: then a disk or a person may have damaged acknowledged data.
    """
    written = rest.rstrip(b"\0")
    if written.startswith(MULTI):
        return EXEC not in written
    if written.startswith(b"#"):
        return b"\n" not in written
    return not written or (written.startswith(b"*") and not _COMMAND.search(written, 1))


def read_from(file: Path, start: int) -> bytes:
    """Return the bytes of a file from a position to its end."""
    with file.open("rb") as opened:
        opened.seek(start)
        return opened.read()


def cut(folder: Path, file: Path, end: int) -> Path:
    """Cut a file at a position, keep the cut bytes in a file in DATA_DIR/aside, and return the path of that file.

    Raises:
        OSError: the cut bytes cannot be kept, so the file is unchanged.
    """
    kept = aside.keep(folder, f"{file.name}.from-byte-{end}", read_from(file, end))
    with file.open("r+b") as opened:
        opened.truncate(end)
        os.fsync(opened.fileno())
    return kept
