"""Keeps draws and other acts in a file that survives the loss of a store.

record_file.py reads and writes the file, and says what these acts are.
"""

import asyncio
import logging
import time
from collections.abc import Container, Coroutine, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from app.domain.erasure import Erased
from app.domain.hand_over import HandOver, line_of
from app.domain.terms import shown
from app.errors import Problem, RaffleDamaged, RaffleDeleted, RaffleNotFound
from app.rounds import pause
from app.service.record_file import Kept, RecordFile, pieces
from app.store import keys
from app.store.reads import Reads

log = logging.getLogger(__name__)

T = TypeVar("T")

FILE_NAME = "records.jsonl"
"""The name of the file in DATA_DIR."""

SEARCH_SECONDS = 60.0
"""The time between two searches for draws whose record is missing in the file."""

NEWEST_RAFFLES = 1_000
"""A search reads the raffles that are in the file, and this number of the newest raffles of the store. This limits the
cost of a search."""

MOST_RESTORES = 1_000_000
"""The incarnation of a store is the number of its restores. A larger number than this is not believed, because nobody
restores a store so often."""


class Differences(NamedTuple):
    """How the file and the store differ, as lists of raffle ids.

    - `missing`: the store has a draw that the file lacks.
    - `contradictory`: the file has two draws of the raffle, or a draw that the store lacks.
    - `other_seals`: the draws agree, but the file has two seals of the raffle, or a seal that the store lacks.
    - `other_substitutions`, `other_hand_overs`: the draws agree, but the file has a substitution or a hand-over that
      the store lacks.
    - `returned`: the file says that the raffle or draft was deleted, but the store has it.
    - `publicly_deleted`: the raffles in `returned` whose deletion everybody could see.

    `erased` says how many players a restore has erased again. The store may even lack the whole raffle, for example
    after a restore. Raffles that are deleted in the store are in no list.
    """

    missing: list[str]
    contradictory: list[str]
    other_seals: list[str]
    other_substitutions: list[str]
    other_hand_overs: list[str]
    returned: list[str]
    publicly_deleted: list[str]
    erased: int = 0

    @property
    def warnings(self) -> list[str]:
        """What is wrong, and what the operator has to do. A missing draw is no warning, because it is appended soon."""
        returned = [
            f"{FILE_NAME} says that {len(self.returned)} raffles of the store were deleted, for example raffle {each}: "
            "delete them again on the page /manage"
            for each in self.returned[:1]
        ]
        return returned + [
            f"{FILE_NAME} and the store disagree about {len(found)} {kind}, for example about raffle {found[0]}: "
            f"compare the file, which has the first results, with GET /raffles/{{id}}/{path}"
            for found, kind, path in (
                (self.contradictory, "draws", "draw/"),
                (self.other_seals, "seals", ""),
                (self.other_substitutions, "lists of substitutions", "substitutions/"),
                (self.other_hand_overs, "lists of hand-overs", "hand-overs/"),
            )
            if found
        ]

    @property
    def lost(self) -> list[str]:
        """One line for each difference between a restored store and the file. It also says what managers have to do."""
        again = f"players who were erased after the backup, and whom this restore has erased again: {self.erased}"
        return (
            [again] * bool(self.erased)
            + [
                f"LOOK: {FILE_NAME} has {what} of raffle {raffle_id}, but the store lacks it: {advice}"
                for found, what, advice in (
                    (self.contradictory, "a draw", "do not draw again"),
                    (self.other_seals, "a seal", "do not sell its tickets again"),
                    (
                        self.other_substitutions,
                        "a substitution",
                        "before managers hand over prizes, repeat the substitutions in the order of the file",
                    ),
                    (self.other_hand_overs, "a hand-over", "do not hand over the same prize again"),
                )
                for raffle_id in found
            ]
            + [
                f"LOOK: {FILE_NAME} says that raffle {raffle_id} was deleted, but the store has it: delete it again "
                "on the page /manage, because until then everybody who knows a link can see its pages"
                for raffle_id in self.returned
            ]
        )


AGREEMENT = Differences([], [], [], [], [], [], [])
"""The file and the store do not differ."""


