"""Reads raffles, their draws and their logs from the store. Nothing here changes a key."""

from collections import Counter
from typing import NamedTuple

from app.domain.deleted_raffle import DeletedRaffle
from app.domain.player import network_of
from app.domain.raffle import DamagedRaffle, Raffle
from app.errors import RaffleDeleted, RaffleNotFound
from app.store import keys
from app.store.calls import reading
from app.store.draw_reads import DrawReads
from app.store.lists import Lists
from app.store.log_reads import LogReads
from app.store.look import look_at


class LargestNetwork(NamedTuple):
    """The IPv6 /48 with the most players of a sample ('': no IPv6 player), how many these are, and the whole sample."""

    network: str
    players: int
    sampled: int


class Reads(DrawReads, LogReads, Lists):
    """The reads of one store, its lists included. Every method raises StoreUnavailable when the store fails."""

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
