"""Reads which tickets of a sealed raffle were withdrawn, and compares them with the seal. Changes no key.

A ticket is withdrawn if nobody claimed it. The seal fixes which tickets are withdrawn.
"""

import asyncio
from array import array
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any
from weakref import WeakValueDictionary

from app.domain import tree
from app.errors import RaffleDamaged
from app.store import keys
from app.store.calls import Client, reading
from app.store.look import HashReads
from app.store.raffle_hash import note_damage, understanding

MEMBERS_PER_CALL = 1_000
"""The approximate number of fields of a hash that one call reads."""

MEMBERS_FOR_A_CODE = 4
"""The store reads this number of members of a pool (the tickets that nobody claimed) as fast as one field of `codes`.
The fields of `codes` are long."""

_NUMBERS_AT_ONCE = 100_000


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Withdrawn:
    """The shorter of two ascending lists of ticket numbers: the withdrawn tickets, or the claimed tickets.

    `claimed` is None if the list of withdrawn tickets was chosen.
    """

    withdrawn: Sequence[int]
    claimed: Sequence[int] | None


class WithdrawnReads(HashReads):
    """The reads of withdrawn tickets in one store. Every method raises StoreUnavailable when the store fails."""

    def __init__(self, client: Client) -> None:
        super().__init__(client)
        self._withdrawn: WeakValueDictionary[str, Withdrawn] = WeakValueDictionary()
        self._reading_withdrawn: dict[str, asyncio.Task[Withdrawn]] = {}

    async def withdrawn(self, raffle_id: str, total_tickets: int) -> Withdrawn:
        """Return the shorter one of two lists about a sealed raffle: the withdrawn tickets, or the claimed tickets.

        After the seal, the lists do not change. So calls at the same time share one read, and all callers who keep the
        result share one object. Without this, each client that slowly reads the draw record of a large raffle would
        need megabytes.

        Raises:
            RaffleDamaged: the withdrawn tickets are not those of the seal.
            RaffleDeleted: the raffle was deleted meanwhile.
        """
        if (kept := self._withdrawn.get(raffle_id)) is not None:
            return kept
        if (under_way := self._reading_withdrawn.get(raffle_id)) is None:
            under_way = asyncio.create_task(self._read_withdrawn(raffle_id, total_tickets))
            self._reading_withdrawn[raffle_id] = under_way
            under_way.add_done_callback(lambda ended: self._end_read(raffle_id, ended))
        return await asyncio.shield(under_way)

    def _end_read(self, raffle_id: str, ended: "asyncio.Task[Withdrawn]") -> None:
        del self._reading_withdrawn[raffle_id]
        if not ended.cancelled() and ended.exception() is None:
            self._withdrawn[raffle_id] = ended.result()  # kept as long as a caller has it

    async def _read_withdrawn(self, raffle_id: str, total_tickets: int) -> Withdrawn:
        """Read the lists, compare the withdrawn tickets with the seal, and return the shorter list.

        A scan is fast if few tickets were claimed or few were withdrawn. But the cursor of a scan is valid only on one
        server. If the keys move to another server during the scan, the scan misses tickets, and no error says so. So if
        the tickets that the scan found do not fit the seal, look up each ticket by its number.
        """
        async with reading(self._client, keys.raffle(raffle_id)) as redis:
            sealed = await redis.hget(keys.raffle(raffle_id), "withdrawn_hash")
        for read in (self._by_scan, self._by_number):
            marks = await read(raffle_id, total_tickets)
            withdrawn = await _marked(marks)
            # Neither a raffle of an old version nor a deleted raffle has a seal.
            if sealed is None or await asyncio.to_thread(tree.withdrawn_hash, withdrawn) == sealed:
                if 2 * len(withdrawn) <= total_tickets:
                    return Withdrawn(withdrawn, None)
                return Withdrawn([], await asyncio.to_thread(array, "I", tree.others(total_tickets, withdrawn)))
        await self.require_undeleted(raffle_id)
        note_damage(raffle_id, "its withdrawn tickets are not those of its seal")
        raise RaffleDamaged

    async def _by_scan(self, raffle_id: str, total_tickets: int) -> bytearray:
        """Return a mark for each ticket, at the place of its number: 1 if it was withdrawn, and 0 if it was claimed.

        Read the pool (withdrawn tickets) or the codes (claimed tickets), whichever is faster to read.
        """
        async with reading(self._client, keys.pool(raffle_id)) as redis:
            left, coded = await redis.scard(keys.pool(raffle_id)), await redis.hlen(keys.codes(raffle_id))
        if not left:
            return bytearray(total_tickets + 1)
        from_pool = left <= MEMBERS_FOR_A_CODE * coded
        marks = bytearray([not from_pool]) * (total_tickets + 1)
        with understanding(raffle_id):
            async for names in self._scan((keys.pool if from_pool else keys.codes)(raffle_id), is_set=from_pool):
                for name in names:
                    marks[int(name)] = from_pool
        return marks

    async def _by_number(self, raffle_id: str, total_tickets: int) -> bytearray:
        """Return the same marks as `_by_scan`. Each call looks for some numbers in the pool, and needs no other call.

        For a large raffle, this takes longer than a scan.
        """
        marks, at_once = bytearray(total_tickets + 1), MEMBERS_FOR_A_CODE * MEMBERS_PER_CALL
        for first in range(1, total_tickets + 1, at_once):
            numbers = range(first, min(first + at_once, total_tickets + 1))
            with understanding(raffle_id):
                async with reading(self._client, keys.pool(raffle_id)) as redis:
                    found = await redis.smismember(keys.pool(raffle_id), list(map(str, numbers)))
            marks[first : numbers.stop] = bytes(found)
        return marks

    async def _scan(self, key: str, *, is_set: bool) -> AsyncIterator[Any]:
        """Yield the members of a set as lists, or the fields of a hash as dicts, a chunk at a time."""
        count = MEMBERS_FOR_A_CODE * MEMBERS_PER_CALL if is_set else MEMBERS_PER_CALL
        cursor: Any = None
        while cursor is None or int(cursor):
            async with reading(self._client, key) as redis:
                scan = redis.sscan if is_set else redis.hscan
                cursor, found = await scan(key, cursor or 0, count=count)
            yield found


async def _marked(marks: bytearray) -> "array[int]":
    """Return the ticket numbers that have a mark, ascending."""
    numbers = array("I")
    for first in range(1, len(marks), _NUMBERS_AT_ONCE):
        last = min(first + _NUMBERS_AT_ONCE, len(marks))
        numbers.extend(compress(range(first, last), marks[first:last]))
        await asyncio.sleep(0)  # let other requests run
    return numbers
