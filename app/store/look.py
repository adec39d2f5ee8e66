"""Reads several raffles in one call: the Redis hash of each raffle, and the sizes of its pool, players and codes."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from app.domain.deleted_raffle import DeletedRaffle
from app.domain.raffle import Counts, DamagedRaffle, Raffle
from app.errors import RaffleDamaged, RaffleDeleted, RaffleNotFound
from app.store import keys
from app.store.calls import Client, reading
from app.store.raffle_hash import RaffleHash, note_damage, understanding
from app.store.tombstones import deleted_from

RAFFLES_PER_CALL = 50
"""The number of raffles that one call reads."""

_TIMES = ("opens_at", "closes_at", "ended_at")
"""The fields with times at which the status of a raffle changes by itself."""


class Deletion(NamedTuple):
    """When a raffle or draft was deleted, and whether only managers see its deletion."""

    at: str
    unlisted: bool


Seen = Raffle | DamagedRaffle | DeletedRaffle | None
"""What an id belongs to. None: no raffle has this id."""


async def look_at(redis: Any, ids: Sequence[str]) -> list[Seen]:
    """Return raffles as they are now. The result has None for each id that no raffle has.

    One call reads all raffles. The call is not a transaction, so a claim may come between two of its commands. If the
    sizes of a raffle do not agree, the raffle is read again in a transaction. The status of a raffle with times
    depends on the clock of the store. This clock is read in another call.
    """
    found = await _look(redis, ids, at_one_moment=False)
    for place, raffle in enumerate(found):
        if isinstance(raffle, Raffle) and raffle.status == "damaged":
            (again,) = found[place : place + 1] = await _look(redis, [ids[place]], at_one_moment=True)
            if isinstance(again, Raffle) and again.status == "damaged":
                note_damage(again.id, "its tickets, players and codes do not add up")
    return found


async def _look(redis: Any, ids: Sequence[str], *, at_one_moment: bool) -> list[Seen]:
    async with redis.pipeline(transaction=at_one_moment) as pipe:
        for raffle_id in ids:
            pipe.hgetall(keys.raffle(raffle_id))
            pipe.scard(keys.pool(raffle_id))
            pipe.hlen(keys.players(raffle_id))
            pipe.hlen(keys.codes(raffle_id))
        answers = await pipe.execute(raise_on_error=False)
    each = {raffle_id: answers[4 * place : 4 * place + 4] for place, raffle_id in enumerate(ids)}
    times = await clocks(redis, [raffle_id for raffle_id, (fields, *_) in each.items() if _has_times(fields)])
    return [_raffle_from(raffle_id, times.get(raffle_id), *answer) for raffle_id, answer in each.items()]


def _has_times(fields: Any) -> bool:
    return not isinstance(fields, Exception) and not fields.keys().isdisjoint(_TIMES)


async def clocks(redis: Any, ids: Sequence[str]) -> dict[str, Any]:
    """Return the time of the server of each raffle, by raffle id.

    In a cluster, claims depend on the clock of the server that has the raffle. The command TIME has no key, so it could
    go to any server. A script has a key, so the script goes to the right server.
    """
    if not ids:
        return {}
    async with redis.pipeline(transaction=False) as pipe:
        for raffle_id in ids:
            pipe.execute_command("EVAL", "return redis.call('TIME')", 1, keys.raffle(raffle_id))
        return dict(zip(ids, await pipe.execute(raise_on_error=False), strict=True))


def _raffle_from(raffle_id: str, clock: Any, fields: Any, *counts: Any) -> Seen:
    if not isinstance(fields, Exception) and (deleted := deleted_from(raffle_id, fields)):
        return deleted
    try:
        read = fields_from(raffle_id, fields)
        with understanding(raffle_id):
            now_ms = milliseconds_of(clock) if clock else 0
            return read.raffle(Counts(*map(_accepted, counts)), now_ms) if read else None
    except RaffleDamaged:
        unlisted = not isinstance(fields, Exception) and "unlisted" in fields
        return DamagedRaffle(raffle_id, "damaged", unlisted or msgspec.UNSET)


def milliseconds_of(clock: Any) -> int:
    """Return the answer of TIME in milliseconds since 1970. If the answer is a refusal, raise the refusal."""
    seconds, microseconds = map(int, _accepted(clock))
    return seconds * 1000 + microseconds // 1000


class HashReads:
    """Reads the hashes of raffles in one store. Every method raises StoreUnavailable when the store fails."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def raffle_hash(self, raffle_id: str) -> RaffleHash:
        """Return the fields of a raffle's hash.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged
        """
        with understanding(raffle_id):
            async with reading(self._client, keys.raffle(raffle_id)) as redis:
                fields = fields_from(raffle_id, await redis.hgetall(keys.raffle(raffle_id)))
        if fields is None:
            raise RaffleNotFound
        return fields

    async def require_undeleted(self, raffle_id: str) -> None:
        """Check that a raffle was not deleted. Call this after reads of several keys that found less than expected.

        A deletion removes these keys. If the deletion came between two reads, the later read found nothing.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged
        """
        await self.raffle_hash(raffle_id)

    async def some_fields(self, raffle_ids: Sequence[str], names: Sequence[str]) -> dict[str, dict[str, str] | None]:
        """Return the named fields that exist, by raffle id. None: the raffle does not exist, or was deleted.

        The result is also None for a damaged raffle whose key has the wrong type, because such a key has no fields.
        """
        found: dict[str, dict[str, str] | None] = {}
        for first in range(0, len(raffle_ids), RAFFLES_PER_CALL):
            chunk = raffle_ids[first : first + RAFFLES_PER_CALL]
            async with reading(self._client) as redis, redis.pipeline(transaction=False) as pipe:
                for raffle_id in chunk:
                    pipe.hmget(keys.raffle(raffle_id), ["total_tickets", "deleted_at", *names])
                answers = await pipe.execute(raise_on_error=False)
            for raffle_id, answer in zip(chunk, answers, strict=True):
                total, deleted_at, *values = [None] * 2 if isinstance(answer, Exception) else answer
                fields = {name: value for name, value in zip(names, values, strict=False) if value is not None}
                found[raffle_id] = None if total is None or deleted_at else fields
        return found

    async def absent(self, raffle_ids: Sequence[str]) -> list[str]:
        """Return the raffles of which the store has nothing, not even the few facts that are kept after a deletion."""
        found: list[str] = []
        for first in range(0, len(raffle_ids), RAFFLES_PER_CALL):
            chunk = raffle_ids[first : first + RAFFLES_PER_CALL]
            async with reading(self._client) as redis, redis.pipeline(transaction=False) as pipe:
                for raffle_id in chunk:
                    pipe.exists(keys.raffle(raffle_id))
                answers = await pipe.execute()
            found += [raffle_id for raffle_id, exists in zip(chunk, answers, strict=True) if not exists]
        return found

    async def deletions(self, raffle_ids: Sequence[str]) -> dict[str, Deletion | None]:
        """Return the deletion of each raffle or draft, by raffle id. None: the raffle or draft exists.

        The result leaves out the raffles of which the store has nothing.
        """
        found: dict[str, Deletion | None] = {}
        for first in range(0, len(raffle_ids), RAFFLES_PER_CALL):
            chunk = raffle_ids[first : first + RAFFLES_PER_CALL]
            async with reading(self._client) as redis, redis.pipeline(transaction=False) as pipe:
                for raffle_id in chunk:
                    pipe.hmget(keys.raffle(raffle_id), "deleted_at", "unlisted")
                    pipe.exists(keys.raffle(raffle_id))
                    pipe.exists(keys.draft(raffle_id))
                answers = await pipe.execute(raise_on_error=False)
                for place, raffle_id in enumerate(chunk):
                    fields, *exists = answers[3 * place : 3 * place + 3]
                    if any(map(_accepted, exists)):
                        # The key of a damaged raffle may be no hash. Then the answer is a refusal.
                        deleted_at, unlisted = (None, None) if isinstance(fields, Exception) else fields
                        found[raffle_id] = Deletion(deleted_at, unlisted is not None) if deleted_at else None
        return found


def fields_from(raffle_id: str, answer: Any) -> RaffleHash | None:
    """Return the fields in an answer, or None if the raffle does not exist.

    Raises:
        RaffleDamaged, RaffleDeleted
    """
    with understanding(raffle_id):
        if deleted := deleted_from(raffle_id, _accepted(answer)):
            raise RaffleDeleted(deleted.kept)
        return RaffleHash(raffle_id, answer) if answer else None


def _accepted(answer: Any) -> Any:
    """Return an answer of a pipeline. If the answer is a refusal, raise the refusal."""
    if isinstance(answer, Exception):
        raise answer
    return answer
