"""Draws in the store: draw the winners, list them, look up what a ticket won."""

import asyncio
import secrets
from bisect import bisect_right
from collections.abc import AsyncIterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from app.domain import draw
from app.domain.raffle import Drawn, Prize, Winner, winning_tickets
from app.errors import NotDrawn, RaffleNotFound, TicketNotFound
from app.service.raffles import now, prizes_from
from app.service.snapshots import Looks
from app.store import keys
from app.store.connect import Client, half_done, reading
from app.store.scripts import Scripts

CHUNK = 5_000
"""Winners that one call writes or reads."""

GRACE = 24 * 60 * 60
"""Seconds after the draw until the addresses of players and their receipts are forgotten."""

ENTROPY_BYTES = 32


class Held(NamedTuple):
    """What the store knows of a claimed ticket: the PHC string of its code, and its place in the draw if it won."""

    phc: str
    place: int | None
    prizes: Sequence[Prize]

    @property
    def prize(self) -> str | None:
        """The name of the prize that the ticket won."""
        return None if self.place is None else prize_names(self.prizes, [self.place])[0]


def prize_names(prizes: Sequence[Prize], places: Sequence[int]) -> list[str]:
    """Return the names of the prizes that places (0, 1, 2 ...) in the draw win: listed order, each amount times."""
    ends = list(accumulate(prize.amount for prize in prizes))
    return [prizes[bisect_right(ends, place)].name for place in places]


class Draws:
    """The draws of all raffles of a store."""

    def __init__(self, redis: Client, scripts: Scripts, looks: Looks) -> None:
        self._redis = redis
        self._scripts = scripts
        self._looks = looks

    async def draw(self, raffle_id: str, announced: str | None) -> None:
        """Draw the winners of a raffle, once.

        The entropy is fixed first, and everything follows from it: a call after a crash, or a second manager at
        the same time, ends in the same winners.

        Raises:
            RaffleNotFound, StillFilling, TicketsRemaining, AlreadyDrawn, EntropyMissing, EntropyNotAnnounced
        """
        try:
            await self._draw(raffle_id, announced)
        finally:
            self._looks.changed(raffle_id)

    async def _draw(self, raffle_id: str, announced: str | None) -> None:
        entropy = await self._scripts.draw_begin(raffle_id, announced, secrets.token_hex(ENTROPY_BYTES))
        with half_done():
            await self._draw_from(raffle_id, entropy)

    async def _draw_from(self, raffle_id: str, entropy: str) -> None:
        async with reading(self._redis):
            fields: Any = await self._redis.hmget(keys.raffle(raffle_id), ["total_tickets", "prizes"])
        total, prizes = fields
        if total is None or prizes is None:
            raise RaffleNotFound
        seed = draw.seed_of(raffle_id, int(total), entropy)
        winners_in_all = winning_tickets(prizes_from(prizes))
        numbers = await asyncio.to_thread(draw.draw, seed, int(total), winners_in_all)
        for first in range(0, winners_in_all, CHUNK):
            await self._scripts.draw_commit(
                raffle_id,
                entropy=entropy,
                seed=seed.hex(),
                drawn_at=now(),
                grace=GRACE,
                winners_in_all=winners_in_all,
                first=first,
                numbers=numbers[first : first + CHUNK],
            )

    async def drawn(self, raffle_id: str) -> Drawn:
        """Return the draw of a raffle.

        Raises:
            RaffleNotFound, NotDrawn
        """
        async with reading(self._redis):
            fields: Any = await self._redis.hgetall(keys.raffle(raffle_id))
        if not fields:
            raise RaffleNotFound
        if "drawn_at" not in fields:
            raise NotDrawn
        return Drawn(
            algorithm=fields["algorithm"],
            raffle_id=raffle_id,
            name=fields["name"],
            total_tickets=int(fields["total_tickets"]),
            prizes=prizes_from(fields["prizes"]),
            entropy_source=fields["entropy_source"] or None,
            entropy=fields["entropy"],
            seed=fields["seed"],
            drawn_at=fields["drawn_at"],
        )

    async def winners(self, drawn: Drawn, first: int, most: int) -> list[Winner]:
        """Return at most `most` winners in prize order, from a place in the draw on."""
        numbers = [number async for chunk in self._numbers(drawn.raffle_id, first, most) for number in chunk]
        return _winners(drawn, first, numbers)

    async def all_winners(self, drawn: Drawn) -> AsyncIterator[list[Winner]]:
        """Yield all winners in prize order, a chunk at a time.

        Raises:
            RaffleNotFound: it was deleted meanwhile; what was yielded is not all.
        """
        first = 0
        async for numbers in self.all_numbers(drawn):
            yield _winners(drawn, first, numbers)
            first += len(numbers)

    async def all_numbers(self, drawn: Drawn) -> AsyncIterator[list[int]]:
        """Yield all winning numbers in prize order, a chunk at a time.

        Raises:
            RaffleNotFound: it was deleted meanwhile; what was yielded is not all.
        """
        missing = winning_tickets(drawn.prizes)
        async for numbers in self._numbers(drawn.raffle_id, 0, missing):
            missing -= len(numbers)
            yield numbers
        if missing:
            raise RaffleNotFound

    async def ticket(self, raffle_id: str, ticket_number: int) -> Held:
        """Return what is known of a ticket after the draw.

        Raises:
            RaffleNotFound, NotDrawn, TicketNotFound
        """
        # No transaction: what comes after `drawn_at` does not change once that is there.
        async with reading(self._redis), self._redis.pipeline(transaction=False) as pipe:
            pipe.hmget(keys.raffle(raffle_id), ["total_tickets", "drawn_at", "prizes"])
            pipe.hget(keys.codes(raffle_id), str(ticket_number))
            pipe.zscore(keys.winners(raffle_id), str(ticket_number))
            (total, drawn_at, prizes), phc, place = await pipe.execute()
        if total is None:
            raise RaffleNotFound
        if drawn_at is None:
            raise NotDrawn
        if phc is None:
            raise TicketNotFound
        return Held(phc, None if place is None else int(place), prizes_from(prizes))

    async def _numbers(self, raffle_id: str, first: int, most: int) -> AsyncIterator[list[int]]:
        """Yield winning numbers in chunks, so that neither the store nor this worker is held up by many."""
        for start in range(first, first + most, CHUNK):
            end = min(start + CHUNK, first + most)
            async with reading(self._redis):
                numbers: Any = await self._redis.zrange(keys.winners(raffle_id), start, end - 1)
            yield [int(number) for number in numbers]
            if len(numbers) < end - start:
                return


def _winners(drawn: Drawn, first: int, numbers: Sequence[int]) -> list[Winner]:
    names = prize_names(drawn.prizes, range(first, first + len(numbers)))
    return [Winner(number, name) for number, name in zip(numbers, names, strict=True)]
