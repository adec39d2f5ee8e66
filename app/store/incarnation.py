"""Makes a short text that identifies the store behind an answer. If the text changes, the store may have lost claims.

The text changes when the store was restored from a backup, and when another server has become the primary. A
replication id names a history of writes on a server.
"""

import asyncio
from contextlib import suppress
from hashlib import sha256

from app import budget
from app.errors import StoreUnavailable
from app.store import keys
from app.store.calls import Client, reading


class Incarnations:
    """The texts that identify a store, by the replication id of the server that answered."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[str, str] = {}

    async def of(self, replication_id: str) -> str:
        """Return the text for a replication id, or '' if the store does not answer in time.

        The store is asked only if the replication id is new. A server gets a new replication id when it starts and when
        it becomes a primary.
        """
        if replication_id not in self._known:
            with suppress(StoreUnavailable, TimeoutError):
                # The claim is already made, so its answer waits for this text only for a short time.
                async with asyncio.timeout(budget.DELIVERY_SECONDS):
                    self._known[replication_id] = await self._read(replication_id)
        return self._known.get(replication_id, "")

    async def _read(self, replication_id: str) -> str:
        async with reading(self._client, keys.LAYOUT) as redis:
            *store, restore_id = await redis.hmget(keys.LAYOUT, "store_id", "incarnation", "restore_id")
        # The incarnation counts restores, so two restores of one backup have the same incarnation. Only `restore_id`
        # differs. A store without `restore_id` was never restored, or an earlier version restored it.
        store += [restore_id] if restore_id else []
        # A single server gets a new replication id at a restart, although it has lost nothing. So leave this id out.
        which = [*store, replication_id] if self._client.fails_over else store
        return sha256(" ".join(map(str, which)).encode()).hexdigest()[:16]
