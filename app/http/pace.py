"""Lets each address begin only a few requests in one pass of the event loop, so that no address can make a pass long.

A pass runs everything that is ready. A claim needs about ten passes, for example for its connection, its request and
the answer of the store. Without this limit, each pass would answer all ready connections of an address. With 190 such
connections, the claims of others would take more than half a second.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from app.domain.player import SITE_BITS, player_of
from app.http.identity import address_of

BEGUN_AT_ONCE = 8
"""The largest number of requests that one address begins in one pass. Its further requests begin in the next passes, in
order. An IPv6 /48 counts as one address, because it may belong to one customer."""

WAITING = "raffle.waiting"
"""A key of the ASGI scope. Its value is the future for which a request waits. The result of this future says whether
the client is still connected."""


class Passes:
    """Counts the work that each address begins in a pass of the event loop. Further work waits for the next passes.

    `most` is the amount of work that one address begins in one pass. Work is not divided. So the last work that begins
    in a pass may exceed this amount.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._begun: dict[str, int] = {}
        self._waiting: dict[str, deque[Callable[[], int]]] = {}

    def may_begin(self, name: str, amount: int = 1) -> bool:
        """Return whether an address may begin work now, and count this work. If the result is False, call `wait`."""
        if not self._begun:
            asyncio.get_running_loop().call_soon(self._next)
        begun = self._begun.get(name, 0)
        if begun >= self._most or name in self._waiting:
            return False
        self._begun[name] = begun + amount
        return True

    def wait(self, name: str, begin: Callable[[], int]) -> None:
        """Call `begin` in a later pass, after the earlier work of this address. `begin` returns the amount of work."""
        if not self._begun:
            asyncio.get_running_loop().call_soon(self._next)
            self._begun[name] = 0  # this entry means that _next will be called
        self._waiting.setdefault(name, deque()).append(begin)

    def _next(self) -> None:
        """Begin the next work of each address that waits."""
        self._begun = dict.fromkeys(self._waiting, 0)
        for name, waiting in list(self._waiting.items()):
            while waiting and self._begun[name] < self._most:
                self._begun[name] += waiting.popleft()()
            if not waiting:
                del self._waiting[name]
        if self._begun:
            asyncio.get_running_loop().call_soon(self._next)


def paced(app: ASGIApp) -> ASGIApp:
    """Return an application that calls `app` for each request when its address may begin the request."""
    passes = Passes(BEGUN_AT_ONCE)

    async def answer_later(name: str, scope: Any, receive: Receive, send: Send) -> None:
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        passes.wait(name, partial(_begin, future))
        scope[WAITING] = future
        connected = await future
        del scope[WAITING]
        if connected:
            await app(scope, receive, send)

    def answer(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] == ScopeType.HTTP and not passes.may_begin(name := pace_name(address_of(scope))):
            return answer_later(name, scope, receive, send)
        return app(scope, receive, send)

    return answer


def _begin(future: asyncio.Future[bool]) -> int:
    """Begin a request that waits, and return 1. If its client has left, return 0."""
    if future.done():
        return 0
    future.set_result(True)
    return 1


def leave(scope: Any) -> None:
    """If a request still waits to begin, end the wait, because its client has left."""
    future = scope.get(WAITING)
    if future is not None and not future.done():
        future.set_result(False)


def pace_name(address: str) -> str:
    """Return the name under which the work of an address is counted. The addresses of an IPv6 /48 have one name."""
    if ":" not in address:
        return address
    try:
        return player_of(address, SITE_BITS)
    except ValueError:
        return address
