"""Keeps draw records, seals, substitutions and hand-overs in a file, which survives the loss of the store."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from operator import gt
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple

from app.domain.hand_over import HandOver
from app.errors import Problem, RaffleDamaged, RaffleDeleted, RaffleNotFound
from app.rounds import pause
from app.service.record_file import RecordFile, hand_over_note, pieces
from app.store.reads import Reads

log = logging.getLogger(__name__)

FILE_NAME = "records.jsonl"
"""The name of the file in DATA_DIR."""

SEARCH_SECONDS = 60.0
"""The time between two searches for draws whose record is missing in the file."""

NEWEST_RAFFLES = 1_000
"""A search reads the raffles that are in the file, and this number of the newest raffles of the store. This limits the
cost of a search."""

IN_MEMORY_BYTES = 1_000_000
"""A record up to this size waits in memory until it is complete. A larger one waits in a temporary file."""


class Differences(NamedTuple):
    """How the file and the store differ, as ids of raffles.

    `missing`: the store has a draw that the file lacks. `contradictory`: the file has two draws of the raffle, or it
    has a draw that the store does not have. The store may have lost the whole raffle, for example after a restore.
    `other_seals`: the draws agree, but the file has two seals of the raffle, or a seal that the store does not have. As
    with draws, the store may have lost the whole raffle.
    `lost_later`: the draws agree, but the file has substitutions or hand-overs that the store does not have.
    Deleted raffles do not count.
    """

    missing: list[str]
    contradictory: list[str]
    other_seals: list[str]
    lost_later: list[str]

    @property
    def warnings(self) -> list[str]:
        """What is wrong, and what the operator has to do. A missing draw is no warning, because it is appended soon."""
        return [
            f"{FILE_NAME} and the store disagree about {len(found)} {kind}, for example about raffle {found[0]}: "
            f"compare the file, which has the announced results, with GET /raffles/{{id}}/{path}"
            for found, kind, path in (
                (self.contradictory, "draws", "draw/"),
                (self.other_seals, "seals", ""),
                (self.lost_later, "lists of substitutions or hand-overs", "substitutions/ and hand-overs/"),
            )
            if found
        ]


class Records:
    """The draw records of one store, and the file that keeps them."""

    def __init__(self, reads: Reads, path: Path, *, search_seconds: float = SEARCH_SECONDS) -> None:
        self._reads = reads
        self._file = RecordFile(path)
        self._search_seconds = search_seconds
        self._closing = asyncio.Event()
        self._found = Differences([], [], [], [])
        self._failure = ""

    async def keep(self, raffle_id: str) -> None:
        """Append the record of a draw to the file. A failure is only logged, because the draw does not need the file.

        After a failure, `keep_all` appends the record later.
        """
        await self._keep(raffle_id, self._append(raffle_id))

    async def keep_notes(self, raffle_id: str) -> None:
        """Append the seal of a raffle and its substitutions to the file. A failure is only logged, as in `keep`."""
        await self._keep(raffle_id, self._append_notes([raffle_id]))

    async def keep_hand_over(self, raffle_id: str, hand_over: HandOver) -> None:
        """Append a hand-over to the file. A failure is only logged, as in `keep`; nothing appends the line later."""
        await self._keep(raffle_id, self._append_lines([hand_over_note(raffle_id, hand_over)]))

    async def _keep(self, raffle_id: str, appending: Coroutine[Any, Any, None]) -> None:
        try:
            await appending
        except OSError as error:
            self._note_failure(error)
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
        kept = await asyncio.to_thread(self._file.seeds)
        sealed = await asyncio.to_thread(self._file.roots)
        roots = await self._reads.roots([*sealed])
        stored = await self._reads.seeds([*dict.fromkeys([*await self._reads.newest(NEWEST_RAFFLES), *kept])])
        drawn = [each for each, seeds in kept.items() if stored[each] is not None and seeds != {stored[each]}]
        drawn += await self._reads.absent([each for each in kept if stored[each] is None])
        lost = {*await self._reads.absent([each for each, root in roots.items() if root is None])}
        later = await asyncio.to_thread(self._file.after_draws)
        of_store = await self._reads.after_draws([each for each in later if stored.get(each) and each not in drawn])
        return Differences(
            missing=[each for each, seed in stored.items() if seed and seed not in kept.get(each, ())],
            contradictory=drawn,
            other_seals=[
                each
                for each, found in sealed.items()
                if found != {roots[each]} and (roots[each] is not None or each in lost) and each not in drawn
            ],
            lost_later=[each for each, counts in of_store.items() if any(map(gt, later[each], counts))],
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

    async def _append_notes(self, raffle_ids: Sequence[str]) -> None:
        await self._append_lines(await self._reads.notes(raffle_ids))

    async def _append_lines(self, lines: Sequence[bytes]) -> None:
        if lines:
            await asyncio.to_thread(self._file.append_notes, lines)
            self._failure = ""

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
