"""Ends the server that a killed service left behind."""

import os
from contextlib import suppress
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from app.embedded import folder as folder_of

NO_RETRY = Retry(NoBackoff(), 0)


READABLE = "surrogateescape"
"""How a name that is not UTF-8 is read. Its bytes can be told from the text."""


def connected(port: int, timeout_seconds: float | None = None) -> redis.Redis:
    """Return a client of a server on this machine. It reads every answer as a text."""
    return redis.Redis(
        port=port, socket_timeout=timeout_seconds, decode_responses=True, encoding_errors=READABLE, retry=NO_RETRY
    )


def has_folder(client: redis.Redis, folder: Path) -> bool:
    """Return whether a server has its data in a folder. A server that still loads its data answers this, too.

    Raises:
        redis.RedisError: the server does not answer.
    """
    # Compare bytes: with an ASCII locale, Python reads the name of a folder in another way than the client reads it.
    return (client.config_get("dir")["dir"] or "").encode(errors=READABLE) == os.fsencode(folder)


def stop_orphan(folder: Path) -> None:
    """Stop the server of a service that was killed. The caller holds the lock, so no other service uses the folder."""
    port = folder_of.noted_port(folder)
    if port is None:
        return
    with suppress(redis.RedisError), connected(port) as orphan:
        if has_folder(orphan, folder):
            orphan.shutdown()
