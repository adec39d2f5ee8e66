"""Checks of tickets: whether number and code belong together, and what the ticket won."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from app.domain import codes
from app.errors import (
    WRONG_CODES,
    WRONG_CODES_WINDOW,
    InvalidCode,
    OutcomeUnknown,
    StoreUnavailable,
    TooManyAtOnce,
    TooManyChecks,
)
from app.service.draws import Draws
from app.store.scripts import Scripts

WAITING = 256
"""Most checks under way; the next one is asked to come back."""

OF_ONE_PLAYER = 64
"""Most of these that are one player's: nobody keeps all others waiting."""

PATIENCE = 0.5
"""Seconds that a check may wait for others, so that it is answered soon."""


class Checks:
    """Checks tickets, hashing one code at a time and off the event loop: a flood of checks leaves claims fast.

    The checks of one player take turns, so that right codes, which count until they are known to be right, do not
    add up to too many. Only two workers that look at codes of a player with nine wrong ones may do so together.
    """

    def __init__(self, draws: Draws, scripts: Scripts) -> None:
        self._draws = draws
        self._scripts = scripts
        self._hashing = asyncio.Lock()
        self._turns: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()
        self._under_way: Counter[str] = Counter()

    async def check(self, raffle_id: str, player: str, ticket_number: int, typed_code: str) -> str | None:
        """Return the name of the prize that a ticket won, None for no prize.

        Raises:
            RaffleNotFound, NotDrawn, TicketNotFound
            InvalidCode: the code is not the one of this ticket.
            TooManyChecks: the player sent too many wrong codes; this one was not looked at.
            TooManyAtOnce: too many checks are waiting, or it takes too long; this one was not looked at.
        """
        until = asyncio.get_running_loop().time() + PATIENCE
        ticket = await self._draws.ticket(raffle_id, ticket_number)
        async with self._turn(raffle_id, player, until):
            try:
                left, seconds = await self._scripts.count_check(
                    raffle_id, player, most=WRONG_CODES, window=WRONG_CODES_WINDOW
                )
                if left is None:
                    raise TooManyChecks(seconds)
                try:
                    async with _held(self._hashing, until):
                        right = await asyncio.to_thread(_right, ticket.phc, typed_code)
                except TooManyAtOnce:
                    await self._scripts.forgive_check(raffle_id, player)
                    raise
                if not right:
                    raise InvalidCode(left, seconds)
                await self._scripts.forgive_check(raffle_id, player)
            except OutcomeUnknown:
                raise StoreUnavailable from None
        return ticket.prize

    @asynccontextmanager
    async def _turn(self, raffle_id: str, player: str, until: float) -> AsyncIterator[None]:
        if self._under_way.total() >= WAITING or self._under_way[player] >= OF_ONE_PLAYER:
            raise TooManyAtOnce
        turn = self._turns.setdefault((raffle_id, player), asyncio.Lock())
        self._under_way[player] += 1
        try:
            async with _held(turn, until):
                yield
        finally:
            self._under_way[player] -= 1
            if not self._under_way[player]:
                del self._under_way[player]


@asynccontextmanager
async def _held(lock: asyncio.Lock, until: float) -> AsyncIterator[None]:
    """Hold a lock, for which nobody waits longer than until a time of the event loop's clock (seconds)."""
    try:
        async with asyncio.timeout_at(until):
            await lock.acquire()
    except TimeoutError:
        raise TooManyAtOnce from None
    try:
        yield
    finally:
        lock.release()


def _right(phc: str, typed_code: str) -> bool:
    try:
        code = codes.normalise(typed_code)
    except ValueError:
        return False
    return codes.matches(phc, code)
