"""The sets of raffle ids: the keys `raffles`, `raffles:deleted`, `raffles:drafts`, `raffles:filling` and others.

A cluster divides all keys into slots, and a script can change only keys of one slot. A raffle and these sets are in
different slots, so no script can change a raffle and a set together. A crash may come between the two changes. So every
step can be repeated, and entries without a raffle are removed.

In a failover, a replica takes the place of its primary. In a cluster, this could lose an entry of a set, but keep the
raffle. So if an entry must not be lost, the service waits until replicas have the entry: as many as for the change of
the raffle. `Lists.unnoted` finds raffles whose entry was lost.
"""

from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, Literal, NamedTuple
from uuid import UUID

from app.errors import Problem, ReplicasMissing, Written
from app.store import keys
from app.store.calls import Client, change
from app.store.cluster import Command
from app.store.replication import Replication, needed_by_claims

_ADD = """
redis.call(ARGV[1], KEYS[1], unpack(ARGV, 2))
redis.call('EXPIRE', KEYS[1], 3155760000)
redis.call('PERSIST', KEYS[1])
return 'added'
"""
"""A script that adds an entry. EXPIRE and PERSIST are writes even if the entry exists. Without a write, WAIT (the wait
for replicas) after a retry would also count replicas that lack the entry."""


class Place(NamedTuple):
    """A time (ms) and an id: a place in a list of raffles. The place stays valid after creations and deletions.

    In the list of deleted raffles, the time is that of the deletion. In other lists, it is that of the creation.
    A place may have an id that no raffle has.
    """

    ms: int
    raffle_id: str


class Index:
    """The sets of raffle ids. Every method raises StoreUnavailable or OutcomeUnknown when the store fails.

    If an entry belongs to a change (`written`), `claim_min_replicas` replicas must confirm the entry, in the same way
    as the change itself. If too few replicas confirm the entry, the method raises ReplicasMissing.
    """

    def __init__(self, client: Client, *, claim_min_replicas: int | Literal["all"] = 0) -> None:
        self._client = client
        self._replication = Replication(client)
        self._needed = needed_by_claims(claim_min_replicas)

    async def begin_filling(self, *raffle_ids: str) -> None:
        """Add raffles to the set of raffles whose pool is not complete. Any worker may add the missing tickets."""
        await change(self._client, keys.FILLING, ["SADD", keys.FILLING, *raffle_ids])

    async def end_filling(self, raffle_id: str) -> None:
        """Remove a raffle from the set of `begin_filling`, because its pool is complete now."""
        await change(self._client, keys.FILLING, ["SREM", keys.FILLING, raffle_id])

    async def await_seal(self, raffle_id: str) -> None:
        """Add a raffle to the set of raffles without a seal. When it is sold out or closed, any worker may seal it."""
        await self._add(keys.UNSEALED, ["SADD", keys.UNSEALED, raffle_id], "creation")

    async def end_sealing(self, raffle_id: str) -> None:
        """Remove a raffle from the set of `await_seal`, because it is sealed now or will never be sealed."""
        await change(self._client, keys.UNSEALED, ["SREM", keys.UNSEALED, raffle_id])

    async def add(self, raffle_id: str, created_at: str, written: Written = "creation") -> None:
        """Add a raffle to the list of all raffles. This list is in the order of creation times (ISO 8601)."""
        await self._add(keys.RAFFLES, ["ZADD", keys.RAFFLES, _ms(created_at), raffle_id], written)

    async def add_draft(self, raffle_id: str, created_at: str, written: Written | None = None) -> None:
        """Add a draft to the list of drafts. This list is in the order of creation times (ISO 8601)."""
        await self._add(keys.DRAFTS, ["ZADD", keys.DRAFTS, _ms(created_at), raffle_id], written)

    async def end_draft(self, raffle_id: str) -> None:
        """Remove a draft from the list of drafts, because it was published or deleted."""
        await change(self._client, keys.DRAFTS, ["ZREM", keys.DRAFTS, raffle_id])

    async def bury(self, raffle_id: str, deleted_at: str) -> None:
        """Move a raffle to the list of deleted raffles. This list is in the order of deletion times (ISO 8601).

        If this raises a problem, the raffle is still in its old lists. If only the removal from its old lists fails,
        nothing is raised. In both cases, a later step finds the raffle in an old list, and repeats the move.
        """
        await self._add(keys.DELETED, ["ZADD", keys.DELETED, _ms(deleted_at), raffle_id], "deletion")
        with suppress(Problem):
            await self.remove(raffle_id)
            await self.end_draft(raffle_id)

    async def remove(self, raffle_id: str) -> None:
        """Remove a raffle from the lists of raffles that exist."""
        await change(self._client, keys.RAFFLES, ["ZREM", keys.RAFFLES, raffle_id])
        await self.end_filling(raffle_id)
        await self.end_sealing(raffle_id)

    async def _add(self, key: str, command: Command, written: Written | None) -> None:
        """Write an entry. If the entry belongs to a change, wait until replicas confirm it."""
        if self._needed is None or written is None:
            await change(self._client, key, command)
            return
        name, _, *arguments = command
        always_writes: Command = ["EVAL", _ADD, 1, key, name, *arguments]
        _, confirmed, _ = await self._replication.change(key, always_writes, self._needed)
        if not confirmed:
            raise ReplicasMissing(written)


def _ms(time: str) -> int:
    return round(datetime.fromisoformat(time).timestamp() * 1000)


async def newest_first(redis: Any, key: str, most: int, after: Place | None) -> list[Place]:
    """Return at most `most` places of a list, newest first. With `after`, begin with the next older place.

    Raffles with equal times are in falling order of their ids.
    """
    entries = partial(redis.zrevrangebyscore, key, withscores=True)
    if after is None:
        return _places(await entries("+inf", "-inf", 0, most))
    same_time = _places(await entries(after.ms, after.ms))
    older = _places(await entries(f"({after.ms}", "-inf", 0, most))
    return [*(place for place in same_time if place.raffle_id < after.raffle_id), *older][:most]


def end_of(ms: int) -> Place:
    """Return the place after all raffles of a millisecond. Its id is the Nil UUID (RFC 9562), which no raffle has."""
    return Place(ms, str(UUID(int=0)))


async def passed(redis: Any, key: str, place: Place) -> int:
    """Return how many raffles of a list have the same time as a place, and stand at this place or before it."""
    return sum(raffle_id >= place.raffle_id for raffle_id in await redis.zrangebyscore(key, place.ms, place.ms))


def _places(entries: list[tuple[str, float]]) -> list[Place]:
    return [Place(int(ms), raffle_id) for raffle_id, ms in entries]
