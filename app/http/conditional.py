"""Entity tags (RFC 9110, 8.8.3): whoever holds the newest already is told so, and nothing is sent again."""

from typing import Any

from litestar import Request, Response
from litestar.openapi.datastructures import ResponseSpec

from app.http.identity import header

NOT_MODIFIED = {304: ResponseSpec(data_container=None, description="Not modified: what you hold is the newest.")}


def tagged(text: str) -> dict[str, str]:
    """Return the headers of an answer that may be kept but is asked for again; the text tells its states apart."""
    return {"ETag": f'"{text}"', "Cache-Control": "no-cache"}


def holds(request: Request[Any, Any, Any], etag: str) -> bool:
    """Tell whether the client holds what this tag stands for: If-None-Match, compared weakly."""
    held = header(request.scope, b"if-none-match")
    return held is not None and etag in [tag.strip().removeprefix("W/") for tag in held.split(",")]


def not_modified(headers: dict[str, str]) -> Response[Any]:
    """Answer that the client holds the newest; the headers are those of the full answer."""
    return Response(None, status_code=304, headers=headers)
