"""Decides which connections a worker accepts. It limits the connections of each address, and the worker's open files.

Without the limit for open files, the worker could run out of files, and would close new connections without an answer.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from functools import cache

from app.domain.player import Networks, address_of, player_of
from app.errors import TooManyConnections
from app.http.openapi import PROBLEM_JSON
from app.http.problems import body_of
from app.logs import CountedWarnings

_warnings = CountedWarnings(logging.getLogger(__name__))

RESERVED_FILES = 128
"""The number of files that connections of clients leave free: 64 for connections to the store, and 64 for the rest."""

HOME_PREFIX = 64
"""IPv6 addresses with the same first 64 bits count as one address here, because they usually belong to one home."""

KEEP_ALIVE_SECONDS, PROXY_KEEP_ALIVE_SECONDS = 10, 65
"""How long a connection of a client or of a proxy waits for its next request after an answer. Many balancers keep a
connection for 60 s. With less than 60 s here, the service could close a connection just when a balancer sends a request
on it, and this request would fail."""

LINGER_SECONDS, MAX_LINGERING = 1.0, 32
"""How long a refused connection stays open until its request arrives, and how many such connections may be open. If a
connection is closed before its request is read, the system sends a reset. Then some clients drop the refusal that was
sent to them."""


@cache
def refusal(base_path: str) -> bytes:
    """Return the bytes of the answer to a refused connection. The link in the answer begins with the base path."""
    problem = TooManyConnections()
    body = body_of(problem, base_path)
    head = (
        f"HTTP/1.1 {problem.status} Service Unavailable\r\ncontent-type: {PROBLEM_JSON}\r\n"
        f"content-length: {len(body)}\r\nretry-after: {problem.retry_after_seconds}\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + body


class Connections:
    """The connections of one worker."""

    def __init__(
        self,
        *,
        per_address: int,
        proxies: Networks,
        open_files: int,
        ipv6_prefix: int,
        keep_alive_seconds: int | None = None,
        base_path: str = "",
    ) -> None:
        """Take the limits.

        `per_address` is the largest number of connections of one address; 0 means no limit. Connections from `proxies`
        are not counted, because a proxy serves many clients. `open_files` is the number of files that a worker may
        open. `keep_alive_seconds` replaces both KEEP_ALIVE_SECONDS and PROXY_KEEP_ALIVE_SECONDS. Links in refusals
        begin with the `base_path`.
        """
        self._per_address = per_address
        self._proxies = proxies
        # If a worker may open only a few files, connections of clients get half of these files, because RESERVED_FILES
        # could be more than all files.
        self._most_files = max(open_files - RESERVED_FILES, open_files // 2)
        self._ipv6_prefix = min(ipv6_prefix, HOME_PREFIX)
        self._keep_alive_seconds = keep_alive_seconds
        self.base_path = base_path
        self._open: Counter[str] = Counter()
        self._lingering = 0

    def accept(self, transport: asyncio.Transport) -> str | None:
        """Accept and count a connection; return the name under which it is counted. Return None if it is refused."""
        # The system gives a new file the lowest free number. So a high number means that all lower numbers are in use.
        file = transport.get_extra_info("socket").fileno()
        peer = transport.get_extra_info("peername")
        name = self._name(peer[0]) if isinstance(peer, tuple) else ""
        if file >= self._most_files:
            self._refuse(transport, "a connection, because the worker has as many files open as it may (ulimit -n)")
            return None
        if name:
            if self._open[name] >= self._per_address:
                self._refuse(transport, "a connection, because its address has CONNECTIONS_PER_ADDRESS of them")
                return None
            self._open[name] += 1
        return name

    def keep_alive_seconds(self, address: str) -> int:
        """Return how long a connection from an address waits for its next request after an answer."""
        by_default = PROXY_KEEP_ALIVE_SECONDS if self._is_proxy(address) else KEEP_ALIVE_SECONDS
        return by_default if self._keep_alive_seconds is None else self._keep_alive_seconds

    def close(self, name: str) -> None:
        """Stop counting a connection that was accepted under a name."""
        if name:
            self._open[name] -= 1
            if not self._open[name]:
                del self._open[name]

    def _name(self, address: str) -> str:
        """Return the name under which connections from an address are counted, or '' if they are not counted."""
        if not self._per_address or self._is_proxy(address):
            return ""
        return player_of(address, self._ipv6_prefix)

    def _is_proxy(self, address: str) -> bool:
        return any(address_of(address) in network for network in self._proxies)

    def _refuse(self, transport: asyncio.Transport, reason: str) -> None:
        """Send the refusal to a connection. Then let the connection wait for its request, or close it."""
        transport.write(refusal(self.base_path))
        if self._lingering < MAX_LINGERING:
            self._lingering += 1
            transport.set_protocol(_Refused(transport, self._lingered))
        else:
            transport.close()
        _warnings.warn(asyncio.get_running_loop(), reason)

    def _lingered(self) -> None:
        self._lingering -= 1


class _Refused(asyncio.Protocol):
    """A connection to which the refusal was sent. It is closed when its request arrives, or after LINGER_SECONDS."""

    def __init__(self, transport: asyncio.Transport, ended: Callable[[], None]) -> None:
        self._transport = transport
        self._ended = ended
        self._timer = asyncio.get_running_loop().call_later(LINGER_SECONDS, transport.close)

    def data_received(self, _: bytes) -> None:
        self._transport.close()

    def connection_lost(self, _: Exception | None) -> None:
        self._timer.cancel()
        self._ended()
