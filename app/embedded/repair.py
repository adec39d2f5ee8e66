"""Repairs the data files when no server runs, so that a server can start on these files. A repair deletes no data."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from app.embedded import aside, examine, files, folder, tail
from app.embedded import mark as mark_of
from app.embedded.failure import BACKUP, CannotStart
from app.embedded.files import Manifest
from app.embedded.follow import counts_between
from app.embedded.mark import Mark
from app.embedded.orphan import stop_orphan
from app.embedded.program import keys_in, server_program, whole_bytes

FIRST_BASE = "appendonly.aof.1.base.rdb"

LOSS = "loss-accepted"
"""The name of a file in DATA_DIR. A repair makes this file before it gives up data that may have been acknowledged. A
start makes it before it replaces a lost store. Both must end like a restore of a backup: the raffles that are not drawn
are suspended, and the incarnation of the store (the number of its restores) rises. The record of a later draw has this
number, so a lost draw is not repeated in secret. No service starts on the folder until this is done and `end_loss` has
removed the file."""


def has_loss(where: Path) -> bool:
    """Return whether a repair has accepted a loss of data, and has not ended yet."""
    return (where / LOSS).exists()


def note_loss(where: Path) -> None:
    """Note that data is given up which may have been acknowledged. Until `end_loss`, no service starts."""
    folder.write_synced(where / LOSS, b"")


def end_loss(where: Path) -> None:
    """Note that a repair with a loss has ended, so that services may start."""
    (where / LOSS).unlink()
    folder.sync(where)


def require_no_loss(where: Path) -> None:
    """Check that no repair of the folder has to be ended first.

    Raises:
        CannotStart: a repair has accepted a loss, and was then interrupted.
    """
    if has_loss(where):
        raise CannotStart(f"the repair of {where} has not ended: run make repair again")


def repair(where: Path) -> Iterator[str]:
    """Repair the store in a folder. After each step, yield a line that says what was done.

    Raises:
        CannotStart: the data cannot be repaired, a service uses the folder, or there is no server program.
    """
    program = server_program()
    where = folder.real(where)
    if not where.is_dir():
        raise CannotStart(f"{where} does not exist")
    with ExitStack() as locked:
        folder.lock(where, until=locked)
        stop_orphan(where)
        try:
            yield from _repair(where, program)
        except OSError as error:
            raise CannotStart(f"cannot repair {where}: {error.strerror}") from None


def _repair(where: Path, program: str) -> Iterator[str]:
    try:
        mark = mark_of.read(where)
    except CannotStart as reason:
        note_loss(where)  # nobody can tell how much the store had
        yield f"{reason}: this was done, and the file is kept in {aside.move(where, mark_of.path(where))}"
        mark = None
    manifest = _named(where)
    if manifest is None:
        if files.found(where):
            manifest = _manifest_of(where)
            _write(where, manifest, mark)
            yield f"wrote a manifest that names {', '.join(manifest.names)}"
        elif (where / files.DUMP).exists():
            manifest = _take_over_dump(where, program)
            _write(where, manifest, mark)
            yield f"took over the data of {files.DUMP}, which stays where it is"
    if manifest is None:
        if mark:
            yield f"there are no data files: the next start has an empty store; {_lower(where, mark)}"
        return
    examine.check_names(where, manifest)
    if manifest.base and keys_in(program, files.data(where) / manifest.base) is None:
        raise CannotStart(f"{files.data(where) / manifest.base} is damaged: {BACKUP}")
    yield from _cut(where, program, manifest)
    if mark and (lost := examine.missing(where, program, manifest, mark)):
        yield f"at least {examine.told(lost)} that were acknowledged are missing; {_lower(where, mark)}"


def _named(where: Path) -> Manifest | None:
    """Return the manifest (the list of the data files), or None if it is missing or unreadable.

    Keep an unreadable manifest in DATA_DIR/aside.
    """
    try:
        return files.manifest(where)
    except CannotStart:
        aside.move(where, files.data(where) / files.MANIFEST)
        return None


def _manifest_of(where: Path) -> Manifest:
    """Return a manifest for the data files in the folder.

    Raises:
        CannotStart: there is no base file or more than one, or a number is missing between the append-only files.
    """
    names = files.found(where)
    increments = [name for name in names if files.is_increment(name)]
    bases = [name for name in names if not files.is_increment(name)]
    numbers = [files.sequence(name) for name in increments]
    consecutive = numbers == list(range(min(numbers, default=0), max(numbers, default=-1) + 1))
    if len(bases) != 1 or not consecutive:
        raise CannotStart(f"cannot tell which files of {files.data(where)} belong together: {BACKUP}")
    return Manifest(bases[0], increments)


def _take_over_dump(where: Path, program: str) -> Manifest:
    """Copy the RDB file (a snapshot of a store) of the folder as the base of new data files.

    Raises:
        CannotStart: the RDB file is damaged, or is no regular file.
    """
    files.check_regular([where / files.DUMP])
    if keys_in(program, where / files.DUMP) is None:
        raise CannotStart(f"{where / files.DUMP} is damaged: {BACKUP}")
    files.data(where).mkdir(exist_ok=True)
    base = files.data(where) / FIRST_BASE
    shutil.copyfile(where / files.DUMP, base)
    folder.sync(base)
    return Manifest(FIRST_BASE, [])


def _write(where: Path, manifest: Manifest, mark: Mark | None) -> None:
    """Write a manifest. Without a mark, nobody can tell whether the named files have all data, so first note a loss."""
    if mark is None:
        note_loss(where)
    folder.write_synced(files.data(where) / files.MANIFEST, manifest.text().encode())


def _cut(where: Path, program: str, manifest: Manifest) -> Iterator[str]:
    """Cut the append-only file before the first damage, even if readable commands follow the damage.

    Raises:
        CannotStart: a file before the last one is damaged, so the files after the damaged one cannot be applied.
    """
    for name in manifest.increments:
        file = files.data(where) / name
        size, end = file.stat().st_size, whole_bytes(program, file)
        if end == size:
            continue
        if name != manifest.increments[-1]:
            raise CannotStart(f"{file} is damaged at byte {end} of {size}: {BACKUP}")
        behind = counts_between(file, end, size)
        if not tail.is_torn(tail.read_from(file, end)):
            note_loss(where)  # even if no claim and no draw can be counted: damage can hide them
        kept = tail.cut(where, file, end)
        held = f", among them {examine.told(behind)}" if any(behind) else ""
        yield f"cut the last {size - end} bytes of {name}{held}; they are kept in {kept}"


def _lower(where: Path, mark: Mark) -> str:
    """Move the mark (mark.py) into DATA_DIR/aside, so that the next start begins a new mark."""
    note_loss(where)
    kept = aside.move(where, mark_of.path(where))
    return f"the loss is accepted: the mark of {mark.at} is kept in {kept}"
