"""Clients of several services. The clients write down each request, and repeat it until its outcome is known."""

import asyncio
import random
import secrets
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

import httpx

from tests.support.crowd import RETRY_SECONDS, Crowd
from tests.support.history import Request
from tests.support.people import NO_TLS, address, new_raffle

ANSWER_SECONDS = 5.0
"""A client gives up after this time. The service promises an answer within 2 seconds."""


class Clients:
    """Clients that share one history during a `with` block. The manager has the address `manager`."""

    def __init__(self, urls: Sequence[str], manager: str) -> None:
        self.urls = urls
        self.history: list[Request] = []
        self._http = httpx.AsyncClient(
            headers={"X-Forwarded-For": manager}, timeout=ANSWER_SECONDS, trust_env=False, verify=NO_TLS
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def create(self, total_tickets: int, prizes: int) -> str:
        """Create a raffle, wait until all its tickets are in the pool, and return its id."""
        body = new_raffle(total_tickets, [("Prize", prizes)])
        headers = {"Idempotency-Key": secrets.token_urlsafe(16)}
        while True:
            with suppress(httpx.TransportError):
                answer = await self._http.post(f"{self.urls[0]}/raffles/", json=body, headers=headers)
                if answer.status_code == 201 and answer.json()["status"] != "filling":
                    return str(answer.json()["id"])
            await asyncio.sleep(RETRY_SECONDS)  # A client retries at fixed times. There is no event to wait for.

    async def sell_out(self, raffle_id: str, total_tickets: int) -> None:
        """Claim every ticket of a raffle."""
        for place in range(total_tickets):
            headers = {"X-Forwarded-For": address(place), "Idempotency-Key": secrets.token_urlsafe(16)}
            await self._until_known(self.urls[0], raffle_id, "participate", headers)

    async def draw(self, raffle_id: str) -> None:
        """Ask all services at the same time to draw a raffle. Repeat this until each service gave a definite answer."""
        await asyncio.gather(*(self._until_known(url, raffle_id, "winners", {}) for url in self.urls))

    async def delete(self, raffle_id: str) -> None:
        await self._http.delete(f"{self.urls[0]}/raffles/{raffle_id}/")

    async def ask(self, url: str, raffle_id: str, action: str, headers: Mapping[str, str]) -> httpx.Response | None:
        """Send a POST request, and write it down. Return the answer, or None if no answer came."""
        began = time.monotonic()
        answer: httpx.Response | None = None
        body: Any = None
        with suppress(httpx.TransportError):
            answer = await self._http.post(f"{url}/raffles/{raffle_id}/{action}/", headers=headers)
            body = answer.json()
        player, key = headers.get("X-Forwarded-For", ""), headers.get("Idempotency-Key", "")
        status = answer.status_code if answer else None
        self.history.append(Request(began, time.monotonic(), url, action, player, key, raffle_id, status, body))
        return answer

    async def _until_known(self, url: str, raffle_id: str, action: str, headers: Mapping[str, str]) -> None:
        while True:
            answer = await self.ask(url, raffle_id, action, headers)
            if answer is not None and answer.status_code != 503:
                return
            await asyncio.sleep(RETRY_SECONDS)  # A client retries at fixed times. There is no event to wait for.


class Players(Crowd):
    """A crowd that claims through several services at the same time.

    Each task of the crowd belongs to one service. The first try of each player of the task goes to this service. If a
    service does not answer, only the tasks of this service stop. Each retry goes to a service that is chosen at random.
    """

    def __init__(self, clients: Clients, raffle_id: str) -> None:
        super().__init__(clients.urls[0], raffle_id)
        self._clients = clients
        self._urls: dict[object, str] = {}
        self._tried: set[str] = set()

    async def _answer_to(self, headers: Mapping[str, str]) -> httpx.Response | None:
        urls, key = self._clients.urls, headers["Idempotency-Key"]
        url = self._urls.setdefault(asyncio.current_task(), urls[len(self._urls) % len(urls)])
        if key in self._tried:
            url = random.choice(urls)
        self._tried.add(key)
        return await self._clients.ask(url, self.raffle_id, "participate", headers)
