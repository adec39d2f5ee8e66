"""Draw records: as JSON, and in a file beside the data. So what was announced survives the store."""

import asyncio
import fcntl
import logging
import os
import shutil
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple

import msgspec

from app.domain.draw import unawarded
from app.domain.drawn import Drawn, Unawarded
from app.errors import Problem, RaffleDamaged, RaffleDeleted, RaffleNotFound
from app.store.draw_reads import DrawReads
from app.store.reads import Reads

log = logging.getLogger(__name__)

FILE_NAME = "records.jsonl"
"""The name of the file in DATA_DIR."""

SEARCH_SECONDS = 60.0
"""The time between two searches for draws whose record is missing in the file."""

NEWEST_RAFFLES = 1_000
"""How many raffles a search looks at, besides those that the file names. So its cost has a limit."""

IN_MEMORY_BYTES = 1_000_000
"""A record up to this size waits in memory until it is complete. A larger one waits in a temporary file."""

_HEAD_BYTES = 1_000_000
"""No record has more before its winners: 1 000 prizes with names of 100 characters are the largest part."""

_NUMBERS_AT_ONCE = 10_000

_WINNERS = b',"winners":['
"""Where the winners begin. No text in a record contains this, because JSON escapes the quotation marks of a text."""


async def pieces(drawn: Drawn, reads: DrawReads) -> AsyncIterator[bytes]:
    """Yield a `DrawRecord` as JSON: first the draw, then chunks of its long lists, beginning with `winners`.

    Millions of numbers in one piece would delay all other requests.

    Raises:
        RaffleNotFound: the raffle was deleted meanwhile.
    """
    yield msgspec.json.encode(drawn).removesuffix(b"}") + _WINNERS
    winners, separator = 0, b""
    async for chunk in reads.all_numbers(drawn):
        yield separator + msgspec.json.encode(chunk)[1:-1]
        winners, separator = winners + len(chunk), b","
    yield b"]"
    if drawn.terms:
        substitutes = await reads.substitutes(drawn.raffle_id, 0, drawn.reserves or 0)
        left = unawarded([prize.amount for prize in drawn.prizes], winners)
        yield _member("substitutes", substitutes)
        yield _member("unawarded", [Unawarded(drawn.prizes[index].name, amount) for index, amount in left])
        yield _member("substitutions", await reads.all_substitutions(drawn.raffle_id))
        withdrawn, claimed = await reads.withdrawn(drawn.raffle_id, drawn.total_tickets)
        numbers = claimed or withdrawn
        if claimed is not None or withdrawn:
            yield b',"claimed":[' if claimed is not None else b',"withdrawn":['
            for first in range(0, len(numbers), _NUMBERS_AT_ONCE):
                yield (b"," if first else b"") + msgspec.json.encode(list(numbers[first : first + _NUMBERS_AT_ONCE]))[
                    1:-1
                ]
            yield b"]"
    yield b"}"


def _member(name: str, value: object) -> bytes:
    return b',"' + name.encode() + b'":' + msgspec.json.encode(value)


class _Head(msgspec.Struct, frozen=True):
    raffle_id: str
    seed: str


class RecordFile:
    """A file with one draw record in each line, oldest first. Its methods block, so they run in threads.

    Several processes may append, because each takes a lock on the file. A line without its end was never complete. It
    is ignored, and the next append cuts it off.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seeds: dict[str, set[str]] = {}
        self._read_bytes = 0
        self._lock = threading.Lock()

    def seeds(self) -> dict[str, set[str]]:
        """Return the seeds of the draws in the file, by raffle id. Two seeds of one raffle are two different draws.

        Raises:
            OSError: the file cannot be read.
        """
        with self._lock, suppress(FileNotFoundError), self.path.open("rb") as file:
            self._read_new_lines(file)
            return dict(self._seeds)
        return {}

    def append(self, raffle_id: str, seed: str, record: IO[bytes]) -> None:
        """Append a record, unless the file has it. When this returns, the record is on disk.

        Raises:
            OSError: the file cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock, self.path.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            self._read_new_lines(file)
            if seed in self._seeds.get(raffle_id, ()):
                return
            file.truncate(self._read_bytes)
            file.seek(0, os.SEEK_END)
            shutil.copyfileobj(record, file)
            file.write(b"\n")
            file.flush()
            os.fsync(file.fileno())
            if not self._read_bytes:
                _sync(self.path.parent)  # otherwise a power cut could remove the name of a new file

    def _read_new_lines(self, file: IO[bytes]) -> None:
        """Note the seeds of the lines that were added since the last call."""
        if os.fstat(file.fileno()).st_size < self._read_bytes:  # somebody replaced the file
            self._seeds, self._read_bytes = {}, 0
        file.seek(self._read_bytes)
        while line := file.readline(_HEAD_BYTES):
            end = line
            while end and not end.endswith(b"\n"):
                end = file.readline(_HEAD_BYTES)
            if not end:
                return
            self._read_bytes = file.tell()
            with suppress(msgspec.DecodeError):
                head = msgspec.json.decode(line.partition(_WINNERS)[0] + b"}", type=_Head)
                self._seeds[head.raffle_id] = {*self._seeds.get(head.raffle_id, ()), head.seed}


