"""Reads raffles, their draws and their logs from the store. Nothing here changes a key."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import NamedTuple

import msgspec

from app.domain.change import Change
from app.domain.deleted_raffle import DeletedRaffle
from app.domain.drawn import Drawn, Substitution
from app.domain.erasure import line_of_erasure
from app.domain.hand_over import HandOver, line_of
from app.domain.player import network_of
from app.domain.raffle import DamagedRaffle, Raffle
from app.errors import RaffleDamaged, RaffleDeleted, RaffleNotFound, StoreUnavailable
from app.store import keys
from app.store.calls import reading
from app.store.drafts import DraftReads
from app.store.draw_reads import DrawReads
from app.store.erasure_reads import ErasureReads
from app.store.hand_over_reads import HandOverReads
from app.store.lists import MAX_PAGE_BYTES, Lists
from app.store.log_reads import LogReads
from app.store.look import look_at
from app.store.raffle_hash import understanding

CHANGES_PER_CALL = 20
"""The number of changes that one call reads: only a few, because a change may have two texts of 5 000 characters."""

SCANS_FOR_A_HOLDER = 3
"""The largest number of scans for the holder of a ticket. A scan can miss the holder only if the hash of players moves
to another server during the scan. Three such moves in a row are very unlikely."""

_CHANGE = msgspec.json.Decoder(Change)

_SEAL = ("root", "sealed_at", "withdrawn_tickets", "withdrawn_hash", "round")
"""The fields that a seal writes. The seal of a raffle fixes, before the draw, which tickets can win."""

_ERASED = "erased-"
"""The beginning of the name that replaces an erased player in the hash of players (see lua/erase.lua)."""


class LargestNetwork(NamedTuple):
    """In a sample of players: the IPv6 /48 with the most players ('': none), their number, and the sample size."""

    network: str
    players: int
    sampled: int


class ChangesPage(NamedTuple):
    """Changes of a raffle, the newest first, and the number of older changes."""

    changes: list[Change]
    older: int


class Reads(DrawReads, HandOverReads, ErasureReads, LogReads, DraftReads, Lists):
    """The reads of one store, its lists included. Every method raises StoreUnavailable when the store fails."""

    async def raffle(self, raffle_id: str) -> Raffle | DamagedRaffle:
        """Return a raffle as it is now.

        Raises:
            RaffleNotFound: no raffle has this id.
            RaffleDeleted
        """
        async with reading(self._client, keys.raffle(raffle_id)) as redis:
            (raffle,) = await look_at(redis, [raffle_id])
        if raffle is None:
            raise RaffleNotFound
        if isinstance(raffle, DeletedRaffle):
            raise RaffleDeleted(raffle.kept)
        return raffle

    async def is_used(self, raffle_id: str) -> bool:
        """Return whether a raffle or a draft has this id, or had it before its deletion."""
        async with reading(self._client, keys.raffle(raffle_id)) as redis:
            return bool(await redis.exists(keys.raffle(raffle_id), keys.draft(raffle_id)))

    async def readable(self, raffle_id: str) -> Raffle:
        """Return a raffle as it is now.

        Raises:
            RaffleNotFound, RaffleDeleted
            RaffleDamaged: its fields cannot be read.
        """
        raffle = await self.raffle(raffle_id)
        if isinstance(raffle, DamagedRaffle):
            raise RaffleDamaged
        return raffle

    async def changes(self, raffle_id: str, oldest: int | None, most: int) -> ChangesPage:
        """Return at most `most` changes of a raffle, the newest first.

        `oldest` is the number `older` of the previous page. If `oldest` is None, the page begins with the newest
        change. A page ends at MAX_PAGE_BYTES, so a page with fewer than `most` changes is not always the last one.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged
        """
        key, found, size = keys.changes(raffle_id), list[Change](), 0
        with understanding(raffle_id):
            async with reading(self._client, key) as redis:
                length = await redis.llen(key)
            older = length if oldest is None else min(oldest, length)
            while older and len(found) < most and size < MAX_PAGE_BYTES:
                first = max(0, older - min(CHANGES_PER_CALL, most - len(found)))
                async with reading(self._client, key) as redis:
                    entries = await redis.lrange(key, first, older - 1)
                if not entries:
                    break
                for entry in reversed(entries):
                    if size < MAX_PAGE_BYTES:
                        found.append(_CHANGE.decode(entry))
                        size += len(entry.encode())
                        older -= 1
        await self.raffle_hash(raffle_id)  # last: if a deletion has removed changes, this raises
        return ChangesPage(found, older)

    async def substitutions_of_draw(self, raffle_id: str, first: int, most: int) -> list[Substitution]:
        """Return substitutions as `substitutions` does, but only of a raffle that is drawn and not deleted.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotDrawn
        """
        found = await self.substitutions(raffle_id, first, most)
        await self.drawn(raffle_id)  # last: if a deletion has removed the list, this raises
        return found

    async def hand_overs_of_draw(self, raffle_id: str, after: int, most: int) -> list[HandOver]:
        """Return hand-overs as `hand_overs` does, but only of a raffle that is drawn and not deleted.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotDrawn
        """
        found = await self.hand_overs(raffle_id, after, most)
        await self.drawn(raffle_id)  # after the list, because a deletion between the two reads removes the list
        return found

    async def substitutions_version(self, drawn: Drawn) -> str:
        """Return a text that changes with each substitution.

        The text has the number of substitutions, and a digest of the newest substitution. The number is not enough:
        after a restore, a manager may substitute other winners, and the number can be the same as before.
        """
        if not drawn.reserves:
            return "0"
        key = keys.substitutions(drawn.raffle_id)
        async with reading(self._client, key) as redis, redis.pipeline(transaction=False) as pipe:
            number, newest = await pipe.llen(key).lrange(key, -1, -1).execute()
        return f"{number}-{sha256(newest[0].encode()).hexdigest()[:16]}" if newest else "0"

    async def holder(self, raffle_id: str, ticket_number: int) -> str:
        """Return the player who holds a ticket, or '' if nobody or an erased player holds it.

        The store has no index from tickets to players, so this method scans all players, a chunk at a time. It first
        asks whether anybody holds the ticket, because this costs less. If the hash of players moves to another server
        during the scan, the scan can miss players without an error. So a scan that finds nobody is repeated.

        Raises:
            RaffleNotFound, RaffleDeleted
            RaffleDamaged: somebody has claimed the ticket, and the entry of the player is missing.
            StoreUnavailable: the store failed, or each of a few scans missed the player.
        """
        for _ in range(SCANS_FOR_A_HOLDER):
            if not await self._has_holder(raffle_id, ticket_number):
                return ""
            with understanding(raffle_id):
                async for found in self._scan(keys.players(raffle_id), is_set=False):
                    for player, number in found.items():
                        if number == str(ticket_number):
                            return "" if player.startswith(_ERASED) else str(player)
        if not await self._has_holder(raffle_id, ticket_number):
            return ""
        raise RaffleDamaged if (await self.raffle(raffle_id)).status == "damaged" else StoreUnavailable

    async def _has_holder(self, raffle_id: str, ticket_number: int) -> bool:
        """Return whether a ticket was claimed, its player is not erased, and the players are not deleted yet."""
        key, players = keys.codes(raffle_id), keys.players(raffle_id)
        with understanding(raffle_id):
            async with reading(self._client, key) as redis, redis.pipeline(transaction=False) as pipe:
                pipe.hexists(key, str(ticket_number)).hexists(players, f"{_ERASED}{ticket_number}").exists(players)
                claimed, erased, kept = await pipe.execute()
        return bool(claimed and not erased and kept)

    async def who_hold(self, raffle_id: str, players: Sequence[str]) -> set[str]:
        """Return which of these players hold a ticket of a raffle.

        Raises:
            RaffleDamaged
        """
        with understanding(raffle_id):
            async with reading(self._client, keys.players(raffle_id)) as redis:
                numbers = await redis.hmget(keys.players(raffle_id), players)
        return {player for player, number in zip(players, numbers, strict=True) if number is not None}

    async def largest_network(self, raffle_id: str, most: int) -> LargestNetwork:
        """Return the IPv6 /48 with the most players in a random sample. The sample has at most `most` players."""
        async with reading(self._client, keys.players(raffle_id)) as redis:
            players = await redis.hrandfield(keys.players(raffle_id), most) or []
        networks = Counter(network for player in players if (network := network_of(player)))
        ((network, count),) = networks.most_common(1) or [("", 0)]
        return LargestNetwork(network, count, len(players))

    async def notes(self, raffle_ids: Sequence[str]) -> list[bytes]:
        """Return as JSON what was done besides draws: seals, erasures, substitutions and hand-overs of these raffles.

        Leave out a raffle that is deleted meanwhile. For a damaged raffle, leave out what cannot be read.
        """
        found: list[bytes] = []
        erased_in = await self.may_have_erasures(raffle_ids)
        for raffle_id, fields in (await self.some_fields(raffle_ids, [*_SEAL, "drawn_at", "reserves"])).items():
            with suppress(RaffleDamaged, RaffleNotFound, RaffleDeleted), understanding(raffle_id):
                if fields is not None:
                    found += [note async for note in self._notes(raffle_id, fields)]
                    if raffle_id in erased_in:
                        found += [line_of_erasure(raffle_id, erased) async for erased in self.erasures(raffle_id)]
        return found

    async def _notes(self, raffle_id: str, fields: dict[str, str]) -> AsyncIterator[bytes]:
        drawn_at, reserves = fields.pop("drawn_at", None), fields.pop("reserves", None)
        if "root" in fields:
            numbers = {name: int(fields[name]) for name in ("withdrawn_tickets", "round") if name in fields}
            yield msgspec.json.encode({"raffle_id": raffle_id, **fields, **numbers})
        if drawn_at and reserves:
            for substitution in await self.all_substitutions(raffle_id):
                yield msgspec.json.encode({"raffle_id": raffle_id, "substitution": substitution})
        if drawn_at:
            async for chunk in self.all_hand_overs(raffle_id):
                for hand_over in chunk:
                    yield line_of(raffle_id, hand_over)

    async def incarnation(self) -> int:
        """Return how often the store was restored. A repair that gave up data counts as a restore."""
        async with reading(self._client, keys.LAYOUT) as redis:
            return int(await redis.hget(keys.LAYOUT, "incarnation") or 0)

    async def code_lengths(self) -> frozenset[int]:
        """Return every length that codes of this store have. The set is empty if the lengths are unknown.

        The lengths are unknown if the store has raffles from a version that did not write the lengths.
        """
        async with reading(self._client, keys.LAYOUT) as redis:
            lengths = await redis.hget(keys.LAYOUT, "code_lengths")
        return frozenset(map(int, lengths.split(","))) if lengths else frozenset()
