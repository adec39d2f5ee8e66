"""The middleware counts, times and logs every request, and adds to each answer headers that protect the browser.

Some bad requests never reach the middleware, because the protocol class answers them. The protocol class calls
`record_request`, so that such requests are counted and logged too.
"""

import logging
import time
from collections.abc import Awaitable, Mapping
from functools import cache, lru_cache
from http import HTTPMethod
from typing import Any, NamedTuple

import msgspec
from litestar.enums import ScopeType
from litestar.exceptions import LitestarException
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.raffle import is_raffle_id
from app.errors import Problem
from app.http.identity import address_of
from app.http.whole_answer import (
    PIECE_BYTES,
    PROTECTED_ANSWER,
    REDIRECTS,
    WHOLE_ANSWER,
    Headers,
    lines_of,
)
from app.logs import request_lines
from app.metrics import RequestTimes

log = logging.getLogger("app.request")

PROTECTION = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
"""Headers of every answer. A handler can set other values."""

DEFAULTS = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
"""Headers that an answer gets if its handler does not set them. With these headers, no cache keeps a ticket, and no
browser runs a script in an answer."""

_WITHOUT_BODY = frozenset({"GET", "HEAD"})

_METHODS = frozenset({*HTTPMethod, "none"})
"""The methods that metrics and logs show. `none` is for a request that was refused before its method was read."""

REFUSED_STATUS = "refused_status"
"""A key of the ASGI scope. Its value is the status with which the protocol class refused a request while the body was
arriving."""


def observed(app: ASGIApp) -> ASGIApp:
    """Return an application that protects, counts, times and logs every answer of another application."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        if scope["method"] in _WITHOUT_BODY:
            scope, receive, send = _adapted(scope, receive, send)
        began = time.perf_counter()
        extensions: Any = scope.get("extensions") or {}
        protecting = _Protecting(send, extensions)
        if WHOLE_ANSWER in extensions:
            extensions[PROTECTED_ANSWER] = protecting.send_whole
        try:
            await app(scope, receive, protecting.send)
        except LitestarException as error:
            if not protecting.status or (problem := _problem_in(error)) is None:
                raise
            _cut_off(scope, problem)
        finally:
            record_request(scope, protecting.status, time.perf_counter() - began)

    return answer


class _Protecting:
    """Adds headers that protect the browser to one answer, and sends the answer, if possible in one write."""

    __slots__ = ("_send", "_waiting", "_whole", "status")

    def __init__(self, send: Send, extensions: Mapping[str, Any]) -> None:
        self._send: Any = send
        self._whole: Any = extensions.get(WHOLE_ANSWER)
        self._waiting: _Protected | None = None  # headers that wait until they are sent together with the body
        self.status = 0

    async def send(self, message: Any) -> None:
        """Send a part of the answer, as an ASGI message."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            protect = _protected if self.status in REDIRECTS else _kept_protected
            protected = protect(tuple(message.get("headers", ())))
            if self._whole is not None and protected.has_length:
                self._waiting = protected
                return
            message["headers"] = protected.headers
        elif self._waiting is not None:
            protected, self._waiting = self._waiting, None
            body = message.get("body", b"")
            if len(body) <= PIECE_BYTES and not message.get("more_body", False):
                await self._whole.send(self.status, protected.lines, body)
                return
            start = {"type": "http.response.start", "status": self.status, "headers": protected.headers}
            await self._send(start)
        await _send_in_pieces(self._send, message)

    def send_whole(self, status: int, headers: Headers, body: bytes) -> Awaitable[None]:
        """Send a complete answer. Its body has at most PIECE_BYTES."""
        self.status = status
        sent: Awaitable[None] = self._whole.send(status, _kept_protected(headers).lines, body)
        return sent


def _adapted(scope: Any, receive: Receive, send: Send) -> tuple[Any, Receive, Send]:
    """Return a GET or HEAD in the form in which handlers get it: a HEAD becomes a GET, and a GET loses its body."""
    if scope["method"] == "HEAD":
        # Handle a HEAD like a GET whose client has disconnected, so that an event stream stops after its headers.
        return {**scope, "method": "GET", "extensions": {}}, _disconnected, _headers_only(send)
    return scope, _without_body(receive), send


