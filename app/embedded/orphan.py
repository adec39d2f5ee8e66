"""Finds the server that runs on a folder, and stops a server whose service was killed."""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from app.embedded import folder as folder_of

log = logging.getLogger(__name__)

SILENT_SECONDS = 10
"""How long a start waits for the server of a killed service before it logs the line below."""

SILENT = (
    "the store of a killed service runs on %s, but has not answered for %d s: wait, or kill the process whose socket "
    "is named in %s"
)

NO_RETRY = Retry(NoBackoff(), 0)


READABLE = "surrogateescape"
"""The error handler for a name that is not UTF-8. With it, the text of a name can be turned back into its bytes."""


def client_of(url: str, timeout_seconds: float | None = None) -> redis.Redis:
    """Return a client of the server at a URL. The client reads every answer as text, and sends each command once."""
    return redis.Redis.from_url(
        url, socket_timeout=timeout_seconds, decode_responses=True, encoding_errors=READABLE, retry=NO_RETRY
    )


def has_folder(client: redis.Redis, folder: Path) -> bool:
    """Return whether a server has its data in a folder. A server that still loads its data also answers this question.

    Raises:
        redis.RedisError: the server does not answer.
    """
    # Compare bytes, because with an ASCII locale Python and the client decode the name of a folder in different ways.
    return (client.config_get("dir")["dir"] or "").encode(errors=READABLE) == os.fsencode(folder)


@contextmanager
def running(folder: Path) -> Iterator[redis.Redis | None]:
    """Yield a client of the store that runs on a folder, or None if no store runs."""
    url = folder_of.running_url(folder)
    if url is None:
        yield None
        return
    with client_of(url) as client:
        try:
            ours = has_folder(client, folder)
        except redis.RedisError:
            ours = False
        yield client if ours else None


def stop_orphan(folder: Path) -> None:
    """Stop the server of a killed service. The caller holds the lock of the folder, so no other service uses it.

    If the server stays silent, log a line, and wait on: a server that loads one large command answers nobody.
    """
    silent = threading.Timer(SILENT_SECONDS, log.warning, [SILENT, folder, SILENT_SECONDS, folder / folder_of.URL_FILE])
    silent.daemon = True
    silent.start()
    try:
        with running(folder) as orphan:
            if orphan:
                with suppress(redis.RedisError):
                    orphan.shutdown()
    finally:
        silent.cancel()
