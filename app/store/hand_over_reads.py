"""Reads which prizes were handed over. Nothing here changes a key."""

from collections.abc import AsyncIterator

import msgspec

from app.domain.hand_over import HandOver
from app.store import keys
from app.store.calls import reading
from app.store.look import HashReads
from app.store.raffle_hash import understanding

HAND_OVERS_PER_CALL = 1_000
"""The number of hand-overs that one call reads."""

_HAND_OVER = msgspec.json.Decoder(HandOver)


class HandOverReads(HashReads):
    """The reads of hand-overs in one store. Every method raises StoreUnavailable when the store fails."""

    async def hand_overs(self, raffle_id: str, after: int, most: int) -> list[HandOver]:
        """Return at most `most` hand-overs with ticket numbers above `after`, in the order of their ticket numbers.

        Raises:
            RaffleDamaged
        """
        with understanding(raffle_id):
            async with reading(self._client, keys.hand_overs(raffle_id)) as redis:
                found = await redis.zrangebyscore(keys.hand_overs(raffle_id), f"({after}", "+inf", 0, most)
            return [_HAND_OVER.decode(entry) for entry in found]

    async def all_hand_overs(self, raffle_id: str) -> AsyncIterator[list[HandOver]]:
        """Yield all hand-overs in the order of their ticket numbers, a chunk at a time.

        Raises:
            RaffleDamaged
            RaffleNotFound, RaffleDeleted: the raffle was deleted meanwhile, so some chunks are missing.
        """
        last = 0
        while found := await self.hand_overs(raffle_id, last, HAND_OVERS_PER_CALL):
            yield found
            last = found[-1].ticket_number
        await self.require_undeleted(raffle_id)
