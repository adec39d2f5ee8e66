"""Walks through an RDB file (a snapshot of a store) without loading it, and finds everything that is no plain key.

A plain key has a string, list, set, hash or sorted set. An RDB file can have other parts, and a server runs some of
them when it loads the file: libraries of functions, and commands that follow the end of the RDB part.
"""

import os
import re
from pathlib import Path
from typing import IO

from app.regular_file import open_regular

PIECE_BYTES = 1024 * 1024
_AHEAD = 32
"""If a piece has fewer bytes left than this, the next piece is read. A length has fewer bytes than this, and so has the
head of a string: what comes before the characters of the string."""

_MAGIC = re.compile(rb"REDIS00[1-9]\d|VALKEY\d{3}")
"""The first bytes of an RDB file that a server with a manifest writes: Redis from 7.0 on, and Valkey."""

_MAGIC_BYTES = 9
_CHECKSUM_BYTES = 8
_SCORE_BYTES = 8

_END = 255
_LIBRARIES, _OF_MODULES = {245, 246}, {6, 7, 247}
_STRINGS = {250: 2}
_LENGTHS = {248: 1, 251: 2, 254: 1}
_BYTES = {249: 1, 252: 8, 253: 4}
"""The harmless parts that are no keys: the kind of a part -> how many strings, lengths or bytes it has. Parts with
strings are notes about the file. Parts with lengths are idle times (248), sizes (251) and numbers of databases (254).
Parts with bytes are frequencies (249) and expiry times (252, 253)."""

# The first byte of a string or a length says how the length is written. A byte below _ONE_BYTE is the length. A byte
# below _TWO_BYTES is the first part of the length.
_ONE_BYTE, _TWO_BYTES = 0x40, 0x80
_LONGER = {0x80: 4, 0x81: 8}
_FIRST_NUMBER, _LAST_NUMBER = 0xC0, 0xC2
_COMPRESSED = 0xC3

_STRING, _SET, _HASH, _ZSET, _LIST = 0, 2, 4, 5, 18
_PACKED = {11, 16, 17, 20}
"""The types of small sets, hashes and sorted sets. Each of them is one string."""


class NotPlain(Exception):
    """An RDB file has something else than plain keys, or is damaged. Messages put this text after the file's name."""


def is_rdb(file: Path) -> bool:
    """Return whether a server may read a file as RDB. A file of commands is empty, or begins with `*` or `#`.

    Raises:
        OSError: the file cannot be read.
    """
    with open_regular(file) as opened:
        return opened.read(1) not in {b"", b"*", b"#"}


def check(file: Path) -> None:
    """Check that a file has only plain keys of the types that the service uses, up to its last byte.

    Raises:
        NotPlain: the file has something else, or is damaged.
        OSError: the file cannot be read.
    """
    with open_regular(file) as opened:
        _Walk(opened).run()


class _Walk:
    """A walk through an RDB file. Only one piece of the file is in memory, and most of a long string is not read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._size = os.fstat(file.fileno()).st_size
        self._piece = b""
        self._first, self._at = 0, 0  # the position of the piece in the file, and the place in the piece
        self._last = -1  # after this place in the piece, the next piece is needed

    def run(self) -> None:
        if not _MAGIC.fullmatch(self._file.read(_MAGIC_BYTES)):
            raise NotPlain("has neither commands nor keys of a store of this service")
        self._at = _MAGIC_BYTES
        while (kind := self._byte()) != _END:
            self._part(kind)
        end = self._first + self._at + _CHECKSUM_BYTES
        if end > self._size:
            raise self._damaged()
        if end < self._size:
            raise NotPlain(
                f"has {self._size - end} bytes after its end, but a store of this service writes no such bytes"
            )

    def _part(self, kind: int) -> None:
        self._strings(_STRINGS.get(kind, 0))
        for _ in range(_LENGTHS.get(kind, 0)):
            self._length()
        self._at += _BYTES.get(kind, 0)
        if kind in _STRINGS or kind in _LENGTHS or kind in _BYTES:
            return
        if kind in _LIBRARIES:
            raise NotPlain("has a library of functions, but a store of this service has no libraries")
        if kind in _OF_MODULES:
            raise NotPlain("has data of a module, but a store of this service has no modules")
        if kind not in {_STRING, _SET, _HASH, _ZSET, _LIST, *_PACKED}:
            at = self._first + self._at - 1
            raise NotPlain(f"has a part of the kind {kind} at byte {at}, which this version does not know")
        self._strings(1)
        self._value(kind)

    def _value(self, kind: int) -> None:
        if kind == _STRING or kind in _PACKED:
            self._strings(1)
        elif kind == _LIST:
            for _ in range(self._length()):
                self._length()
                self._strings(1)
        else:
            count = self._length()
            self._strings(2 * count if kind == _HASH else count, _SCORE_BYTES if kind == _ZSET else 0)

    def _strings(self, count: int, more: int = 0) -> None:
        """Go past strings, each with `more` bytes after it. For speed, this method handles short strings itself.

        Raises:
            NotPlain: the file is damaged.
        """
        piece, at, last = self._piece, self._at, self._last
        while count:
            count -= 1
            if at > last:
                self._at = at
                self._read_on()
                piece, at, last = self._piece, 0, self._last
            head = piece[at]
            if head < _ONE_BYTE:
                at += 1 + head
            elif head < _TWO_BYTES:
                at += 2 + ((head & 0x3F) << 8 | piece[at + 1])
            elif _FIRST_NUMBER <= head <= _LAST_NUMBER:  # a number of 1, 2 or 4 bytes
                at += 1 + (1 << (head - _FIRST_NUMBER))
            else:
                self._at = at
                self._long_string(head)
                piece, at, last = self._piece, self._at, self._last
            at += more
        self._at = at

    def _long_string(self, head: int) -> None:
        if head != _COMPRESSED:
            length = self._length()
        else:  # two lengths come before the bytes: the compressed length, and then the original length
            self._at += 1
            length = self._length()
            self._length()
        self._at += length

    def _length(self) -> int:
        """Go past a length, and return it.

        Raises:
            NotPlain: the file is damaged.
        """
        head = self._byte()
        if head < _ONE_BYTE:
            return head
        if head < _TWO_BYTES:
            return (head & 0x3F) << 8 | self._byte()
        size = _LONGER.get(head)
        if size is None:
            raise self._damaged()
        self._need()
        self._at += size
        return int.from_bytes(self._piece[self._at - size : self._at])

    def _byte(self) -> int:
        self._need()
        self._at += 1
        return self._piece[self._at - 1]

    def _need(self) -> None:
        if self._at > self._last:
            self._read_on()

    def _read_on(self) -> None:
        """Read the piece that begins at the present place. In memory, zeros follow the piece.

        Raises:
            NotPlain: the place is after the end of the file.
        """
        self._first, self._at = self._first + self._at, 0
        if self._first >= self._size:
            raise self._damaged()
        self._file.seek(self._first)
        found = self._file.read(PIECE_BYTES)
        self._piece = found + bytes(_AHEAD)
        self._last = len(found) - (1 if self._first + len(found) >= self._size else _AHEAD)

    def _damaged(self) -> NotPlain:
        return NotPlain(f"is damaged near byte {min(self._first + self._at, self._size)} of {self._size}")
