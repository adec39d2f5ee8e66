"""Conditional requests (RFC 9110, section 13): a request that depends on the version which the client has.

The entity tag, a header of an answer, is a text that names the version of the answer. With If-None-Match, a client that
has the current version gets no body. With If-Match, a change is carried out only if the client has the current version.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response
from litestar.enums import ParamType
from litestar.openapi.spec import OpenAPIType, Operation, Parameter, Schema

from app.errors import InvalidRequest
from app.http.openapi import Declared
from app.http.request_headers import header

NOT_MODIFIED = {
    304: Declared(
        data_container=None, description="Not modified: the client has the current version.", headers=("ETag",)
    )
}
"""The documentation of the answer 304, for handlers of conditional requests."""


_ONE_TAG = re.compile(r'(?:W/)?"([^"]*?)(?:-[a-z]{2,8})?"')
"""An entity tag. When a proxy compresses an answer, it makes the tag weak (nginx), or appends the name of the encoding,
for example `-gzip` (Apache, Caddy). Both count like the tag itself. The version of a raffle has no hyphen."""


@dataclass
class TakesVersion(Operation):
    """The documentation of an operation that takes If-Match."""

    def __post_init__(self) -> None:
        """Add the header to the parameters."""
        version = Parameter(
            name="If-Match",
            param_in=ParamType.HEADER,
            required=False,
            description=(
                "The ETag of the version of the raffle that the client has seen. If somebody has changed or published "
                "the raffle since, nothing is done, and the answer is changed-meanwhile."
            ),
            schema=Schema(type=OpenAPIType.STRING, pattern='^(?:W/)?"[^"]*"$'),
        )
        self.parameters = [*(self.parameters or []), version]


def version_in(request: Request[Any, Any, Any]) -> str | None:
    """Return the version in If-Match, or None if the change does not depend on a version.

    Raises:
        InvalidRequest: the header is not exactly one entity tag.
    """
    sent = header(request.scope, b"if-match")
    if sent is None or sent.strip() == "*":
        return None
    found = _ONE_TAG.fullmatch(sent.strip())
    if found is None:
        raise InvalidRequest.of("If-Match", "Expected one ETag, for example from a GET of the raffle")
    return found[1]


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
