"""The mark beside the data (DATA_DIR/store.json): how much the store certainly had on disk a moment ago.

A start that finds less knows that something acknowledged is missing. The mark names a position in an append-only file,
because a position is compared at once, however many raffles there are. The counts say how much is missing.
"""

from pathlib import Path

import msgspec

from app.embedded.failure import CannotStart
from app.embedded.folder import write_synced

MARK_FILE = "store.json"


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Up to where an append-only file was on disk, and how many claims and draws the store had taken by then.

    The counts never fall: claims of a raffle that was deleted still count. `since_*` is the position in the same file
    from which the claims and draws were counted, and the counts at this position.
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
    """Return the mark, or None if there is none.

    Raises:
        CannotStart: the mark cannot be read.
    """
    try:
        return msgspec.json.decode(path(folder).read_bytes(), type=Mark)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        raise CannotStart(f"cannot read {path(folder)}: {error}: run make repair, which puts it aside") from None


def write(folder: Path, mark: Mark) -> None:
    """Write the mark in one step.

    Raises:
        OSError: the mark cannot be written; the old one stays.
    """
    write_synced(path(folder), msgspec.json.format(msgspec.json.encode(mark), indent=2) + b"\n")
