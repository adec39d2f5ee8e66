"""Decides which connections a worker accepts. There are limits for each address, and for the open files of the worker.

Each connection is an open file. Without the limit for open files, the worker could run out of files, and would close
new connections without an answer.
"""

import asyncio
import logging
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from app.domain.player import Networks, address_of, player_of
from app.errors import Problem, TooManyConnections
from app.http.last_answer import last_answer
from app.http.lingering import RefusedConnection
from app.http.pace import HOME_PREFIX, Passes
from app.http.reading import PARSED_AT_ONCE, Reading
from app.logs import CountedWarnings
from app.service.in_use import InUse

_warnings = CountedWarnings(logging.getLogger(__name__))

RESERVED_FILES = 128
"""The number of files that connections of clients leave free: 64 for connections to the store, and 64 for other
files."""

KEEP_ALIVE_SECONDS, PROXY_KEEP_ALIVE_SECONDS = 10, 65
"""How long a connection waits for its next request after an answer: first for a client, then for a proxy. Many load
balancers, which are proxies, keep a connection for 60 s. If the service kept it for less time, the service could close
it at the moment when a balancer sends a request on it. This request would fail."""

REFUSED_LINGER_SECONDS, MAX_LINGERING = 1.0, 32
"""How long a refused connection lingers, and how many refused connections may linger at a time. A connection that
lingers drops what arrives (see lingering.py). These connections use some of RESERVED_FILES. A further refused
connection is closed immediately. An accepted connection that lingers still counts as open."""

MAX_ACCEPTED_AT_ONCE = 1_000
"""How many waiting connections are accepted at once. uvloop itself accepts one connection in each pass of its loop. If
a client keeps the worker busy, each pass is long. Then hundreds of connections of this client would wait for their
refusal, and would delay the connections of everyone else."""

