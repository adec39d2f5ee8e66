"""Prepared responses for the busiest routes. Litestar's own response takes as long as all other work for a request."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from litestar.types import Receive, Scope, Send

from app.http.openapi import JSON
from app.http.whole_answer import PIECE_BYTES, PROTECTED_ANSWER, Headers


@lru_cache(maxsize=1024)
def _encoded(headers: tuple[tuple[str, str], ...], media_type: str, length: int) -> Headers:
    """Return the headers in ASGI's form. Add the headers about a body of `length` bytes.

    The results are cached, because most answers of a route have the same headers.
    """
    fields = tuple((name.lower().encode(), value.encode()) for name, value in headers)
    if not length:
        return fields
    return *fields, (b"content-type", media_type.encode()), (b"content-length", b"%d" % length)


class PreparedResponse:
    """A response whose body is already encoded. The body can be empty. One response can be sent to many clients."""

    def __init__(
        self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None, media_type: str = JSON
    ) -> None:
        self._status = status
        self._headers = _encoded(tuple(headers.items()) if headers else (), media_type, len(body))
        self._body = body

    def to_asgi_response(self, *_: Any, **__: Any) -> "PreparedResponse":
        """Return the response itself. Litestar calls this after an error."""
        return self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the response, in one write if the server can."""
        del receive
        send_whole: Any = (scope.get("extensions") or {}).get(PROTECTED_ANSWER)
        if send_whole is not None and 0 < len(self._body) <= PIECE_BYTES:
            await send_whole(self._status, self._headers, self._body)
            return
        await send({"type": "http.response.start", "status": self._status, "headers": self._headers})
        await send({"type": "http.response.body", "body": self._body, "more_body": False})