class Records:
    """The draw records of one store, and the file that keeps them."""

    def __init__(self, reads: Reads, path: Path, *, search_seconds: float = SEARCH_SECONDS) -> None:
        self._reads = reads
        self._file = RecordFile(path)
        self._search_seconds = search_seconds
        self._closing = asyncio.Event()
        self._found = AGREEMENT
        self._failure = ""

    async def keep(self, raffle_id: str) -> None:
        """Append the record of a draw. After a failure, the draw is valid, and `keep_all` appends the record later."""
        await self._keep(raffle_id, self._append(raffle_id))

    async def keep_notes(self, raffle_id: str) -> None:
        """Append the notes of a raffle: see `Reads.notes`. A failure is only logged, as in `keep`."""
        await self._keep(raffle_id, self._append_notes([raffle_id]))

    async def keep_hand_over(self, raffle_id: str, hand_over: HandOver) -> None:
        """Append one hand-over, and do not read the other hand-overs. A failure is only logged, as in `keep`."""
        await self._keep(raffle_id, self._append_lines([line_of(raffle_id, hand_over)]))

    async def keep_deletion(self, raffle_id: str) -> None:
        """Append the deletion of a raffle. A failure is only logged, as in `keep`."""
        await self._keep(raffle_id, self._append_deletions([raffle_id]))

    def have_file(self) -> bool:
        """Return whether the file exists."""
        return self._file.path.exists()

    async def keep_restore(self, incarnation: int) -> None:
        """Append a note that the store is restored. The incarnation says how often the store was restored.

        Raises:
            OSError: the file cannot be written.
        """
        line = {"restored_at": shown(time.time_ns() // 1_000_000), "incarnation": incarnation}
        await self._append_lines([msgspec.json.encode(line)])

    async def newest_incarnation(self) -> int:
        """Return the highest incarnation of the store in the file that is believed, or 0. No line has the next number.

        Raises:
            OSError: the file cannot be read.
        """
        kept = await asyncio.to_thread(self._file.kept)
        # Somebody else has written a larger number. Draw records cannot have numbers above 2**53 - 1, so the numbers of
        # later restores must stay far below this limit.
        newest = max((each for each in kept.incarnations if each <= MOST_RESTORES), default=0)
        while newest + 1 in kept.incarnations:  # a restore at this limit has written a number that is not believed
            newest += 1
        return newest

    async def erasures(self) -> dict[str, set[Erased]]:
        """Return the erasures in the file, by raffle id.

        Raises:
            OSError: the file cannot be read.
        """
        return (await asyncio.to_thread(self._file.kept)).erasures

    async def _keep(self, raffle_id: str, appending: Coroutine[Any, Any, None]) -> None:
        try:
            await appending
        except OSError as error:
            self._note_failure(error)
        except RaffleDeleted:
            pass  # a raffle that was deleted meanwhile needs no record
        except Problem as problem:
            log.warning("the record of raffle %s will be written later: %s", raffle_id, problem.title)

    async def keep_all(self) -> None:
        """Append the lines that the file lacks, now and every minute. This ends after `close`.

        A line is missing if a worker crashed after the draw and before it wrote the record, or if the disk was full.
        """
        while not self._closing.is_set():
            try:
                await self._append_missing()
            except OSError as error:
                self._note_failure(error)
            except Problem:
                pass  # the store does not answer, and requests already report this
            except Exception:
                log.exception("cannot compare the draw records with the store")
            await pause(self._search_seconds, self._closing)

    def close(self) -> None:
        """End `keep_all` after its current step."""
        self._closing.set()

    async def differences(self) -> Differences:
        """Compare the file with the store.

        Raises:
            OSError: the file cannot be read.
            StoreUnavailable
        """
        kept = await asyncio.to_thread(self._file.kept)
        newest = await self._reads.newest(NEWEST_RAFFLES)
        # Read the seeds of the draws last. So a raffle that is deleted meanwhile has no seed, and does not count.
        stored = Kept.of(await self._reads.notes([*(kept.substitutions | kept.hand_overs)]))
        deletions = await self._reads.deletions([*kept.deletions])
        roots = await self._reads.roots([*kept.roots])
        kept_results = kept.seeds, kept.roots, kept.substitutions, kept.hand_overs
        seeds = await self._reads.seeds([*dict.fromkeys(chain(newest, *kept_results))])
        without = [each for each, seed in seeds.items() if seed is None]
        settled = {*without}.difference(await self._reads.absent(without))  # deleted or damaged
        contradictory = [each for each, found in kept.seeds.items() if each not in settled and found != {seeds[each]}]
        settled.update(contradictory)
        returned = [each for each, deletion in deletions.items() if deletion is None]
        return Differences(
            missing=[each for each, seed in seeds.items() if seed and seed not in kept.seeds.get(each, ())],
            contradictory=contradictory,
            other_seals=[each for each, found in kept.roots.items() if each not in settled and found != {roots[each]}],
            other_substitutions=_lacking(stored.substitutions, kept.substitutions, settled),
            other_hand_overs=_lacking(stored.hand_overs, kept.hand_overs, settled),
            returned=returned,
            publicly_deleted=[each for each in returned if each in kept.public_deletions],
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
        await self._append_notes(await self._reads.newest(NEWEST_RAFFLES))
        await self._append_deletions(await self._reads.newest(NEWEST_RAFFLES, keys.DELETED))

    async def _append_notes(self, raffle_ids: Sequence[str]) -> None:
        await self._append_lines(await self._reads.notes(raffle_ids))

    async def _append_deletions(self, raffle_ids: Sequence[str]) -> None:
        found = await self._reads.deletions(raffle_ids)
        lines = [
            {"raffle_id": raffle_id, "deleted_at": deletion.at} | ({"unlisted": True} if deletion.unlisted else {})
            for raffle_id, deletion in found.items()
            if deletion
        ]
        await self._append_lines([msgspec.json.encode(line) for line in lines])

    async def _append_lines(self, lines: Sequence[bytes]) -> None:
        if lines:
            await asyncio.to_thread(self._file.append_notes, lines)
            self._failure = ""

    async def _append(self, raffle_id: str) -> None:
        drawn = await self._reads.drawn(raffle_id)
        with self._file.draft() as record:
            async for piece in pieces(drawn, self._reads):
                await asyncio.to_thread(record.write, piece)
            record.seek(0)
            await asyncio.to_thread(self._file.append, raffle_id, drawn.seed, record)
        self._failure = ""

    def _note_failure(self, error: OSError) -> None:
        failure = f"draw records cannot be kept in {self._file.path}: make this file writable ({error.strerror})"
        if failure != self._failure:
            log.warning(failure)
        self._failure = failure


def _lacking(stored: Mapping[str, set[T]], kept: Mapping[str, set[T]], settled: Container[str]) -> list[str]:
    """Return the raffles for which the file has something that the store lacks."""
    return [each for each, found in kept.items() if each not in settled and found - stored.get(each, set())]
