"""`python -m app.restored` ends the restore of a store. Run it before a service uses this store.

The store is the one at REDIS_URL. Without REDIS_URL, it is the embedded store in DATA_DIR.
"""

import asyncio
import sys
from pathlib import Path

import redis

from app import program
from app.embedded.backup import has_data, wait_until_loaded
from app.embedded.failure import CannotStart
from app.embedded.moved import require_not_moved
from app.embedded.orphan import client_of
from app.embedded.repair import end_loss, note_loss
from app.embedded.restore import require_no_backup
from app.embedded.server import EmbeddedStore
from app.errors import Problem
from app.service import restores
from app.service.records import FILE_NAME, Differences, Records
from app.service.restores import Waiting
from app.settings import Settings, WrongSettings
from app.store.connect import connect, is_served
from app.store.layout import WrongLayout
from app.store.reads import Reads


class NotRestored(Exception):
    """The restore has not ended, so perhaps some raffles are not suspended. The text is one line with the reason."""


def main() -> int:
    """End the restore. Return 0 if it has ended, 1 if not, or 2 if a setting is wrong."""
    return program.run(_restored, NotRestored, CannotStart, redis.RedisError)


def _restored(settings: Settings) -> int:
    if settings.redis_url:
        tell(*asyncio.run(end(settings.redis_url, settings.data_dir / FILE_NAME, makes_file=False)), "the backup")
        return 0
    if not has_data(settings.data_dir):
        raise WrongSettings(
            f"set REDIS_URL to the store that was restored, because {settings.data_dir} has no embedded store"
        )
    require_no_backup(settings.data_dir)
    require_not_moved(settings.data_dir)
    end_embedded(settings.data_dir, "the backup")
    return 0


def end_embedded(folder: Path, since: str) -> None:
    """Suspend the drafts and the undrawn raffles of the embedded store in a folder, because it has lost changes.

    A store lacks changes after a restore, after a repair that gave up data, and if it is a new store in the place of a
    lost one. `restores.end` tells what else is done. Print what is suspended, and what the store lacks. `since` names
    the moment after which changes are lost.

    Raises:
        CannotStart: the store cannot start, or a service uses it.
        redis.RedisError: the store ended while it loaded its data.
        NotRestored
    """
    with EmbeddedStore(folder) as store:
        with client_of(store.url) as client:
            wait_until_loaded(client)
        waiting, found = asyncio.run(end(store.url, folder / FILE_NAME, makes_file=True))
    tell(waiting, found, since)


def replace_lost_store(folder: Path) -> None:
    """Make a new store if the store of a folder is lost, but the file of its draw records is left.

    The new store gets a new incarnation, like a restored store. Otherwise, a creation that is repeated could give a new
    raffle the id of a lost raffle, whose players still have their tickets.

    Raises:
        CannotStart, NotRestored: the new store cannot start, or has no new incarnation yet.
    """
    records = folder / FILE_NAME
    if not records.is_file() or not records.stat().st_size or has_data(folder):
        return
    warning = f"WARNING: {folder} has draw records, but no store: if it was lost, stop, and restore a backup"
    program.say(warning, file=sys.stderr)
    note_loss(folder)  # if this start fails, the next start must not take the new store for a good one
    try:
        end_embedded(folder, "the last draw records")
    except redis.RedisError as error:
        raise CannotStart(str(error)) from None
    end_loss(folder)


async def end(url: str, file: Path, *, makes_file: bool) -> tuple[Waiting, Differences]:
    """Do what `restores.end` does, if no service uses the store at a URL. `file` is the file of draw records.

    Return the numbers of suspended raffles and drafts, and how the file of records and the store differ. With
    `makes_file`, make the file if it is missing. A new file belongs to the user of this program. A service that runs as
    another user could not write into it.

    Raises:
        NotRestored
    """
    client = connect(url)
    try:
        if await is_served(client):
            raise NotRestored(
                "a service uses this store: stop all services first, "
                "because this command suspends all undrawn raffles of the store"
            )
        return await restores.end(client, Records(Reads(client), file), makes_file=makes_file)
    except (Problem, WrongLayout) as reason:
        raise NotRestored(f"the restore has not ended, so run this again: {program.line_of(reason)}") from None
    finally:
        await client.aclose()


def tell(waiting: Waiting, found: Differences, since: str) -> None:
    """Tell what is suspended, and what the store lacks."""
    program.say(f"suspended raffles: {waiting.raffles}; a manager resumes each of them on the page for managers")
    if waiting.drafts:
        program.say(f"suspended drafts: {waiting.drafts}; a manager resumes each of them after its publication")
    for line in (*found.lost, restores.lost_changes(since)):
        program.say(line)


if __name__ == "__main__":
    sys.exit(main())
