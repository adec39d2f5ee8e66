"""Reads raffles, their list and their draws from the store. Nothing here changes a key."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from typing import NamedTuple

import msgspec

from app.domain.listing import EVERY_RAFFLE, RaffleFilter
from app.domain.player import network_of
from app.domain.raffle import DamagedRaffle, Drawn, Prize, Raffle, Winner, winners_from, winning_tickets
from app.errors import NotDrawn, RaffleDamaged, RaffleNotFound, TicketNotFound
from app.store import keys
from app.store.calls import Client, reading
from app.store.index import Place, newest_first
from app.store.look import fields_from, look_at, read_hash
from app.store.raffle_hash import understanding

WINNERS_PER_CALL = 5_000
"""The number of winners that one call reads. Other callers of the store wait a few milliseconds meanwhile."""

IDS_PER_CALL = 50
"""The number of raffle ids, or of raffles, that one call reads."""

RAFFLES_PER_SEARCH = 1_000
"""The largest number of raffles that one search looks at, because every status is computed from four keys."""

MAX_PAGE_BYTES = 1024 * 1024
"""The largest size of a page of the list of raffles as JSON, unless its only raffle is larger."""


class RafflePage(NamedTuple):
    """A page of the list of raffles, and the place where the next page begins if more raffles may follow.

    `missing` holds listed ids that no raffle has, because a deletion crashed before it removed the id from the list.
    """

    raffles: list[Raffle | DamagedRaffle]
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
    """How many tickets the fill of a raffle has added, and when the raffle was created."""

    filled: int
    created_at: str


class LargestNetwork(NamedTuple):
    """The IPv6 /48 with the most players of a sample ('': no IPv6 player), how many these are, and the whole sample."""

    network: str
    players: int
    sampled: int


class Reads:
    """The reads of one store. Every method raises StoreUnavailable when the store fails."""

    def __init__(self, client: Client, *, winners_per_call: int = WINNERS_PER_CALL) -> None:
        self._client = client
        self._winners_per_call = winners_per_call

    async def raffle(self, raffle_id: str) -> Raffle | DamagedRaffle:
        """Return a raffle as it is now.

        Raises:
            RaffleNotFound: no raffle has this id.
        """
        async with reading(self._client) as redis:
            (raffle,) = await look_at(redis, [raffle_id])
        if raffle is None:
            raise RaffleNotFound
        return raffle

    async def page(self, limit: int, after: Place | None, wanted: RaffleFilter = EVERY_RAFFLE) -> RafflePage:
        """Return at most `limit` wanted raffles, newest first, after a place or from the start.

        It looks at no more than RAFFLES_PER_SEARCH raffles, and ends at MAX_PAGE_BYTES. So a page can be short although
        more raffles follow. It reads in small steps, because one large read would delay claims in store and worker.
        """
        page = RafflePage([], None, [])
        size = looked_at = 0
        while looked_at < RAFFLES_PER_SEARCH:
            most = min(limit - len(page.raffles), IDS_PER_CALL) if wanted == EVERY_RAFFLE else IDS_PER_CALL
            if not most:
                break
            async with reading(self._client) as redis:
                places = await newest_first(redis, most + 1, after)
                found = await look_at(redis, [place.raffle_id for place in places[:most]])
            for place, raffle in zip(places, found, strict=False):
                if raffle is None:
                    page.missing.append(place.raffle_id)
                elif wanted.takes(raffle):
                    size += len(msgspec.json.encode(raffle)) + len(",")
                    if len(page.raffles) == limit or (page.raffles and size + len("[]") > MAX_PAGE_BYTES):
                        return page._replace(last=after)
                    page.raffles.append(raffle)
                after = place
            if len(places) <= most:
                return page
            looked_at += most
        return page._replace(last=after)

    async def damaged(self, most: int) -> list[str]:
        """Return the ids of damaged raffles among the `most` newest ones."""
        found: list[str] = []
        last: Place | None = None
        for first in range(0, most, IDS_PER_CALL):
            page = await self.page(min(IDS_PER_CALL, most - first), last)
            found += [raffle.id for raffle in page.raffles if raffle.status == "damaged"]
            if page.last is None:
                break
            last = page.last
        return found

    async def largest_network(self, raffle_id: str, most: int) -> LargestNetwork:
        """Return the IPv6 /48 that has the most of at most `most` random players of a raffle."""
        async with reading(self._client) as redis:
            players = await redis.hrandfield(keys.players(raffle_id), most) or []
        networks = Counter(network for player in players if (network := network_of(player)))
        ((network, count),) = networks.most_common(1) or [("", 0)]
        return LargestNetwork(network, count, len(players))

    async def filling(self) -> dict[str, FillProgress | None]:
        """Return the progress of every fill that is noted as not complete, by raffle id. None: no raffle has the id.

        A raffle whose fields cannot be read is left out.
        """
        async with reading(self._client) as redis:
            ids = list(await redis.smembers(keys.FILLING))
            async with redis.pipeline(transaction=False) as pipe:
                for raffle_id in ids:
                    pipe.hgetall(keys.raffle(raffle_id))
                answers = await pipe.execute(raise_on_error=False)
            found: dict[str, FillProgress | None] = {}
            for raffle_id, answer in zip(ids, answers, strict=True):
                with suppress(RaffleDamaged):
                    fields = fields_from(raffle_id, answer)
                    found[raffle_id] = FillProgress(fields.filled, fields.created_at) if fields else None
        return found

    async def newest(self, most: int) -> list[str]:
        """Return the ids of at most `most` raffles, newest first."""
        async with reading(self._client) as redis:
            return [place.raffle_id for place in await newest_first(redis, most, None)]

    async def seeds(self, raffle_ids: Sequence[str]) -> dict[str, str | None]:
        """Return the seed of each raffle's draw, by raffle id: '' before the draw, and None if there is no raffle."""
        found: dict[str, str | None] = {}
        for first in range(0, len(raffle_ids), IDS_PER_CALL):
            chunk = raffle_ids[first : first + IDS_PER_CALL]
            async with reading(self._client) as redis, redis.pipeline(transaction=False) as pipe:
                for raffle_id in chunk:
                    pipe.hmget(keys.raffle(raffle_id), ["total_tickets", "seed"])
                answers = await pipe.execute(raise_on_error=False)
            for raffle_id, answer in zip(chunk, answers, strict=True):
                # A key of a foreign type is a damaged raffle, of which no draw can be told.
                total, seed = (None, None) if isinstance(answer, Exception) else answer
                found[raffle_id] = None if total is None else seed or ""
        return found

    async def terms(self, raffle_id: str) -> Terms:
        """Return the number of tickets and the prizes of a raffle.

        Raises:
            RaffleNotFound, RaffleDamaged
        """
        fields = await read_hash(self._client, raffle_id)
        return Terms(fields.total_tickets, fields.prizes)

    async def drawn(self, raffle_id: str) -> Drawn:
        """Return the draw of a raffle.

        Raises:
            RaffleNotFound, RaffleDamaged, NotDrawn
        """
        fields = await read_hash(self._client, raffle_id)
        with understanding(raffle_id):
            drawn = fields.drawn()
        if drawn is None:
            raise NotDrawn
        return drawn

    async def incarnation(self) -> int:
        """Return how often the store was restored from a backup."""
        async with reading(self._client) as redis:
            return int(await redis.hget(keys.LAYOUT, "incarnation") or 0)

    async def code_lengths(self) -> frozenset[int]:
        """Return every length that codes of this store have. The set is empty if they are unknown.

        They are unknown if the store has raffles from a version that did not note the lengths.
        """
        async with reading(self._client) as redis:
            lengths = await redis.hget(keys.LAYOUT, "code_lengths")
        return frozenset(map(int, lengths.split(","))) if lengths else frozenset()

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

    async def winner(self, drawn: Drawn, ticket_number: int) -> list[Winner]:
        """Return the winner with this number in a list, or an empty list if the number won nothing."""
        with understanding(drawn.raffle_id):
            async with reading(self._client) as redis:
                place = await redis.zscore(keys.winners(drawn.raffle_id), str(ticket_number))
        return [] if place is None else winners_from(drawn.prizes, int(place), [ticket_number])

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
            RaffleNotFound, RaffleDamaged, NotDrawn, TicketNotFound
        """
        # No transaction is needed: after `drawn_at` is set, only a deletion changes these values.
        drawn = await self.drawn(raffle_id)
        with understanding(raffle_id):
            async with reading(self._client) as redis, redis.pipeline(transaction=False) as pipe:
                pipe.hget(keys.codes(raffle_id), str(ticket_number))
                pipe.zscore(keys.winners(raffle_id), str(ticket_number))
                phc, place = await pipe.execute()
            if phc is None:
                raise TicketNotFound
            if place is None:
                return StoredTicket(phc, None)
            (winner,) = winners_from(drawn.prizes, int(place), [ticket_number])
        return StoredTicket(phc, winner.prize)

    async def _numbers(self, raffle_id: str, first: int, most: int) -> AsyncIterator[list[int]]:
        """Yield winning numbers in chunks, because one large read would delay the store and this worker."""
        for start in range(first, first + most, self._winners_per_call):
            end = min(start + self._winners_per_call, first + most)
            with understanding(raffle_id):
                async with reading(self._client) as redis:
                    numbers = [int(number) for number in await redis.zrange(keys.winners(raffle_id), start, end - 1)]
            yield numbers
            if len(numbers) < end - start:
                return
