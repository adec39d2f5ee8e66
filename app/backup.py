"""`python -m app.backup FOLDER` copies the embedded store into a new folder, whether the service runs or not."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from app import program
from app.embedded.backup import BackupFailed, back_up, data_bytes
from app.embedded.failure import CannotStart
from app.embedded.moved import require_not_moved
from app.embedded.repair import require_no_loss
from app.embedded.restore import require_no_backup
from app.service.records import FILE_NAME
from app.settings import Settings, WrongSettings


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the folder from the command line; return the exit code of `run`."""
    parser = argparse.ArgumentParser(prog="app.backup", description="Copy the embedded store into a new folder.")
    parser.add_argument("folder", type=Path, help="the new folder for the backup")
    return run(parser.parse_args(arguments).folder)


def run(target: Path) -> int:
    """Make a backup in a new folder, and print what the backup has.

    Return the exit code: 0 if the backup was made, 1 if it failed, or 2 if a setting is wrong. The reason of a failure
    is printed to stderr.
    """
    return program.run(lambda settings: _back_up(embedded_folder(settings), target), BackupFailed, CannotStart)


def _back_up(folder: Path, target: Path) -> int:
    require_no_backup(folder)  # a backup of a backup would name a later time than that of its data
    require_not_moved(folder)  # after a move, this data is old, and nobody should rely on a backup of old data
    require_no_loss(folder)
    note = back_up(folder, target, also=FILE_NAME)
    program.say(
        f"saved {note} in {target} ({data_bytes(target) / 1e6:.1f} MB)\n"
        "checked: a store started on a copy of this backup had the same data as the original\n"
        "show this backup to nobody: it has hashes of codes, sealed receipts, the secret of the receipts, and "
        "addresses of players"
    )
    return 0


def embedded_folder(settings: Settings) -> Path:
    """Return the folder of the embedded store.

    Raises:
        WrongSettings: REDIS_URL is set, so the data is in another store.
    """
    if settings.redis_url:
        raise WrongSettings("REDIS_URL is set: docs/operating.md says how to back up and restore the store at this URL")
    return settings.data_dir


if __name__ == "__main__":
    sys.exit(main())
