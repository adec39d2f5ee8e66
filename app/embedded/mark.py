"""The mark beside the data (DATA_DIR/store.json): how much the store certainly had on disk a moment ago.

If a start finds less data than the mark says, acknowledged data is missing. The mark has the name of an append-only
file, to which the store adds each change, and a position in this file. A position is quick to compare, even if there
are many raffles. The mark also has the numbers of claims and draws. They tell how much is missing.
"""

from pathlib import Path

import msgspec

from app.embedded.failure import CannotStart
from app.embedded.folder import write_synced
from app.regular_file import NotRegular, read_regular

MARK_FILE = "store.json"


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """The position up to which an append-only file was on disk, and the numbers of claims and draws at this position.

    The counts never fall, because claims of deleted raffles still count. `since_bytes` is the position at which the
    counting in this file began. `since_claims` and `since_draws` are the counts at that position.
    """

    store_id: str
    at: str
    file: str
    bytes: int
    claims: int
    draws: int
    since_bytes: int
    since_claims: int
    since_draws: int


def path(folder: Path) -> Path:
    """Return the path of the mark."""
    return folder / MARK_FILE


def read(folder: Path) -> Mark | None:
    """Return the mark, or None if the folder has no mark.

    Raises:
        CannotStart: the mark cannot be read.
    """
    try:
        return msgspec.json.decode(read_regular(path(folder)), type=Mark)
    except FileNotFoundError:
        return None
    except NotRegular as error:
        raise CannotStart(f"{error}: run make repair, which puts this file aside") from None
    except (OSError, msgspec.MsgspecError) as error:
        raise CannotStart(f"cannot read {path(folder)}: {error}: run make repair, which puts this file aside") from None


def write(folder: Path, mark: Mark) -> None:
    """Write the mark in one step.

    Raises:
        OSError: the mark cannot be written; the old mark stays.
    """
    write_synced(path(folder), msgspec.json.format(msgspec.json.encode(mark), indent=2) + b"\n")
