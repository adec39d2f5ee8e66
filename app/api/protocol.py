"""HTTP on the wire: uvicorn's protocol, with bounds on how much and how slowly a client may send."""

import asyncio
from http import HTTPStatus
from typing import Any

import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.api.problems import MEDIA_TYPE
from app.api.requests import REFUSED, note
from app.errors import HeadTooLarge, MalformedRequest, Problem, RequestTooSlow

LARGEST_HEAD = 16 * 1024
"""Bytes of a request's first line and headers together."""

AROUND = len(": \r\n")
"""Bytes of a header besides its name and value."""

PATIENCE = 20.0
"""Seconds until a request must be here whole, from its first byte on; the first one from the connection on."""


class BoundedProtocol(HttpToolsProtocol):
    """Refuses what is malformed, too large or too slow with a problem document, and hangs up."""

    _head = 0
    _in_head = False
    _head_began = False
    _receiving = False
    _began = 0.0
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take in a client, which has some time to ask for something."""
        super().connection_made(transport)
        self._began = self.loop.time()
        self._timer = self.loop.call_later(PATIENCE, self._refuse, RequestTooSlow())

    def data_received(self, data: bytes) -> None:
        """Take in what the client sent. A request that comes in one piece, as nearly all do, needs no timer."""
        self._head_began = False
        super().data_received(data)
        if self._in_head and not self._head_began:
            self._head += len(data)
            if self._head > LARGEST_HEAD:
                self._refuse(HeadTooLarge())
        if not self._receiving:
            self._stop_timer()
        elif self._timer is None:
            self._timer = self.loop.call_later(PATIENCE, self._refuse, RequestTooSlow())

    def on_message_begin(self) -> None:
        """Begin a request. Its head is counted from the next piece on: before it, this one may hold another request."""
        super().on_message_begin()
        self._head, self._in_head, self._head_began, self._receiving = 0, True, True, True
        self._began = self.loop.time()

    def on_headers_complete(self) -> None:
        """End the head: what came of it in one piece is still to be measured."""
        if len(self.url) + sum(len(name) + len(value) + AROUND for name, value in self.headers) > LARGEST_HEAD:
            self._refuse(HeadTooLarge())
            return
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """End a request."""
        self._receiving = False
        if self.cycle is not None:
            super().on_message_complete()

    def on_body(self, body: bytes) -> None:
        """Take in a piece of the body, unless the request was refused."""
        if self.cycle is not None:
            super().on_body(body)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the client."""
        self._stop_timer()
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


def bounds() -> dict[str, Any]:
    """Return uvicorn's settings that bound clients."""
    return {"http": BoundedProtocol, "ws": "none", "timeout_keep_alive": 10, "backlog": 4096}
