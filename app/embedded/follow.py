"""Follows the append-only file of the running store, and keeps the mark up to date.

The store adds each change to the append-only file. The mark is another file beside the data. It says how much the store
certainly had on disk. To sync a file means to wait until its bytes are on the disk.
"""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from app.embedded import files
from app.embedded import mark as mark_of
from app.embedded.failure import CannotStart
from app.embedded.mark import Mark
from app.embedded.tail import EXEC
from app.regular_file import open_regular

PIECE_BYTES = 4 * 1024 * 1024
"""The number of bytes of one read. A transaction of the service is usually smaller."""

_CLAIM = re.compile(rb"\$4\r\nHSET\r\n\$\d+\r\nraffle:\{[^}]*\}:codes\r\n")
_DRAW = re.compile(rb"raffle:\{[^}]*\}\r\n\$4\r\nseed\r\n\$64\r\n[0-9a-f]{64}\r\n\$8\r\ndrawn_at\r\n")


class Counts(NamedTuple):
    """A number of claims and a number of draws."""

    claims: int
    draws: int


def counts(commands: bytes) -> Counts:
    """Return how many claims and draws there are in a part of an append-only file.

    Each part of a command ends with a line break. So a text that a person entered cannot look like a command, because
    the service refuses control characters such as line breaks.
    """
    # Most parts have no draw. So first search for the word `seed`, because this is five times as fast as the pattern.
    draws = len(_DRAW.findall(commands)) if b"\r\nseed\r\n" in commands else 0
    return Counts(len(_CLAIM.findall(commands)), draws)


def counts_between(file: Path, start: int, end: int) -> Counts:
    """Return how many claims and draws lie between two positions of an append-only file."""
    claims = draws = 0
    with file.open("rb") as opened:
        opened.seek(start)
        while start < end and (piece := _transactions(opened, start, end)):
            more = counts(piece)
            claims, draws, start = claims + more.claims, draws + more.draws, start + len(piece)
    return Counts(claims, draws)


def _transactions(file: IO[bytes], start: int, end: int) -> bytes:
    """Return whole transactions from `start` on, or nothing if no transaction ends before `end`."""
    size = PIECE_BYTES
    while True:
        file.seek(start)
        piece = file.read(min(size, end - start))
        last = piece.rfind(EXEC)
        if last >= 0:
            return piece[: last + len(EXEC)]
        if size >= end - start:
            return b""
        size *= 2


class Follower:
    """Reads what the store has written since the mark, syncs the file, and moves the mark. Not for several threads."""

    def __init__(self, folder: Path, mark: Mark | None) -> None:
        self._folder = folder
        self.mark = mark
        self._file: IO[bytes] | None = None

    def begin(self, store_id: str, held: Counts) -> None:
        """Set the first mark of a store that holds at least `held` claims and draws.

        Raises:
            OSError, CannotStart: a data file cannot be read.
        """
        name = self._names()[-1]
        with open_regular(files.data(self._folder) / name) as file:
            size = os.fstat(file.fileno()).st_size
            first = max(0, size - PIECE_BYTES)
            whole = _transactions(file, first, size)
        position = first + len(whole) if whole else 0
        self.mark = Mark(
            store_id=store_id,
            at=_now(),
            file=name,
            bytes=position,
            claims=held.claims,
            draws=held.draws,
            since_bytes=position,
            since_claims=held.claims,
            since_draws=held.draws,
        )
        mark_of.write(self._folder, self.mark)

    def advance(self) -> None:
        """Move the mark to the end of the last transaction that the store has written.

        Raises:
            OSError, CannotStart: a data file cannot be read, or the mark cannot be written.
        """
        if self.mark is None:
            return
        before = mark = self.mark
        names = self._names()
        mark = self._read_on(mark)
        for name in names:
            if files.sequence(name) > files.sequence(mark.file):
                self.close()
                mark = self._read_on(_at_start_of(name, mark))
        if mark != before:
            self.mark = msgspec.structs.replace(mark, at=_now())
            mark_of.write(self._folder, self.mark)

    def close(self) -> None:
        """Close the append-only file, if it is open."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _names(self) -> list[str]:
        manifest = files.manifest(self._folder)
        if manifest is None or not manifest.increments:
            raise CannotStart(f"{files.data(self._folder)} has lost its manifest")
        return manifest.increments

    def _read_on(self, mark: Mark) -> Mark:
        """Return a new mark at the end of the file that `mark` names. If a rewrite deleted this file, return `mark`."""
        if self._file is None:
            try:
                self._file = open_regular(files.data(self._folder) / mark.file)
            except FileNotFoundError:
                return mark
        size = os.fstat(self._file.fileno()).st_size
        synced = False
        while mark.bytes < size and (piece := _transactions(self._file, mark.bytes, size)):
            if not synced:
                os.fsync(self._file.fileno())  # the store may not have synced its last write yet
                synced = True
            if os.fstat(self._file.fileno()).st_size < size:
                break  # the disk is full, and the store has cut its last write from the file
            claims, draws = counts(piece)
            mark = msgspec.structs.replace(
                mark, bytes=mark.bytes + len(piece), claims=mark.claims + claims, draws=mark.draws + draws
            )
        return mark


def _at_start_of(name: str, mark: Mark) -> Mark:
    return msgspec.structs.replace(
        mark, file=name, bytes=0, since_bytes=0, since_claims=mark.claims, since_draws=mark.draws
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
