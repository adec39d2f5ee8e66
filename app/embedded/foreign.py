"""Checks the data files of a backup before a server starts on them, because a backup may come from anybody.

When a server starts, it runs all commands in its files, even commands that load a program, open a port or write other
files.
"""

import logging
from pathlib import Path

from app.embedded import examine, files, rdb, tail, written
from app.embedded.failure import CannotStart

log = logging.getLogger(__name__)


def check(folder: Path, source: Path) -> None:
    """Check that the data in a folder has only what a store of this service writes. Cut an incomplete write at the end.

    The data is a copy of the data in `source`. Messages name the files in `source`.

    Raises:
        CannotStart: the data has something else, or is damaged.
        OSError: a file cannot be read.
    """
    manifest = files.manifest(folder)
    if manifest is None:
        return
    if manifest.base:
        _check_base(files.data(folder) / manifest.base, files.data(source) / manifest.base)
    for name in manifest.increments:
        end = _checked_end(files.data(folder) / name, files.data(source) / name)
        if end is not None:
            _cut(folder, name, end, files.data(source) / name, last=name == manifest.increments[-1])


def _check_base(file: Path, shown: Path) -> None:
    if not rdb.is_rdb(file):
        if (end := _checked_end(file, shown)) is not None:
            raise CannotStart(_damage(shown, end, file.stat().st_size))
        return
    try:
        rdb.check(file)
    except rdb.NotPlain as reason:
        raise CannotStart(f"{shown} {reason}") from None


def _checked_end(file: Path, shown: Path) -> int | None:
    """Check the commands in a file. If bytes follow its last whole transaction, return the end of this transaction."""
    found = written.read(file)
    if found.foreign is not None:
        raise CannotStart(
            f"{shown} has the command {found.foreign!a} at byte {found.at}, but a store of this service never writes "
            "this command"
        )
    return found.end if found.end < file.stat().st_size else None


def _cut(folder: Path, name: str, end: int, shown: Path, *, last: bool) -> None:
    """Cut a file at its last whole transaction. The server then gets only bytes whose commands were checked."""
    file = files.data(folder) / name
    size = file.stat().st_size
    if not last or not tail.is_torn(tail.read_from(file, end)):
        raise CannotStart(_damage(shown, end, size))
    log.warning("%s", examine.Cut(name, size - end, tail.cut(folder, file, end)))


def _damage(shown: Path, end: int, size: int) -> str:
    return f"{shown} is damaged at byte {end} of {size}, and has more data after this byte"
