"""The record of a sale: each answer that a player got, with its body, in files on disk.

A million answers need too much memory. So each process of the load writes its answers to a file of its own. The audit
reads these files answer by answer.
"""

import struct
from collections.abc import Iterator
from enum import IntEnum
from pathlib import Path
from typing import BinaryIO, NamedTuple

_HEAD = struct.Struct("<IBHdfH")
"""The fields before a body: player, ask, status, at, seconds, and the length of the body in bytes."""

NO_ANSWER = 0
"""The status of a request whose connection ended before the answer came."""


class Ask(IntEnum):
    """A kind of request that a player sends."""

    CLAIM = 0
    """The first claim."""

    LOST = 1
    """A first claim whose player closes the connection, and never reads the answer."""

    RETRY = 2
    """A repetition of the first claim with the same Idempotency-Key. It gets the same ticket."""

    SECOND = 3
    """A second claim with a different Idempotency-Key. It gets no ticket."""


class Answer(NamedTuple):
    """One answer. It came `at` seconds after the sale began, and `seconds` after its request was sent."""

    player: int
    ask: Ask
    status: int
    at: float
    seconds: float
    body: bytes


def write(file: BinaryIO, answer: Answer) -> None:
    """Append an answer to a file."""
    file.write(_HEAD.pack(*answer[:5], len(answer.body)) + answer.body)


def read(path: Path) -> Iterator[Answer]:
    """Return the answers of a file in the order in which they came."""
    with path.open("rb") as file:
        while head := file.read(_HEAD.size):
            player, ask, status, at, seconds, length = _HEAD.unpack(head)
            yield Answer(player, Ask(ask), status, at, seconds, file.read(length))
