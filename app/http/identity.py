"""Who sent a request: the address of the client, and the player or manager at this address."""

from collections.abc import Collection
from typing import Annotated, Any, NamedTuple

import msgspec
from litestar import Request

from app.domain.player import address_of as player_address
from app.domain.player import is_address, is_in, is_loopback, manager_at, player_of
from app.errors import InvalidRequest
from app.http.request_headers import header, header_values
from app.settings import Settings
from app.values import host_name

PEER = "peer"
"""A key of the ASGI scope. Its value is the peer, the other end of the connection (address, port). Behind a trusted
proxy, the peer is the proxy, and the value of `client` is replaced by the address that the proxy sends."""

BY_TOKEN = "token"  # noqa: S105 - this is a word in the log, and not a secret
"""The name in the log of a raffle for a manager with the manager token. No manager in MANAGER_IPS can have this
name."""

_FORWARDING = frozenset(
    b"""
    cdn-loop client-ip forwarded forwarded-for front-end-https http-x-forwarded-for true-client-ip via x-client-ip
    x-cluster-client-ip x-forward-for x-forwarded x-original-for x-original-forwarded-for x-original-host
    x-originating-ip x-proxyuser-ip x-real-ip x-remote-addr x-remote-ip x-scheme x-true-client-ip x-url-scheme

    ali-cdn-real-ip ar-real-ip cdn-src-ip cdn-viewer-ip cf-connecting-ip cf-connecting-ipv6 cf-pseudo-ipv4
    cloudfront-viewer-address do-connecting-ip eo-connecting-ip fastly-client-ip fly-client-ip incap-client-ip
    oxygen-buyer-ip proxy-client-ip wl-proxy-client-ip x-appengine-user-ip x-azure-clientip x-azure-socketip
    x-envoy-external-address x-envoy-internal x-nf-client-connection-ip x-sp-forwarding-ip x-sucuri-clientip
    x-vercel-forwarded-for x-vercel-proxied-for
    """.split()
)
"""Headers that proxies add. Browsers never send these headers. The first paragraph has headers of many products. The
second paragraph has headers of one product each. Proxies also add headers that begin with `x-forwarded-`."""

_FROM_BROWSERS = frozenset({b"accept-language", b"origin", b"referer", b"sec-fetch-site"})
"""Headers that browsers send, but monitoring does not."""


class Connection(msgspec.Struct, frozen=True):
    """How a request reached the service."""

    peer: Annotated[str, msgspec.Meta(description="The address of the connection: the client, or the last proxy.")]
    peer_is_trusted: Annotated[bool, msgspec.Meta(description="Whether `peer` is in FORWARDED_ALLOW_IPS.")]
    forwarded_for: Annotated[str, msgspec.Meta(description="X-Forwarded-For as it arrived, or an empty text.")]
    host: Annotated[str, msgspec.Meta(description="Host as it arrived.")]
    scheme: Annotated[str, msgspec.Meta(description="http, or what a trusted proxy sent as X-Forwarded-Proto.")]
    address_is_shared: Annotated[
        bool, msgspec.Meta(description="Whether the address belongs to a gateway, so that many clients can have it.")
    ]


class Identity(msgspec.Struct, frozen=True, omit_defaults=True):
    """The address of a client as the service sees it, and whether the client is a manager."""

    address: Annotated[str, msgspec.Meta(description="The IP address of the client.")]
    manager: Annotated[bool, msgspec.Meta(description="Whether the client is a manager.")]
    name: (
        Annotated[str, msgspec.Meta(description="The name of the manager, if MANAGER_IPS has one.")] | msgspec.UnsetType
    ) = msgspec.UNSET
    connection: Annotated[
        Connection | msgspec.UnsetType,
        msgspec.Meta(description="How the request reached the service, if the client asked for it."),
    ] = msgspec.UNSET


