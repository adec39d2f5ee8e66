"""Lets each address begin only a few requests in one pass of the event loop, so that no address makes a pass long.

A pass runs everything that is ready. A claim needs about ten passes: its connection, its request, the answers of the
store. If one address has 190 connections that are always ready, each pass would answer all of them, and the claims of
others would take more than half a second.
"""

import asyncio
from collections import deque
from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from app.domain.player import SITE_BITS, player_of
from app.http.identity import address_of

BEGUN_AT_ONCE = 8
"""The largest number of requests that one address begins in one pass. Its further requests begin in the next passes, in
order. An IPv6 /48 counts as one address, because it may belong to one customer."""

WAITING = "raffle.waiting"
"""A key of the scope. The value is the future for which a request waits. Its result says whether the client is still
connected."""


class _Passes:
    """The requests that began in this pass, and the requests that wait for a later pass, by address."""

    def __init__(self) -> None:
        self._begun: dict[str, int] = {}
        self._waiting: dict[str, deque[asyncio.Future[bool]]] = {}

    def begin(self, address: str) -> asyncio.Future[bool] | None:
        """Count a request of this address. Return None if the request may begin now, or a future to wait for."""
        if not self._begun:
            asyncio.get_running_loop().call_soon(self._next)
        begun = self._begun.get(address, 0)
        if begun < BEGUN_AT_ONCE and address not in self._waiting:
            self._begun[address] = begun + 1
            return None
        self._begun.setdefault(address, 0)
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(address, deque()).append(future)
        return future

    def _next(self) -> None:
        """Begin the next requests of each address that waits."""
        self._begun.clear()
        for address, waiting in list(self._waiting.items()):
            begun = 0
            while waiting and begun < BEGUN_AT_ONCE:
                future = waiting.popleft()
                if not future.done():  # if the future is done, the client has left
                    future.set_result(True)
                    begun += 1
            if not waiting:
                del self._waiting[address]
            self._begun[address] = begun
        if self._begun:
            asyncio.get_running_loop().call_soon(self._next)


def paced(app: ASGIApp) -> ASGIApp:
    """Return an application that calls `app` for each request when its address may begin the request."""
    passes = _Passes()

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and (future := passes.begin(_name(address_of(scope)))) is not None:
            waits: Any = scope
            waits[WAITING] = future
            connected = await future
            del waits[WAITING]
            if not connected:
                return
        await app(scope, receive, send)

    return answer


def leave(scope: Any) -> None:
    """If a request waits for its beginning, end the wait, because its client has left."""
    future = scope.get(WAITING)
    if future is not None and not future.done():
        future.set_result(False)


def _name(address: str) -> str:
    """Return the name under which the requests of an address are counted."""
    if ":" not in address:
        return address
    try:
        return player_of(address, SITE_BITS)
    except ValueError:
        return address
