"""Ends the server that a killed service left behind."""

from contextlib import suppress
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from app.embedded import folder as folder_of

NO_RETRY = Retry(NoBackoff(), 0)


def has_folder(client: redis.Redis, folder: Path) -> bool:
    """Return whether a server has its data in a folder. A server that still loads its data answers this, too.

    Raises:
        redis.RedisError: the server does not answer.
    """
    return bool(client.config_get("dir")["dir"] == str(folder))


def stop_orphan(folder: Path) -> None:
    """Stop the server of a service that was killed. The caller holds the lock, so no other service uses the folder."""
    port = folder_of.noted_port(folder)
    if port is None:
        return
    with suppress(redis.RedisError), redis.Redis(port=port, decode_responses=True, retry=NO_RETRY) as orphan:
        if has_folder(orphan, folder):
            orphan.shutdown()