class Manager(NamedTuple):
    """A manager who sent a request. `name` may be ''. For a manager with the token, `name` and `address` are ''."""

    name: str
    address: str

    @property
    def known_as(self) -> str:
        """The text for this manager in the log of a raffle: the name, or else the address, or else `token`."""
        return self.name or self.address or BY_TOKEN


def address_of(scope: Any) -> str:
    """Return the client's address as text. Behind a trusted proxy, this is the client address that the proxy sends."""
    client = scope["client"]
    return client[0] if client else ""


def identity_of(scope: Any, settings: Settings) -> Identity:
    """Return the identity of the client that sent a request.

    If the host name of the request could be that of a foreign page, leave out the manager's name. A foreign page must
    not learn this name.
    """
    manager = _manager_under_any_host(scope, settings)
    name = (manager and has_host_for_managers(scope, settings) and manager.name) or msgspec.UNSET
    return Identity(address_of(scope), manager is not None, name)


def manager_in(scope: Any, settings: Settings) -> Manager | None:
    """Return the manager who sent a request, or None. If a foreign page may have sent the request, return None too."""
    return _manager_under_any_host(scope, settings) if has_host_for_managers(scope, settings) else None


def has_host_for_managers(scope: Any, settings: Settings) -> bool:
    """Return whether the host name of a request proves that the request does not come from a foreign page.

    The owner of a foreign page can let the host name of the page lead to this service (DNS rebinding). Then the browser
    of a manager treats page and service as one site. So the page could act as this manager, and read drafts. Managers
    with the token need no such proof, because the browser does not send their cookie to the host name of a foreign
    page.
    """
    return not settings.manager_ips or is_unforgeable(host_name(header(scope, b"host") or ""), settings)


def is_unforgeable(host: str, settings: Settings) -> bool:
    """Return whether only the operator can let a host name lead to this service.

    This is true for the host names of the service. It is also true for IP addresses and localhost.
    """
    return host == "localhost" or is_address(host) or host in settings.known_hosts


def _manager_under_any_host(scope: Any, settings: Settings) -> Manager | None:
    address = address_of(scope)
    local = is_local(scope, settings)
    if is_unknown(scope, settings) or (is_loopback(address) and not local):
        return None
    if settings.manager_ips:
        found = manager_at(address, settings.manager_ips)
        return found and Manager(found.name, str(player_address(address)))
    return Manager("", "") if local and scope["litestar_app"].state.token.is_in(scope) else None


async def manager_of(request: Request[Any, Any, Any]) -> str | None:
    """Return the name of the acting manager for the log of a raffle, or None if no manager sent the request.

    `asgi.py` provides this name to handlers as the argument `manager`.
    """
    manager = manager_in(request.scope, request.app.state.settings)
    return manager and manager.known_as


def connection_of(scope: Any, settings: Settings, gateways: Collection[str]) -> Connection:
    """Return how a request reached the service. `gateways` are the addresses of this machine's gateways."""
    peer = _peer_of(scope)
    return Connection(
        peer=peer,
        peer_is_trusted=is_in(peer, settings.forwarded_allow_ips),
        forwarded_for=", ".join(value.decode("latin-1") for value in header_values(scope, b"x-forwarded-for")),
        host=header(scope, b"host") or "",
        scheme=scope["scheme"],
        address_is_shared=_is_shared(scope, gateways),
    )


def _is_shared(scope: Any, gateways: Collection[str]) -> bool:
    """Return whether many clients can have the address of this client, because something hides their own addresses.

    In a rootless container, and on some NAS systems, every client has the address of the gateway or of the container.
    """
    try:
        address = player_address(address_of(scope))
    except ValueError:
        return False
    own = scope["server"][0] if scope["server"] else ""
    itself = scope["client"] is scope[PEER] and address_of(scope) == own
    return not address.is_loopback and (itself or str(address) in gateways)