Factory = Callable[[], asyncio.BaseProtocol]
"""Makes the protocol of one connection."""


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
        listening: Sequence[socket.socket] = (),
    ) -> None:
        """Take the limits.

        `per_address` is the largest number of connections of one address; 0 means no limit. Connections from `proxies`
        are not counted, because a proxy serves many clients. `open_files` is the number of files that a worker may
        open. `keep_alive_seconds` replaces both KEEP_ALIVE_SECONDS and PROXY_KEEP_ALIVE_SECONDS. Links in refusals
        begin with the `base_path`. `listening` are the sockets whose waiting connections are accepted at once.
        """
        self._per_address = per_address
        self._proxies = proxies
        # If a worker may open only a few files, RESERVED_FILES could be more than all of these files. Then connections
        # of clients get half of the files.
        self._most_files = max(open_files - RESERVED_FILES, open_files // 2)
        self._ipv6_prefix = min(ipv6_prefix, HOME_PREFIX)
        self._keep_alive_seconds = keep_alive_seconds
        self.base_path = base_path
        self._listening = listening
        self._passes = Passes(PARSED_AT_ONCE, ipv6_prefix)
        self._waiting = InUse()  # the bytes that wait for the parser
        self._refusal = last_answer(TooManyConnections(), base_path)
        self._open = InUse()
        # Connections that are counted, but that the event loop has not taken yet. The key is the number of the file.
        self._arriving: dict[int, tuple[socket.socket, str]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._lingering = 0

    def accept(self, transport: asyncio.Transport, factory: Factory | None = None) -> str | None:
        """Accept and count a connection; return the name under which it is counted. If it is refused, return None.

        With `factory`, also accept the connections that wait at the listening sockets.
        """
        file = transport.get_extra_info("socket").fileno()
        if file in self._arriving:
            return self._arriving.pop(file)[1]
        name = self._count(file, transport.get_extra_info("peername"))
        if name is None:
            transport.write(self._refusal)
            if self._lingering < MAX_LINGERING:
                refused = self._refused()
                transport.set_protocol(refused)
                refused.connection_made(transport)
            else:
                transport.set_protocol(asyncio.Protocol())
                transport.close()
        if factory is not None:
            for each in self._listening:
                self._accept_waiting(each, factory)
        return name

    def _accept_waiting(self, listening: socket.socket, factory: Factory) -> None:
        """Accept the connections that wait at a socket, and immediately refuse those beyond the limits."""
        for _ in range(MAX_ACCEPTED_AT_ONCE):
            try:
                accepted, peer = listening.accept()
            except ConnectionAbortedError:
                continue
            except OSError:
                return  # no connection waits, the service ends, or no file is free; in each case, the loop goes on
            accepted.setblocking(False)
            file = accepted.fileno()
            name = self._count(file, peer)
            if name is None:
                self._refuse(accepted)
            else:
                self._arriving[file] = accepted, name
                self._connect(accepted, factory, partial(self._forget, accepted, file))

    def _refuse(self, accepted: socket.socket) -> None:
        """Send the refusal on a connection. Then let the connection linger, or close it."""
        with suppress(OSError):
            accepted.send(self._refusal)
        if self._lingering < MAX_LINGERING:
            refused = self._refused()
            self._connect(accepted, lambda: refused, lambda: refused.connection_lost(None))
        else:
            accepted.close()

    def _connect(self, accepted: socket.socket, factory: Factory, undo: Callable[[], None]) -> None:
        """Give an accepted connection to the event loop. If this fails, call `undo`."""

        async def connect() -> None:
            try:
                await asyncio.get_running_loop().connect_accepted_socket(factory, accepted)
            except (OSError, RuntimeError):  # the client has left
                undo()
                accepted.close()

        task = asyncio.get_running_loop().create_task(connect())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _forget(self, accepted: socket.socket, file: int) -> None:
        """Stop counting a connection that the event loop did not take."""
        arriving, name = self._arriving.get(file, (None, ""))
        if arriving is accepted:
            del self._arriving[file]
            self.close(name)

    def keep_alive_seconds(self, address: str) -> int:
        """Return how long a connection from an address waits for its next request after an answer."""
        by_default = PROXY_KEEP_ALIVE_SECONDS if self._is_proxy(address) else KEEP_ALIVE_SECONDS
        return by_default if self._keep_alive_seconds is None else self._keep_alive_seconds

    def reading(
        self,
        address: str,
        transport: asyncio.Transport,
        parse: Callable[[bytes], int],
        is_full: Callable[[], bool],
        refuse: Callable[[Problem, str], None],
    ) -> Reading | None:
        """Return what limits the bytes of a connection, or None for a proxy, which serves many clients."""
        if self._is_proxy(address):
            return None
        return Reading(transport, parse, is_full, refuse, passes=self._passes, waiting=self._waiting, address=address)

    def close(self, name: str) -> None:
        """Stop counting a connection that was accepted under a name."""
        if name:
            self._open.remove(name)

    def _name(self, address: str) -> str:
        """Return the name under which connections from an address are counted, or '' if they are not counted."""
        if not self._per_address or self._is_proxy(address):
            return ""
        return player_of(address, self._ipv6_prefix)

    def _is_proxy(self, address: str) -> bool:
        return any(address_of(address) in network for network in self._proxies)

    def _count(self, file: int, peer: object) -> str | None:
        """Count a connection, and return its name. Return None if the connection is beyond a limit."""
        name = self._name(peer[0]) if isinstance(peer, tuple) else ""
        # The system gives a new file the lowest free number. So if the number is high, all lower numbers are in use.
        if file >= self._most_files:
            reason = "a connection, because the worker has as many files open as it may (ulimit -n)"
        elif name and self._open.by(name) >= self._per_address:
            reason = "a connection, because its address has CONNECTIONS_PER_ADDRESS of them"
        elif name and self._open.by_site_of(name) * 2 >= self._most_files:
            reason = "a connection, because the addresses of its IPv6 /48 have half of all connections"
        else:
            if name:
                self._open.add(name)
            return name
        _warnings.warn(asyncio.get_running_loop(), reason)
        return None

    def _refused(self) -> RefusedConnection:
        """Return the protocol of a refused connection that lingers."""
        self._lingering += 1
        return RefusedConnection(REFUSED_LINGER_SECONDS, self._drop_slowly, self._lingered)

    def _drop_slowly(self, transport: asyncio.Transport, drop: Callable[[bytes], int]) -> Reading | None:
        peer = transport.get_extra_info("peername")
        if not isinstance(peer, tuple):
            return None
        return self.reading(peer[0], transport, drop, lambda: False, lambda *_: transport.close())

    def _lingered(self) -> None:
        self._lingering -= 1
