"""Receives HTTP with uvicorn's protocol class, and limits the size and the duration of what clients send.

This module uses internals of uvicorn, and so do fast_uvicorn.py, unchunked.py and whole_answer.py. These files are
written for uvicorn 0.54. The file pyproject.toml excludes newer minor versions. If a version lacks a needed part,
tests/unit/test_internals.py fails.
"""

import asyncio
import logging
from functools import partial
from typing import Any, ClassVar

import httptools
from uvicorn._types import ASGI3Application

from app.errors import HeadTooLarge, MalformedRequest, Problem, RequestTooSlow
from app.http.connections import Connections
from app.http.fast_uvicorn import PIECE_BYTES, FastProtocol
from app.http.framing import MAX_HEAD_BYTES, fault_of, head_without_upgrade, refusal_of
from app.http.identity import PEER
from app.http.last_answer import last_answer
from app.http.middleware import REFUSED_STATUS, record_request
from app.http.pace import leave
from app.http.reading import Reading
from app.http.request_headers import BY_NAME
from app.http.unchunked import unchunked
from app.http.whole_answer import WHOLE_ANSWER, WholeAnswer
from app.logs import CountedWarnings

MAX_PIPELINED = 16
"""How many requests of one connection may wait for the answers to earlier requests."""

SLOW_AT_SHUTDOWN_SECONDS = 1.0
"""When the service ends, a request that is arriving must be complete within this time."""

_warnings = CountedWarnings(logging.getLogger(__name__))


