"""Serves under a path, for example `/raffle` if people reach the service at `https://example.org/raffle`.

This path is called the base path. This module removes the base path from a request before handlers see the request, and
adds the base path to links in the headers of the answer. Some proxies pass the base path on, and other proxies remove
it. So the service also answers requests without the base path.
"""

import re
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from app.http.whole_answer import PROTECTED_ANSWER, REDIRECTS, Headers

_PATHS = {
    b"location": re.compile(rb"^(?=/)"),
    b"link": re.compile(rb"(?<=<)(?=/)"),
    b"set-cookie": re.compile(rb"(?<=; Path=)/(?=;|$)"),
}
"""The headers that contain a path of the service. Each pattern finds where the base path must be inserted."""


def under(base_path: str, app: ASGIApp) -> ASGIApp:
    """Return an application that serves `app` under a base path."""
    if not base_path:
        return app
    base = unquote(base_path)  # the path in the ASGI scope is already decoded

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_base(message: Any) -> None:
            if message["type"] == "http.response.start":
                add = _with_base if message["status"] in REDIRECTS else _kept_with_base
                message = {**message, "headers": add(base_path, (*message.get("headers", ()),))}
            await send(message)

        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        if scope["path"] == base or scope["path"].startswith(f"{base}/"):
            # Change the scope itself, and give no copy to Litestar: Litestar writes the route into the scope that it
            # gets. The log has only the original scope, and reads the route from there.
            scope["path"] = scope["path"][len(base) :] or "/"
        extensions: Any = scope.get("extensions") or {}
        # A prepared response calls this function, and not `send`.
        if (send_whole := extensions.get(PROTECTED_ANSWER)) is not None:

            async def send_whole_with_base(status: int, headers: Headers, body: bytes) -> None:
                await send_whole(status, _kept_with_base(base_path, headers), body)

            extensions[PROTECTED_ANSWER] = send_whole_with_base
        await app(scope, receive, send_with_base)

    return answer


def _with_base(base_path: str, headers: Headers) -> Headers:
    return tuple(
        (name, _PATHS[name].sub(base_path.encode(), value) if name in _PATHS else value) for name, value in headers
    )


_kept_with_base = lru_cache(maxsize=1024)(_with_base)
"""`_with_base` with a memory, for answers that are no redirects."""
