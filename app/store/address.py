"""Parses REDIS_URL, the address of a store. Nothing in this module opens a connection.

The scheme chooses the kind of store: one server (redis://, unix://), a cluster (redis+cluster://host:port,...), or
servers that Sentinels watch (redis+sentinel://host:port,.../service). A Sentinel is a server that watches a primary and
its replicas, and makes a replica the primary when the primary fails. Sentinels call such a group of servers a service,
and the path of the URL is its name. With rediss instead of redis, every connection uses TLS. Parameters after `?` have
the same names as in the URLs of redis-py.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from redis.asyncio.connection import parse_url

SERVER_SCHEMES = ("redis", "rediss", "unix")
CLUSTER_SCHEMES = ("redis+cluster", "rediss+cluster")
SENTINEL_SCHEMES = ("redis+sentinel", "rediss+sentinel")
SCHEMES = (*SERVER_SCHEMES, *CLUSTER_SCHEMES, *SENTINEL_SCHEMES)

SERVER_PARAMETERS = frozenset({"db", "username", "password", "protocol", "client_name"})
SENTINEL_PARAMETERS = frozenset({"sentinel_username", "sentinel_password"})
TLS_PARAMETERS = frozenset(
    {
        "ssl_ca_certs",
        "ssl_certfile",
        "ssl_keyfile",
        "ssl_cert_reqs",
        "ssl_check_hostname",
        "ssl_min_version",
        "ssl_ciphers",
    }
)
PROTOCOLS = ("2", "3")
CERT_REQS = ("none", "optional", "required")

_REDIS_PORT, _SENTINEL_PORT = 6379, 26379

Host = tuple[str, int]


@dataclass(frozen=True)
class Login:
    """Credentials for the store. The representation hides the password."""

    username: str | None
    password: str | None

    def __repr__(self) -> str:
        return "Login(...)"


Options = dict[str, Any]
"""Keyword arguments for redis-py. The classes below leave these arguments out of their representation, because some are
passwords."""


@dataclass(frozen=True)
class ServerAddress:
    """One server: all options that redis-py reads from the URL. Without TLS, `tls` is empty."""

    server: Options = field(repr=False)
    login: Login
    tls: Options = field(repr=False)


@dataclass(frozen=True)
class ClusterAddress:
    """Some nodes of a cluster. A client can ask any of them which other nodes there are."""

    nodes: tuple[Host, ...]
    login: Login
    tls: Options = field(repr=False)


@dataclass(frozen=True)
class SentinelAddress:
    """Sentinels, the name of the group of servers that they watch (`service`), and the number of the database there.

    `login` is for the servers, and `sentinel_login` is for the Sentinels. `tls` is for both servers and Sentinels.
    """

    sentinels: tuple[Host, ...]
    service: str
    database: int
    login: Login
    sentinel_login: Login
    tls: Options = field(repr=False)


Address = ServerAddress | ClusterAddress | SentinelAddress


def parse(url: str) -> Address:
    """Return the address that a URL describes.

    Raises:
        ValueError: the URL is not the address of a store. The message leaves out the URL, which may contain a password.
    """
    try:
        parts = urlsplit(url)
        hosts = _hosts(parts, _SENTINEL_PORT if parts.scheme in SENTINEL_SCHEMES else _REDIS_PORT)
    except ValueError:
        raise ValueError(
            "cannot be read: check the ports, and write special characters of the password as %XX"
        ) from None
    if parts.scheme not in SCHEMES:
        raise ValueError(f"must begin with one of {', '.join(f'{scheme}://' for scheme in SCHEMES)}")
    if parts.scheme != "unix" and not parts.netloc.rpartition("@")[2]:
        raise ValueError(f"names no host: write {parts.scheme}://host:port")
    parameters = _parameters(parts)
    tls = _tls(parts.scheme, parameters)
    login = Login(_unquoted(parts.username), _unquoted(parts.password))
    _check_path(parts)
    if parts.scheme in SERVER_SCHEMES:
        server: Options = dict(parse_url(url))
        return ServerAddress(server, Login(server.get("username"), server.get("password")), tls)
    if parts.scheme in CLUSTER_SCHEMES:
        return ClusterAddress(hosts, login, tls)
    service, _, database = parts.path.strip("/").partition("/")
    if not service or not (database or "0").isdecimal():
        raise ValueError(f"write {parts.scheme}://host:port,host:port/service, then /number to choose a database")
    sentinel_login = Login(parameters.get("sentinel_username"), parameters.get("sentinel_password"))
    return SentinelAddress(hosts, service, int(database or 0), login, sentinel_login, tls)


def _parameters(parts: SplitResult) -> dict[str, str]:
    """Return the parameters after `?`.

    Raises:
        ValueError: the scheme does not have a parameter, or a value is wrong.
    """
    parameters = dict(parse_qsl(parts.query, keep_blank_values=True))
    known = set(TLS_PARAMETERS) if parts.scheme.startswith("rediss") else set()
    if parts.scheme in SERVER_SCHEMES:
        known |= SERVER_PARAMETERS
    if parts.scheme in SENTINEL_SCHEMES:
        known |= SENTINEL_PARAMETERS
    for name, value in parameters.items():
        if name in TLS_PARAMETERS - known:
            raise ValueError(f"{name} needs TLS: write rediss instead of redis")
        if name not in known:
            allowed = f"; known are {', '.join(sorted(known))}" if known else ""
            raise ValueError(f"{parts.scheme}:// has no parameter {name}{allowed}")
        if not value:
            raise ValueError(f"{name} is empty")
        if name == "protocol" and value not in PROTOCOLS:
            raise ValueError(f"protocol must be one of {', '.join(PROTOCOLS)}")
    return parameters


def _check_path(parts: SplitResult) -> None:
    """Check the path of a server or a cluster. redis-py would silently ignore a wrong path.

    Raises:
        ValueError: the path of a server is not the number of a database, or the path of a cluster is not 0.
    """
    path = parts.path.strip("/")
    if parts.scheme in CLUSTER_SCHEMES and path not in {"", "0"}:
        raise ValueError("a cluster has only the database 0: remove the path")
    if parts.scheme in ("redis", "rediss") and path and not (path.isascii() and path.isdecimal()):
        raise ValueError("the path must be the number of a database")


def _tls(scheme: str, parameters: dict[str, str]) -> Options:
    """Return the keyword arguments that turn TLS on, or an empty dict if the scheme has no TLS.

    Raises:
        ValueError: a parameter has a wrong value.
    """
    if not scheme.startswith("rediss"):
        return {}
    given = {name: value for name, value in parameters.items() if name in TLS_PARAMETERS}
    if given.get("ssl_cert_reqs", "required") not in CERT_REQS:
        raise ValueError(f"ssl_cert_reqs must be one of {', '.join(CERT_REQS)}")
    read: Options = dict(parse_url(f"rediss://?{urlencode(given)}"))
    return {"ssl": True, **{name: read[name] for name in given}}


def without_login(url: str) -> str:
    """Return a URL that names the same store, but has neither a login nor parameters for the connection.

    Raises:
        ValueError: the URL is not the address of a store.
    """
    scheme, where = urlsplit(url).scheme, parse(url)
    if isinstance(where, ClusterAddress):
        return f"{scheme}://{_joined(where.nodes)}"
    if isinstance(where, SentinelAddress):
        return f"{scheme}://{_joined(where.sentinels)}/{where.service}/{where.database}"
    server = where.server
    if "path" in server:
        return f"{scheme}://{server['path']}?db={server.get('db', 0)}"
    host = server.get("host", "localhost"), server.get("port", _REDIS_PORT)
    return f"{scheme}://{_joined([host])}/{server.get('db', 0)}"


def _joined(hosts: Sequence[Host]) -> str:
    """Return hosts as they are in a URL: with their ports, and with brackets around an IPv6 address."""
    return ",".join(f"[{host}]:{port}" if ":" in host else f"{host}:{port}" for host, port in hosts)


def _hosts(parts: SplitResult, default_port: int) -> tuple[Host, ...]:
    """Return the hosts and ports in a URL. Commas separate them if there are several hosts."""
    each = [urlsplit(f"//{part}") for part in parts.netloc.rpartition("@")[2].split(",")]
    return tuple((host.hostname or "127.0.0.1", host.port or default_port) for host in each)


def _unquoted(text: str | None) -> str | None:
    return None if text is None else unquote(text)