def is_local(scope: Any, settings: Settings) -> bool:
    """Return whether the client is on this machine.

    The client's address and the address of the connection must be loopback addresses. A connection with a forwarding
    header comes from a proxy. If FORWARDED_ALLOW_IPS does not name this proxy, its clients can be on other machines. So
    they do not count as local.
    """
    peer = _peer_of(scope)
    return (
        not is_unknown(scope, settings)
        and is_loopback(address_of(scope))
        and is_loopback(peer)
        and (is_in(peer, settings.forwarded_allow_ips) or not _is_forwarded(scope))
    )


def is_unknown(scope: Any, settings: Settings) -> bool:
    """Return whether a trusted proxy sent the request without a usable address of its client.

    In this case, only the address of the proxy is known, and this address must not count as the address of the client.
    If the proxy sent a usable address, forwarded.py has replaced `client` in the scope. So an unchanged `client` means:
    no usable address.
    """
    proxies = settings.forwarded_allow_ips
    # The fast comparisons come first, because every claim calls this function.
    return bool(proxies) and scope["client"] is scope[PEER] and is_in(_peer_of(scope), proxies)


def _peer_of(scope: Any) -> str:
    """Return the address of the connection as text."""
    peer = scope[PEER]
    return peer[0] if peer else ""


def _is_forwarded(scope: Any) -> bool:
    return any(name in _FORWARDING or name.startswith(b"x-forwarded-") for name, _ in scope["headers"])


def may_monitor(scope: Any, settings: Settings) -> bool:
    """Return whether a client may read the metrics and the details of the readiness.

    If a trusted proxy names no client, the proxy counts here as the client. Such a request may come from monitoring on
    the machine of the proxy.

    Monitoring may use a host name that the service does not know, for example the name of a container. Browsers may
    not use such a name, because of DNS rebinding: see `has_host_for_managers`.
    """
    address = address_of(scope)
    # If a proxy on this machine sends no address of its client, every client seems to have a loopback address. So such
    # an address does not show who the client is.
    hidden = is_loopback(address) and not is_local(scope, settings) and not is_unknown(scope, settings)
    managers = settings.manager_networks if has_host_for_managers(scope, settings) else ()
    monitoring = () if _may_be_rebound(scope, settings) else settings.metrics_allow_ips
    watching = (*managers, *monitoring)
    return manager_in(scope, settings) is not None or (not hidden and is_in(address, watching))


def _may_be_rebound(scope: Any, settings: Settings) -> bool:
    """Return whether a foreign page may have let a browser send this request, by DNS rebinding.

    Without TLS, a browser sends no Sec-Fetch-Site to the host name of a foreign page, and the page can leave out
    Referer. So look also at Accept-Language and User-Agent, which show that a browser sent the request. In Firefox, the
    page can change both headers, but cannot remove Accept-Language. Chromium sends no Accept-Language if no language is
    chosen. But the User-Agent of Chromium always begins with Mozilla, as in every browser.
    """
    if is_unforgeable(host_name(header(scope, b"host") or ""), settings):
        return False
    program = header(scope, b"user-agent") or ""
    return program.startswith("Mozilla/") or any(name in _FROM_BROWSERS for name, _ in scope["headers"])


def client_in(scope: Any, settings: Settings) -> str:
    """Return the name under which a client takes turns: the player, or the peer if the client's address is unknown."""
    try:
        return player_of(address_of(scope), settings.player_ipv6_prefix)
    except ValueError:
        return _peer_of(scope)


def player_in(scope: Any, settings: Settings) -> str:
    """Return the player who sent a request.

    Raises:
        InvalidRequest: a trusted proxy forwarded either no address or a text that is not an IP address.
    """
    if is_unknown(scope, settings):
        raise InvalidRequest.of(
            "X-Forwarded-For", "Expected the address of the client from the proxy, but the proxy sent none"
        )
    try:
        return player_of(address_of(scope), settings.player_ipv6_prefix)
    except ValueError:
        raise InvalidRequest.of("X-Forwarded-For", "Expected an IP address") from None
