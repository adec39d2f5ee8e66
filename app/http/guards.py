"""Who may ask at all: hosts that we answer to, pages that may change something, and headers that keep browsers honest.

An address is all the authority that there is, and a browser lends its address to any page: so what changes
something must not come from a page of another site. The check is that of OWASP's cheat sheet on cross-site request
forgery: Sec-Fetch-Site, which pages cannot forge, else Origin against Host. What is no browser sends neither.
"""

from typing import Any

from litestar import Request, Response

from app.errors import CrossSite, UnknownHost
from app.http.allowed_methods import options
from app.http.identity import header
from app.settings import host_name

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_SAME_SITE = frozenset({"same-origin", "none"})

ANY_HOST: dict[str, Any] = {"any_host": True}
"""Option of a handler that those who watch over the service reach by its address."""


async def let_in(request: Request[Any, Any, Any]) -> Response[None] | None:
    """Look at every request before its handler does; OPTIONS needs none.

    Raises:
        UnknownHost, CrossSite
    """
    hosts: tuple[str, ...] = request.app.state.settings.allowed_hosts
    if hosts and not request.route_handler.opt.get("any_host"):
        _known_host(request, hosts)
    if request.method not in _SAFE_METHODS:
        _same_site(request)
    return options(request) if request.method == "OPTIONS" else None


def _known_host(request: Request[Any, Any, Any], hosts: tuple[str, ...]) -> None:
    if host_name(header(request.scope, b"host") or "") not in hosts:
        raise UnknownHost


def _same_site(request: Request[Any, Any, Any]) -> None:
    site = header(request.scope, b"sec-fetch-site")
    if site is not None:
        if site not in _SAME_SITE:
            raise CrossSite
        return
    origin = header(request.scope, b"origin")
    if origin is not None and origin.partition("://")[2].lower() != (header(request.scope, b"host") or "").lower():
        raise CrossSite
