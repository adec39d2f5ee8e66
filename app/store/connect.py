"""The way to the store: the client, one deadline for everything, and one translation of what goes wrong.

REDIS_URL chooses the engine: one server (redis://, rediss://, unix://), a cluster (redis+cluster://host:port,...) or
servers that Sentinel watches (redis+sentinel://host:port,.../service).
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any, Self
from urllib.parse import SplitResult, unquote, urlsplit

from redis.asyncio import BlockingConnectionPool, Redis, RedisCluster, Sentinel
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import SentinelConnectionPool
from redis.backoff import NoBackoff
from redis.exceptions import (
    BusyLoadingError,
    MovedError,
    NoScriptError,
    RedisClusterException,
    RedisError,
    ResponseError,
)

from app.errors import OutcomeUnknown, StoreUnavailable
from app.metrics import STORE_SECONDS

DEADLINE = 1.3
"""Seconds after which a caller is told that the store is away; leaves half a second to tell many callers at once."""

CONNECTIONS = 64
"""Most connections of one worker to one server; whoever comes after that waits for one."""

SENTINEL_SECONDS = DEADLINE / 4
"""Seconds that one Sentinel may take to answer: there is time to ask another."""

CLUSTER, SENTINEL = "redis+cluster", "redis+sentinel"
SCHEMES = ("redis", "rediss", "unix", CLUSTER, SENTINEL)

_REDIS_PORT, _SENTINEL_PORT = 6379, 26379
_READ_SECONDS = STORE_SECONDS.labels("read")

_TROUBLE = (RedisError, RedisClusterException, OSError)

Command = Sequence[str | int]


class Cluster(RedisCluster):
    """A cluster. Whoever finds its connections taken waits.

    After any trouble we look anew where everything is, beside the calls and not before them: a server that hangs holds
    up no raffle of another.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._places = asyncio.Semaphore(CONNECTIONS)
        self._found = False
        self._looking: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Wait until this caller may use one connection to each server."""
        async with self._places:
            try:
                await self.initialize()
                yield
            except (*_TROUBLE, asyncio.CancelledError):
                if self._looking is None or self._looking.done():
                    self._looking = asyncio.create_task(self._look_anew())
                raise

    async def initialize(self, *_: Any, **__: Any) -> Self:
        """Find out where everything is, once: the base class would do it again, and everybody wait for it."""
        if not self._found:
            try:
                await super().initialize()
            except IndexError:
                raise RedisClusterException("no server of the cluster has any slots") from None
            self._found = True
        return self

    async def aclose(self) -> None:
        """Close all connections."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait({self._looking})
        await super().aclose()
        # After trouble the base class thinks that there are none until it has found everything again.
        await self.nodes_manager.aclose()
        await self.nodes_manager.aclose("startup_nodes")

    async def _look_anew(self) -> None:
        with suppress(*_TROUBLE, IndexError):
            await self.nodes_manager.initialize()


class _SentinelPool(SentinelConnectionPool, BlockingConnectionPool):
    """Connections to the primary that Sentinels name; whoever finds them taken waits for one."""

    async def aclose(self) -> None:
        """Close them, and those to the Sentinels, which nobody else does."""
        await super().aclose()
        await self.sentinel_manager.aclose()


Client = Redis | Cluster


def connect(url: str) -> Client:
    """Return a client of the store; it connects when it is first used.

    Nothing is ever retried here: a claim that is sent twice could take two tickets.

    Raises:
        ValueError: the URL names no store.
    """
    try:
        parts = urlsplit(url)
        addresses = _addresses(parts, _SENTINEL_PORT if parts.scheme == SENTINEL else _REDIS_PORT)
    except ValueError:
        # What cannot be read may be a part of the password, so it is not repeated.
        raise ValueError("cannot be read: write special characters of the password as %XX") from None
    if parts.scheme not in SCHEMES:
        raise ValueError(f"begins with none of {', '.join(f'{scheme}://' for scheme in SCHEMES)}")
    options: dict[str, Any] = {
        "socket_timeout": DEADLINE,
        "socket_connect_timeout": DEADLINE,
        "decode_responses": True,
        "retry": Retry(NoBackoff(), 0),
    }
    login: dict[str, Any] = {"username": _text(parts.username), "password": _text(parts.password)}
    if parts.scheme == CLUSTER:
        nodes = [ClusterNode(host, port) for host, port in addresses]
        # Servers that are lost together with their replicas leave the other raffles alone.
        return Cluster(
            startup_nodes=nodes, max_connections=CONNECTIONS, require_full_coverage=False, **login, **options
        )
    if parts.scheme == SENTINEL:
        service, _, database = parts.path.strip("/").partition("/")
        if not service:
            raise ValueError(f"write {SENTINEL}://host:port,host:port/service")
        sentinel: Any = Sentinel
        impatient = options | {"socket_timeout": SENTINEL_SECONDS, "socket_connect_timeout": SENTINEL_SECONDS}
        client: Redis = sentinel(addresses, sentinel_kwargs=impatient).master_for(
            service,
            connection_pool_class=_SentinelPool,
            db=int(database or 0),
            max_connections=CONNECTIONS,
            timeout=DEADLINE,
            **login,
            **options,
        )
        return client
    return Redis.from_pool(
        BlockingConnectionPool.from_url(url, max_connections=CONNECTIONS, timeout=DEADLINE, **options)
    )


