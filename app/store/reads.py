"""Reads raffles and their draws from the store. Nothing here changes a key."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from typing import NamedTuple

from app.domain.deleted_raffle import DeletedRaffle
from app.domain.player import network_of
from app.domain.raffle import DamagedRaffle, Drawn, Prize, Raffle, Winner, winners_from, winning_tickets
from app.errors import NotDrawn, RaffleDeleted, RaffleNotFound, TicketNotFound
from app.store import keys
from app.store.calls import Client, reading
from app.store.lists import IDS_PER_CALL, Lists
from app.store.look import look_at, read_hash
from app.store.raffle_hash import understanding

WINNERS_PER_CALL = 5_000
"""The number of winners that one call reads. Other callers of the store wait a few milliseconds meanwhile."""


class Terms(NamedTuple):
    """What is fixed before a draw: the number of tickets, and the prizes in listed order."""

    total_tickets: int
    prizes: list[Prize]


class StoredTicket(NamedTuple):
    """A ticket after the draw: the PHC string of its code, and the name of its prize (None: it won nothing)."""

    phc: str
    prize: str | None


class LargestNetwork(NamedTuple):
    """The IPv6 /48 with the most players of a sample ('': no IPv6 player), how many these are, and the whole sample."""

    network: str
    players: int
    sampled: int


class Reads(Lists):
    """The reads of one store, its lists included. Every method raises StoreUnavailable when the store fails."""

    def __init__(self, client: Client, *, winners_per_call: int = WINNERS_PER_CALL) -> None:
        super().__init__(client)
        self._winners_per_call = winners_per_call

    async def raffle(self, raffle_id: str) -> Raffle | DamagedRaffle:
        """Return a raffle as it is now.

        Raises:
            RaffleNotFound: no raffle has this id.
            RaffleDeleted
        """
        async with reading(self._client) as redis:
            (raffle,) = await look_at(redis, [raffle_id])
        if raffle is None:
            raise RaffleNotFound
        if isinstance(raffle, DeletedRaffle):
            raise RaffleDeleted(raffle.kept)
        return raffle

    async def largest_network(self, raffle_id: str, most: int) -> LargestNetwork:
        """Return the IPv6 /48 that has the most of at most `most` random players of a raffle."""
        async with reading(self._client) as redis:
            players = await redis.hrandfield(keys.players(raffle_id), most) or []
        networks = Counter(network for player in players if (network := network_of(player)))
        ((network, count),) = networks.most_common(1) or [("", 0)]
        return LargestNetwork(network, count, len(players))

    async def seeds(self, raffle_ids: Sequence[str]) -> dict[str, str | None]:
        """Return the seed of each raffle's draw, by raffle id: '' before the draw, and None if there is no raffle.

        A deleted raffle has no draw that could be compared, so it counts as none.
        """
        found: dict[str, str | None] = {}
        for first in range(0, len(raffle_ids), IDS_PER_CALL):
            chunk = raffle_ids[first : first + IDS_PER_CALL]
            async with reading(self._client) as redis, redis.pipeline(transaction=False) as pipe:
                for raffle_id in chunk:
                    pipe.hmget(keys.raffle(raffle_id), ["total_tickets", "seed", "deleted_at"])
                answers = await pipe.execute(raise_on_error=False)
            for raffle_id, answer in zip(chunk, answers, strict=True):
                # A key of a foreign type is a damaged raffle, of which no draw can be told.
                total, seed, deleted_at = (None, None, None) if isinstance(answer, Exception) else answer
                found[raffle_id] = None if total is None or deleted_at else seed or ""
        return found

    async def terms(self, raffle_id: str) -> Terms:
        """Return the number of tickets and the prizes of a raffle.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged
        """
        fields = await read_hash(self._client, raffle_id)
        return Terms(fields.total_tickets, fields.prizes)

    async def drawn(self, raffle_id: str) -> Drawn:
        """Return the draw of a raffle.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotDrawn
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
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotDrawn, TicketNotFound
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
