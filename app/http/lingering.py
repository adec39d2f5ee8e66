"""Ends a connection so that its last answer arrives, although the client may still send.

If the service closed a connection with unread bytes, the system would send a reset, which ends the connection in both
directions. The system would also send a reset if bytes arrived after the close. A reset can destroy an answer that the
client has not read yet (RFC 9112, section 9.6). So the service first closes only its own direction. Then the connection
lingers: the service drops the bytes that arrive, until the client closes the connection.

A connection lingers after its own refusal, after the refusal of a request, and after an answer that is the last one on
the connection. An idle connection is closed immediately.
"""

import asyncio
from collections.abc import Callable

from app.http.reading import Reading

ANSWERED_LINGER_SECONDS = 5.0
"""How long a connection lingers after a refused request, or after its last answer."""

LINGER_AT_SHUTDOWN_SECONDS = 0.1
"""How long a connection lingers when the service ends. Each second here could delay the end of a worker."""


class Linger:
    """A connection that lingers. The owner of the connection drops what arrives."""

    def __init__(self, transport: asyncio.Transport, seconds: float, client_seconds: float = 0.0) -> None:
        """Close the direction from the service to the client.

        The connection lingers for at most `seconds` after the answer was sent. A client that reads slowly must take
        some bytes of the answer in `client_seconds`.
        """
        self._transport = transport
        self._seconds = seconds
        self._client_seconds = client_seconds
        transport.write_eof()
        self._wait(transport.get_write_buffer_size(), 0.0)

    def _wait(self, unsent: int, stuck_seconds: float) -> None:
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(self._seconds, self._look, unsent, stuck_seconds)

    def _look(self, unsent_before: int, stuck_seconds: float) -> None:
        """Close the connection if the whole answer was already sent at the last look. If not, wait longer.

        Abort the connection if the client has taken no bytes for `client_seconds`.
        """
        unsent = self._transport.get_write_buffer_size()
        stuck_seconds = stuck_seconds + self._seconds if unsent == unsent_before else 0.0
        if not unsent_before:
            self._transport.close()
        elif stuck_seconds < self._client_seconds:
            self._wait(unsent, stuck_seconds)
        else:
            self._transport.abort()

    def stop(self) -> None:
        """Forget a connection that is closed."""
        self._timer.cancel()


class RefusedConnection(asyncio.Protocol):
    """A connection on which the refusal was sent, and on which nothing else will be sent."""

    _linger: Linger | None = None
    _reading: Reading | None = None

    def __init__(
        self,
        seconds: float,
        reading: Callable[[asyncio.Transport, Callable[[bytes], int]], Reading | None],
        ended: Callable[[], None],
    ) -> None:
        """Take the seconds for which the connection lingers, what limits its reading, and what is called at its end."""
        self._seconds = seconds
        self._limit = reading
        self._ended: Callable[[], None] | None = ended

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let the connection linger."""
        self._reading = self._limit(transport, _drop)
        self._linger = Linger(transport, self._seconds)

    def data_received(self, data: bytes) -> None:
        """Drop bytes, at the pace at which the bytes of their address are parsed."""
        if self._reading is not None:
            self._reading.receive(data)

    def connection_lost(self, _: Exception | None) -> None:
        """Forget the connection."""
        if self._linger is not None:
            self._linger.stop()
        if self._ended is not None:
            self._ended()
            self._ended = None


class LastingTransport:
    """The transport of a connection, as uvicorn's object for a request uses it. `close` lets the connection linger.

    uvicorn calls `close` after the last answer on a connection.
    """

    __slots__ = ("abort", "close", "get_extra_info", "is_closing", "write")

    def __init__(self, transport: asyncio.Transport, linger: Callable[[], None]) -> None:
        # These are the methods of the transport itself. So to write through this class costs no further call.
        self.write = transport.write
        self.is_closing = transport.is_closing
        self.get_extra_info = transport.get_extra_info
        self.abort = transport.abort
        self.close = linger


def _drop(data: bytes) -> int:
    """Do nothing with these bytes, and return how many they are."""
    return len(data)
