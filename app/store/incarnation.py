"""A short text that says which store answered. It changes when another store answers, which may have lost claims."""

import asyncio
from contextlib import suppress
from hashlib import sha256

from app import budget
from app.errors import StoreUnavailable
from app.store import keys
from app.store.calls import Client, reading


class Incarnations:
    """The incarnations of a store, by the replication id of the server that answered."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[str, str] = {}

    async def of(self, replication_id: str) -> str:
        """Return the incarnation of a server; '' if the store does not say in time which store it is.

        The store is asked only when this replication id is new, which means that a server has started or has become a
        primary.
        """
        if replication_id not in self._known:
            with suppress(StoreUnavailable, TimeoutError):
                # The claim is made already, so its answer does not wait longer for this.
                async with asyncio.timeout(budget.DELIVERY_SECONDS):
                    self._known[replication_id] = await self._read(replication_id)
        return self._known.get(replication_id, "")

    async def _read(self, replication_id: str) -> str:
        async with reading(self._client) as redis:
            store = [str(value) for value in await redis.hmget(keys.LAYOUT, "store_id", "incarnation")]
        # A single server gets another replication id when it restarts, and has then lost nothing.
        which = [*store, replication_id] if self._client.fails_over else store
        return sha256(" ".join(which).encode()).hexdigest()[:16]
