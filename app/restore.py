"""`python -m app.restore FOLDER` puts a backup in the place of the embedded store. The service must be stopped."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app import program
from app.backup import embedded_folder
from app.embedded.backup import BackupFailed
from app.embedded.moved import where_moved
from app.embedded.restore import moved_away, place_for_old_data, restoring, saved_note
from app.restored import NotRestored, end
from app.service import restores
from app.service.records import FILE_NAME
from app.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the folder and `--yes` from the command line; return the exit code of `run`."""
    parser = argparse.ArgumentParser(prog="app.restore", description="Put a backup in the place of the embedded store.")
    parser.add_argument("folder", type=Path, help="the folder of the backup")
    parser.add_argument("--yes", action="store_true", help="replace data without asking; the old data is kept")
    asked = parser.parse_args(arguments)
    return run(asked.folder, yes=asked.yes)


def run(source: Path, *, yes: bool) -> int:
    """Restore a backup, and print what to do next.

    Return the exit code: 0 after success, 1 after a failure, or 2 if a setting is wrong. The reason of a failure is
    printed to stderr.
    """
    return program.run(lambda settings: _restore(settings, source, yes=yes), BackupFailed, NotRestored)


def _restore(settings: Settings, source: Path, *, yes: bool) -> int:
    folder = embedded_folder(settings)
    note = saved_note(source)
    old = place_for_old_data(folder)
    moved = where_moved(folder)
    if old and not yes:
        _ask(folder, old)
    with restoring(source, folder, old, _newest_records(source, folder)) as (url, new):
        waiting, found = asyncio.run(end(url, new / FILE_NAME, makes_file=True))
    program.say(f"restored {note}, as of {note.made_at}, to {folder}")
    if old:
        program.say(f"the old data is in {old}")
    for line in (*found.lost, restores.lost_changes(note.made_at)):
        program.say(line)
    if moved:
        program.say(f"LOOK: {moved}. Resume none of these raffles if that store sells their tickets")
    resumes = f"a manager resumes each of the {waiting.raffles} suspended raffles on the page /manage"
    program.say(f"next, start the service; {resumes}")
    if waiting.drafts:
        program.say(f"suspended drafts: {waiting.drafts}; a manager resumes each of them after its publication")
    return 0


def _newest_records(source: Path, folder: Path) -> Path | None:
    """Return the newest file of draw records, or None if there is none. The lines of the backup's file are added to it.

    If DATA_DIR has such a file, return this one, because it also has the draws after the backup.
    """
    if os.path.lexists(folder / FILE_NAME):
        return folder / FILE_NAME
    places = [place / FILE_NAME for place in (moved_away(folder), source) if place]
    return max(filter(os.path.lexists, places), key=lambda file: file.lstat().st_mtime, default=None)


def _ask(folder: Path, old: Path) -> None:
    """Ask whether the backup may replace data.

    Raises:
        BackupFailed: nobody said yes.
    """
    if not sys.stdin.isatty():
        raise BackupFailed(f"{folder} has data; with YES=1 the backup takes its place, and the data is kept in {old}")
    if input(f"{folder} has data. Put the backup in its place, and keep the data in {old}? [y/N] ").lower() != "y":
        raise BackupFailed("nothing was changed")


if __name__ == "__main__":
    sys.exit(main())
