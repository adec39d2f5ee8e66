"""Static files and other fixed bodies, kept in memory. A body is compressed at the first request that accepts gzip."""

import gzip
import hashlib
from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from litestar import Request, Response

from app.http.background import in_background
from app.http.conditional import is_current, not_modified
from app.http.request_headers import quality
from app.service.shared_reads import SharedRead

_WORTH_COMPRESSING = ("text/", "image/svg", "application/j", "application/vnd.oai")


def content_policy(*, inline_styles: bool = False, trusted_types: bool = True) -> dict[str, str]:
    """Return the Content-Security-Policy of a page. The page loads only files of this service, and no inline scripts.

    Only the page with Swagger UI has `inline_styles`, and lacks `trusted_types`. Swagger UI writes inline styles, and
    turns text into markup.
    """
    directives = [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'" + (" 'unsafe-inline'" if inline_styles else ""),
        "font-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        *(["require-trusted-types-for 'script'"] if trusted_types else []),
    ]
    return {"Content-Security-Policy": "; ".join(directives)}


class _Encoded:
    """A body in one encoding. Each encoding has its own entity tag, because the bytes differ (RFC 9110, 8.8.3)."""

    def __init__(self, body: bytes, headers: Mapping[str, str], encoding: Mapping[str, str] | None = None) -> None:
        self.body = body
        self.headers = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"', **headers}
        self.encoding = dict(encoding or {})


class Static:
    """A body that does not change as long as the service runs. Before each use, clients ask for a newer version."""

    def __init__(self, body: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> None:
        self._media_type = media_type
        self._worth_compressing = media_type.startswith(_WORTH_COMPRESSING)
        self._headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding", **(headers or {})}
        self._plain = _Encoded(body, self._headers)
        self._gzipped: SharedRead[_Encoded] | None = None

    async def answer(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        """Answer with the body, or with 304 if the client has it. For a client that accepts gzip, compress the body."""
        accepts = quality(request.headers.get("Accept-Encoding", ""), "gzip", "*")
        sent = await self._compressed() if accepts and self._worth_compressing else self._plain
        if is_current(request, sent.headers["ETag"]):
            return not_modified(sent.headers)
        return Response(sent.body, media_type=self._media_type, headers=sent.headers | sent.encoding)

    async def _compressed(self) -> _Encoded:
        """Return the body in gzip. The body is compressed only once, even if many clients ask for it meanwhile."""
        if self._gzipped is None or self._gzipped.task.cancelled():
            self._gzipped = SharedRead(self._compress)
        return await self._gzipped.wait()

    async def _compress(self) -> _Encoded:
        """Compress the body in a thread, because this can take 100 ms. Meanwhile, the event loop goes on."""
        gzipped = await in_background(gzip.compress, self._plain.body, mtime=0)
        return _Encoded(gzipped, self._headers, {"Content-Encoding": "gzip"})


class StaticFile(Static):
    """A static file."""

    def __init__(self, path: Path, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(path.read_bytes(), guess_type(path.name)[0] or "application/octet-stream", headers)
