"""Puts a backup in the place of the embedded store's data. The old data is kept."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from glob import escape
from hashlib import sha256
from itertools import chain, count
from pathlib import Path

import msgspec
import redis

from app.embedded import folder as folder_of
from app.embedded import foreign, receipt_secret, unix_socket
from app.embedded.backup import NOTE, BackupFailed, Note, copy_data, copy_file, empty, held, note_of
from app.embedded.failure import CannotStart
from app.embedded.folder import sync, write_synced
from app.embedded.orphan import client_of, running, stop_orphan
from app.embedded.server import EmbeddedStore
from app.regular_file import NotRegular, open_regular, read_regular

_LEFT_BY_ANY_START = {"lock", folder_of.PORT_FILE, folder_of.LOG_FILE, folder_of.URL_FILE, unix_socket.FOLDER}


def saved_note(source: Path) -> Note:
    """Return what a backup holds.

    Raises:
        BackupFailed: the folder has no complete backup.
    """
    try:
        return msgspec.json.decode(read_regular(source / NOTE, links=False), type=Note)
    except NotRegular as error:
        raise BackupFailed(f"{source} has no complete backup: {error}") from None
    except (OSError, msgspec.MsgspecError):
        raise BackupFailed(f"{source} has no complete backup: {NOTE} is missing or cannot be read") from None


def place_for_old_data(folder: Path) -> Path | None:
    """Return the path to which a restore moves the old data of a folder, or None if the folder has no data."""
    if not folder.is_dir() or all(entry.name in _LEFT_BY_ANY_START for entry in folder.iterdir()):
        return None
    folder = folder_of.real(folder)
    place = folder.with_name(f"{folder.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    further = (place.with_name(f"{place.name}-{number}") for number in count(2))  # for two restores in one second
    return next(each for each in chain([place], further) if not os.path.lexists(each))


def require_restore_ended(folder: Path) -> None:
    """Check that no restore was interrupted after it had moved the old data away.

    Raises:
        CannotStart: a restore was interrupted there, so a start would begin an empty store.
    """
    folder = folder_of.real(folder)
    if not folder.exists() and (new := _copy_of(folder)).exists():
        raise CannotStart(f"a restore to {folder} was interrupted: run make restore again, or remove {new}")


def backup_warnings(folder: Path) -> list[str]:
    """Return a warning if DATA_DIR is a backup. A service would use the old data of the backup as the present data.

    Also return a warning if DATA_DIR is the copy of a backup or restore that was killed.
    """
    if not (folder / NOTE).exists():
        return []
    if not (folder / NOTE).lstat().st_size:
        return [
            f"{folder} is an incomplete copy, left by a killed backup or restore: name another folder as DATA_DIR, and "
            "remove this folder if no backup and no restore runs"
        ]
    return [
        f"{folder} is a backup: name another folder as DATA_DIR, and run make restore FROM={folder}; if a service has "
        f"used this folder already, remove {NOTE}, and run make restored"
    ]


def require_no_backup(folder: Path) -> None:
    """Check that a folder is no backup. Only a restore may use a backup, because a restore also suspends its raffles.

    Raises:
        CannotStart: the folder is a backup, or the incomplete copy of a killed backup or restore.
    """
    for warning in backup_warnings(folder):
        raise CannotStart(warning)


def moved_away(folder: Path) -> Path | None:
    """Return the old data that an interrupted restore has moved away, or None if there was no such restore."""
    folder = folder_of.real(folder)
    if folder.exists() or not _copy_of(folder).exists():
        return None
    return max(folder.parent.glob(f"{escape(folder.name)}.before-*"), default=None)


def restore_warnings(folder: Path) -> list[str]:
    """Return a warning if a killed restore has left its copy beside a folder.

    The copy keeps addresses of players that the service deletes later. A restore that still runs has such a copy, too.
    """
    new = _copy_of(folder_of.real(folder))
    if not new.exists():
        return []
    return [
        f"{new} is the copy of a restore, with addresses of players: if no restore runs, remove this folder, or run "
        "make restore again"
    ]


def _copy_of(folder: Path) -> Path:
    """Return the path of the copy that takes the place of a folder at the end of a restore."""
    return folder.with_name(f"{folder.name}.restoring")


@contextmanager
def restoring(source: Path, folder: Path, old: Path | None, records: Path | None) -> Iterator[tuple[str, Path]]:
    """Start a store on a copy of a backup, and yield its URL and the folder of the copy.

    After the block, the copy replaces `folder`. If the restore is interrupted, no service uses the incomplete copy. If
    the block fails, the folder is unchanged. `old` is the path to which the old data of the folder is moved. Two more
    files are copied into the new data: `records`, and the secret of the receipts (encrypted codes), which is in the
    backup. The copy of `records` also gets the lines that it lacks, but that the file in the backup has. If `records`
    is a symbolic link in the old data, the new data has the same link after the block, and the file at the end of the
    link gets the new lines. So a file on another disk stays in use.

    Raises:
        BackupFailed: the backup is not complete, or cannot be restored to the folder.
    """
    note = saved_note(source)
    folder = folder_of.real(folder)
    new = _copy_of(folder)
    with ExitStack() as stack:
        try:
            if folder.exists():
                folder_of.lock(folder, until=stack)
            if stack.enter_context(running(folder)):
                raise BackupFailed(
                    f"the store of a killed service still runs in {folder}: start the service and stop it"
                )
            _remove_interrupted(new)
            stack.callback(shutil.rmtree, new, ignore_errors=True)
            _copy(source, new, records)
            foreign.check(new, source)
            with (
                EmbeddedStore(new, ends_with_process=True) as store,
                client_of(store.url) as client,
            ):
                _check(source, note, note_of(note.made_at, held(client)))
                yield store.url, new
            if records and _is_linked(records, source):
                stack.enter_context(_returned_to_link(records, new / records.name))
            _take_the_place(new, folder, old)
        except NotRegular as error:
            raise BackupFailed(str(error)) from None
        except OSError as error:
            raise BackupFailed(f"cannot restore {source} to {folder}: {error.strerror}") from None
        except (redis.RedisError, CannotStart) as error:
            raise BackupFailed(str(error)) from None


def _remove_interrupted(new: Path) -> None:
    """Remove the copy that a killed restore left behind. First stop the store that still runs on this copy.

    Raises:
        CannotStart: the other restore still runs.
    """
    if new.is_dir():
        with ExitStack() as locked:
            folder_of.lock(new, until=locked)
            stop_orphan(new)
            shutil.rmtree(new, ignore_errors=True)


def _copy(source: Path, new: Path, records: Path | None) -> None:
    new.mkdir(mode=0o700, parents=True)
    write_synced(new / NOTE, b"")
    copy_data(source, new)
    for file in (records, source / receipt_secret.FILE_NAME):
        if file and _is_linked(file, source):
            if not file.exists():
                raise BackupFailed(
                    f"{file} links to a file that is missing: mount the disk of the file, or remove the link"
                )
            copy_file(file.resolve(), new / file.name)
        elif file and os.path.lexists(file):
            copy_file(file, new / file.name)
    if records and records.parent != source and os.path.lexists(source / records.name):
        _add_lines(source / records.name, new / records.name)
    sync(new)


def _is_linked(file: Path, source: Path) -> bool:
    """Return whether a file is a symbolic link in the old data. Links in the backup count as files, and are refused."""
    return file.parent != source and file.is_symlink()


@contextmanager
def _returned_to_link(link: Path, copy: Path) -> Iterator[None]:
    """Append the new lines of a copy to the file at the end of a link. Then replace the copy by the same link.

    If the rest of the restore fails, the file gets its old length again.
    """
    with open_regular(copy, links=False) as written, open_regular(link, "ab") as target:
        length = target.tell()
        written.seek(length)
        try:
            shutil.copyfileobj(written, target)
            target.flush()
            os.fsync(target.fileno())
            copy.unlink()
            copy.symlink_to(link.readlink())  # the copy is beside the old data, so a relative link works too
            yield
        except BaseException:
            os.ftruncate(target.fileno(), length)
            raise


def _add_lines(saved: Path, file: Path) -> None:
    """Append the lines of a backup's file that another file lacks.

    On the machine of the backup, no line is missing. But on another machine, DATA_DIR may have a file of other raffles.
    """
    known, last = set[bytes](), b"\n"
    with open_regular(file) as opened:
        for last in opened:
            known.add(sha256(last.rstrip(b"\n")).digest())
    with open_regular(saved, links=False) as opened, open_regular(file, "ab") as target:
        missing = (line for line in opened if line.endswith(b"\n") and sha256(line[:-1]).digest() not in known)
        if first := next(missing, None):
            if not last.endswith(b"\n"):  # a crash has left an incomplete line at the end
                target.write(b"\n")
            target.writelines(chain([first], missing))
            target.flush()
            os.fsync(target.fileno())


def _take_the_place(new: Path, folder: Path, old: Path | None) -> None:
    (new / NOTE).unlink()  # from now on, the copy may be used
    if old:
        folder.rename(old)
    elif folder.exists():
        empty(folder)
    new.rename(folder)
    sync(folder.parent)


def _check(source: Path, note: Note, found: Note) -> None:
    if found != note:
        raise BackupFailed(f"{source} is damaged: it had {note}, and now it has {found}")
