"""A crowd of players. Each player claims one ticket and tries again until the answer is definite."""

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any, NamedTuple

import httpx
from redis import Redis

from app.domain import codes
from app.store import keys
from tests.support.people import NO_TLS, address

RETRY_SECONDS = 0.2
"""The time until a player tries again after a refusal or a lost answer. Without this pause, the crowd would leave no
processor time to servers that recover."""


class HeldTicket(NamedTuple):
    """A ticket that the service acknowledged."""

    ticket_number: int
    verification_code: str


class Crowd:
    """Players who claim, `at_once` of them at the same time. Each player retries with the same Idempotency-Key.

    When a player has a ticket, the next player comes after `pause` seconds.
    """

    def __init__(self, url: str, raffle_id: str, at_once: int = 16, pause: float = 0) -> None:
        self.raffle_id = raffle_id
        self.held: dict[str, HeldTicket] = {}
        self.answers: Counter[str] = Counter()
        self._at_once = at_once
        self._pause = pause
        self._next = 0
        self._closing = False
        self._grew = asyncio.Event()
        self._http = httpx.AsyncClient(
            base_url=url, timeout=10, limits=httpx.Limits(max_connections=at_once), trust_env=False, verify=NO_TLS
        )

    @asynccontextmanager
    async def claiming(self) -> AsyncIterator[None]:
        """Let players claim while this block runs. At the end of the block, wait until each player has an answer."""
        async with self._http, asyncio.timeout(600), asyncio.TaskGroup() as group:
            for _ in range(self._at_once):
                group.create_task(self._claim_in_turn())
            try:
                yield
            finally:
                self._closing = True

    async def grows(self, by: int = 50) -> None:
        """Wait until `by` further tickets are acknowledged."""
        goal = len(self.held) + by
        async with asyncio.timeout(60):
            while len(self.held) < goal:
                self._grew.clear()
                await self._grew.wait()

    async def _claim_in_turn(self) -> None:
        while not self._closing:
            self._next += 1
            await self._claim(address(self._next))
            await asyncio.sleep(self._pause)  # This limits the rate of the claims. There is no event to wait for.

    async def _claim(self, player: str) -> None:
        headers = {"X-Forwarded-For": player, "Idempotency-Key": secrets.token_urlsafe(16)}
        while True:
            answer = await self._answer_to(headers)
            if answer is None:
                self.answers["none"] += 1
            else:
                self.answers[str(answer.status_code)] += 1
                if answer.status_code == 201:
                    self.answers["replayed"] += "Idempotency-Replayed" in answer.headers
                    ticket = answer.json()
                    self.held[player] = HeldTicket(ticket["ticket_number"], ticket["verification_code"])
                    self._grew.set()
                    return
                assert answer.status_code == 503, answer.text
            await asyncio.sleep(RETRY_SECONDS)  # A client retries after a fixed time. There is no event to wait for.

    async def _answer_to(self, headers: Mapping[str, str]) -> httpx.Response | None:
        """Send a claim with these headers. Return the answer, or None if no answer came."""
        with suppress(httpx.TransportError):
            return await self._http.post(f"/raffles/{self.raffle_id}/participate/", headers=headers)
        return None

    def losses(self, redis: Redis) -> list[str]:
        """Return the players whose acknowledged ticket is missing in the store or has a different code in the store."""
        players: Any = redis.hgetall(keys.players(self.raffle_id))
        phcs: Any = redis.hgetall(keys.codes(self.raffle_id))
        return [
            player
            for player, (number, code) in self.held.items()
            if players.get(player) != str(number)
            or str(number) not in phcs
            or not codes.matches(phcs[str(number)], codes.normalise(code))
        ]


def every_ticket_is_somewhere_once(redis: Redis, raffle_id: str, total_tickets: int) -> None:
    """Assert that each ticket is either in the pool, or has exactly one player and a code."""
    with redis.pipeline() as pipe:
        pipe.scard(keys.pool(raffle_id))
        pipe.hvals(keys.players(raffle_id))
        pipe.hkeys(keys.codes(raffle_id))
        available, held, with_code = pipe.execute()
    assert available + len(held) == total_tickets
    assert len(set(held)) == len(held)
    assert set(with_code) == set(held)
