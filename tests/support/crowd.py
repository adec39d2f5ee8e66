"""A crowd of players, each of whom asks for one ticket until there is a definite answer."""

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import httpx
import redis

from app.domain import codes
from app.store import keys
from tests.support.people import address

RETRY_SECONDS = 0.05
"""The time after which a player who was refused, or got no answer, tries again."""


class Held(NamedTuple):
    """A ticket that was acknowledged."""

    ticket_number: int
    verification_code: str


class Crowd:
    """Players who claim one after the other, some at a time, and retry with their Idempotency-Key."""

    def __init__(self, url: str, raffle_id: str, at_once: int = 16) -> None:
        self.raffle_id = raffle_id
        self.held: dict[str, Held] = {}
        self.answers: Counter[str] = Counter()
        self._at_once = at_once
        self._next = 0
        self._leaving = False
        self._grew = asyncio.Event()
        self._http = httpx.AsyncClient(
            base_url=url, timeout=10, limits=httpx.Limits(max_connections=at_once), trust_env=False
        )

    @asynccontextmanager
    async def claiming(self) -> AsyncIterator[None]:
        """Claim for as long as this block runs, and until the last player has an answer."""
        async with self._http, asyncio.timeout(600), asyncio.TaskGroup() as group:
            for _ in range(self._at_once):
                group.create_task(self._come_and_go())
            try:
                yield
            finally:
                self._leaving = True

    async def grows(self, by: int = 50) -> None:
        """Wait until some more tickets are acknowledged."""
        goal = len(self.held) + by
        async with asyncio.timeout(60):
            while len(self.held) < goal:
                self._grew.clear()
                await self._grew.wait()

    async def _come_and_go(self) -> None:
        while not self._leaving:
            self._next += 1
            await self._claim(address(self._next))

    async def _claim(self, player: str) -> None:
        headers = {"X-Forwarded-For": player, "Idempotency-Key": secrets.token_urlsafe(16)}
        while True:
            try:
                answer = await self._http.post(f"/raffles/{self.raffle_id}/participate/", headers=headers)
            except httpx.TransportError:
                self.answers["none"] += 1
            else:
                self.answers[str(answer.status_code)] += 1
                if answer.status_code == 201:
                    self.answers["replayed"] += "Idempotency-Replayed" in answer.headers
                    ticket = answer.json()
                    self.held[player] = Held(ticket["ticket_number"], ticket["verification_code"])
                    self._grew.set()
                    return
                assert answer.status_code == 503, answer.text
            await asyncio.sleep(RETRY_SECONDS)  # this is what a patient client does

    def losses(self, look: redis.Redis) -> list[str]:
        """Return the players whose acknowledged ticket is not in the store, or not with its code."""
        players: Any = look.hgetall(keys.players(self.raffle_id))
        phcs: Any = look.hgetall(keys.codes(self.raffle_id))
        return [
            player
            for player, (number, code) in self.held.items()
            if players.get(player) != str(number)
            or str(number) not in phcs
            or not codes.matches(phcs[str(number)], codes.normalise(code))
        ]


def every_ticket_is_somewhere_once(look: redis.Redis, raffle_id: str, total_tickets: int) -> None:
    """Assert that every ticket is either in the pool or in one player's hands, with a code."""
    with look.pipeline() as pipe:
        pipe.scard(keys.pool(raffle_id))
        pipe.hvals(keys.players(raffle_id))
        pipe.hkeys(keys.codes(raffle_id))
        available, held, with_code = pipe.execute()
    assert available + len(held) == total_tickets
    assert len(set(held)) == len(held)
    assert set(with_code) == set(held)
