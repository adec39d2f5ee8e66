"""`python -m app.restored` ends the restore of the store at REDIS_URL. Run it before a service uses the store again."""

import asyncio
import sys

from app import settings as settings_of
from app.errors import Problem
from app.service.restores import suspend_all
from app.settings import WrongSettings
from app.store.connect import connect
from app.store.layout import WrongLayout


async def main() -> int:
    """Suspend all raffles that are not drawn; return the exit code: 0 if it succeeded, 1 if not, 2 without a store."""
    try:
        settings = settings_of.read()
    except WrongSettings as wrong:
        print(wrong, file=sys.stderr)
        return 2
    if not settings.redis_url:
        print("set REDIS_URL to the store that was restored", file=sys.stderr)
        return 2
    client = connect(settings.redis_url)
    try:
        suspended = await suspend_all(client)
    except (Problem, WrongLayout) as reason:
        print(f"the restore has not ended, so run this again: {reason}", file=sys.stderr)
        return 1
    finally:
        await client.aclose()
    print(f"suspended raffles: {suspended}; a manager resumes each of them on the page for managers")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
