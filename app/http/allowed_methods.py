"""The Allow header (RFC 9110, 10.2.1), with all methods of a path. Litestar would name only those of one handler."""

from collections.abc import Collection
from typing import Any

from litestar import Request, Response


def allow(methods: Collection[str]) -> dict[str, str]:
    """Return the header that names the methods of a path. HEAD is added if GET is one of them."""
    return {"Allow": ", ".join(sorted({*methods, "HEAD"} if "GET" in methods else methods))}


def answer_options(request: Request[Any, Any, Any]) -> Response[None]:
    """Answer an OPTIONS request with the methods of its path."""
    path = request.scope["path_template"]
    methods = next(route.methods for route in request.app.routes if route.path_format == path)
    return Response(None, status_code=204, headers=allow(methods))
