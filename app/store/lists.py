"""Reads lists of raffles: pages, raffles whose fill is not complete, and all ids. Nothing here changes a key."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec

from app.domain.deleted_raffle import DeletedRaffle
from app.domain.listing import EVERY_RAFFLE, RaffleFilter
from app.domain.raffle import DamagedRaffle, Raffle
from app.domain.texts import TEXTS
from app.errors import RaffleDamaged
from app.store import keys
from app.store.calls import Client, reading
from app.store.drafts import look_at_drafts
from app.store.index import Place, end_of, newest_first, passed
from app.store.layout import is_moving
from app.store.look import RAFFLES_PER_CALL, Seen, fields_from, look_at
from app.store.tombstones import deleted_from

KEYS_PER_CALL = 1_000
"""The approximate number of keys that one call visits when it scans a server. A raffle has up to fourteen keys."""

RAFFLES_PER_SEARCH = 1_000
"""The number of raffles after which a search ends. A search is slow, because it reads four keys of each raffle to find
out the status."""

MAX_PAGE_BYTES = 1024 * 1024
"""The largest size of a page of raffles as JSON. Only a page with a single raffle may be larger."""

READS_OF_A_SHORT_PAGE = 2
"""The largest number of reads for a short page. A page of 100 raffles without a search needs two reads."""

Look = Callable[[Any, Sequence[str]], Awaitable[Sequence[Seen]]]
"""A function that reads the raffles or the drafts with given ids."""


class RafflePage(NamedTuple):
    """A page of the list of raffles. The next page begins after the place `last`; None: no raffles follow.

    `missing` has the listed ids for which no raffle exists. `deleted` has deleted raffles that are still in the list of
    raffles, because their deletion was interrupted before it changed the lists.
    """

    raffles: list[Raffle | DamagedRaffle | DeletedRaffle]
    last: Place | None
    missing: list[str]
    deleted: list[DeletedRaffle]


class FillProgress(NamedTuple):
    """How many tickets the fill of a raffle has added, and when the raffle was created."""

    filled: int
    created_at: str


class Lists:
    """The lists of one store. Every method raises StoreUnavailable when the store fails."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def page(
        self,
        limit: int,
        after: Place | None,
        wanted: RaffleFilter = EVERY_RAFFLE,
        before_long: Callable[[], Awaitable[None]] | None = None,
    ) -> RafflePage:
        """Return at most `limit` raffles that `wanted` takes, newest first, and without their texts.

        The page begins after the place `after`, or with the newest raffle. A search ends after RAFFLES_PER_SEARCH
        raffles, and a page ends at MAX_PAGE_BYTES. So a page can be short although more raffles follow. The search
        reads in small steps, because one large read would delay claims.

        If the client may see no raffle after this page, `last` is None. A link to an empty page would tell the client
        that hidden raffles follow. But if a search has reached its limit, it does not know what follows, and sets
        `last`.

        `last` must not show the id of a hidden raffle. So a search that reaches its limit goes on to the last raffle
        with the same creation time. Then `last` has this time, and an id that no raffle has. So the id in `after` does
        not change where a search ends. If it did, a client could try invented ids, and find the ids of hidden raffles.

        If the page needs more than READS_OF_A_SHORT_PAGE reads, `before_long` is called once before the next read.
        """
        page = RafflePage([], None, [], [])
        if wanted.status == "draft" and not wanted.unlisted:
            return page
        key = {"deleted": keys.DELETED, "draft": keys.DRAFTS}.get(wanted.status or "", keys.RAFFLES)
        look: Look = look_at_drafts if key == keys.DRAFTS else look_at
        async with reading(self._client, key) as redis:
            looked_at = await passed(redis, key, after) if after else 0
        searching, size, reads, shown = not wanted.takes_most, 0, 0, after
        while True:
            most, left = RAFFLES_PER_CALL, limit - len(page.raffles)
            if not searching and left <= most:
                most = left + 1  # one more than the page has room for: it tells whether a further raffle follows
            if reads == READS_OF_A_SHORT_PAGE and before_long:
                await before_long()
            reads += 1
            async with reading(self._client) as redis:
                places = await newest_first(redis, key, most + 1, after)
                found = await look(redis, [place.raffle_id for place in places[:most]])
            for place, raffle, following in zip(places, found, [*places[1:], None], strict=False):
                if raffle is not None and wanted.takes(raffle):
                    listed = _without_texts(raffle)
                    size += len(msgspec.json.encode(listed)) + len(",")
                    if len(page.raffles) == limit or (page.raffles and size + len("[]") > MAX_PAGE_BYTES):
                        return page._replace(last=shown)
                    page.raffles.append(listed)
                    shown = place
                else:
                    searching = True  # read RAFFLES_PER_CALL at a time from here on
                    _note_fault(page, key, place, raffle)
                looked_at += 1
                if searching and looked_at >= RAFFLES_PER_SEARCH and following and following.ms < place.ms:
                    return page._replace(last=end_of(place.ms))
                after = place
            if len(places) <= most:
                return page

    async def damaged(self, most: int) -> list[str]:
        """Return the ids of damaged raffles. Look at the newest raffles only, and at not more than `most` of them."""
        found: list[str] = []
        last: Place | None = None
        for first in range(0, most, RAFFLES_PER_CALL):
            page = await self.page(min(RAFFLES_PER_CALL, most - first), last)
            found += [raffle.id for raffle in page.raffles if raffle.status == "damaged"]
            if page.last is None:
                break
            last = page.last
        return found

    async def filling(self) -> dict[str, FillProgress | DeletedRaffle | None]:
        """Return the progress of each fill that is noted as not complete, by raffle id. None: no raffle has the id.

        A raffle with unreadable fields is left out.
        """
        async with reading(self._client) as redis:
            ids = list(await redis.smembers(keys.FILLING))
            async with redis.pipeline(transaction=False) as pipe:
                for raffle_id in ids:
                    pipe.hgetall(keys.raffle(raffle_id))
                answers = await pipe.execute(raise_on_error=False)
        found: dict[str, FillProgress | DeletedRaffle | None] = {}
        for raffle_id, answer in zip(ids, answers, strict=True):
            if not isinstance(answer, Exception) and (deleted := deleted_from(raffle_id, answer)):
                found[raffle_id] = deleted
                continue
            with suppress(RaffleDamaged):
                fields = fields_from(raffle_id, answer)
                found[raffle_id] = FillProgress(fields.filled, fields.created_at) if fields else None
        return found

    async def newest(self, most: int, key: str = keys.RAFFLES) -> list[str]:
        """Return the ids of at most `most` raffles of a list, newest first."""
        async with reading(self._client, key) as redis:
            return [place.raffle_id for place in await newest_first(redis, key, most, None)]

    async def all_ids(self) -> AsyncIterator[list[str]]:
        """Yield the ids of all raffles and drafts in chunks. The last chunk has raffles that are being filled."""
        for key in (keys.RAFFLES, keys.DRAFTS):
            first = 0
            while True:
                async with reading(self._client, key) as redis:
                    ids = await redis.zrange(key, first, first + RAFFLES_PER_CALL - 1)
                if not ids:
                    break
                yield ids
                first += len(ids)
        yield list(await self.filling())

    async def hashes(self, key_of: Callable[[str], str] = keys.raffle) -> AsyncIterator[list[str]]:
        """Yield the ids of all raffles and deleted raffles in chunks, even of those that no list has.

        With `keys.draft`, yield the ids of drafts instead. This scans all keys of each primary. An id may come twice. A
        raffle that moves to another node may be left out.
        """
        before, after = key_of("*").split("*")
        async with reading(self._client):
            primaries = await self._client.primaries()
        for primary in primaries:
            cursor, scan = "0", ("MATCH", key_of("*"), "COUNT", KEYS_PER_CALL, "TYPE", "hash")
            while True:
                async with reading(self._client) as redis:
                    answer, found = await redis.execute_command("SCAN", cursor, *scan, **primary)
                if found:
                    yield [key.removeprefix(before).removesuffix(after) for key in found]
                # The client of a cluster answers with a cursor for each node that it asked.
                cursor = next(iter(answer.values())) if isinstance(answer, dict) else answer
                if not int(cursor):
                    break

    async def unnoted(self) -> AsyncIterator[list[str]]:
        """Yield the ids of raffles and deleted raffles that a list lacks, in chunks.

        Only two events can lose the entry of a raffle and keep the raffle: a backup of a cluster, and a failover in a
        cluster, in which a replica takes the place of its primary. If the store has only one primary, yield nothing.
        One server keeps the order of its writes, so it cannot lose the entry and keep the raffle. While raffles are
        moved into the store, also yield nothing. The move copies the lists last.
        """
        async with reading(self._client):
            if len(await self._client.primaries()) == 1:
                return
        async for ids in self.hashes():
            async with reading(self._client) as redis:
                async with redis.pipeline(transaction=False) as pipe:
                    for raffle_id in ids:
                        pipe.hmget(keys.raffle(raffle_id), ["deleted_at", "terms", "root"])
                    fields = await pipe.execute()
                listed = [await redis.zmscore(key, ids) for key in (keys.RAFFLES, keys.DELETED)]
                unsealed = await redis.smismember(keys.UNSEALED, ids)
            if await is_moving(self._client):
                return
            each = zip(ids, fields, *listed, unsealed, strict=True)
            if missing := [raffle_id for raffle_id, *found in each if _lacks(*found)]:
                yield missing


def _lacks(fields: Sequence[str | None], listed: float | None, buried: float | None, awaits_seal: int | bool) -> bool:
    """Return whether a list lacks a raffle."""
    deleted_at, terms, root = fields
    if deleted_at:
        return buried is None
    return listed is None or bool(terms and not root and not awaits_seal)


def _note_fault(page: RafflePage, key: str, place: Place, raffle: Seen) -> None:
    """Add an id without a raffle, or a deleted raffle that is still in the list of raffles, to the faults in `page`."""
    if raffle is None:
        page.missing.append(place.raffle_id)
    elif isinstance(raffle, DeletedRaffle) and key == keys.RAFFLES:
        page.deleted.append(raffle)


def _without_texts(raffle: Raffle | DamagedRaffle | DeletedRaffle) -> Raffle | DamagedRaffle | DeletedRaffle:
    """Return a raffle without its texts, because a list with long texts would be slow to load."""
    if not isinstance(raffle, Raffle):
        return raffle
    return msgspec.structs.replace(raffle, **dict.fromkeys(TEXTS, msgspec.UNSET))
