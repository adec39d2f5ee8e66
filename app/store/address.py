"""Parses REDIS_URL, the address of a store. Nothing in this module opens a connection.

The scheme chooses the kind of store: one server (redis://, rediss://, unix://), a cluster
(redis+cluster://host:port,...) or servers that Sentinels watch (redis+sentinel://host:port,.../service).
"""

from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from redis.asyncio.connection import parse_url

CLUSTER, SENTINEL = "redis+cluster", "redis+sentinel"
SERVER_SCHEMES = ("redis", "rediss", "unix")
SCHEMES = (*SERVER_SCHEMES, CLUSTER, SENTINEL)

_REDIS_PORT, _SENTINEL_PORT = 6379, 26379

Host = tuple[str, int]


@dataclass(frozen=True)
class Login:
    """Credentials for the store. The representation hides the password."""

    username: str | None
    password: str | None

    def __repr__(self) -> str:
        return "Login(...)"


@dataclass(frozen=True)
class ServerAddress:
    """The URL of one server. redis-py itself reads this URL."""

    url: str

    def __repr__(self) -> str:
        return "ServerAddress(...)"


@dataclass(frozen=True)
class ClusterAddress:
    """Some nodes of a cluster. From any of them, a client learns all other nodes."""

    nodes: tuple[Host, ...]
    login: Login


@dataclass(frozen=True)
class SentinelAddress:
    """Sentinels, the name of the service that they watch, and the number of the database on its primary."""

    sentinels: tuple[Host, ...]
    service: str
    database: int
    login: Login


Address = ServerAddress | ClusterAddress | SentinelAddress


def parse(url: str) -> Address:
    """Return the address that a URL describes.

    Raises:
        ValueError: the URL names no store. The message does not repeat the URL, which may contain a password.
    """
    try:
        parts = urlsplit(url)
        hosts = _hosts(parts, _SENTINEL_PORT if parts.scheme == SENTINEL else _REDIS_PORT)
    except ValueError:
        raise ValueError(
            "cannot be read: check the ports, and write special characters of the password as %XX"
        ) from None
    if parts.scheme not in SCHEMES:
        raise ValueError(f"must begin with one of {', '.join(f'{scheme}://' for scheme in SCHEMES)}")
    if parts.scheme in SERVER_SCHEMES:
        parse_url(url)  # raises ValueError for parameters that redis-py cannot use
        return ServerAddress(url)
    login = Login(_unquoted(parts.username), _unquoted(parts.password))
    if parts.scheme == CLUSTER:
        return ClusterAddress(hosts, login)
    service, _, database = parts.path.strip("/").partition("/")
    if not service or not (database or "0").isdecimal():
        raise ValueError(f"write {SENTINEL}://host:port,host:port/service, then /number to choose a database")
    return SentinelAddress(hosts, service, int(database or 0), login)


def _hosts(parts: SplitResult, default_port: int) -> tuple[Host, ...]:
    """Return the hosts and ports in a URL. Commas separate them if there are several hosts."""
    each = [urlsplit(f"//{part}") for part in parts.netloc.rpartition("@")[2].split(",")]
    return tuple((host.hostname or "127.0.0.1", host.port or default_port) for host in each)


def _unquoted(text: str | None) -> str | None:
    return None if text is None else unquote(text)
