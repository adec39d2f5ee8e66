"""The file of draw records. It has a line for each seal, erasure, substitution, hand-over, deletion and restore, too.

A draw record has everything that is needed to compute the winners again. A seal fixes all tickets before the draw. A
substitution replaces a winner who did not come. A hand-over gives a prize to its winner. An erasure removes the
address of one player.
"""

import fcntl
import os
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import suppress
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple, TypeVar

import msgspec

from app.domain.draw import unawarded
from app.domain.drawn import Drawn, Unawarded
from app.domain.erasure import Erased
from app.domain.hand_over import HandedOver
from app.regular_file import open_regular
from app.store.draw_reads import DrawReads

_HEAD_BYTES = 1_000_000
"""The largest size of the part of a draw record before the winners. Most of this size is for the prizes: a raffle can
have 1 000 prizes, with names of 100 characters."""

_NUMBERS_AT_ONCE = 10_000

T = TypeVar("T")

_WINNERS = b',"winners":['
"""The bytes before the winners. No text in a record contains these bytes, because JSON escapes quotation marks."""


async def pieces(drawn: Drawn, reads: DrawReads) -> AsyncIterator[bytes]:
    """Yield a `DrawRecord` as JSON: first the draw, and then chunks of its long lists. The first list is `winners`.

    Encoding millions of numbers in one step would delay all other requests.

    Raises:
        RaffleNotFound, RaffleDeleted: the raffle was deleted meanwhile.
    """
    yield msgspec.json.encode(drawn).removesuffix(b"}") + _WINNERS
    winners, separator = 0, b""
    async for chunk in reads.all_numbers(drawn):
        yield separator + msgspec.json.encode(chunk)[1:-1]
        winners, separator = winners + len(chunk), b","
    yield b"]"
    if drawn.terms:
        yield b',"substitutes":['
        reserves = drawn.reserves or 0
        for first in range(0, reserves, _NUMBERS_AT_ONCE):
            # Do not keep the whole list in a variable. A slow client keeps this generator, and so the memory of the
            # list, for a long time.
            chunk = await reads.substitutes(drawn.raffle_id, first, min(_NUMBERS_AT_ONCE, reserves - first))
            yield (b"," if first and chunk else b"") + msgspec.json.encode(chunk)[1:-1]
        yield b"]"
        left = unawarded([prize.amount for prize in drawn.prizes], winners)
        yield _member("unawarded", [Unawarded(drawn.prizes[index].name, amount) for index, amount in left])
        yield _member("substitutions", await reads.all_substitutions(drawn.raffle_id))
        shorter = await reads.withdrawn(drawn.raffle_id, drawn.total_tickets)
        numbers = shorter.claimed or shorter.withdrawn
        if shorter.claimed is not None or shorter.withdrawn:
            yield b',"claimed":[' if shorter.claimed is not None else b',"withdrawn":['
            for first in range(0, len(numbers), _NUMBERS_AT_ONCE):
                yield (b"," if first else b"") + msgspec.json.encode(list(numbers[first : first + _NUMBERS_AT_ONCE]))[
                    1:-1
                ]
            yield b"]"
    # If a deletion has removed the lists between two reads, the record is incomplete. Then raise the problem before the
    # last byte is sent, so that nobody can read the incomplete record as JSON.
    await reads.require_undeleted(drawn.raffle_id)
    yield b"}"


def _member(name: str, value: object) -> bytes:
    return b',"' + name.encode() + b'":' + msgspec.json.encode(value)


class _Head(msgspec.Struct, frozen=True):
    raffle_id: str
    seed: str
    incarnation: int = 0


class Substituted(msgspec.Struct, frozen=True):
    """A substitution without its time.

    After a restore, the same substitution may be made again, at another time. Without the time, both are equal.
    """

    place: int
    ticket_number: int
    replaced_by: int
    reason: str


class _Note(msgspec.Struct, frozen=True):
    raffle_id: str = ""
    root: str = ""
    substitution: Substituted | None = None
    hand_over: HandedOver | None = None
    erasure: Erased | None = None
    deleted_at: str = ""
    unlisted: bool = False
    incarnation: int = 0


IN_MEMORY_BYTES = 1_000_000
"""A record up to this size waits in memory until it is complete. A larger record waits in a temporary file."""


