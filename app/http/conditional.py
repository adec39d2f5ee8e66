"""Conditional requests (RFC 9110, 13.1.2): a client that has the current version of an answer gets no body.

The entity tag, a header of the answer, is a text that names the version.
"""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response

from app.http.openapi import Declared
from app.http.request_headers import header

NOT_MODIFIED = {
    304: Declared(
        data_container=None, description="Not modified: the client has the current version.", headers=("ETag",)
    )
}
"""The documentation of the answer 304, for handlers of conditional requests."""


def versioned(version: str) -> dict[str, str]:
    """Return headers for an answer. A client may keep the answer, but must check before each use if it is current."""
    return {"ETag": f'"{version}"', "Cache-Control": "no-cache"}


def is_current(request: Request[Any, Any, Any], etag: str) -> bool:
    """Return whether the client has the version with this entity tag. A weak tag in If-None-Match matches too.

    The header is not split, because a header of 16 KB can have thousands of tags.
    """
    before, found, after = (header(request.scope, b"if-none-match") or "").partition(etag)
    before, after = before.removesuffix("W/").rstrip(), after.lstrip()
    return found != "" and before[-1:] in {"", ","} and after[:1] in {"", ","}


def not_modified(headers: Mapping[str, str]) -> Response[Any]:
    """Return the answer 304, for a client that has the current version. `headers` are those of the full answer."""
    return Response(None, status_code=304, headers=headers)
