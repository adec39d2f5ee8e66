"""Reads raffles, their list and their draws from the store. Nothing here changes a key."""

from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import msgspec

from app.domain.raffle import Counts, Drawn, Prize, Raffle, Winner, status_of, winners_from, winning_tickets
from app.errors import NotDrawn, RaffleNotFound, TicketNotFound
from app.store import keys
from app.store.calls import Client, reading

WINNERS_PER_CALL = 5_000
"""The number of winners that one call reads. Other callers of the store wait a few milliseconds meanwhile."""

IDS_PER_CALL = 50
"""The number of raffle ids that one call reads."""

_PRIZES = msgspec.json.Decoder(list[Prize])


class Place(NamedTuple):
    """A creation time (ms) and an id: a place in the list of raffles that stays right after creations and deletions."""

    created_ms: int
    raffle_id: str


class RafflePage(NamedTuple):
    """A page of the list of raffles, and the place of its last entry if more raffles follow.

    `missing` holds listed ids that no raffle has, because a deletion crashed before it removed the id from the list.
    """

    raffles: list[Raffle]
    last: Place | None
    missing: list[str]


class Terms(NamedTuple):
    """What is fixed before a draw: the number of tickets, and the prizes in listed order."""

    total_tickets: int
    prizes: list[Prize]


class StoredTicket(NamedTuple):
    """A ticket after the draw: the PHC string of its code, and the name of its prize (None: it won nothing)."""

    phc: str
    prize: str | None


class FillProgress(NamedTuple):
    """How many tickets the fill of a raffle has added, as text, and when the raffle was created. None: no raffle."""

    filled: str | None
    created_at: str


class Reads:
    """The reads of one store. Every method raises StoreUnavailable when the store fails."""

    def __init__(self, client: Client, *, winners_per_call: int = WINNERS_PER_CALL) -> None:
        self._client = client
        self._winners_per_call = winners_per_call

    async def raffle(self, raffle_id: str) -> Raffle:
        """Return a raffle as it is now.

        Raises:
            RaffleNotFound: no raffle has this id.
        """
        async with reading(self._client) as redis:
            (raffle,) = await _raffles(redis, [raffle_id])
        if raffle is None:
            raise RaffleNotFound
        return raffle

    async def page(self, limit: int, after: Place | None) -> RafflePage:
        """Return at most `limit` raffles, newest first, after a place or from the start."""
        async with reading(self._client) as redis:
            entries = await _entries(redis, limit + 1, after)
            ids = [raffle_id for raffle_id, _ in entries[:limit]]
            found = await _raffles(redis, ids)
        raffles = [raffle for raffle in found if raffle is not None]
        missing = [raffle_id for raffle_id, raffle in zip(ids, found, strict=True) if raffle is None]
        last = Place(int(entries[limit - 1][1]), entries[limit - 1][0]) if len(entries) > limit else None
        return RafflePage(raffles, last, missing)

    async def filling(self) -> dict[str, FillProgress]:
        """Return the progress of every fill that is noted as not complete, by raffle id."""
        async with reading(self._client) as redis:
            filling = list(await redis.smembers(keys.FILLING))
            async with redis.pipeline(transaction=False) as pipe:
                for raffle_id in filling:
                    pipe.hmget(keys.raffle(raffle_id), ["filled", "created_at"])
                answers = await pipe.execute()
        return {raffle_id: FillProgress(*fields) for raffle_id, fields in zip(filling, answers, strict=True)}

    async def terms(self, raffle_id: str) -> Terms:
        """Return the number of tickets and the prizes of a raffle.

        Raises:
            RaffleNotFound: no raffle has this id.
        """
        async with reading(self._client) as redis:
            total, prizes = await redis.hmget(keys.raffle(raffle_id), ["total_tickets", "prizes"])
        if total is None or prizes is None:
            raise RaffleNotFound
        return Terms(int(total), _PRIZES.decode(prizes))

    async def drawn(self, raffle_id: str) -> Drawn:
        """Return the draw of a raffle.

        Raises:
            RaffleNotFound, NotDrawn
        """
        async with reading(self._client) as redis:
            fields = await redis.hgetall(keys.raffle(raffle_id))
        if not fields:
            raise RaffleNotFound
        if "drawn_at" not in fields:
            raise NotDrawn
        return Drawn(
            algorithm=fields["algorithm"],
            raffle_id=raffle_id,
            name=fields["name"],
            total_tickets=int(fields["total_tickets"]),
            prizes=_PRIZES.decode(fields["prizes"]),
            entropy_source=fields["entropy_source"] or None,
            entropy=fields["entropy"],
            seed=fields["seed"],
            drawn_at=fields["drawn_at"],
            incarnation=int(fields["incarnation"]) if "incarnation" in fields else msgspec.UNSET,
        )

    async def incarnation(self) -> int:
        """Return how often the store was restored from a backup."""
        async with reading(self._client) as redis:
            return int(await redis.hget(keys.LAYOUT, "incarnation") or 0)

    async def all_ids(self) -> AsyncIterator[list[str]]:
        """Yield the ids of all raffles in chunks, oldest first, and then those that are only in the list of fills."""
        first = 0
        while True:
            async with reading(self._client) as redis:
                ids = await redis.zrange(keys.RAFFLES, first, first + IDS_PER_CALL - 1)
            if not ids:
                break
            yield ids
            first += len(ids)
        yield list(await self.filling())

    async def winners(self, drawn: Drawn, first: int, most: int) -> list[Winner]:
        """Return at most `most` winners in prize order, beginning at place `first` of the draw (0, 1, 2 ...)."""
        numbers = [number async for chunk in self._numbers(drawn.raffle_id, first, most) for number in chunk]
        return winners_from(drawn.prizes, first, numbers)

    async def all_winners(self, drawn: Drawn) -> AsyncIterator[list[Winner]]:
        """Yield all winners in prize order, a chunk at a time.

        Raises:
            RaffleNotFound: the raffle was deleted meanwhile, so some chunks are missing.
        """
        first = 0
        async for numbers in self.all_numbers(drawn):
            yield winners_from(drawn.prizes, first, numbers)
            first += len(numbers)

    async def all_numbers(self, drawn: Drawn) -> AsyncIterator[list[int]]:
        """Yield all winning numbers in prize order, a chunk at a time.

        Raises:
            RaffleNotFound: the raffle was deleted meanwhile, so some chunks are missing.
        """
        missing = winning_tickets(drawn.prizes)
        async for numbers in self._numbers(drawn.raffle_id, 0, missing):
            missing -= len(numbers)
            yield numbers
        if missing:
            raise RaffleNotFound

    async def ticket(self, raffle_id: str, ticket_number: int) -> StoredTicket:
        """Return what the store knows of a ticket after the draw.

        Raises:
            RaffleNotFound, NotDrawn, TicketNotFound
        """
        # No transaction is needed: after `drawn_at` is set, only a deletion changes these values.
        async with reading(self._client) as redis, redis.pipeline(transaction=False) as pipe:
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
        if place is None:
            return StoredTicket(phc, None)
        (winner,) = winners_from(_PRIZES.decode(prizes), int(place), [ticket_number])
        return StoredTicket(phc, winner.prize)

    async def _numbers(self, raffle_id: str, first: int, most: int) -> AsyncIterator[list[int]]:
        """Yield winning numbers in chunks, because one large read would delay the store and this worker."""
        for start in range(first, first + most, self._winners_per_call):
            end = min(start + self._winners_per_call, first + most)
            async with reading(self._client) as redis:
                numbers = await redis.zrange(keys.winners(raffle_id), start, end - 1)
            yield [int(number) for number in numbers]
            if len(numbers) < end - start:
                return


