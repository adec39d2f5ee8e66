"""Which methods a path takes (RFC 9110, 10.2.1): those of all its handlers, where the framework names one handler's."""

from collections.abc import Collection
from typing import Any

from litestar import Request, Response


def allow(methods: Collection[str]) -> dict[str, str]:
    """Return the header that names the methods of a path; what answers GET answers HEAD."""
    return {"Allow": ", ".join(sorted({*methods, "HEAD"} if "GET" in methods else methods))}


def options(request: Request[Any, Any, Any]) -> Response[None]:
    """Answer OPTIONS."""
    path = request.scope["path_template"]
    methods = next(route.methods for route in request.app.routes if route.path_format == path)
    return Response(None, status_code=204, headers=allow(methods))
