"""HTTP on the connection: uvicorn's protocol class, with limits for the size and the duration of what clients send.

This is the only module that uses internals of uvicorn. Written for uvicorn 0.54; pyproject.toml excludes newer minor
versions. If a version lacks something that this module uses, tests/unit/test_internals.py says what is missing.
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
"""The limit of the path, query and headers together. The same limit holds for chunk headers and trailers that come
without body bytes between them."""

MAX_PATH_BYTES, MAX_QUERY_BYTES = 8 * 1024, 2 * 1024
"""The limits of the path and of the query. They must be small, because Litestar caches a thousand paths and queries."""

HEADER_OVERHEAD_BYTES = len(": \r\n")
"""The bytes of a header that belong neither to its name nor to its value."""

MAX_PIPELINED = 16
"""The largest number of requests on a connection that may wait for the answers to earlier requests."""

KEEP_ALIVE_SECONDS = 10
"""How long a connection stays open after an answer, until the next request."""


class LimitedProtocol(HttpToolsProtocol):
    """Answers malformed, too large and too slow requests with a problem document, and closes their connection."""

    client_seconds: ClassVar[float] = 20.0
    """The time in which a request must arrive completely. For the first request it starts with the connection, and for
    the others with their first byte. In the same time, a slow reader must take some bytes of its answer."""

    _framing_bytes = 0  # received since the last body byte: chunk headers and trailers
    _framing_interrupted = False  # whether the current segment also has a head or body bytes
    _in_head = False
    _receiving = False
    _began = 0.0
    _request_timer: asyncio.TimerHandle | None = None
    _reader_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Accept a client, and start the timer for its first request."""
        super().connection_made(transport)
        self._began = self.loop.time()
        self._start_request_timer()

    def data_received(self, data: bytes) -> None:
        """Receive a segment. Nearly all requests arrive in one segment, and so need no timer."""
        self._framing_interrupted = False
        super().data_received(data)
        # Count a segment only if it has neither a head nor body bytes. Otherwise its size says nothing about framing.
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
        """Receive a header, and ignore trailers. Proxies clean only the head, so a trailer could forge a header."""
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Check the limits of the complete head, and start the request."""
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
        """End the receipt of a request, which has arrived completely."""
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
        """Wait for a slow reader as long as it still takes some bytes of its answer."""
        super().pause_writing()
        self._watch_reader(self.transport.get_write_buffer_size() + 1)

    def _watch_reader(self, unread_before: int) -> None:
        unread = self.transport.get_write_buffer_size()
        if unread < unread_before:
            self._reader_timer = self.loop.call_later(self.client_seconds, self._watch_reader, unread)
        else:
            self.transport.abort()

    def resume_writing(self) -> None:
        """Continue to write after the reader has caught up."""
        self._stop_reader_timer()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timers of a closed connection."""
        self._stop_request_timer()
        self._stop_reader_timer()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Refuse bytes that are not valid HTTP."""
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
        if not (under_way or self.pipeline):  # otherwise the problem could become part of an earlier answer
            self.transport.write(head.encode() + body)
        self.transport.close()
        if self._receiving and not self._in_head:
            # The application waits for the body. It learns that the connection is closed, and records the request.
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
        """Log nothing, because HTTP lets a server ignore a request for another protocol."""


def protocol_settings() -> dict[str, Any]:
    """Return the settings of uvicorn that concern the protocol."""
    return {"http": LimitedProtocol, "ws": "none", "timeout_keep_alive": KEEP_ALIVE_SECONDS, "backlog": 4096}
