"""Draws winners: fixes the entropy, computes the winners, writes them, and keeps the record."""

import asyncio
import secrets
from typing import NamedTuple

from app.domain import draw
from app.domain.raffle import Winner, winners_from, winning_tickets
from app.service.records import Records
from app.service.snapshots import Snapshots
from app.store.calls import after_a_change
from app.store.reads import Reads
from app.store.scripts import Scripts

WINNERS_PER_CALL = 5_000
"""The number of winners that one call writes. Other callers of the store wait a few milliseconds meanwhile."""

ENTROPY_BYTES = 32


class FirstWinners(NamedTuple):
    """The first winners of a draw in prize order, and whether there are more winners."""

    winners: list[Winner]
    more: bool


class Draws:
    """Draws the winners of raffles, each raffle once."""

    def __init__(
        self,
        reads: Reads,
        scripts: Scripts,
        snapshots: Snapshots,
        records: Records,
        *,
        winners_per_call: int = WINNERS_PER_CALL,
    ) -> None:
        self._reads = reads
        self._scripts = scripts
        self._snapshots = snapshots
        self._records = records
        self._winners_per_call = winners_per_call

    async def draw(self, raffle_id: str, announced: str | None, most: int) -> FirstWinners:
        """Draw the winners of a raffle; return at most `most` of them, in prize order.

        `announced` is the value from the announced source of entropy. The entropy is fixed before it is used. So a
        second call leads to the same winners, whether it comes after a crash or from another manager.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, StillFilling, Suspended, TicketsRemaining, AlreadyDrawn
            EntropyMissing, EntropyNotAnnounced
            StoreUnavailable: nothing was changed.
            OutcomeUnknown: the store failed, and the entropy may already be fixed; a retry finishes the draw.
        """
        try:
            terms = await self._reads.terms(raffle_id)
            incarnation = await self._reads.incarnation()
            random = secrets.token_hex(ENTROPY_BYTES)
            entropy = await self._scripts.draw_begin(raffle_id, announced, random, incarnation)
            seed = draw.seed_of(raffle_id, terms.total_tickets, entropy)
            winner_count = winning_tickets(terms.prizes)
            numbers = await asyncio.to_thread(draw.draw, seed, terms.total_tickets, winner_count)
            with after_a_change():
                await self._write(raffle_id, entropy, seed, numbers)
            await self._records.keep(raffle_id)
        finally:
            self._snapshots.changed(raffle_id)
        return FirstWinners(winners_from(terms.prizes, 0, numbers[:most]), more=winner_count > most)

    async def _write(self, raffle_id: str, entropy: str, seed: bytes, numbers: list[int]) -> None:
        for first in range(0, len(numbers), self._winners_per_call):
            await self._scripts.draw_commit(
                raffle_id,
                entropy=entropy,
                seed=seed.hex(),
                winner_count=len(numbers),
                first=first,
                numbers=numbers[first : first + self._winners_per_call],
            )