class Kept(NamedTuple):
    """What the lines of a record file say. The key of each dictionary is a raffle id.

    `seeds` comes from draws. A seed is the hash of everything that the winners depend on. So two seeds of one raffle
    mean two different draws. `roots` comes from seals. A root is a hash that fixes all tickets of a raffle. So two
    roots of one raffle mean two different seals. `deletions` has the times of deletions, and `public_deletions` has the
    raffles whose deletion everybody could see. An incarnation says how often the store was restored. `incarnations` has
    each incarnation that a line names.
    """

    seeds: dict[str, set[str]]
    roots: dict[str, set[str]]
    substitutions: dict[str, set[Substituted]]
    hand_overs: dict[str, set[HandedOver]]
    erasures: dict[str, set[Erased]]
    deletions: dict[str, set[str]]
    public_deletions: set[str]
    incarnations: set[int]

    @classmethod
    def of(cls, lines: Iterable[bytes] = ()) -> "Kept":
        """Return what some lines say."""
        kept = cls({}, {}, {}, {}, {}, {}, set(), set())
        for line in lines:
            kept.add(line)
        return kept

    def add(self, line: bytes) -> bool:
        """Add what a line says. Return whether the line is a note.

        Raises:
            msgspec.DecodeError: the line is neither a draw record nor a note.
        """
        before, winners, _ = line.partition(_WINNERS)
        if winners:
            head = msgspec.json.decode(before + b"}", type=_Head)
            _add(self.seeds, head.raffle_id, head.seed)
            self.incarnations.add(head.incarnation)
            return False
        note = msgspec.json.decode(line, type=_Note)
        _add(self.roots, note.raffle_id, note.root)
        _add(self.substitutions, note.raffle_id, note.substitution)
        _add(self.hand_overs, note.raffle_id, note.hand_over)
        _add(self.erasures, note.raffle_id, note.erasure)
        _add(self.deletions, note.raffle_id, note.deleted_at)
        if note.deleted_at and not note.unlisted:
            self.public_deletions.add(note.raffle_id)
        self.incarnations.add(note.incarnation)
        return True


def _add(kept: dict[str, set[T]], raffle_id: str, found: T | None) -> None:
    if found:
        kept.setdefault(raffle_id, set()).add(found)


class RecordFile:
    """A file with one draw record or note in each line, oldest first. Call its methods in a thread.

    A line with winners is a draw record. A line without winners is a note: a seal, an erasure, a substitution,
    a hand-over, a deletion or a restore.

    Several processes may append to the file, because each process locks the file. A line without a line break at its
    end was not written completely. Such a line is ignored, and the next append removes it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept = Kept.of()
        self._notes: set[bytes] = set()
        self._read_bytes = 0
        self._lock = threading.Lock()

    def kept(self) -> Kept:
        """Return what the lines of the file say. The result does not change when the file gets further lines.

        Raises:
            OSError: the file cannot be read.
        """
        with self._lock, suppress(FileNotFoundError), open_regular(self.path) as file:
            self._read_new_lines(file)
            return deepcopy(self._kept)
        return Kept.of()

    def append_notes(self, notes: Sequence[bytes]) -> None:
        """Append the notes that the file lacks. When this returns, these notes are on disk.

        Raises:
            OSError: the file cannot be written.
        """
        self._write(lambda: BytesIO(b"\n".join(note for note in notes if note not in self._notes)))

    def draft(self) -> SpooledTemporaryFile[bytes]:
        """Return a temporary file for a record. A large record is written into the folder of the record file.

        This folder needs room for the record anyway, because the record is appended later. The temporary folder of the
        system may be too small, for example in a container.

        Raises, also when the record is written:
            OSError: the record is large, and there is no room for it.
        """
        self._make_folder()
        return SpooledTemporaryFile(IN_MEMORY_BYTES, dir=str(self.path.parent))

    def append(self, raffle_id: str, seed: str, record: IO[bytes]) -> None:
        """Append a record if the file lacks it. When this returns, the record is on disk.

        Raises:
            OSError: the file cannot be written.
        """
        self._write(lambda: BytesIO() if seed in self._kept.seeds.get(raffle_id, ()) else record)

    def _write(self, lacking: Callable[[], IO[bytes]]) -> None:
        """Lock the file, and append what `lacking` returns, with a line break. `lacking` is called under the lock."""
        self._make_folder()
        with self._lock, open_regular(self.path, "a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            self._read_new_lines(file)
            lines = lacking()
            if not lines.read(1):
                return
            lines.seek(0)
            file.truncate(self._read_bytes)
            file.seek(0, os.SEEK_END)
            shutil.copyfileobj(lines, file)
            file.write(b"\n")
            file.flush()
            os.fsync(file.fileno())
            if not self._read_bytes:
                _sync(self.path.parent)  # so that a new file keeps its name after a power cut

    def _make_folder(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _read_new_lines(self, file: IO[bytes]) -> None:
        """Read the lines that were added since the last call, and keep what they say."""
        if os.fstat(file.fileno()).st_size < self._read_bytes:  # somebody has replaced the file
            self._kept, self._notes, self._read_bytes = Kept.of(), set(), 0
        file.seek(self._read_bytes)
        while line := file.readline(_HEAD_BYTES):
            end = line
            while end and not end.endswith(b"\n"):
                end = file.readline(_HEAD_BYTES)
            if not end:
                return
            self._read_bytes = file.tell()
            with suppress(msgspec.DecodeError):
                if self._kept.add(line):
                    self._notes.add(line.removesuffix(b"\n"))


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
