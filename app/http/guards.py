"""The guards refuse requests by the host name, by the page that sent the request, and by the address of the client.

The browser of a manager sends the requests of all pages from the same address, and with the cookie of the manager. So a
request that changes something must not come from a page of another site. `require_same_site` checks this, and follows
the OWASP cheat sheet on cross-site request forgery. This function reads the header Sec-Fetch-Site, because pages cannot
forge this header. If this header is missing, `require_same_site` compares Origin with PUBLIC_URL or Host. Clients that
are not browsers usually send neither Sec-Fetch-Site nor Origin, and are not refused.
"""

from typing import Any

from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from app.domain.raffle import is_raffle_id
from app.errors import CrossSite, NotAManager, UnknownHost
from app.http.allowed_methods import answer_options
from app.http.identity import client_in, has_host_for_managers, identity_of, is_unforgeable, may_monitor
from app.http.paths import known_raffle_id
from app.http.request_headers import has_body, header
from app.origin import origin_at, origin_of
from app.service.draws import Draws
from app.settings import Settings
from app.values import host_name

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_SAME_SITE = frozenset({"same-origin", "none"})

ANY_HOST: dict[str, Any] = {"any_host": True}
"""The option of a handler that answers under every host name. Monitoring needs this option, because monitoring reaches
the service by an IP address or by the name of a container. `may_monitor` decides what such a request may read."""


async def before_request(request: Request[Any, Any, Any]) -> Response[None] | None:
    """Check a request before its handler runs, and receive its body. If it is an OPTIONS request, return the answer.

    Raises:
        UnknownHost, CrossSite, MalformedRequest
    """
    check_head(request.scope, request.app.state.settings, any_host=request.route_handler.opt.get("any_host", False))
    if request.method not in _SAFE_METHODS and has_body(request.scope):
        await request.body()  # a request whose body never arrives must not be carried out
    return answer_options(request) if request.method == "OPTIONS" else None


def check_head(scope: Any, settings: Settings, *, any_host: bool = False) -> None:
    """Refuse a request for a foreign host name. Also refuse a change that a page of another site asks for.

    Raises:
        UnknownHost, CrossSite
    """
    if settings.allowed_hosts and not any_host:
        require_known_host(scope, settings.known_hosts)
    if scope["method"] not in _SAFE_METHODS:
        require_same_site(scope, settings)


async def managers_only(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Refuse a request unless a manager sent it.

    Raises:
        NotAManager, UnknownHost
    """
    settings: Settings = connection.app.state.settings
    if not identity_of(connection.scope, settings).manager:
        raise NotAManager
    if not has_host_for_managers(connection.scope, settings):
        raise UnknownHost


async def may_draw(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Refuse a draw if the client may not draw, or if the raffle cannot be drawn now.

    Managers may draw every raffle. Other clients may draw only raffles that have a beacon, because then nobody can
    choose the winners. This guard runs before the body is decoded. So if a draw comes too early, the answer says so,
    even if the body has mistakes too.

    Raises:
        NotAManager, UnknownHost, CrossSite
        RaffleNotFound, RaffleDamaged, StillFilling, Suspended, TicketsRemaining, NotSealed, AlreadyDrawn
        MalformedRequest, StoreFull, StoreUnavailable, OutcomeUnknown, ReplicasMissing
    """
    draws: Draws = connection.app.state.draws
    raffle_id = connection.path_params["raffle_id"]
    settings = connection.app.state.settings
    client = client_in(connection.scope, settings)
    if not is_raffle_id(raffle_id) or await draws.needs_a_manager(raffle_id, client):
        await managers_only(connection, handler)
    check_head(connection.scope, settings)
    if isinstance(connection, Request) and has_body(connection.scope):
        await connection.body()
    await draws.require_drawable(known_raffle_id(raffle_id), client)


async def monitoring_only(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Refuse a request unless a manager or an address in METRICS_ALLOW_IPS sent it.

    Raises:
        NotAManager
    """
    if not may_monitor(connection.scope, connection.app.state.settings):
        raise NotAManager


def require_known_host(scope: Any, hosts: tuple[str, ...]) -> None:
    """Refuse a request if its Host is not one of these host names.

    Raises:
        UnknownHost
    """
    if host_name(header(scope, b"host") or "") not in hosts:
        raise UnknownHost


def require_same_site(scope: Any, settings: Settings) -> None:
    """Refuse a request if a browser says that a page of another site sent it.

    Raises:
        CrossSite
    """
    site = header(scope, b"sec-fetch-site")
    if site is not None:
        if site not in _SAME_SITE:
            raise CrossSite
        return
    origin = header(scope, b"origin")
    if origin is not None:
        _require_own_origin(origin, header(scope, b"host") or "", settings)


def _require_own_origin(sent: str, host: str, settings: Settings) -> None:
    """Refuse a page whose origin is neither the origin of PUBLIC_URL nor the origin that Host names.

    If PUBLIC_URL is set, the origin that Host names is accepted under two conditions. First, only the operator can let
    the host name in Host lead to the service. Second, the host name in Host is not that of PUBLIC_URL. The second
    condition is needed because the proxy of PUBLIC_URL may have removed the port from Host. Then Host names the default
    port, where another service of this machine may answer.

    Raises:
        CrossSite
    """
    public = settings.public_url
    try:
        page = origin_of(sent)
        # Take the scheme from the page. Host has no scheme, and the scope has http if a proxy has ended TLS.
        reached = origin_at(host, page.scheme)
    except ValueError:
        raise CrossSite from None
    if public is None:
        if page != reached:
            raise CrossSite.at(str(page), reached.authority)
    elif page != public.origin and (
        page != reached or reached.host == public.origin.host or not is_unforgeable(reached.host, settings)
    ):
        raise CrossSite.at(str(page), reached.authority, public=str(public))