async def _entries(redis: Any, most: int, after: Place | None) -> list[tuple[str, float]]:
    """Return (id, creation time) of at most `most` raffles after a place, newest first. Equal times: by falling id."""
    newest_first = partial(redis.zrevrangebyscore, keys.RAFFLES, withscores=True)
    if after is None:
        return list(await newest_first("+inf", "-inf", 0, most))
    same_time = await newest_first(after.created_ms, after.created_ms)
    older = await newest_first(f"({after.created_ms}", "-inf", 0, most)
    return [*(entry for entry in same_time if entry[0] < after.raffle_id), *older][:most]


async def _raffles(redis: Any, ids: Sequence[str]) -> list[Raffle | None]:
    """Return raffles as they are now, None for an id that no raffle has.

    The first look is cheap, but a claim may come between its counts. So a raffle whose counts do not add up is looked
    at once more, at one moment.
    """
    found = await _look(redis, ids, at_one_moment=False)
    for place, raffle in enumerate(found):
        if raffle is not None and raffle.status == "damaged":
            (found[place],) = await _look(redis, [ids[place]], at_one_moment=True)
    return found


async def _look(redis: Any, ids: Sequence[str], *, at_one_moment: bool) -> list[Raffle | None]:
    async with redis.pipeline(transaction=at_one_moment) as pipe:
        for raffle_id in ids:
            pipe.hgetall(keys.raffle(raffle_id))
            pipe.scard(keys.pool(raffle_id))
            pipe.hlen(keys.players(raffle_id))
            pipe.hlen(keys.codes(raffle_id))
        answers = await pipe.execute()
    parts = zip(ids, answers[0::4], answers[1::4], answers[2::4], answers[3::4], strict=True)
    return [_raffle_from(raffle_id, fields, Counts(*counts)) for raffle_id, fields, *counts in parts]


def _raffle_from(raffle_id: str, fields: dict[str, str], counts: Counts) -> Raffle | None:
    if not fields:
        return None
    total, drawn = int(fields["total_tickets"]), "drawn_at" in fields
    return Raffle(
        id=raffle_id,
        name=fields["name"],
        total_tickets=total,
        available_tickets=counts.available,
        winners_drawn=drawn,
        status=status_of(
            counts, drawn=drawn, suspended="suspended" in fields, filled=int(fields["filled"]), total=total
        ),
        created_at=fields["created_at"],
        prizes=_PRIZES.decode(fields["prizes"]),
        entropy_source=fields["entropy_source"] or None,
    )
