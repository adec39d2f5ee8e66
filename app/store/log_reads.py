"""Reads the logs of raffles. Nothing here changes a key."""

from collections.abc import AsyncIterator

import msgspec

from app.domain.log import LogEntry
from app.store import keys
from app.store.calls import reading
from app.store.look import HashReads
from app.store.raffle_hash import understanding

LINES_PER_CALL = 1_000
"""The number of lines that one call reads."""

_ENTRY = msgspec.json.Decoder(LogEntry)


class LogReads(HashReads):
    """The reads of logs in one store. Every method raises StoreUnavailable when the store fails."""

    async def log(self, raffle_id: str, first: int, most: int) -> list[LogEntry]:
        """Return at most `most` lines of the log of a raffle, oldest first, from position `first` (0, 1 ...).

        The log of a deleted raffle is kept for some time. Old versions of the service wrote no logs, so the log of a
        raffle that they created is empty.

        Raises:
            RaffleNotFound, RaffleDamaged
            RaffleDeleted: the raffle was deleted, and its log is no longer kept.
        """
        with understanding(raffle_id):
            async with reading(self._client, keys.log(raffle_id)) as redis, redis.pipeline(transaction=False) as pipe:
                pipe.lrange(keys.log(raffle_id), first, first + most - 1)
                pipe.exists(keys.log(raffle_id))
                lines, has_log = await pipe.execute()
            if not has_log:
                await self.raffle_hash(raffle_id)
            return [_ENTRY.decode(line) for line in lines]

    async def whole_log(self, raffle_id: str) -> AsyncIterator[list[LogEntry]]:
        """Yield all lines of the log of a raffle, oldest first, a chunk at a time.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged: as `log` does.
        """
        first = 0
        while lines := await self.log(raffle_id, first, LINES_PER_CALL):
            yield lines
            first += len(lines)
