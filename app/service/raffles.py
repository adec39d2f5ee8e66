"""Raffles in the store: create and fill, look up, list, delete."""

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4, uuid5

import msgspec

from app.domain.raffle import NewRaffle, Prize, Raffle, Status
from app.errors import OutcomeUnknown, Problem, RaffleNotFound
from app.service.snapshots import Looks
from app.store import keys
from app.store.connect import Client, change, half_done, reading
from app.store.scripts import Scripts

log = logging.getLogger(__name__)

CHUNK = 2_000
"""Tickets that one fill call lays out: a few milliseconds in which the store answers nobody else."""

FILL_PATIENCE = 0.5
"""Seconds that a creator waits for the fill to end before it is answered."""

RESUME_EVERY = 2.0
"""Seconds between two looks for raffles whose fill has stopped."""

LOOKS_TO_FORGET = 4
"""Looks in a row at an id without a raffle until it is forgotten: longer than all steps of a creation may take."""

_KEYS = UUID("6f2d1c1e-8a44-4f0b-9d59-3b1a6e0c7a52")
"""The namespace (RFC 9562) of ids that follow from Idempotency-Keys."""

_PRIZES = msgspec.json.Decoder(list[Prize])


def now() -> str:
    """The time as the store keeps it: UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Raffles:
    """All raffles of a store, and the tasks that fill them."""

    def __init__(self, redis: Client, scripts: Scripts) -> None:
        self._redis = redis
        self._scripts = scripts
        self._fills: dict[str, asyncio.Task[None]] = {}
        self.looks = Looks(self.get)

    async def create(self, new: NewRaffle, idempotency_key: str | None = None) -> tuple[Raffle, bool]:
        """Create a raffle and begin to fill it; a small one is open when this returns.

        The id is noted as filling before anything else, so that a crash at any point leaves either nothing
        that anybody sees, or a raffle that `resume` finishes. With an Idempotency-Key the id follows from the key,
        so that a retry meets the raffle of the first time. Also tells whether it did.

        Raises:
            IdempotencyKeyReused: the key was used for another raffle.
        """
        raffle_id = str(uuid5(_KEYS, idempotency_key) if idempotency_key else uuid4())
        await change(self._redis, keys.FILLING, ["SADD", keys.FILLING, raffle_id])
        prizes = msgspec.json.encode(new.prizes).decode()
        created_at, replayed = await self._scripts.create(raffle_id, new, prizes, now())
        with half_done():
            # Once more, lest somebody just forgot an id that had no raffle for so long.
            await change(self._redis, keys.FILLING, ["SADD", keys.FILLING, raffle_id])
            await self._list(raffle_id, created_at)
            await asyncio.wait({self._begin_fill(raffle_id)}, timeout=FILL_PATIENCE)
            self.looks.changed(raffle_id)
            try:
                return await self.get(raffle_id), replayed
            except RaffleNotFound:
                raise OutcomeUnknown from None  # somebody deleted it at once

    async def get(self, raffle_id: str) -> Raffle:
        """Return a raffle as it is now.

        Raises:
            RaffleNotFound: there is none with this id.
        """
        async with reading(self._redis), self._redis.pipeline(transaction=False) as pipe:
            _look_at(pipe, raffle_id)
            raffle = _raffle_from(raffle_id, *await pipe.execute())
        if raffle is None:
            raise RaffleNotFound
        return raffle

    async def page(self, limit: int, after: tuple[int, str] | None) -> tuple[list[Raffle], tuple[int, str] | None]:
        """Return at most `limit` raffles, newest first, that come after a place, and the place of the last one.

        A place is a creation time (ms) with an id, so pages stay right while raffles come and go. It is None
        where the list begins and where it ends.
        """
        async with reading(self._redis):
            entries = await self._entries(limit + 1, after)
            async with self._redis.pipeline(transaction=False) as pipe:
                for raffle_id, _ in entries[:limit]:
                    _look_at(pipe, raffle_id)
                seen = await pipe.execute()
        raffles: list[Raffle] = []
        for (raffle_id, _), fields, available in zip(entries, seen[0::2], seen[1::2], strict=False):
            raffle = _raffle_from(raffle_id, fields, available)
            if raffle is None:  # a delete that crashed after its script
                with suppress(Problem):
                    await self._forget(raffle_id)
            else:
                raffles.append(raffle)
        last = entries[limit - 1] if len(entries) > limit else None
        return raffles, last and (int(last[1]), last[0])

    async def delete(self, raffle_id: str) -> None:
        """Delete a raffle with everything that belongs to it.

        Raises:
            RaffleNotFound: there is none with this id.
        """
        try:
            await self._scripts.delete(raffle_id)
        finally:
            self.looks.changed(raffle_id)
        with suppress(Problem):  # it is gone; what is left in the lists is forgotten by the next look
            await self._forget(raffle_id)

    async def resume(self) -> None:
        """Finish, for as long as this runs, the raffles whose fill has stopped, whoever began them."""
        before: dict[str, tuple[str | None, int]] = {}
        while True:
            try:
                before = await self._resume_stopped(before)
            except Problem as problem:
                log.warning("cannot look for unfinished raffles: %s", problem.title)
            except Exception:
                log.exception("cannot look for unfinished raffles")
            await asyncio.sleep(RESUME_EVERY)

    async def close(self) -> None:
        """Stop filling; another worker, or the next start, goes on."""
        fills = list(self._fills.values())
        for fill in fills:
            fill.cancel()
        await asyncio.gather(*fills, return_exceptions=True)

    async def _resume_stopped(self, before: dict[str, tuple[str | None, int]]) -> dict[str, tuple[str | None, int]]:
        """Take up what did not move, and return how far each is now, and at how many looks in a row it was there."""
        async with reading(self._redis):
            filling: Any = await self._redis.smembers(keys.FILLING)
            async with self._redis.pipeline(transaction=False) as pipe:
                for raffle_id in filling:
                    pipe.hmget(keys.raffle(raffle_id), ["filled", "created_at"])
                seen = await pipe.execute()
        progress: dict[str, tuple[str | None, int]] = {}
        for raffle_id, (filled, created_at) in zip(filling, seen, strict=True):
            last, looks = before.get(raffle_id, (filled, 0))
            looks = looks + 1 if filled == last else 1
            progress[raffle_id] = filled, looks
            if raffle_id in self._fills or looks == 1:
                continue
            if filled is None and looks >= LOOKS_TO_FORGET:
                await self._forget(raffle_id)
            elif filled is not None:
                await self._list(raffle_id, created_at)
                self._begin_fill(raffle_id)
        return progress

    def _begin_fill(self, raffle_id: str) -> asyncio.Task[None]:
        fill = self._fills.get(raffle_id)
        if fill is None:
            fill = self._fills[raffle_id] = asyncio.create_task(self._fill(raffle_id))
            fill.add_done_callback(lambda _: self._fills.pop(raffle_id, None))
        return fill

    async def _fill(self, raffle_id: str) -> None:
        try:
            while not await self._scripts.fill(raffle_id, CHUNK):
                pass
            await change(self._redis, keys.FILLING, ["SREM", keys.FILLING, raffle_id])
        except RaffleNotFound:
            with suppress(Problem):  # else the next look does
                await self._forget(raffle_id)
        except Problem as problem:
            log.warning("the fill of raffle %s has stopped and will be resumed: %s", raffle_id, problem.title)

    async def _list(self, raffle_id: str, created_at: str) -> None:
        created_ms = round(datetime.fromisoformat(created_at).timestamp() * 1000)
        await change(self._redis, keys.RAFFLES, ["ZADD", keys.RAFFLES, created_ms, raffle_id])

    async def _forget(self, raffle_id: str) -> None:
        await change(self._redis, keys.RAFFLES, ["ZREM", keys.RAFFLES, raffle_id])
        await change(self._redis, keys.FILLING, ["SREM", keys.FILLING, raffle_id])

    async def _entries(self, most: int, after: tuple[int, str] | None) -> list[tuple[str, float]]:
        """Return (id, creation time) of at most `most` raffles after a place, newest first, then by id backwards."""
        newest_first: Any = partial(self._redis.zrevrangebyscore, keys.RAFFLES, withscores=True)
        if after is None:
            return list(await newest_first("+inf", "-inf", 0, most))
        created_ms, last_id = after
        same_time = await newest_first(created_ms, created_ms)
        older = await newest_first(f"({created_ms}", "-inf", 0, most)
        return [*(entry for entry in same_time if entry[0] < last_id), *older][:most]


def _look_at(pipe: Any, raffle_id: str) -> None:
    pipe.hgetall(keys.raffle(raffle_id))
    pipe.scard(keys.pool(raffle_id))


def _raffle_from(raffle_id: str, fields: dict[str, str], available: int) -> Raffle | None:
    if not fields:
        return None
    return Raffle(
        id=raffle_id,
        name=fields["name"],
        total_tickets=int(fields["total_tickets"]),
        available_tickets=available,
        winners_drawn="drawn_at" in fields,
        status=_status(fields, available),
        created_at=fields["created_at"],
        prizes=prizes_from(fields["prizes"]),
        entropy_source=fields["entropy_source"] or None,
    )


def _status(fields: dict[str, str], available: int) -> Status:
    if "drawn_at" in fields:
        return "drawn"
    if fields["filled"] != fields["total_tickets"]:
        return "filling"
    return "open" if available else "sold_out"


def prizes_from(text: str) -> list[Prize]:
    """Read the prizes of a raffle as its hash keeps them."""
    return _PRIZES.decode(text)
