"""Reads what a seal and a ticket proof need: raffles without a seal, PHC strings in the order of tickets, and the tree.

A PHC string has the hash of a ticket's code. The tree is the Merkle tree over all tickets. The seal fixes the tickets
of a raffle after the last claim. A ticket proof shows that a ticket is in the sealed tree.
"""

from collections.abc import Sequence
from typing import NamedTuple

from redis.client import NEVER_DECODE

from app.domain import tree
from app.domain.terms import milliseconds
from app.store import keys
from app.store.calls import Client, reading
from app.store.look import RAFFLES_PER_CALL, HashReads
from app.store.raffle_hash import understanding

TICKETS_PER_CALL = 5 * tree.GROUP
"""The number of PHC strings that one call reads. The store and this worker need a few milliseconds for such a call."""


_FIELDS = ("terms", "total_tickets", "filled", "closes_at", "ended_at", "sealing", "deleted_at")


class UnsealedPage(NamedTuple):
    """Some ids from the set of unsealed raffles, and the cursor of the next call (0: no ids are left)."""

    raffle_ids: list[str]
    cursor: int


class Due(NamedTuple):
    """The ids of raffles that can be sealed now, and the ids of raffles that are never sealed.

    A raffle is never sealed if it has no terms (an old version of the service created it), was deleted, or does not
    exist.
    """

    raffle_ids: list[str]
    without_seal: list[str]


class SealReads(HashReads):
    """The reads of one store for seals. Every method raises StoreUnavailable when the store fails."""

    def __init__(self, client: Client, *, tickets_per_call: int = TICKETS_PER_CALL) -> None:
        super().__init__(client)
        self.tickets_per_call = tickets_per_call

    async def unsealed(self, cursor: int, most: int) -> UnsealedPage:
        """Return about `most` ids of unsealed raffles. `cursor` is 0, or the cursor of the page before."""
        async with reading(self._client, keys.UNSEALED) as redis:
            after, ids = await redis.sscan(keys.UNSEALED, cursor, count=most)
        return UnsealedPage(list(ids), int(after))

    async def due(self, raffle_ids: Sequence[str]) -> Due:
        """Return which of these raffles can be sealed, because they are closed or have no ticket left."""
        found = Due([], [])
        for first in range(0, len(raffle_ids), RAFFLES_PER_CALL):
            chunk = raffle_ids[first : first + RAFFLES_PER_CALL]
            async with reading(self._client) as redis:
                seconds, _ = await redis.time()
                async with redis.pipeline(transaction=False) as pipe:
                    for raffle_id in chunk:
                        pipe.hmget(keys.raffle(raffle_id), _FIELDS)
                        pipe.exists(keys.pool(raffle_id))
                    answers = await pipe.execute(raise_on_error=False)
            for raffle_id, fields, left in zip(chunk, answers[::2], answers[1::2], strict=True):
                if isinstance(fields, Exception) or isinstance(left, Exception):
                    continue  # the raffle is damaged, because a key has the wrong type
                terms, total, filled, closes_at, ended_at, sealing, deleted_at = fields
                closed = sealing or _is_over(ended_at or closes_at, 1000 * seconds)
                if terms is None or deleted_at:
                    found.without_seal.append(raffle_id)
                elif total == filled and (closed or not left):
                    found.raffle_ids.append(raffle_id)
        return found

    async def phcs(self, raffle_id: str, numbers: range) -> list[str]:
        """Return the PHC strings of consecutive tickets. A ticket that nobody has claimed has ''."""
        with understanding(raffle_id):
            async with reading(self._client, keys.codes(raffle_id)) as redis:
                found = await redis.hmget(keys.codes(raffle_id), list(numbers))
        return [phc or "" for phc in found]

    async def nodes(self, raffle_id: str, places: Sequence[int]) -> list[bytes]:
        """Return nodes of the tree of a raffle. A place tells how many bytes of the key `tree` come before the node."""
        with understanding(raffle_id):
            async with reading(self._client, keys.tree(raffle_id)) as redis, redis.pipeline(transaction=False) as pipe:
                for place in places:
                    last = place + tree.HASH_BYTES - 1
                    pipe.execute_command("GETRANGE", keys.tree(raffle_id), place, last, **{NEVER_DECODE: True})
                found = await pipe.execute()
        return list(found)


def _is_over(time: str | None, now_ms: int) -> bool:
    try:
        return time is not None and milliseconds(time) <= now_ms
    except ValueError:
        return False  # the raffle is damaged
