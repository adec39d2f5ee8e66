"""`python -m app.redis_cli` opens the embedded store with redis-cli or valkey-cli. The store must be running."""

import os
import shutil
import sys
from urllib.parse import unquote, urlsplit

from app import program
from app.embedded.failure import CannotStart
from app.embedded.folder import running_url
from app.settings import Settings, WrongSettings


def main() -> int:
    """Replace this process by redis-cli. If this is not possible, print one line with the reason, and return 1 or 2."""
    return program.run(_open, CannotStart)


def _open(settings: Settings) -> int:
    if settings.redis_url:
        raise WrongSettings("REDIS_URL is set: open the store at this URL with redis-cli -u URL or redis-cli -h HOST")
    client = shutil.which("valkey-cli") or shutil.which("redis-cli")
    if client is None:
        raise CannotStart(
            "no redis-cli on PATH: on Debian, install valkey-tools or redis-tools; on other systems, valkey or redis"
        )
    url = urlsplit(running_url(settings.data_dir) or "")
    if url.scheme != "unix":
        raise CannotStart(f"no store runs in {settings.data_dir}: start the service first")
    # The history would keep addresses of players that somebody has typed, even after these players are forgotten.
    no_history = dict.fromkeys(("REDISCLI_HISTFILE", "VALKEYCLI_HISTFILE"), os.devnull)
    os.execve(client, [client, "-s", unquote(url.path)], os.environ | no_history)  # noqa: S606 - the program gets the terminal


if __name__ == "__main__":
    sys.exit(main())
