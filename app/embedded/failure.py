"""The reasons why an embedded store cannot run."""

from pathlib import Path

BACKUP = "put back a backup with make restore"
"""What to do if data is missing or damaged."""


class CannotStart(Exception):
    """The embedded store cannot run. The text is one line that says why or what to do."""


class WrongStore(CannotStart):
    """The data files are of another store than the mark (DATA_DIR/store.json, which says how much data there was)."""

    def __init__(self, folder: Path, found: str, marked: str) -> None:
        super().__init__(
            f"the data in {folder} is of store {found or '(no id)'}, but the mark in store.json is of store {marked}: "
            f"{BACKUP}, or run make repair to put the mark aside"
        )