@asynccontextmanager
async def reading(client: Client) -> AsyncIterator[None]:
    """Bound what is read in this block by the deadline.

    Raises:
        StoreUnavailable: the store cannot be reached, is too slow, or refuses.
    """
    try:
        with _READ_SECONDS.time():
            async with asyncio.timeout(DEADLINE), _place(client):
                yield
    except _TROUBLE as error:
        raise StoreUnavailable from error


@contextmanager
def half_done() -> Iterator[None]:
    """Mark a block that comes after a change: that the store went away in it no longer means that nothing was changed.

    Raises:
        OutcomeUnknown: where the block raises StoreUnavailable.
    """
    try:
        yield
    except StoreUnavailable as error:
        raise OutcomeUnknown from error.__cause__


def deadline() -> float:
    """Return the time of the event loop's clock (seconds) until which a caller waits from now on."""
    return asyncio.get_running_loop().time() + DEADLINE


async def change(client: Client, key: str, *commands: Command, until: float | None = None) -> list[Any]:
    """Send commands that change a key, and its neighbours, on one connection; return their answers.

    Tells what is sure from what is not, as a client's own retries would not. Waits until a time of the event loop's
    clock, or for as long as a caller waits.

    Raises:
        NoScriptError: the store does not know a script; nothing was changed.
        StoreUnavailable: nothing could be sent, or the store refused; nothing was changed.
        OutcomeUnknown: the connection broke, or the deadline passed, after something may have been sent.
    """
    sent = False
    try:
        async with asyncio.timeout_at(until or deadline()), _place(client):
            while True:
                async with _connection(client, key) as connection:
                    sent = True
                    await connection.send_packed_command(connection.pack_commands(commands))
                    answers = [await _answer(connection) for _ in commands]
                if not (isinstance(client, Cluster) and isinstance(answers[0], MovedError)):
                    break
                # It was refused by a server that knows where the key is now.
                sent = False
                await client.nodes_manager.move_slot(answers[0])
    except _TROUBLE as error:
        if sent:
            raise OutcomeUnknown from error
        raise StoreUnavailable from error
    for answer in answers:
        if isinstance(answer, NoScriptError):
            raise answer
        if isinstance(answer, RedisError):
            raise StoreUnavailable from answer
    return answers


@asynccontextmanager
async def _place(client: Client) -> AsyncIterator[None]:
    if isinstance(client, Cluster):
        async with client.place():
            yield
    else:
        yield


@asynccontextmanager
async def _connection(client: Client, key: str) -> AsyncIterator[Any]:
    """Lend a connection to the server that has a key; after any trouble it is not used again."""
    node: Any = client.get_node_from_key(key) if isinstance(client, Cluster) else None
    pool: Any = None if isinstance(client, Cluster) else client.connection_pool
    connection: Any = node.acquire_connection() if node else await pool.get_connection()
    try:
        if node:
            await node.disconnect_if_needed(connection)
        await connection.connect()
        yield connection
    except BaseException:
        await connection.disconnect(nowait=True)
        raise
    finally:
        if node:
            node.release(connection)
        else:
            await pool.release(connection)


async def _answer(connection: Any) -> Any:
    """Read one answer; a refusal is an answer too, and leaves the connection usable."""
    try:
        return await connection.read_response(disconnect_on_error=False)
    except (ResponseError, BusyLoadingError) as refusal:
        return refusal


def _addresses(parts: SplitResult, usual_port: int) -> list[tuple[str, int]]:
    """Return the hosts and ports of a URL that names several, separated by commas."""
    each = [urlsplit(f"//{part}") for part in parts.netloc.rpartition("@")[2].split(",")]
    return [(address.hostname or "127.0.0.1", address.port or usual_port) for address in each]


def _text(quoted: str | None) -> str | None:
    return None if quoted is None else unquote(quoted)
