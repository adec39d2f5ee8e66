"""A faster form of uvicorn's protocol class, which reads the requests of one connection and sends the answers.

It spends less time on headers and on idle connections. It does not read a connection while received bytes still wait
for the parser. After its last answer, a connection lingers: before it is closed, it drops what arrives (see
lingering.py).

Like protocol.py, this module uses internals of uvicorn.
"""

import asyncio
from abc import abstractmethod
from collections.abc import Sized
from typing import Any, ClassVar

from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.http.framing import MAX_HEADERS
from app.http.lingering import ANSWERED_LINGER_SECONDS, LINGER_AT_SHUTDOWN_SECONDS, LastingTransport, Linger
from app.http.reading import Reading
from app.http.slow_reader import SlowReader

PIECE_BYTES = 512
"""If the bytes that arrive together have more than one request, the parser gets them in pieces of this size. While a
request waits for the answer to an earlier request, the parser gets no further piece. So a client that sends many
requests at once takes little memory: a short header needs some 30 times its bytes in memory. A piece has at most 128
headers and, with usual names of hosts, at most 16 requests."""


class FlowBesideReading(FlowControl):
    """Lets uvicorn read a connection again, but only when none of its bytes wait for the parser.

    A client may send many requests without waiting for answers. If each answer let more bytes in, such a client could
    fill the memory.
    """

    reading: Reading | None = None

    def __init__(self, transport: asyncio.Transport, pipeline: Sized) -> None:
        """Take the connection, and its requests that wait for the answers to earlier requests."""
        super().__init__(transport)
        self._pipeline = pipeline

    def resume_reading(self) -> None:
        """Read the connection again, now or when its last waiting byte is parsed.

        While a request waits, further bytes wait too. But if no bytes wait, the connection is read, because otherwise
        an event stream would not learn that its client has left.
        """
        if not self.read_paused:
            return
        if self.reading is None or not self.reading.waits:
            super().resume_reading()
        elif not self._pipeline:
            self.read_paused = False
            self.reading.go_on()


class FastProtocol(HttpToolsProtocol):
    """Keeps headers by their names, watches an idle connection at a low cost, and lingers after the last answer.

    uvicorn starts a timer after each answer, and cancels it when the next request arrives. Here, a connection has one
    timer that goes on while requests are answered. When the timer ends, it checks how long the connection has been
    idle.

    uvicorn closes the connection directly after the last answer. Here, the connection first lingers, because a reset
    could destroy this answer. For this purpose, the subclass gives the result of `_lasting` to the last request as its
    transport.
    """

    client_seconds: ClassVar[float]
    linger_seconds = ANSWERED_LINGER_SECONDS

    flow: FlowBesideReading
    _by_name: dict[bytes, bytes]  # the headers of the request by their names
    _in_head = False
    _slow_reader: SlowReader | None = None
    _idle_since: float | None = None  # None while a request arrives or is answered
    _lingering: Linger | None = None  # not None after the last answer: then everything that arrives is dropped

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Accept a client."""
        super().connection_made(transport)
        self.flow = FlowBesideReading(transport, self.pipeline)

    def _parse_until_full(self, data: bytes) -> int:
        """Parse bytes until a request waits, or a request has not read its body yet. Return how many were parsed."""
        for begin in range(0, len(data), PIECE_BYTES):
            if self.flow.read_paused:
                return begin
            self._parse(data[begin : begin + PIECE_BYTES])
        return len(data)

    @abstractmethod
    def _parse(self, data: bytes) -> None: ...

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header. This replaces uvicorn's method, so that no second pass is needed to find a header by name.

        Trailers, which come after the body, are dropped, because a client could forge a header in a trailer. Proxies
        remove only forged headers before the body. Headers above the limit are dropped too, so that a large head does
        not fill the memory.
        """
        if self._in_head and len(self.headers) <= MAX_HEADERS:
            name = name.lower()
            self.headers.append((name, value))
            self._by_name.setdefault(name, value)

    def on_response_complete(self) -> None:
        """Go on with the next request, or wait for it. Only the timer and the end of the connection are new."""
        self.server_state.total_requests += 1
        if self._lingering is not None or self.transport.is_closing():
            return
        following = self.pipeline.pop() if self.pipeline else None
        if self.flow.read_paused and not self.pipeline:
            self.flow.resume_reading()
        if following is not None:
            self._start_asgi_task(*following)
        else:
            self._idle_since = self.loop.time()
            if self.timeout_keep_alive_task is None:
                self._look_after(self.timeout_keep_alive)

    def _unset_keepalive_if_required(self) -> None:
        self._idle_since = None

    def _look_after(self, seconds: float) -> None:
        self.timeout_keep_alive_task = self.loop.call_later(seconds, self.timeout_keep_alive_handler)

    def timeout_keep_alive_handler(self) -> None:
        """Close the connection if it has been idle for too long. If its idle time is shorter, look again later."""
        self.timeout_keep_alive_task = None
        if self._idle_since is None:
            return
        left = self._idle_since + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            self._look_after(left)
        else:
            super().timeout_keep_alive_handler()

    def shutdown(self) -> None:
        """End the connection after the current answer. Linger only briefly, so that the worker ends soon."""
        self.linger_seconds = LINGER_AT_SHUTDOWN_SECONDS
        if self.cycle is not None:
            self.cycle.transport = self._lasting()
        super().shutdown()

    def _lasting(self) -> Any:
        """Return the transport that uvicorn's object of the last request on this connection uses."""
        return LastingTransport(self.transport, self._linger)

    def _linger(self) -> None:
        """Send nothing more. Drop what arrives, until the client closes the connection or `linger_seconds` are over."""
        if self._lingering is None and not self.transport.is_closing():
            self._idle_since = None
            self.flow.resume_reading()
            self._lingering = Linger(self.transport, self.linger_seconds, self.client_seconds)

    def pause_writing(self) -> None:
        """Wait for a slow reader. If the reader takes no bytes for `client_seconds`, abort the connection."""
        super().pause_writing()
        self._slow_reader = SlowReader(self.transport, self.client_seconds)

    def resume_writing(self) -> None:
        """Continue to write after the reader has caught up."""
        self._stop_watching_reader()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the timers of a closed connection, and break its circle of references."""
        self._stop_watching_reader()
        if self.flow is not None:  # a refused connection has no flow
            if self.flow.reading is not None:
                self.flow.reading.close()
            self.flow.reading = None
        if self.timeout_keep_alive_task is not None:
            self.timeout_keep_alive_task.cancel()
            self.timeout_keep_alive_task = None
        if self._lingering is not None:
            self._lingering.stop()
        super().connection_lost(exc)

    def _stop_watching_reader(self) -> None:
        if self._slow_reader is not None:
            self._slow_reader.stop()
