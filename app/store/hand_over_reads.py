"""Reads which prizes were handed over. Nothing here changes a key."""

from collections.abc import AsyncIterator, Sequence
from typing import NamedTuple

import msgspec

from app.domain.hand_over import HandOver
from app.store import keys
from app.store.calls import reading
from app.store.look import RAFFLES_PER_CALL, HashReads
from app.store.raffle_hash import understanding

HAND_OVERS_PER_CALL = 1_000
"""The number of hand-overs that one call reads."""

_HAND_OVER = msgspec.json.Decoder(HandOver)


class AfterDraw(NamedTuple):
    """How many tickets of a raffle were substituted, and for how many a prize was handed over."""

    substitutions: int
    hand_overs: int


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
        """
        last = 0
        while found := await self.hand_overs(raffle_id, last, HAND_OVERS_PER_CALL):
            yield found
            last = found[-1].ticket_number

    async def after_draws(self, raffle_ids: Sequence[str]) -> dict[str, AfterDraw]:
        """Return what came after the draw of each raffle, by raffle id. A damaged raffle is left out."""
        found: dict[str, AfterDraw] = {}
        for first in range(0, len(raffle_ids), RAFFLES_PER_CALL):
            chunk = raffle_ids[first : first + RAFFLES_PER_CALL]
            async with reading(self._client) as redis, redis.pipeline(transaction=False) as pipe:
                for raffle_id in chunk:
                    pipe.llen(keys.substitutions(raffle_id))
                    pipe.zcard(keys.hand_overs(raffle_id))
                answers = await pipe.execute(raise_on_error=False)
            for raffle_id, *counts in zip(chunk, answers[::2], answers[1::2], strict=True):
                if not any(isinstance(count, Exception) for count in counts):
                    found[raffle_id] = AfterDraw(*counts)
        return found