def _problem_in(error: BaseException | None) -> Problem | None:
    """Return the problem that is wrapped in an error of Litestar, or None if there is none."""
    while isinstance(error, LitestarException):
        error = error.__cause__
    return error if isinstance(error, Problem) else None


def _cut_off(scope: Any, problem: Problem) -> None:
    """Cut off an answer whose handler raised a problem after the answer had begun. The problem cannot be sent then."""
    raffle_id = scope.get("path_params", {}).get("raffle_id", "")
    cause = f" ({type(problem.__cause__).__name__})" if problem.__cause__ else ""
    log.warning(
        "%s %s: the answer was cut off, and its connection closed: %s%s%s",
        *(scope["method"], scope["path_template"]),
        *(problem.title, cause, f", raffle {raffle_id}" if is_raffle_id(raffle_id) else ""),
    )
    if whole := scope.get("extensions", {}).get(WHOLE_ANSWER):
        whole.cut_off()


async def _send_in_pieces(send: Send, message: Any) -> None:
    """Send a message. If its body is long, send several messages with parts of the body."""
    body, sent = message.get("body", b""), 0
    while len(body) - sent > PIECE_BYTES:
        await send({"type": "http.response.body", "body": body[sent : sent + PIECE_BYTES], "more_body": True})
        sent += PIECE_BYTES
    if sent:
        message["body"] = body[sent:]
    await send(message)


class _Protected(NamedTuple):
    """All headers of an answer, the same headers as lines of HTTP, and whether Content-Length is one of them."""

    headers: Headers
    lines: bytes
    has_length: bool


def _protected(headers: Headers) -> _Protected:
    given = {name for name, _ in headers}
    added = (header for header in (*PROTECTION, *DEFAULTS) if header[0] not in given)
    together = (*headers, *added)
    return _Protected(together, lines_of(together), b"content-length" in given)


_kept_protected = lru_cache(maxsize=1024)(_protected)
"""`_protected` with a memory, for answers that are no redirects."""


def record_request(scope: Any, status: int, seconds: float) -> None:
    """Count and log a request by its route and raffle. The URL itself is left out, because it may contain a secret."""
    status = scope.get(REFUSED_STATUS, status)
    recorded = _recorded(scope.get("method", "none"), scope.get("path_template") or "none", status)
    recorded.times.add(seconds)
    if log.isEnabledFor(logging.INFO):
        line = f"{recorded.line}{seconds * 1000:.2f}"
        raffle_id = scope.get("path_params", {}).get("raffle_id", "")
        if is_raffle_id(raffle_id):
            line += f',"raffle":"{raffle_id}"'
        if log.isEnabledFor(logging.DEBUG):
            line += f',"address":{msgspec.json.encode(address_of(scope)).decode()}'
        request_lines.add(line)


class _Recorded(NamedTuple):
    """What requests with the same method, route and status share: the metrics, and the log line up to `ms`."""

    times: RequestTimes
    line: str


@cache
def _recorded(method: str, route: str, status: int) -> _Recorded:
    # httptools accepts about forty methods. If each method were a label of metrics, there would be too many metrics.
    method = method if method in _METHODS else "other"
    members = {"level": "INFO", "logger": log.name, "message": "request", "method": method, "route": route}
    line = msgspec.json.encode(members | {"status": status, "ms": 0}).decode()[1:-2]
    return _Recorded(RequestTimes(method, route, status), line)


def _without_body(receive: Receive) -> Receive:
    """Return a `receive` that drops the body of a GET, and passes on only the message of a disconnect."""

    async def receive_disconnect() -> Any:
        while (message := await receive())["type"] != "http.disconnect":
            pass
        return message

    return receive_disconnect


async def _disconnected() -> Any:
    return {"type": "http.disconnect"}


def _headers_only(send: Send) -> Send:
    """Return a `send` that drops the body of the answer."""

    async def send_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send(message)
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    return send_headers
