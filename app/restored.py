"""`python -m app.restored` ends the restore of the store at REDIS_URL. Run it before a service uses this store."""

import asyncio
import sys

from app import program
from app.errors import Problem
from app.service import restores
from app.service.records import FILE_NAME, Records
from app.settings import Settings, WrongSettings
from app.store.connect import connect, is_served
from app.store.layout import WrongLayout
from app.store.reads import Reads


class NotRestored(Exception):
    """Perhaps some raffles are not suspended. The text is one line with the reason."""


def main() -> int:
    """Suspend drafts and undrawn raffles. Return 0 if all are suspended, 1 if not, or 2 if REDIS_URL is not set."""
    return program.run(lambda settings: asyncio.run(_end_restore(settings)), NotRestored)


async def _end_restore(settings: Settings) -> int:
    if not settings.redis_url:
        raise WrongSettings("set REDIS_URL to the store that was restored")
    client = connect(settings.redis_url)
    try:
        if await is_served(client):
            raise NotRestored(
                "a service uses this store: stop all services first, "
                "because this command suspends all undrawn raffles of the store"
            )
        records = Records(Reads(client), settings.data_dir / FILE_NAME)
        # Do not make the file of records, because it must belong to the user of the service.
        suspended, found = await restores.end(client, records, makes_file=False)
        program.say(f"suspended raffles: {suspended.raffles}; a manager resumes each of them on the page for managers")
        if suspended.drafts:
            program.say(f"suspended drafts: {suspended.drafts}; a manager resumes each of them after its publication")
    except (Problem, WrongLayout) as reason:
        raise NotRestored(f"the restore has not ended, so run this again: {program.line_of(reason)}") from None
    finally:
        await client.aclose()
    for line in (*found.lost, restores.lost_changes("the backup")):
        program.say(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
