"""The commands that a store of this service writes into its append-only files, and a search for any other command.

When a server starts, it runs every command in these files. So the files of a backup may have only the commands listed
here.
"""

import os
import re
from functools import cache
from pathlib import Path
from typing import IO, NamedTuple

from app.regular_file import open_regular

WRITTEN = frozenset(
    {
        # What the server itself writes: the number of a database, transactions, and the deletion of expired keys.
        *(b"SELECT", b"MULTI", b"EXEC", b"DEL", b"UNLINK"),
        # The writes in lua/ and app/store, as the server writes them: it writes SPOP as SREM, and EXPIRE as PEXPIREAT.
        *(b"SET", b"INCR", b"DECR", b"HSET", b"HSETNX", b"HDEL", b"HINCRBY", b"RPUSH"),
        *(b"SADD", b"SREM", b"ZADD", b"ZREM", b"PEXPIREAT", b"PERSIST"),
        # Only a move of raffles to this store writes this command.
        b"SETRANGE",
    }
)
"""Each of these commands only changes keys or removes them. Never add a command that does more, because a backup may be
hostile."""

PIECE_BYTES = 1024 * 1024
_AHEAD = 128
"""No match of `_COMMAND`, `_WORD` or `_TIME`, and no name in WRITTEN, has more bytes than this."""

# A server reads several spellings of a number, but writes only one of them. These patterns match only that one. So this
# module and a server always read the same command from the same bytes.
_COMMAND = re.compile(rb"\*([1-9]\d{0,6})")
_WORD = re.compile(rb"\r\n\$(0|[1-9]\d{0,8})\r\n")
_WORD_WITHOUT_CARRIAGE_RETURN = re.compile(rb"\r\n\$\d+\r\n[^\r]*")
_TIME = re.compile(rb"#TS:\d{1,20}\r\n")

_LONGEST_NAME = 32
_UNNAMED = b"(no name)"


_SHORT = 399
"""The largest length of a short word."""

_MOST_WORDS = 8
_MANY = 16


def _short_word(digits: str = "") -> str:
    """Return a pattern of a short word: the digits of its length, a line break, and a value without carriage returns.

    `digits` are digits of the length that were already matched. The pattern begins after these digits.
    """
    rest = [rf"\r\n[^\r]{{{digits}}}"] if digits else []
    if digits != "0":
        longer = [digits + digit for digit in "0123456789"]
        rest += [each[-1] + _short_word(each) for each in longer if int(each) <= _SHORT]
    return f"(?:{'|'.join(rest)})"


@cache
def _short_words() -> re.Pattern[bytes]:
    return re.compile(rf"(?:\r\n\${_short_word()})*+".encode())


@cache
def _known() -> re.Pattern[bytes]:
    """Return a pattern of transactions whose commands are in WRITTEN and have only a few, short words."""
    names = [name.decode() for name in WRITTEN - {b"MULTI", b"EXEC"}]
    name = "|".join(rf"{len(each)}\r\n{each}" for each in sorted(names))
    words = "|".join(
        rf"{count}\r\n\$(?:{name})(?:\r\n\${_short_word()}){{{count - 1}}}" for count in range(1, _MOST_WORDS + 1)
    )
    command = rf"\*(?:{words})\r\n"
    multi, execute = r"\*1\r\n\$5\r\nMULTI\r\n", r"\*1\r\n\$4\r\nEXEC\r\n"
    return re.compile(f"(?:{command}|{multi}(?:{command})*+{execute})*+".encode())


class Read(NamedTuple):
    """What a search has read: the end of the last whole transaction, and the first foreign command with its position.

    A foreign command is not in WRITTEN. If the file is whole, and has no foreign command, `end` is its size.
    """

    end: int
    foreign: str | None = None
    at: int = 0


def read(file: Path) -> Read:
    """Read the name of each command in an append-only file, up to a foreign command, or bytes that are no command.

    Raises:
        OSError: the file cannot be read.
    """
    end, within = 0, False
    with open_regular(file) as opened:
        commands = _Commands(opened)
        while True:
            if not within and commands.skip_known():
                end = commands.position
            name = commands.next()
            if name is None:
                return Read(end)
            if name and name not in WRITTEN:
                return Read(end, name.decode("latin-1"), commands.begin)
            within = name != b"EXEC" and (within or name == b"MULTI")
            if not within:
                end = commands.position


class _Commands:
    """The commands in a file. Only one piece of the file is in memory, and most of a long value is not read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._size = os.fstat(file.fileno()).st_size
        self._piece = file.read(PIECE_BYTES)
        self._first, self._at = 0, 0  # the position of the piece in the file, and the place in the piece
        self.begin = 0

    @property
    def position(self) -> int:
        """The position after the last command."""
        return self._first + self._at

    def skip_known(self) -> bool:
        """Go past the next transactions in this piece, as long as their commands are in WRITTEN and short.

        This is about a hundred times as fast as `next`. Return whether there was such a transaction.
        """
        known = self._match(_known())
        before, self._at = self._at, known.end() if known else self._at
        return self._at > before

    def next(self) -> bytes | None:
        """Go past a command. Return the start of its name in capitals, or None if no whole command is here.

        A line with a time is no command: for such a line, the result is empty.
        """
        self._look_ahead()
        self.begin = self.position
        if time := self._match(_TIME):
            self._at = time.end()
            return b""
        command = self._match(_COMMAND)
        if command is None:
            return None
        self._at = command.end()
        name = self._words(int(command[1]))
        self._look_ahead()
        if name is None or self._piece[self._at : self._at + 2] != b"\r\n":
            return None
        self._at += 2
        return name or _UNNAMED

    def _words(self, count: int) -> bytes | None:
        """Go past `count` words, and return the start of the first word.

        Return None if there are more or fewer words here.
        """
        name = b""
        left = count
        while left > 0:
            self._look_ahead()
            word = self._match(_WORD)
            if word is None:
                return None
            begin, length = word.end(), int(word[1])
            if left == count:
                name = self._piece[begin : begin + min(length, _LONGEST_NAME)].upper()
            self._at = begin + length
            left -= 1
            if left > _MANY:
                self._look_ahead()
                left -= self._skip_short_words()
        return name if left == 0 else None

    def _skip_short_words(self) -> int:
        """Go past all short words that are next in this piece, and return their number."""
        words = self._match(_short_words())
        if words is None:
            return 0
        found = len(_WORD_WITHOUT_CARRIAGE_RETURN.findall(self._piece, self._at, words.end()))
        self._at = words.end()
        return found

    def _match(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Match a pattern at the current place. The file may end before this place, after an incomplete word."""
        # Behind the end of the piece, `re` would match an empty text at the end, and the reader would go back.
        return pattern.match(self._piece, self._at) if self._at <= len(self._piece) else None

    def _look_ahead(self) -> None:
        """Read the next piece of the file, if the next part of a command might end after this piece."""
        if len(self._piece) - self._at < _AHEAD and self._first + len(self._piece) < self._size:
            self._first, self._at = self._first + self._at, 0
            self._file.seek(self._first)
            self._piece = self._file.read(PIECE_BYTES)
