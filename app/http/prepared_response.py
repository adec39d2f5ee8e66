"""Prepared responses, for the busiest routes. There, a response of Litestar would take as long as all other work."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from litestar.types import Receive, Scope, Send

from app.http.openapi import JSON


@lru_cache(maxsize=1024)
def _content(media_type: str, length: int) -> tuple[tuple[bytes, bytes], ...]:
    return (b"content-type", media_type.encode()), (b"content-length", b"%d" % length)


class PreparedResponse:
    """A response whose body is already encoded. The body can be empty."""

    def __init__(
        self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None, media_type: str = JSON
    ) -> None:
        fields = [(name.lower().encode(), value.encode()) for name, value in headers.items()] if headers else []
        if body:
            fields += _content(media_type, len(body))
        self._body = body
        self._start: Any = {"type": "http.response.start", "status": status, "headers": fields}

    def to_asgi_response(self, *_: Any, **__: Any) -> "PreparedResponse":
        """Return the response itself. Litestar calls this after an error."""
        return self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the response."""
        del scope, receive
        await send(self._start)
        await send({"type": "http.response.body", "body": self._body, "more_body": False})
