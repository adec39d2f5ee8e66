"""Reads draws from the store: winners, substitutes, and the result of a ticket. Nothing here changes a key."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, NamedTuple

import msgspec

from app.domain.drawn import Drawn, Substitution
from app.domain.raffle import Winner, winners_from, winning_tickets
from app.errors import NotDrawn, RaffleNotFound, TicketNotFound
from app.store import keys
from app.store.calls import Client, reading
from app.store.look import clocks, milliseconds_of
from app.store.raffle_hash import understanding
from app.store.withdrawn import MEMBERS_PER_CALL, WithdrawnReads

WINNERS_PER_CALL = 5_000
"""The number of winners that one call reads. Other callers of the store wait a few milliseconds for this call."""

_SUBSTITUTION = msgspec.json.Decoder(Substitution)


class StoredTicket(NamedTuple):
    """A ticket after the draw: the PHC string (hash) of its code, and the name of its prize (None: no prize).

    `replaced_by` is the number of the ticket that got the prize instead; None if the ticket was not replaced.
    """

    phc: str
    prize: str | None
    replaced_by: int | None = None


class DrawReads(WithdrawnReads):
    """The reads of draws in one store. Every method raises StoreUnavailable when the store fails."""

    def __init__(self, client: Client, *, winners_per_call: int = WINNERS_PER_CALL) -> None:
        super().__init__(client)
        self._winners_per_call = winners_per_call

    async def now_ms(self, raffle_id: str) -> int:
        """Return the time of the server that has the keys of a raffle, in milliseconds since 1970."""
        async with reading(self._client, keys.raffle(raffle_id)) as redis:
            return milliseconds_of((await clocks(redis, [raffle_id]))[raffle_id])

    async def drawn(self, raffle_id: str) -> Drawn:
        """Return the draw of a raffle.

        Raises:
            RaffleNotFound, RaffleDamaged, NotDrawn
        """
        fields = await self.raffle_hash(raffle_id)
        with understanding(raffle_id):
            drawn = fields.drawn()
        if drawn is None:
            raise NotDrawn
        return drawn

    async def winners(self, drawn: Drawn, first: int, most: int) -> list[Winner]:
        """Return at most `most` winners in prize order, beginning at place `first` of the draw (0, 1, 2 ...).

        Raises:
            RaffleDeleted: the raffle was deleted after its draw was read.
        """
        now = _last_of_each(await self._substitutions_of(drawn))
        # The numbers are read after the substitutions. If the raffle was deleted between the two reads, the numbers are
        # gone. So if numbers are missing, check for a deletion.
        numbers = [number async for chunk in self._numbers(drawn.raffle_id, first, most) for number in chunk]
        if len(numbers) < most:
            await self.require_undeleted(drawn.raffle_id)
        return _holders(drawn, first, numbers, now)

    async def winner(self, drawn: Drawn, ticket_number: int) -> list[Winner]:
        """Return a list with the winner that has this number, or an empty list if the number has no prize now.

        Raises:
            RaffleDeleted: the raffle was deleted after its draw was read.
        """
        known = await self._substitutions_of(drawn)
        place = await self.place_of(drawn, ticket_number, known)
        if place is None:
            await self.require_undeleted(drawn.raffle_id)
            return []
        return _holders(drawn, place, [ticket_number], _last_of_each(known))

    async def place_of(self, drawn: Drawn, ticket_number: int, known: Sequence[Substitution]) -> int | None:
        """Return the place that a ticket has after the known substitutions, or None if the ticket has no place."""
        if any(each.ticket_number == ticket_number for each in known):
            return None
        if came_in := [each.place for each in known if each.replaced_by == ticket_number]:
            return came_in[0]
        with understanding(drawn.raffle_id):
            async with reading(self._client, keys.winners(drawn.raffle_id)) as redis:
                place = await redis.zscore(keys.winners(drawn.raffle_id), str(ticket_number))
        return None if place is None else int(place)

    async def all_winners(self, drawn: Drawn) -> AsyncIterator[list[Winner]]:
        """Yield all winners in prize order, a chunk at a time.

        Raises:
            RaffleDeleted: the raffle was deleted meanwhile, so some chunks are missing.
        """
        first, now = 0, _last_of_each(await self._substitutions_of(drawn))
        async for numbers in self.all_numbers(drawn):
            yield _holders(drawn, first, numbers, now)
            first += len(numbers)

    async def all_numbers(self, drawn: Drawn) -> AsyncIterator[list[int]]:
        """Yield all numbers that won in the draw, in prize order, a chunk at a time. Ignore substitutions.

        Raises:
            RaffleDeleted: the raffle was deleted meanwhile, so some chunks are missing.
            RaffleNotFound: the store lost the raffle meanwhile.
        """
        async with reading(self._client, keys.raffle(drawn.raffle_id)) as redis:
            withdrawn = int(await redis.hget(keys.raffle(drawn.raffle_id), "withdrawn_tickets") or 0)
        missing = min(winning_tickets(drawn.prizes), drawn.total_tickets - withdrawn)
        async for numbers in self._numbers(drawn.raffle_id, 0, missing):
            missing -= len(numbers)
            yield numbers
        if missing:
            await self.require_undeleted(drawn.raffle_id)
            raise RaffleNotFound

    async def substitutes(self, raffle_id: str, first: int, most: int) -> list[int]:
        """Return at most `most` ticket numbers of substitutes in the order of their turn, from `first` (0, 1 ...)."""
        return list(map(int, await self._list(keys.substitutes, raffle_id, first, most)))

    async def substitutions(self, raffle_id: str, first: int, most: int) -> list[Substitution]:
        """Return at most `most` substitutions, the oldest first, from position `first` (0, 1 ...)."""
        found = await self._list(keys.substitutions, raffle_id, first, most)
        with understanding(raffle_id):
            return [_SUBSTITUTION.decode(entry) for entry in found]

    async def all_substitutions(self, raffle_id: str) -> list[Substitution]:
        """Return all substitutions, the oldest first."""
        found: list[Substitution] = []
        while chunk := await self.substitutions(raffle_id, len(found), MEMBERS_PER_CALL):
            found += chunk
        return found

    async def substituted(self, raffle_id: str) -> int:
        """Return the number of substitutions."""
        async with reading(self._client, keys.substitutions(raffle_id)) as redis:
            return int(await redis.llen(keys.substitutions(raffle_id)))

    async def roots(self, raffle_ids: Sequence[str]) -> dict[str, str | None]:
        """Return the root of each raffle, by raffle id: '' before the seal, and None if the raffle does not exist.

        The root is the hash of all tickets.
        """
        return await self._field(raffle_ids, "root")

    async def seeds(self, raffle_ids: Sequence[str]) -> dict[str, str | None]:
        """Return the seed of each raffle, by raffle id: '' before the draw, and None if the raffle does not exist.

        The seed is the SHA-256 of everything that the winners depend on. The seed of a deleted raffle is None, because
        a tombstone (what is kept of a deleted raffle) has no seed.
        """
        return await self._field(raffle_ids, "seed")

    async def _field(self, raffle_ids: Sequence[str], name: str) -> dict[str, str | None]:
        found = await self.some_fields(raffle_ids, [name])
        return {raffle_id: None if fields is None else fields.get(name, "") for raffle_id, fields in found.items()}

    async def ticket(self, raffle_id: str, ticket_number: int) -> StoredTicket:
        """Return what the store knows of a ticket after the draw.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotDrawn, TicketNotFound
        """
        # After the draw, only substitutions and a deletion change what is read here. So the reads fit together without
        # a transaction. The code is read last. If it exists, the raffle was not deleted before the other reads.
        drawn = await self.drawn(raffle_id)
        known = await self._substitutions_of(drawn)
        place = await self.place_of(drawn, ticket_number, known)
        with understanding(raffle_id):
            async with reading(self._client, keys.codes(raffle_id)) as redis:
                phc = await redis.hget(keys.codes(raffle_id), str(ticket_number))
        if phc is None:
            await self.require_undeleted(raffle_id)
            raise TicketNotFound
        if place is not None:
            return StoredTicket(phc, _holders(drawn, place, [ticket_number], _last_of_each(known))[0].prize)
        lost = [each for each in known if each.ticket_number == ticket_number]
        return StoredTicket(phc, None, lost[0].replaced_by if lost else None)

    async def _substitutions_of(self, drawn: Drawn) -> list[Substitution]:
        return await self.all_substitutions(drawn.raffle_id) if drawn.reserves else []

    async def _list(self, key: Any, raffle_id: str, first: int, most: int) -> list[str]:
        with understanding(raffle_id):
            async with reading(self._client, key(raffle_id)) as redis:
                return list(await redis.lrange(key(raffle_id), first, first + most - 1))

    async def _numbers(self, raffle_id: str, first: int, most: int) -> AsyncIterator[list[int]]:
        """Yield the numbers that won in the draw, in chunks. One large read would delay the store and this worker."""
        for start in range(first, first + most, self._winners_per_call):
            end = min(start + self._winners_per_call, first + most)
            with understanding(raffle_id):
                async with reading(self._client, keys.winners(raffle_id)) as redis:
                    numbers = [int(number) for number in await redis.zrange(keys.winners(raffle_id), start, end - 1)]
            yield numbers
            if len(numbers) < end - start:
                return


def _last_of_each(known: Sequence[Substitution]) -> dict[int, Substitution]:
    """Return the last substitution of each place in the draw that has a substitution, by place."""
    return {each.place: each for each in known}


def _holders(drawn: Drawn, first: int, numbers: Sequence[int], now: dict[int, Substitution]) -> list[Winner]:
    """Return the present holders of the places from `first` on. The draw gave these places to the tickets `numbers`."""
    winners = winners_from(drawn.prizes, first, numbers)
    for place in now.keys() & set(range(first, first + len(numbers))):
        last = now[place]
        winners[place - first] = Winner(last.replaced_by, last.prize, replaces=last.ticket_number)
    return winners
