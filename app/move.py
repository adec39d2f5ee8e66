"""`python -m app.move` moves the raffles of the embedded store to the store at REDIS_URL. Stop the service first."""

import asyncio
import sys
from pathlib import Path

import redis

from app import program
from app.embedded import receipt_secret
from app.embedded.backup import has_data, wait_until_loaded
from app.embedded.failure import CannotStart
from app.embedded.moved import note, old_data_warnings, require_not_moved
from app.embedded.orphan import client_of
from app.embedded.repair import require_no_loss
from app.embedded.restore import require_no_backup
from app.embedded.server import EmbeddedStore
from app.settings import Settings, WrongSettings
from app.store.address import without_login
from app.store.connect import connect
from app.store.content import MoveFailed
from app.store.move import Moved, has_begun, move

COPIES_LEFT = (
    "LOOK: the store at REDIS_URL has copies of raffles now, with addresses of players: repeat the move; or, if you go "
    'on with the old store, remove these copies, as docs/operating.md says in "Moving to another store"'
)


def main() -> int:
    """Move the raffles, and print what to do next.

    Return the exit code: 0 after success, 1 after a failure, or 2 if a setting is wrong. The reason of a failure is
    printed to stderr.
    """
    return program.run(_move_all, MoveFailed, CannotStart, redis.RedisError)


def _move_all(settings: Settings) -> int:
    folder = settings.data_dir
    _check(settings)
    with EmbeddedStore(folder) as source:
        with client_of(source.url) as client:
            wait_until_loaded(client)
        moved = asyncio.run(_move(source.url, settings.redis_url, folder))
    program.say(
        f"moved {moved.raffles} raffles: {moved.keys} keys with {moved.entries} entries; both stores now have this data"
    )
    kept = folder / receipt_secret.FILE_NAME
    if kept.exists():
        program.say(f"set RECEIPT_SECRET to the content of {kept}, so that receipts still open")
    program.say(
        f"next, start the service with this REDIS_URL; {folder} still has the old data, but the service "
        "does not start on it again"
    )
    for warning in old_data_warnings(folder):
        program.say(warning)
    return 0


def _check(settings: Settings) -> None:
    if not settings.redis_url:
        raise WrongSettings("set REDIS_URL to the store that gets the raffles: REDIS_URL=redis://... make move")
    require_no_backup(settings.data_dir)
    require_no_loss(settings.data_dir)
    if not has_data(settings.data_dir):
        raise MoveFailed(f"{settings.data_dir} has no data of a store")


async def _move(source_url: str, target_url: str, folder: Path) -> Moved:
    """Move the raffles. The folder gets a note of this before the target can be used, so only one store sells tickets.

    Raises:
        CannotStart: the raffles were already moved. A move that was interrupted at its very end may be repeated, but
            only into the same store.
        MoveFailed
    """
    source, target = connect(source_url), connect(target_url)
    left: list[str] = []
    try:
        require_not_moved(folder, unless_to=without_login(target_url) if await has_begun(target) else "")
        return await move(
            source,
            target,
            before_copies=lambda: left.append(COPIES_LEFT),
            before_end=lambda: note(folder, without_login(target_url)),
        )
    except BaseException:  # also when a signal ends the move
        for line in left:
            program.say(line, file=sys.stderr)
        raise
    finally:
        await source.aclose()
        await target.aclose()


if __name__ == "__main__":
    sys.exit(main())
