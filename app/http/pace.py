"""Lets each address begin only a few requests in one pass of the event loop, so that no address can make a pass long.

A pass runs everything that is ready. A claim needs about ten passes, for example for its connection, its request and
the answer of the store. Without this limit, each pass would answer all ready connections of an address. With 190 such
connections, the claims of others would take more than half a second.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from functools import partial
from time import thread_time
from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from app.domain.player import SITE_BITS, player_of
from app.http.identity import address_of

BEGUN_AT_ONCE = 8
"""The largest number of requests that one address begins in one pass. Further requests of the address begin in the next
passes, in order. An IPv6 /48 counts as one address, because it may belong to one customer. The clients of a /48 take
turns."""

LONG_PASS_SECONDS = 0.01
"""A pass is long if it takes more processor time than this. With this limit, requests that cost more than usual do not
make the passes long either."""

HOME_PREFIX = 64
"""IPv6 addresses with the same first 64 bits count as one client here, because they usually belong to one home."""

WAITING = "raffle.waiting"
"""A key of the ASGI scope. Its value is the future for which a request waits. The result of this future says whether
the client is still connected."""


class Passes:
    """Counts the work that each address begins in a pass of the event loop. Further work waits for the next passes.

    `most` is the amount of work that one address begins in one pass. After a long pass, this amount is halved. After a
    shorter pass, it grows again by an eighth of `most` (as in TCP: additive increase, multiplicative decrease). Work is
    not divided. So the last work that begins in a pass may exceed the amount.

    All addresses of an IPv6 /48 count as one address. But a /48 can have many clients: each network of `ipv6_prefix`
    bits is one client. If work waits, the clients of a /48 take turns (round robin), so that no client delays the
    others much.
    """

    def __init__(self, most: int, ipv6_prefix: int = HOME_PREFIX) -> None:
        self._most = self._allowed = most
        self._step = max(1, most // 8)
        self._pass_began = 0.0
        self._client_bits = max(SITE_BITS, min(ipv6_prefix, HOME_PREFIX))
        self._begun: dict[str, int] = {}
        # The work that waits. The first key is the name of an address, the second key is a client.
        self._waiting: dict[str, OrderedDict[str, deque[Callable[[], int]]]] = {}

    def may_begin(self, name: str, amount: int = 1) -> bool:
        """Return whether an address may begin work now, and count this work. If the result is False, call `wait`."""
        if not self._begun:
            self._call_next()
        begun = self._begun.get(name, 0)
        if begun >= self._allowed or name in self._waiting:
            return False
        self._begun[name] = begun + amount
        return True

    def wait(self, address: str, begin: Callable[[], int]) -> None:
        """Call `begin` in a later pass, after the earlier work of this client. `begin` returns the amount of work."""
        name = pace_name(address)
        if not self._begun:
            self._call_next()
            self._begun[name] = 0  # this entry means that _next will be called
        self._waiting.setdefault(name, OrderedDict()).setdefault(self.client_at(address), deque()).append(begin)

    def client_at(self, address: str) -> str:
        """Return the client at an address."""
        return pace_name(address, self._client_bits)

    def _call_next(self) -> None:
        self._pass_began = thread_time()
        asyncio.get_running_loop().call_soon(self._next)

    def _next(self) -> None:
        """Begin the next work of each address that waits."""
        is_long = thread_time() - self._pass_began > LONG_PASS_SECONDS
        self._allowed = max(1, self._allowed // 2) if is_long else min(self._most, self._allowed + self._step)
        self._begun = dict.fromkeys(self._waiting, 0)
        for name, clients in list(self._waiting.items()):
            while clients and self._begun[name] < self._allowed:
                client, waiting = clients.popitem(last=False)
                begin = waiting.popleft()
                if waiting:
                    clients[client] = waiting
                self._begun[name] += begin()
            if not clients:
                del self._waiting[name]
        if self._begun:
            self._call_next()


def paced(app: ASGIApp, ipv6_prefix: int = HOME_PREFIX) -> ASGIApp:
    """Return an application that calls `app` for each request when its address may begin the request."""
    passes = Passes(BEGUN_AT_ONCE, ipv6_prefix)

    async def answer_later(scope: Any, receive: Receive, send: Send) -> None:
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        passes.wait(address_of(scope), partial(_begin, future))
        scope[WAITING] = future
        connected = await future
        del scope[WAITING]
        if connected:
            await app(scope, receive, send)

    def answer(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] == ScopeType.HTTP and not passes.may_begin(pace_name(address_of(scope))):
            return answer_later(scope, receive, send)
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


def pace_name(address: str, ipv6_prefix: int = SITE_BITS) -> str:
    """Return the name under which the work of an address is counted. The addresses of an IPv6 network have one name."""
    if ":" not in address:
        return address
    try:
        return player_of(address, ipv6_prefix)
    except ValueError:
        return address
