"""Around every request, whatever becomes of it: headers that protect browsers, figures, one line of log."""

import logging
import time
from functools import cache
from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import Counter, Histogram

from app.domain.raffle import is_raffle_id
from app.http.identity import address_in
from app.metrics import REQUEST_SECONDS, REQUESTS

log = logging.getLogger("app.request")

_PROTECTION = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)

_UNLESS_SET = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
"""A ticket must not lie in a cache, and an answer of the API is no page. Pages say otherwise for themselves."""


REFUSED = "refused"
"""Where a scope keeps the status that its request was refused with on the wire while the application waited for it."""


def watched(app: ASGIApp) -> ASGIApp:
    """Return an application whose every answer is protected, counted, timed and logged."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            # Answered as GET, to somebody who has left when the headers are there: so a stream ends before it begins.
            scope, receive, send = {**scope, "method": "GET"}, _gone, _headers_alone(send)
        elif scope["method"] == "GET":
            receive = _until_gone(receive)
        began = time.perf_counter()
        status = 0

        async def send_protected(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers: Any = message.get("headers", ())
                given = {name for name, _ in headers}
                message["headers"] = [
                    *headers,
                    *_PROTECTION,
                    *(header for header in _UNLESS_SET if header[0] not in given),
                ]
            await send(message)

        try:
            await app(scope, receive, send_protected)
        finally:
            note(scope, status, time.perf_counter() - began)

    return answer


def _until_gone(receive: Receive) -> Receive:
    """Return what tells only that the client has left. A body that comes with a GET is dropped, not kept for nobody."""

    async def receive_end() -> Any:
        while (message := await receive())["type"] != "http.disconnect":
            pass
        return message

    return receive_end


async def _gone() -> Any:
    return {"type": "http.disconnect"}


def _headers_alone(send: Send) -> Send:
    async def send_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send(message)
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    return send_headers


@cache
def _figures(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(method, route, status), REQUEST_SECONDS.labels(method, route)


def note(scope: Any, status: int, seconds: float) -> None:
    """Count and log a request by its route: what else stands in a URL may be a secret that strayed there."""
    method, route = scope.get("method", "none"), scope.get("path_template") or "none"
    status = scope.get(REFUSED, status)
    count, duration = _figures(method, route, status)
    count.inc()
    duration.observe(seconds)
    if log.isEnabledFor(logging.INFO):
        line = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 2)}
        raffle_id = scope.get("path_params", {}).get("raffle_id", "")
        if is_raffle_id(raffle_id):
            line["raffle"] = raffle_id
        if log.isEnabledFor(logging.DEBUG):
            line["address"] = address_in(scope)
        log.info("request", extra=line)
