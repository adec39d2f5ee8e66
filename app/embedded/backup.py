"""Copies the data of the embedded store as it is at one moment, and checks the copy. The store may run meanwhile."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, NamedTuple

import msgspec
import redis

from app.embedded import files, foreign, receipt_secret
from app.embedded import folder as folder_of
from app.embedded.failure import CannotStart
from app.embedded.folder import sync, write_synced
from app.embedded.orphan import client_of, running
from app.embedded.server import EmbeddedStore
from app.regular_file import NotRegular, narrow, open_regular
from app.store import keys

NOTE = "backup.json"
"""The file that says what a backup holds. It is empty until the backup is complete, so nobody uses a killed backup."""

MOMENTS_TO_TRY = 5
"""The largest number of attempts to copy. The store sometimes rewrites its data files, to make them shorter. An attempt
fails if a rewrite ends during this attempt, because a rewrite replaces the files."""

_BLOCK_BYTES = 1_000_000


class BackupFailed(Exception):
    """Making or restoring a backup failed. The text is one line that says why or what to do."""


class Held(NamedTuple):
    """What a store has of one raffle: how many tickets are claimed, and whether it is drawn."""

    tickets: int
    drawn: bool


class Note(msgspec.Struct, frozen=True):
    """What a backup holds: its time (UTC, ISO 8601), and its numbers of raffles, claimed tickets and draws."""

    made_at: str
    raffles: int
    tickets: int
    drawn: int

    def __str__(self) -> str:
        return f"{self.raffles} raffles ({self.drawn} drawn) with {self.tickets} claimed tickets"


def back_up(folder: Path, target: Path, also: str) -> Note:
    """Copy the data in a folder into an empty or new folder, and check the copy.

    Also copy the secret of the receipts (encrypted codes) and the file with the name `also`, if these files exist.

    Raises:
        BackupFailed: there is nothing to copy, the target is not empty, or the copy differs from the store.
    """
    folder = folder_of.real(folder)
    made = _new(target)
    try:
        with _store_of(folder) as store:
            before = held(store) if store else {}
            write_synced(target / NOTE, b"")
            made_at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
            copy_data(folder, target, links=True)
            after = held(store) if store else {}
        for name in (also, receipt_secret.FILE_NAME):
            with suppress(FileNotFoundError):
                copy_file(folder_of.real(folder / name), target / name)
        copied = _held_by_the_copy(target, folder)
        _compare(before, copied, after)
        note = note_of(made_at, copied)
        write_synced(target / NOTE, msgspec.json.encode(note) + b"\n")
    except BaseException as error:
        empty(target)
        if made:
            target.rmdir()
        if isinstance(error, NotRegular):
            raise BackupFailed(str(error)) from None
        if isinstance(error, OSError):
            raise BackupFailed(f"cannot copy {folder} to {target}: {error.strerror}") from None
        if isinstance(error, redis.RedisError | CannotStart):
            raise BackupFailed(str(error)) from None
        raise
    return note


def note_of(made_at: str, each: dict[str, Held]) -> Note:
    """Return the note about a backup that holds these raffles."""
    tickets, drawn = (sum(counts) for counts in zip(*each.values(), strict=True)) if each else (0, 0)
    return Note(made_at, len(each), tickets, drawn)


def copy_data(folder: Path, target: Path, *, links: bool = False) -> None:
    """Copy the data files of a store as they are at one moment. The store may write into the files meanwhile.

    The store writes only into the last file. So a hard link is enough for each of the other files. The last file is
    copied up to its present size. The copy may end with an incomplete write. The store has not acknowledged this write,
    and the next start of a store removes it.

    With `links`, follow symbolic links to the data. For the data of a backup, `links` is False: somebody may have put a
    link to another file of this machine into the backup.

    Raises:
        BackupFailed: the store replaced its files during every attempt, or a file is missing, or the manifest (the list
            of the data files) names something that is no data file.
        CannotStart: the manifest cannot be read.
        OSError: a file cannot be read or written, or is no regular file.
    """
    if not links and files.data(folder).is_symlink():
        raise BackupFailed(f"{files.data(folder)} is a symbolic link, and not a part of the backup")
    for _ in range(MOMENTS_TO_TRY):
        with suppress(FileNotFoundError):  # a rewrite ended, and removed the files that it replaced
            manifest = files.manifest(folder, links=links)
            if manifest is None:
                break
            _check_names(folder, manifest)
            copy = files.data(target)
            copy.mkdir(mode=0o700)
            sources = [files.data(folder) / name for name in manifest.names]
            *others, growing = [folder_of.real(source) for source in sources] if links else sources
            for source, name in zip(others, manifest.names, strict=False):
                _link(source, copy / name, others=links)
            copy_file(growing, copy / manifest.names[-1])
            write_synced(copy / files.MANIFEST, manifest.text().encode())
            sync(target)
            return
        shutil.rmtree(files.data(target), ignore_errors=True)
    raise BackupFailed(f"the files in {files.data(folder)} change all the time, or one of them is missing")


def has_data(folder: Path) -> bool:
    """Return whether a folder has the data of a store."""
    return files.manifest(folder) is not None


def data_bytes(folder: Path) -> int:
    """Return the size of the data files of a store."""
    return sum(file.stat().st_size for file in files.data(folder).iterdir())


def held(store: redis.Redis) -> dict[str, Held]:
    """Return what a store holds, by raffle id. Wait until the store has loaded its data.

    Raises:
        redis.RedisError: the store does not answer.
    """
    wait_until_loaded(store)
    found: list[str] = store.zrange(keys.RAFFLES, 0, -1)  # type: ignore[assignment]  # a blocking client
    with store.pipeline(transaction=False) as questions:
        for raffle_id in found:
            questions.hlen(keys.codes(raffle_id))
            questions.hexists(keys.raffle(raffle_id), "drawn_at")
        # If a key has the wrong type, the answer is an exception. Such a key counts as 0.
        answers = [0 if isinstance(answer, Exception) else answer for answer in questions.execute(raise_on_error=False)]
    pairs = zip(found, answers[::2], answers[1::2], strict=True)
    return {raffle_id: Held(tickets, bool(drawn)) for raffle_id, tickets, drawn in pairs}


def wait_until_loaded(store: redis.Redis) -> None:
    """Wait until a store has loaded its data, which may take minutes.

    Raises:
        redis.RedisError: the store does not answer.
    """
    while store.info("persistence")["loading"]:
        time.sleep(0.1)


def empty(folder: Path) -> None:
    """Remove everything that is in a folder."""
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink()


@contextmanager
def _store_of(folder: Path) -> Iterator[redis.Redis | None]:
    """Yield a client of the store that runs on a folder.

    If no store runs there, lock the folder, so that no store starts, and yield None.
    """
    if not has_data(folder):
        raise BackupFailed(f"{folder} has no data of a store")
    with ExitStack() as stack:
        store = stack.enter_context(running(folder))
        if store is None:
            folder_of.lock(folder, until=stack)
        yield store


def _new(target: Path) -> bool:
    """Create the folder of a backup, if it does not exist. Only the owner can use the folder. Return whether it is new.

    Raises:
        BackupFailed: the folder has files, belongs to another user, or cannot be created.
    """
    try:
        if target.is_dir():
            if any(target.iterdir()):
                raise BackupFailed(f"{target} is not empty: name a new folder")
            if target.stat().st_uid != os.geteuid():
                raise BackupFailed(f"{target} belongs to another user: name a new folder")
            folder_of.make_private(target)
            return False
        target.mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise BackupFailed(f"cannot make the folder {target}: {error.strerror}") from None
    return True


def copy_file(source: Path, target: Path) -> None:
    """Copy a file up to its present length, and sync the copy to the disk. Only the owner of the copy can read it.

    Raises:
        NotRegular: the source is a symbolic link, or is no regular file.
        OSError: a file cannot be read or written.
    """
    with open_regular(source, links=False) as file:
        _copy(file, target, os.fstat(file.fileno()).st_size)


def _check_names(folder: Path, manifest: files.Manifest) -> None:
    for name in manifest.names:
        if not files.sequence(name):
            raise BackupFailed(f"{files.data(folder) / files.MANIFEST} names {name!a}, which is no data file")


def _link(source: Path, target: Path, *, others: bool) -> None:
    """Make a hard link, or a copy if a link is impossible, for example on another file system.

    Only the owner can read the new file. If the source belongs to another user, the new file is a copy for two reasons:
    only root can change the rights of the source, and the other user could later change a linked file. With `others`,
    the second reason does not count, so root makes a link.
    """
    with open_regular(source, links=False) as file:
        try:
            if not others and os.fstat(file.fileno()).st_uid != os.geteuid():
                raise PermissionError
            target.hardlink_to(source)
            linked = os.path.samestat(target.lstat(), os.fstat(file.fileno()))  # false if the source was replaced
            if linked:
                narrow(target)
        except FileNotFoundError:
            raise
        except OSError:
            linked = False
        if not linked:
            target.unlink(missing_ok=True)
            _copy(file, target, os.fstat(file.fileno()).st_size)


def _copy(source: IO[bytes], target: Path, size: int) -> None:
    """Copy the first `size` bytes of a file, and sync the copy to the disk."""
    with open_regular(target, "xb") as file:
        while size > 0 and (block := source.read(min(size, _BLOCK_BYTES))):
            file.write(block)
            size -= len(block)
        file.flush()
        os.fsync(file.fileno())


def _held_by_the_copy(target: Path, folder: Path) -> dict[str, Held]:
    """Return what a backup holds. The store for this runs on a second copy, because a store may write into its files.

    Raises:
        BackupFailed: a restore would refuse this backup.
    """
    with TemporaryDirectory(dir=target, prefix="check-") as there:
        copy_data(target, Path(there))
        try:
            foreign.check(Path(there), folder)
        except CannotStart as reason:
            raise BackupFailed(f"{reason}: a restore would refuse this backup") from None
        with (
            EmbeddedStore(Path(there), ends_with_process=True) as store,
            client_of(store.url) as client,
        ):
            return held(client)


def _compare(before: dict[str, Held], copied: dict[str, Held], after: dict[str, Held]) -> None:
    """Compare what a copy holds with what the store held just before and just after the copying.

    Raises:
        BackupFailed: the copy holds less of a raffle than the store held before, or more than the store holds after.
    """
    for raffle_id in before.keys() & after.keys():
        if not before[raffle_id] <= copied.get(raffle_id, Held(-1, drawn=False)) <= after[raffle_id]:
            raise BackupFailed(f"the copy does not hold what the store holds of raffle {raffle_id}")
