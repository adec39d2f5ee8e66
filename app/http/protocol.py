"""HTTP on the wire: uvicorn's protocol, with bounds on how much and how slowly a client may send."""

import asyncio
from http import HTTPStatus
from typing import Any

import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.errors import HeadTooLarge, MalformedRequest, Problem, RequestTooSlow
from app.http.middleware import REFUSED, note
from app.http.problems import MEDIA_TYPE

LARGEST_HEAD = 16 * 1024
"""Bytes of a request's first line and headers together, and of what may stand between and behind pieces of its body."""

LONGEST_PATH, LONGEST_QUERY = 8 * 1024, 2 * 1024
"""Bytes of a path and of what follows its question mark: the framework keeps a thousand of each, taken apart."""

AROUND = len(": \r\n")
"""Bytes of a header besides its name and value."""

IN_LINE = 16
"""Most requests that a connection sends ahead of their answers."""

PATIENCE = 20.0
"""Seconds until a request must be here whole, from its first byte on; the first one from the connection on. Also those
within which a client must take some of what is sent to it."""


class BoundedProtocol(HttpToolsProtocol):
    """Refuses what is malformed, too large or too slow with a problem document, and hangs up."""

    _overhead = 0
    _overhead_ended = False
    _in_head = False
    _receiving = False
    _began = 0.0
    _timer: asyncio.TimerHandle | None = None
    _reader_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take in a client, which has some time to ask for something."""
        super().connection_made(transport)
        self._began = self.loop.time()
        self._timer = self.loop.call_later(PATIENCE, self._refuse, RequestTooSlow())

    def data_received(self, data: bytes) -> None:
        """Take in what the client sent. A request that comes in one piece, as nearly all do, needs no timer."""
        self._overhead_ended = False
        super().data_received(data)
        # A piece in which a head began or a body went on is not counted: it may hold much else.
        if self._receiving and not self._overhead_ended:
            self._overhead += len(data)
            if self._overhead > LARGEST_HEAD:
                self._refuse(HeadTooLarge())
        idle = self.cycle is None or self.cycle.response_complete
        if self._timer is None and (self._receiving or idle):
            self._timer = self.loop.call_later(PATIENCE, self._refuse, RequestTooSlow())

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self._overhead, self._overhead_ended, self._in_head, self._receiving = 0, True, True, True
        self._began = self.loop.time()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take in a header. One behind the body is none: proxies vouch for headers, and pass on what comes there."""
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """End the head: what came of it in one piece is still to be measured."""
        if self.transport.is_closing():
            return
        path, _, query = self.url.partition(b"?")
        hosts = sum(name == b"host" for name, _ in self.headers)
        size = len(self.url) + sum(len(name) + len(value) + AROUND for name, value in self.headers)
        if len(path) > LONGEST_PATH or len(query) > LONGEST_QUERY or size > LARGEST_HEAD:
            self._refuse(HeadTooLarge())
        elif len(self.pipeline) >= IN_LINE or (hosts != 1 and self.parser.get_http_version() != "1.0"):
            self._refuse(MalformedRequest())
        else:
            self._in_head = False
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        """End a request."""
        self._receiving = False
        self._stop_timer()
        if self.cycle is not None:
            super().on_message_complete()

    def on_body(self, body: bytes) -> None:
        """Take in a piece of the body, unless the request was refused."""
        self._overhead, self._overhead_ended = 0, True
        if self.cycle is not None:
            super().on_body(body)

    def pause_writing(self) -> None:
        """Wait for a client to take what was sent to it, for as long as it takes some of it."""
        super().pause_writing()
        self._look_at_reader(self.transport.get_write_buffer_size() + 1)

    def _look_at_reader(self, left_before: int) -> None:
        left = self.transport.get_write_buffer_size()
        if left < left_before:
            self._reader_timer = self.loop.call_later(PATIENCE, self._look_at_reader, left)
        else:
            self.transport.abort()

    def resume_writing(self) -> None:
        """Go on writing."""
        self._stop_reader_timer()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the client."""
        self._stop_timer()
        self._stop_reader_timer()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP."""
        del msg
        self._refuse(MalformedRequest())

    def _refuse(self, problem: Problem) -> None:
        if self.transport.is_closing():
            return
        body = msgspec.json.encode(problem.document())
        head = (
            f"HTTP/1.1 {problem.status} {HTTPStatus(problem.status).phrase}\r\n"
            f"content-type: {MEDIA_TYPE}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        under_way = self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete
        if not (under_way or self.pipeline):  # it would stand in the middle of another answer
            self.transport.write(head.encode() + body)
        self.transport.close()
        if self._receiving and not self._in_head:
            scope: Any = self.scope  # the application is told that the client is gone, and notes the request
            scope[REFUSED] = problem.status
        else:
            note({"client": self.client}, problem.status, self.loop.time() - self._began)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _stop_reader_timer(self) -> None:
        if self._reader_timer is not None:
            self._reader_timer.cancel()
            self._reader_timer = None

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing: that a client asks for another protocol is no trouble of ours."""


def bounds() -> dict[str, Any]:
    """Return uvicorn's settings that bound clients."""
    return {"http": BoundedProtocol, "ws": "none", "timeout_keep_alive": 10, "backlog": 4096}