class Differences(NamedTuple):
    """How the file and the store differ, as ids of raffles.

    `missing`: the store has a draw that the file lacks. `contradictory`: the file has a draw, and the store has another
    draw or none; or the file has two draws. Raffles that were deleted do not count.
    """

    missing: list[str]
    contradictory: list[str]

    @property
    def warnings(self) -> list[str]:
        """What is wrong, and then what to do. What is missing is no fault, because it is appended soon."""
        if not self.contradictory:
            return []
        return [
            f"{FILE_NAME} and the store disagree about {len(self.contradictory)} draws, first that of raffle "
            f"{self.contradictory[0]}: compare the file, which has what was announced, with GET /raffles/{{id}}/draw/"
        ]


class Records:
    """The draw records of one store, and the file that keeps them."""

    def __init__(self, reads: Reads, path: Path, *, search_seconds: float = SEARCH_SECONDS) -> None:
        self._reads = reads
        self._file = RecordFile(path)
        self._search_seconds = search_seconds
        self._closing = asyncio.Event()
        self._found = Differences([], [])
        self._failure = ""

    async def keep(self, raffle_id: str) -> None:
        """Append the record of a draw to the file. A failure is logged only, because the draw stands without the file.

        `keep_all` tries again later.
        """
        try:
            await self._append(raffle_id)
        except OSError as error:
            self._note_failure(error)
        except Problem as problem:
            log.warning("the record of raffle %s will be written later: %s", raffle_id, problem.title)

    async def keep_all(self) -> None:
        """Append what the file lacks, now and every minute. Ends after `close`.

        A worker may have crashed between a draw and its record, or the disk was full.
        """
        while not self._closing.is_set():
            try:
                await self._append_missing()
            except OSError as error:
                self._note_failure(error)
            except Problem:
                pass  # the store is away, and the requests say so
            except Exception:
                log.exception("cannot compare the draw records with the store")
            with suppress(TimeoutError):
                async with asyncio.timeout(self._search_seconds):
                    await self._closing.wait()

    def close(self) -> None:
        """End `keep_all` after its current step."""
        self._closing.set()

    async def differences(self) -> Differences:
        """Compare the file with the store.

        Raises:
            OSError: the file cannot be read.
            StoreUnavailable
        """
        kept = await asyncio.to_thread(self._file.seeds)
        stored = await self._reads.seeds([*dict.fromkeys([*await self._reads.newest(NEWEST_RAFFLES), *kept])])
        return Differences(
            missing=[each for each, seed in stored.items() if seed and seed not in kept.get(each, ())],
            contradictory=[
                each for each, seeds in kept.items() if stored[each] is not None and seeds != {stored[each]}
            ],
        )

    @property
    def warnings(self) -> list[str]:
        """What an operator should know about the file: first what is wrong, then what to do."""
        return [*([self._failure] if self._failure else []), *self._found.warnings]

    async def _append_missing(self) -> None:
        found = await self.differences()
        if found.warnings != self._found.warnings:
            log.error("draw records: %s", found.warnings or "file and store agree again")
        self._found = found
        for raffle_id in found.missing:
            if self._closing.is_set():
                return
            with suppress(RaffleNotFound, RaffleDeleted, RaffleDamaged):  # somebody has deleted or damaged the raffle
                await self._append(raffle_id)

    async def _append(self, raffle_id: str) -> None:
        drawn = await self._reads.drawn(raffle_id)
        with SpooledTemporaryFile(IN_MEMORY_BYTES) as record:
            async for piece in pieces(drawn, self._reads):
                await asyncio.to_thread(record.write, piece)
            record.seek(0)
            await asyncio.to_thread(self._file.append, raffle_id, drawn.seed, record)
        self._failure = ""

    def _note_failure(self, error: OSError) -> None:
        failure = f"draw records cannot be kept in {self._file.path}: make it writable ({error.strerror})"
        if failure != self._failure:
            log.warning(failure)
        self._failure = failure


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
