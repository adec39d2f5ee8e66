"""HTTP on the connection: uvicorn's protocol, with limits on how much a client may send and how slowly.

All that leans on the insides of uvicorn lies here. Written for uvicorn 0.54; pyproject.toml keeps newer minor versions
out, and tests/unit/test_internals.py says in one sentence what is missing when a version lacks something that this
module needs.
"""

import asyncio
from http import HTTPStatus
from typing import Any, ClassVar

import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.errors import HeadTooLarge, MalformedRequest, Problem, RequestTooSlow
from app.http.middleware import REFUSED_STATUS, record_request
from app.http.openapi import PROBLEM_JSON

MAX_HEAD_BYTES = 16 * 1024
"""Limit of the request line and the headers together, and of chunk headers and trailers without body bytes between."""

MAX_PATH_BYTES, MAX_QUERY_BYTES = 8 * 1024, 2 * 1024
"""Limits of the path and of the query. Litestar caches a thousand parsed ones of each, so they must be small."""

HEADER_OVERHEAD_BYTES = len(": \r\n")
"""Bytes of a header besides its name and value."""

MAX_PIPELINED = 16
"""Most requests that a client may send on a connection ahead of their answers."""

KEEP_ALIVE_SECONDS = 10
"""How long a connection stays open between two requests."""


class LimitedProtocol(HttpToolsProtocol):
    """Refuses what is malformed, too large or too slow with a problem document, and closes the connection."""

    client_seconds: ClassVar[float] = 20.0
    """The time in which a request must arrive completely, counted from its first byte, or from the connection for the
    first request. Also the time in which a slow reader must take some bytes of its answer."""

    _framing_bytes = 0  # received since the last body byte: chunk headers and trailers
    _framing_interrupted = False  # whether the current segment also held a head or body bytes
    _in_head = False
    _receiving = False
    _began = 0.0
    _request_timer: asyncio.TimerHandle | None = None
    _reader_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Accept a client, which now has limited time to send its first request."""
        super().connection_made(transport)
        self._began = self.loop.time()
        self._start_request_timer()

    def data_received(self, data: bytes) -> None:
        """Receive a segment. A request that arrives in one segment, as nearly all do, needs no timer."""
        self._framing_interrupted = False
        super().data_received(data)
        # A segment with a head or with body bytes is not counted: its size says nothing about framing.
        if self._receiving and not self._framing_interrupted:
            self._framing_bytes += len(data)
            if self._framing_bytes > MAX_HEAD_BYTES:
                self._refuse(HeadTooLarge())
        idle = self.cycle is None or self.cycle.response_complete
        if self._request_timer is None and (self._receiving or idle):
            self._start_request_timer()

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self._framing_bytes, self._framing_interrupted, self._in_head, self._receiving = 0, True, True, True
        self._began = self.loop.time()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Receive a header. Ignore trailers: proxies sanitise only the head, so a trailer could forge a header."""
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Check the complete head against its limits, and start the request."""
        if self.transport.is_closing():
            return
        path, _, query = self.url.partition(b"?")
        hosts = sum(name == b"host" for name, _ in self.headers)
        head_bytes = len(self.url) + sum(len(name) + len(value) + HEADER_OVERHEAD_BYTES for name, value in self.headers)
        if len(path) > MAX_PATH_BYTES or len(query) > MAX_QUERY_BYTES or head_bytes > MAX_HEAD_BYTES:
            self._refuse(HeadTooLarge())
        elif len(self.pipeline) >= MAX_PIPELINED or (hosts != 1 and self.parser.get_http_version() != "1.0"):
            self._refuse(MalformedRequest())
        else:
            self._in_head = False
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        """End a request, which has arrived completely."""
        self._receiving = False
        self._stop_request_timer()
        if self.cycle is not None:
            super().on_message_complete()

    def on_body(self, body: bytes) -> None:
        """Receive bytes of the body, unless the request was refused."""
        self._framing_bytes, self._framing_interrupted = 0, True
        if self.cycle is not None:
            super().on_body(body)

    def pause_writing(self) -> None:
        """Wait for a slow reader, as long as it takes some of what was sent to it."""
        super().pause_writing()
        self._watch_reader(self.transport.get_write_buffer_size() + 1)

    def _watch_reader(self, unread_before: int) -> None:
        unread = self.transport.get_write_buffer_size()
        if unread < unread_before:
            self._reader_timer = self.loop.call_later(self.client_seconds, self._watch_reader, unread)
        else:
            self.transport.abort()

    def resume_writing(self) -> None:
        """Go on writing: the reader has caught up."""
        self._stop_reader_timer()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timers of a closed connection."""
        self._stop_request_timer()
        self._stop_reader_timer()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is not HTTP."""
        del msg
        self._refuse(MalformedRequest())

    def _refuse(self, problem: Problem) -> None:
        """Answer with a problem and close the connection."""
        if self.transport.is_closing():
            return
        body = msgspec.json.encode(problem.document())
        head = (
            f"HTTP/1.1 {problem.status} {HTTPStatus(problem.status).phrase}\r\n"
            f"content-type: {PROBLEM_JSON}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        under_way = self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete
        if not (under_way or self.pipeline):  # otherwise the problem would become part of another answer
            self.transport.write(head.encode() + body)
        self.transport.close()
        if self._receiving and not self._in_head:
            # The application waits for the body. It is told that the client disconnected, and records the request.
            scope: Any = self.scope
            scope[REFUSED_STATUS] = problem.status
        else:
            record_request({"client": self.client}, problem.status, self.loop.time() - self._began)

    def _start_request_timer(self) -> None:
        self._request_timer = self.loop.call_later(self.client_seconds, self._refuse, RequestTooSlow())

    def _stop_request_timer(self) -> None:
        if self._request_timer is not None:
            self._request_timer.cancel()
            self._request_timer = None

    def _stop_reader_timer(self) -> None:
        if self._reader_timer is not None:
            self._reader_timer.cancel()
            self._reader_timer = None

    def _unsupported_upgrade_warning(self) -> None:
        """Log nothing: a client may ask for another protocol, and HTTP lets the server ignore that."""


def protocol_settings() -> dict[str, Any]:
    """Return uvicorn's settings of the protocol."""
    return {"http": LimitedProtocol, "ws": "none", "timeout_keep_alive": KEEP_ALIVE_SECONDS, "backlog": 4096}