class LimitedProtocol(FastProtocol):
    """Refuses a request that is malformed, too large or too slow: sends a problem, and closes the connection.

    Earlier complete requests are answered first. Without these answers, a player could have a ticket, but no code.
    """

    client_seconds: ClassVar[float] = 20.0
    """The longest time until a request has arrived. The time of the first request begins with the connection, and the
    time of a later request with its first byte. While an earlier request waits, the connection is not read, and the
    time begins again. A client that reads an answer slowly must take some bytes within this number of seconds."""

    _counted_as = ""  # the name under which the connection is counted
    _reading: Reading | None = None  # None: all bytes are parsed as soon as they arrive
    _framing_bytes = 0  # bytes of chunk headers and trailers since the last body byte
    _framing_interrupted = False  # whether the current segment also has something else than framing
    _receiving = False
    _head_bytes = 0  # bytes of the segments in which the head of the request lies
    _began = 0.0
    _request_timer: asyncio.TimerHandle | None = None
    _running: Any = None  # the request that is answered now; `cycle` is the newest request
    _refused: Problem | None = None

    def __init__(self, *arguments: Any, limits: Connections | None = None, **named: Any) -> None:
        """Make the protocol of one connection. `limits` decides whether the connection is accepted."""
        super().__init__(*arguments, **named)
        self._limits = limits
        self._another = partial(type(self), *arguments, limits=limits, **named)  # makes the protocol of another client

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Accept or refuse a client, and start the timer for its first request."""
        if self._limits is not None:
            name = self._limits.accept(transport, self._another)
            if name is None:
                return  # `accept` has refused the connection, and has answered it
            self._counted_as = name
        super().connection_made(transport)
        if self._limits is not None and self.client is not None:
            address = self.client[0]
            self.timeout_keep_alive = self._limits.keep_alive_seconds(address)
            self.flow.reading = self._reading = self._limits.reading(
                address, transport, self._receive, lambda: self.flow.read_paused, self._refuse
            )
        self._began = self.loop.time()
        self._start_request_timer()

    def data_received(self, data: bytes) -> None:
        """Receive bytes. If their address sends many bytes at once, these bytes wait for the parser."""
        if self._reading is None:
            self._receive(data)
        else:
            self._reading.receive(data)

    def _receive(self, data: bytes) -> int:
        """Parse bytes until a request waits, and return how many were parsed.

        A segment is what arrives together. Nearly all requests arrive in one segment, and need no timer.
        """
        parsed = len(data)
        if self._refused is not None or self._lingering is not None:
            return parsed
        self._unset_keepalive_if_required()
        self._framing_interrupted = False
        self._head_bytes = len(data) + (self._head_bytes if self._in_head else 0)
        try:
            if parsed <= PIECE_BYTES or self._reading is None or data.count(b"\r\n\r\n") <= 1:
                self._parse(data)
            else:
                parsed = self._parse_until_full(data)
        except httptools.HttpParserError as error:
            self._refuse(MalformedRequest(), f"not HTTP ({type(error).__name__})")  # its text may quote the request
        if self._refused is not None:
            return parsed
        # In a segment with other bytes, nobody knows the number of framing bytes. So such a segment is not counted.
        if self._receiving and not self._framing_interrupted:
            self._framing_bytes += parsed
            if self._framing_bytes > MAX_HEAD_BYTES:
                self._refuse(HeadTooLarge(), "too many bytes between the pieces of a body")
                return parsed
        idle = self.cycle is None or self.cycle.response_complete
        if self._request_timer is None and (self._receiving or idle):
            self._start_request_timer()
        return parsed

    def _parse(self, data: bytes) -> None:
        """Parse bytes, and ignore Upgrade headers, as HTTP allows.

        httptools stops after a head with an Upgrade header. If httptools were simply continued, it would read the body
        as the next request. So the head is parsed a second time, without this header.

        Raises:
            httptools.HttpParserError: the bytes are not HTTP.
        """
        while True:
            try:
                self.parser.feed_data(data)
            except httptools.HttpParserUpgrade as stopped:
                if self._refused is not None:
                    return
                data = head_without_upgrade(self.parser, self.url, self.headers) + data[stopped.args[0] :]
            else:
                return

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        scope: Any = self.scope
        scope[PEER] = self.client
        self._by_name = scope[BY_NAME] = {}
        self._framing_bytes, self._framing_interrupted, self._in_head, self._receiving = 0, True, True, True
        self._began = self.loop.time()

    def on_headers_complete(self) -> None:
        """Check the complete head, and start the request."""
        if self._refused is not None or self.transport.is_closing():
            return
        if refusal := refusal_of(self._head_bytes, self.url, self.headers):
            self._refuse(*refusal)
        elif fault := fault_of(self.parser.get_method(), self.url, self.parser.get_http_version(), self.scope):
            self._refuse(MalformedRequest(), fault)
        elif len(self.pipeline) >= MAX_PIPELINED:
            self._refuse(MalformedRequest(), "too many requests at once")
        elif not self.parser.should_upgrade():
            self._in_head = False
            self.expect_100_continue = self._by_name.get(b"expect", b"").lower() == b"100-continue"
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Stop the timer of a request that has arrived completely."""
        if self._refused is not None or self._in_head:
            return
        self._receiving = False
        self._stop_request_timer()
        super().on_message_complete()

    def on_body(self, body: bytes) -> None:
        """Receive bytes of the body, unless the request was refused."""
        self._framing_bytes, self._framing_interrupted = 0, True
        if self._refused is None:
            super().on_body(body)

    def _start_asgi_task(self, cycle: Any, app: ASGI3Application) -> None:
        """Start a request, and remember that this request is answered now. `cycle` is uvicorn's object for it."""
        self._running = cycle
        is_last = not cycle.keep_alive
        if is_last:
            cycle.transport = self._lasting()
        if is_last and cycle.scope["http_version"] == "1.0":
            app = partial(unchunked, cycle, app)
        else:
            scope: Any = cycle.scope
            scope["extensions"] = {WHOLE_ANSWER: WholeAnswer(cycle)}
        super()._start_asgi_task(cycle, app)

    def on_response_complete(self) -> None:
        """Go on with the next request, or send the problem of a refused request. Limit the time of a later request."""
        last = not self.pipeline
        self._break_circles()
        super().on_response_complete()
        if last and self._refused is not None:
            self._send_problem(self._refused)
        elif not last and self._request_timer is not None:
            self._stop_request_timer()
            self._start_request_timer()

    def shutdown(self) -> None:
        """End the connection after the current answer. Refuse a request that does not arrive completely very soon."""
        super().shutdown()
        if self._receiving and not self.transport.is_closing():
            self._stop_request_timer()
            self._request_timer = self.loop.call_later(SLOW_AT_SHUTDOWN_SECONDS, self._refuse, RequestTooSlow())

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timers and the running request of a closed connection."""
        self._stop_request_timer()
        self._disconnect_running()
        if self._limits is not None:
            self._limits.close(self._counted_as)
        super().connection_lost(exc)
        self._break_circles()
        self.pipeline.clear()
        self.cycle = self._running = self._reading = None  # type: ignore[assignment] # each refers to this object
        self.headers, self._by_name = [], {}

    def _break_circles(self) -> None:
        """Break a request's circles of references, because garbage collection would be slower, and would come late."""
        if self._running is not None:
            self._running.scope.pop("extensions", None)

    def _refuse(self, problem: Problem, kind: str = "") -> None:
        """Receive nothing more, answer the requests before the refused one, send the problem, and close.

        `kind` says what is wrong, in words that do not come from the client. Without `kind`, nothing is logged.
        """
        if self._refused is not None or self._lingering is not None or self.transport.is_closing():
            return
        self._refused = problem
        if kind:
            _warnings.warn(self.loop, kind)
        in_body = self._receiving and not self._in_head
        if in_body and self.cycle is self._running:
            # The application, which waits for the body, is told that the client has left. Then the middleware
            # records the request with the status that is set here.
            scope: Any = self.scope
            scope[REFUSED_STATUS] = problem.status
            if self.cycle.response_started:  # an answer that has begun cannot become a problem
                self.transport.close()
            else:
                self._send_problem(problem)
            self._disconnect_running()
            return
        if in_body and self.pipeline and self.pipeline[0][0] is self.cycle:
            self.pipeline.popleft()  # this request must not start, because its body is not complete
        record_request({"client": self.client}, problem.status, self.loop.time() - self._began)
        if self._running is None or self._running.response_complete:
            self._send_problem(problem)
        else:
            # Limit the wait: the answer that is being sent may be an event stream, which does not end by itself.
            self._stop_request_timer()
            self._request_timer = self.loop.call_later(self.client_seconds, self._close)

    def _send_problem(self, problem: Problem) -> None:
        """Send a problem, and nothing more."""
        if self._lingering is None and not self.transport.is_closing():
            base_path = self._limits.base_path if self._limits else ""
            self.transport.write(last_answer(problem, base_path, self.server_state.default_headers))
            self._linger()

    def _linger(self) -> None:
        """Send nothing more, and receive nothing more."""
        self._stop_request_timer()
        super()._linger()

    def _close(self) -> None:
        self.transport.close()
        self._disconnect_running()

    def _disconnect_running(self) -> None:
        """Tell the running request that its client has left. uvicorn tells only the request that arrived last."""
        if self._running is not None and not self._running.response_complete:
            self._running.disconnected = True
            self._running.message_event.set()
            leave(self._running.scope)

    def _start_request_timer(self) -> None:
        self._request_timer = self.loop.call_later(self.client_seconds, self._is_late)

    def _is_late(self) -> None:
        """Refuse the request that has not arrived in time. If the connection is not read now, wait again."""
        if self.flow.read_paused:
            self._start_request_timer()
        else:
            self._refuse(RequestTooSlow())

    def _stop_request_timer(self) -> None:
        if self._request_timer is not None:
            self._request_timer.cancel()
            self._request_timer = None


def protocol_settings(limits: Connections) -> dict[str, Any]:
    """Return the settings of uvicorn that concern the protocol. Each worker gets a copy of `limits`."""
    return {"http": partial(LimitedProtocol, limits=limits), "ws": "none", "backlog": 4096}
