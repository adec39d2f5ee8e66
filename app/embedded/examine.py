"""Examines the data files before a server starts on them.

The manifest is the file that names the data files. Without a manifest, a server would start empty, and would later
overwrite the data files in the folder. With a shortened data file, a server would start with the remaining data, and
give out tickets a second time. So in both cases, the service starts no server. The mark (app/embedded/mark.py) tells
how much data must be there.
"""

import logging
from pathlib import Path
from typing import NamedTuple

from app.embedded import files, tail
from app.embedded import mark as mark_of
from app.embedded.failure import BACKUP, CannotStart
from app.embedded.files import Manifest
from app.embedded.follow import Counts, counts_between
from app.embedded.mark import Mark
from app.embedded.program import keys_in, whole_bytes

log = logging.getLogger(__name__)

ACCEPT = f"{BACKUP}, or accept the loss with make repair"


class Cut(NamedTuple):
    """What was cut from the end of a data file, and the path of the file that keeps the cut bytes."""

    file: str
    bytes: int
    kept: Path

    def __str__(self) -> str:
        return (
            f"the last {self.bytes} bytes of {self.file} were cut: they belong to a write that was never acknowledged, "
            f"because a crash interrupted it; the bytes are kept in {self.kept}"
        )


def make_ready(folder: Path, program: str) -> Mark | None:
    """Check that a folder has all data up to its mark, and cut an incomplete write. Return the mark, if there is one.

    Raises:
        CannotStart: data is missing or damaged. The text names this data, and says what to do.
    """
    mark = mark_of.read(folder)
    manifest = files.manifest(folder)
    if manifest is None:
        _check_that_nothing_lies_there(folder, program, mark)
        return mark
    check_names(folder, manifest)
    if mark and (lost := missing(folder, program, manifest, mark)):
        raise CannotStart(too_little(folder, mark, lost))
    if manifest.increments:
        start = mark.bytes if mark and mark.file == manifest.increments[-1] else 0
        if cut := cut_torn_end(folder, program, files.data(folder) / manifest.increments[-1], start):
            log.warning("%s", cut)
    return mark


def check_names(folder: Path, manifest: Manifest) -> None:
    """Check that every file of the manifest is there.

    Raises:
        CannotStart: a file is missing, or is no regular file.
    """
    gone = [name for name in manifest.names if not (files.data(folder) / name).exists()]
    if gone:
        raise CannotStart(f"{files.data(folder)} lacks {', '.join(gone)}, which its manifest names: {BACKUP}")
    files.check_regular([files.data(folder) / name for name in manifest.names])


def missing(folder: Path, program: str, manifest: Manifest, mark: Mark) -> Counts | None:
    """Return how many claims and draws the data lacks at least. Return None if all data up to the mark is there.

    A rewrite makes shorter data files with higher numbers. The mark may name a file that a rewrite has replaced. Then
    the data is in the new files, and nothing is missing.
    """
    if mark.file not in manifest.increments:
        newest = files.sequence(manifest.increments[-1]) if manifest.increments else 0
        replaced = files.sequence(mark.file) < newest
        return None if replaced else Counts(mark.claims - mark.since_claims, mark.draws - mark.since_draws)
    file = files.data(folder) / mark.file
    if _reaches(file, mark):
        return None
    return lost_after(file, whole_bytes(program, file), mark)


def lost_after(file: Path, end: int, mark: Mark) -> Counts:
    """Return how many claims and draws of this file lie between the position `end` and the mark."""
    held = counts_between(file, mark.since_bytes, min(end, mark.bytes))
    return Counts(mark.claims - mark.since_claims - held.claims, mark.draws - mark.since_draws - held.draws)


def too_little(folder: Path, mark: Mark, lost: Counts) -> str:
    """Return the line that says how many claims and draws are missing."""
    return (
        f"the store in {folder} holds less than it acknowledged until {mark.at}: "
        f"at least {told(lost)} are missing: {ACCEPT}"
    )


def told(number: Counts) -> str:
    """Return the text for these counts, such as `3 claims and 2 draws`."""
    return f"{number.claims} claims and {number.draws} draws"


def cut_torn_end(folder: Path, program: str, file: Path, start: int) -> Cut | None:
    """Cut an incomplete write at the end of a file, and keep the cut bytes in DATA_DIR/aside.

    Nothing before the position `start` is cut.

    Raises:
        CannotStart: the file is damaged before its end, or the cut bytes cannot be kept.
    """
    size = file.stat().st_size
    end = tail.whole_end(folder, program, file, start)
    if end >= size:
        return None
    if not tail.is_torn(tail.read_from(file, end)):
        raise CannotStart(f"{file} is damaged at byte {end} of {size}, and has more data after this byte: {ACCEPT}")
    try:
        return Cut(file.name, size - end, tail.cut(folder, file, end))
    except OSError as error:
        raise CannotStart(f"cannot keep the torn end of {file} aside: {error.strerror}") from None


def damage(folder: Path, program: str) -> str | None:
    """Return a line about the first data file that no server can load, or None.

    The check of large files takes seconds or minutes.
    """
    manifest = files.manifest(folder)
    if manifest is None:
        return None
    mark = mark_of.read(folder)
    if manifest.base and keys_in(program, files.data(folder) / manifest.base) is None:
        return f"{files.data(folder) / manifest.base} is damaged: {BACKUP}"
    for name in manifest.increments:
        file = files.data(folder) / name
        size, end = file.stat().st_size, whole_bytes(program, file)
        if end < size:
            lost = lost_after(file, end, mark) if mark and mark.file == name else None
            behind = f"; at least {told(lost)} that were acknowledged lie after this byte" if lost else ""
            return f"{file} is damaged at byte {end} of {size}{behind}: {ACCEPT}"
    return None


def _reaches(file: Path, mark: Mark) -> bool:
    """Return whether a file has its data up to the mark.

    A transaction must end at the mark. The size is not enough, because a file may have zeros instead of data.
    """
    if mark.bytes == mark.since_bytes:  # the counting began here, perhaps not at the end of a transaction
        return file.stat().st_size >= mark.bytes
    with file.open("rb") as opened:
        opened.seek(mark.bytes - len(tail.EXEC))
        return opened.read(len(tail.EXEC)) == tail.EXEC


def _check_that_nothing_lies_there(folder: Path, program: str, mark: Mark | None) -> None:
    there = files.found(folder)
    data = files.data(folder)
    if there and (mark or not _holds_nothing(data, program, there)):
        raise CannotStart(
            f"{data} has data files ({', '.join(there)}) but no manifest, so a server would start empty and overwrite "
            f"the files: {BACKUP}, or run make repair, which writes the manifest again"
        )
    if (folder / files.DUMP).exists():
        raise CannotStart(
            f"{folder} has only {files.DUMP}, and the store does not read this file: "
            f"run make repair to take over its data, or move the file away"
        )
    if mark:
        counted = told(Counts(mark.claims, mark.draws))
        raise CannotStart(f"{folder} has no data, but its store had acknowledged {counted} until {mark.at}: {ACCEPT}")


def _holds_nothing(data: Path, program: str, names: list[str]) -> bool:
    """Return whether the files are empty. A store that is killed during its first start leaves such files."""
    return all(
        not (data / name).stat().st_size if files.is_increment(name) else keys_in(program, data / name) == 0
        for name in names
    )
