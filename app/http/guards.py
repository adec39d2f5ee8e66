"""Which requests are accepted: by host name, by the page that sent them, and by who sent them.

The address is the only credential, and a browser sends it along with requests of any page. So a request that changes
something must not come from a page of another site. The check follows the OWASP cheat sheet on cross-site request
forgery: Sec-Fetch-Site, which pages cannot forge, else Origin against Host. Clients other than browsers send neither.
"""

from typing import Any

from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from app.errors import CrossSite, NotAManager, UnknownHost
from app.http.allowed_methods import answer_options
from app.http.identity import identity_of
from app.http.request_headers import header
from app.settings import Settings, host_name

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_SAME_SITE = frozenset({"same-origin", "none"})

ANY_HOST: dict[str, Any] = {"any_host": True}
"""Option of a handler that monitoring reaches by the address of the machine."""


async def before_request(request: Request[Any, Any, Any]) -> Response[None] | None:
    """Check a request before its handler runs; answer it here if its method is OPTIONS.

    Raises:
        UnknownHost, CrossSite
    """
    settings: Settings = request.app.state.settings
    if settings.allowed_hosts and not request.route_handler.opt.get("any_host"):
        require_known_host(request, settings.allowed_hosts)
    if request.method not in _SAFE_METHODS:
        require_same_site(request)
    return answer_options(request) if request.method == "OPTIONS" else None


async def managers_only(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Guard a handler for managers.

    Raises:
        NotAManager: the address is in none of the managers' networks.
    """
    if not identity_of(connection.scope, connection.app.state.settings).manager:
        raise NotAManager


def require_known_host(request: Request[Any, Any, Any], hosts: tuple[str, ...]) -> None:
    """Accept a request whose Host is one of the host names.

    Raises:
        UnknownHost
    """
    if host_name(header(request.scope, b"host") or "") not in hosts:
        raise UnknownHost


def require_same_site(request: Request[Any, Any, Any]) -> None:
    """Accept a request unless a browser says that a page of another site sent it.

    Raises:
        CrossSite
    """
    site = header(request.scope, b"sec-fetch-site")
    if site is not None:
        if site not in _SAME_SITE:
            raise CrossSite
        return
    origin = header(request.scope, b"origin")
    if origin is not None and origin.partition("://")[2].lower() != (header(request.scope, b"host") or "").lower():
        raise CrossSite
