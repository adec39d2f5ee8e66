"""Finds drawn raffles that still have the addresses of their players, and deletes these addresses."""

from typing import NamedTuple

from app.domain.privacy import PLAYERS_KEPT_SECONDS
from app.domain.terms import milliseconds
from app.store import keys
from app.store.calls import Client, change, reading
from app.store.look import RAFFLES_PER_CALL

LIMIT_MS = 3 * PLAYERS_KEPT_SECONDS * 1000
"""The time from a draw until the store itself deletes the addresses, if no service has deleted them (ms)."""

TOLERANCE_MS = 60_000
"""If an expiry time is less than this number of milliseconds before the limit, the expiry time is not changed."""

_PARTS = keys.receipts, keys.networks, keys.players
"""The keys with addresses. `players` is deleted last, so after an interruption, `drawn` finds the raffle again."""


class Addresses(NamedTuple):
    """A drawn raffle that still has the addresses of its players.

    `seconds_left` is the time until a day has passed since the draw, by the clock of the store. `limit_ms` is the time
    at which the store shall delete the addresses (ms since 1970). `to_postpone` is True if the store would delete the
    addresses before `limit_ms`.
    """

    raffle_id: str
    seconds_left: float
    limit_ms: int
    to_postpone: bool


class AddressPage(NamedTuple):
    """What one call found: drawn raffles with addresses. `cursor` is for the next call (0: no raffles are left)."""

    drawn: list[Addresses]
    cursor: int


class AddressStore:
    """The addresses of players in one store. Methods raise StoreUnavailable or OutcomeUnknown when the store fails."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def drawn(self, cursor: int, most: int) -> AddressPage:
        """Read a chunk of raffles, and return those with addresses. `cursor` is 0, or the cursor of the page before."""
        async with reading(self._client, keys.RAFFLES) as redis:
            after, entries = await redis.zscan(keys.RAFFLES, cursor, count=most)
        ids = [raffle_id for raffle_id, _ in entries]
        found: list[Addresses | None] = []
        for first in range(0, len(ids), RAFFLES_PER_CALL):
            chunk = ids[first : first + RAFFLES_PER_CALL]
            async with reading(self._client) as redis:
                seconds, microseconds = await redis.time()
                async with redis.pipeline(transaction=False) as pipe:
                    for raffle_id in chunk:
                        pipe.hget(keys.raffle(raffle_id), "drawn_at")
                        pipe.pttl(keys.players(raffle_id))
                    answers = await pipe.execute(raise_on_error=False)
            now_ms = seconds * 1000 + microseconds // 1000
            for raffle_id, drawn_at, ttl_ms in zip(chunk, answers[::2], answers[1::2], strict=True):
                # An exception means that the raffle is damaged, because a key has the wrong type. A TTL below -1 means
                # that the raffle has no players.
                if isinstance(drawn_at, str) and isinstance(ttl_ms, int) and ttl_ms >= -1:
                    found.append(_addresses(raffle_id, drawn_at, ttl_ms, now_ms))
        return AddressPage([each for each in found if each is not None], int(after))

    async def postpone(self, addresses: Addresses) -> None:
        """Postpone the expiry to `limit_ms`, because a jump of the store's clock could delete addresses too early."""
        for part in _PARTS:
            name = part(addresses.raffle_id)
            await change(self._client, name, ["PEXPIREAT", name, addresses.limit_ms])

    async def forget(self, raffle_id: str) -> None:
        """Delete the addresses of a drawn raffle. Even with many addresses, UNLINK does not delay other commands."""
        for part in _PARTS:
            name = part(raffle_id)
            await change(self._client, name, ["UNLINK", name])


def _addresses(raffle_id: str, drawn_at: str, ttl_ms: int, now_ms: int) -> Addresses | None:
    try:
        drawn_ms = milliseconds(drawn_at)
    except ValueError:
        return None  # the raffle is damaged, so its players expire at the time that the draw has set
    limit_ms = drawn_ms + LIMIT_MS
    ends_early = ttl_ms == -1 or now_ms + ttl_ms < limit_ms - TOLERANCE_MS
    seconds_left = drawn_ms / 1000 + PLAYERS_KEPT_SECONDS - now_ms / 1000
    return Addresses(raffle_id, seconds_left, limit_ms, to_postpone=ends_early and now_ms < limit_ms)
