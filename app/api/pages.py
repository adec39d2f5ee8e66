"""The web pages over HTTP: files held in memory, compressed once, so that no request reads or compresses anything."""

import gzip
import hashlib
from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from app.errors import NotFound
from app.http.accept import quality
from app.http.conditional import holds, not_modified

PAGES = Path(__file__).resolve().parent.parent / "pages"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
"""What a page of ours may load and do: nothing that does not come from here, and no markup made of text."""

PAGE_HEADERS = {"Content-Security-Policy": POLICY}

_WORTH_COMPRESSING = ("text/", "image/svg", "application/j")


class StaticFile:
    """A file as it is served: asked for again each time, but sent only when it has changed."""

    def __init__(self, path: Path, headers: Mapping[str, str] | None = None) -> None:
        self._body = path.read_bytes()
        self._media_type = guess_type(path.name)[0] or "application/octet-stream"
        self._headers = {
            "ETag": f'"{hashlib.sha256(self._body).hexdigest()[:32]}"',
            "Cache-Control": "no-cache",
            "Vary": "Accept-Encoding",
            **(headers or {}),
        }
        self._gzipped = gzip.compress(self._body, mtime=0) if self._media_type.startswith(_WORTH_COMPRESSING) else None

    def answer(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        """Answer with the file, in the form that the client takes."""
        if holds(request, self._headers["ETag"]):
            return not_modified(self._headers)
        if self._gzipped and quality(request.headers.get("Accept-Encoding", ""), "gzip", "*"):
            return Response(
                self._gzipped, media_type=self._media_type, headers={**self._headers, "Content-Encoding": "gzip"}
            )
        return Response(self._body, media_type=self._media_type, headers=self._headers)


_ASSETS = {
    path.relative_to(PAGES / "assets").as_posix(): StaticFile(path)
    for path in (PAGES / "assets").rglob("*")
    if path.is_file()
}
_RAFFLES, _RAFFLE, _CERTIFICATE, _MANAGE = (
    StaticFile(PAGES / name, PAGE_HEADERS)
    for name in ("raffles.html", "raffle.html", "certificate.html", "manage.html")
)


@get("/", include_in_schema=False)
async def raffles_page(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Show the raffles."""
    return _RAFFLES.answer(request)


@get("/r/{raffle_id:str}", include_in_schema=False)
async def raffle_page(request: Request[Any, Any, Any], raffle_id: FromPath[str]) -> Response[bytes]:
    """Show one raffle; the page itself says so when there is none."""
    del raffle_id
    return _RAFFLE.answer(request)


@get("/r/{raffle_id:str}/certificate", include_in_schema=False)
async def certificate_page(request: Request[Any, Any, Any], raffle_id: FromPath[str]) -> Response[bytes]:
    """Show the certificate of a draw."""
    del raffle_id
    return _CERTIFICATE.answer(request)


@get("/manage", include_in_schema=False)
async def manage_page(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Show what managers do; others are told that they are none."""
    return _MANAGE.answer(request)


@get("/favicon.ico", include_in_schema=False)
async def favicon(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Get the icon where browsers look for it unasked."""
    return _ASSETS["favicon.svg"].answer(request)


@get("/assets/{path:path}", include_in_schema=False)
async def page_assets(request: Request[Any, Any, Any], path: FromPath[str]) -> Response[bytes]:
    """Get a style sheet, a script, a font or an icon of the pages."""
    file = _ASSETS.get(path.lstrip("/"))
    if file is None:
        raise NotFound
    return file.answer(request)
