"""Makes a client from an address. Only this module chooses between one server, Sentinel and a cluster."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, Self

from redis import DriverInfo
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError

from app import budget
from app.store import address
from app.store.address import ClusterAddress, Host, Login, Options, SentinelAddress
from app.store.calls import Client, reading
from app.store.cluster import TROUBLE, Cluster, Exchange, exchanging, replicas_in, syncs
from app.store.sentinels import SentinelPool, Sentinels

CONNECTIONS = 64
"""The largest number of connections from one worker to one server. When all are in use, a caller waits."""

_DRIVER = DriverInfo()
"""What each connection tells the store about its client. Without this object, redis-py would look up its own version
for each connection. This lookup takes longer than the connection itself."""

_SERVICE = DriverInfo().add_upstream_driver("raffle-service", "1")
"""What each connection of a service tells the store. By this text, `make restored` finds running services."""


class Server:
    """A client of one server. With Sentinel, the connection pool finds out which server is the primary."""

    name = "primary"
    fails_over = False

    def __init__(self, redis: Redis, elsewhere: Callable[..., Redis] = Redis) -> None:
        self.commands: Any = redis
        self._pool: Any = redis.connection_pool
        self._elsewhere = elsewhere

    def route(self, key: str) -> Self:
        """Return this server, because it has all keys."""
        del key
        return self

    @asynccontextmanager
    async def turn(self, until: float, key: str = "") -> AsyncIterator[None]:
        """Limit only the time of the block. Callers do not wait here, but in the pool, for a connection."""
        del key
        async with asyncio.timeout_at(until):
            yield

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Exchange]:
        """Lend the caller a connection to the server."""
        connection = await self._pool.get_connection()
        try:
            async with exchanging(connection) as exchange:
                yield exchange
        finally:
            await self._pool.release(connection)

    async def follow(self, answer: Any) -> bool:
        """Return False, because a single server never redirects a command."""
        del answer
        return False

    async def replicas(self, *, failed: bool) -> int:
        """Return how many connected replicas the server lists, or 0 if the server refuses to answer."""
        del failed
        return int((await self._replication()).get("connected_slaves", 0))

    async def connected(self) -> list[Host]:
        """Return the addresses of the replicas that are connected to the server."""
        return replicas_in(await self._replication())

    async def syncs(self, host: str, port: int) -> bool:
        """Return whether the server at a host and port has each write on disk before it confirms the write."""
        async with self._elsewhere(host, port) as other:
            return await syncs(other)

    async def _replication(self) -> dict[str, Any]:
        with suppress(ResponseError):
            return dict(await self.commands.info("replication"))
        return {}

    async def primaries(self) -> list[dict[str, Any]]:
        """Return one empty dict, because a command reaches the only primary without keyword arguments."""
        return [{}]

    async def look_again(self) -> None:
        """Do nothing, because a single server is always the primary."""

    async def aclose(self) -> None:
        """Close all connections."""
        await self.commands.aclose()


class Watched(Server):
    """The primary of a group of servers that Sentinels watch."""

    fails_over = True

    def __init__(self, redis: Redis, elsewhere: Callable[..., Redis], service: str) -> None:
        super().__init__(redis, elsewhere)
        self._service = service

    async def replicas(self, *, failed: bool) -> int:
        """Return the larger of two numbers: the replicas that a Sentinel counts, and those that the primary counts.

        The Sentinel that last answered is asked. A Sentinel also counts replicas that are down. But a Sentinel counts a
        new replica only after some seconds. After the command SENTINEL RESET, it counts no replica for a moment.
        """
        listed = await super().replicas(failed=failed)
        manager = self._pool.sentinel_manager
        for sentinel in manager.sentinels:
            with suppress(*TROUBLE):
                counted = len(await sentinel.sentinel_slaves(self._service))
                manager.ask_first(sentinel)
                return max(listed, counted)
        raise RedisConnectionError("no Sentinel answers")

    async def look_again(self) -> None:
        """Close the idle connections. A new connection asks the Sentinels for the primary."""
        await self._pool.disconnect(inuse_connections=False)


async def is_served(client: Client) -> bool | None:
    """Return whether a service is connected to the store. None: a server cannot tell this, or must not tell this.

    Servers before version 7.2 do not know the names of client programs. The login may lack the right to ask.

    Raises:
        StoreUnavailable
    """
    async with reading(client) as redis:
        found: bool | None = False
        for primary in await client.primaries():
            try:
                own = await redis.execute_command("CLIENT INFO", **primary)
                others = await redis.execute_command("CLIENT LIST", **primary)
            except ResponseError:
                found = None
                continue
            if any(each.get("lib-name") == _SERVICE.formatted_name and each["db"] == str(own["db"]) for each in others):
                return True
            if "lib-name" not in own:
                found = None
    return found


def connect(url: str, *, serving: bool = False) -> Client:
    """Return a client of the store at a URL. The client connects when it is first used.

    `serving`: the client belongs to a running service.

    Raises:
        ValueError: the URL is not the address of a store.
    """
    where = address.parse(url)
    options: Options = {
        "socket_timeout": budget.STORE_SECONDS,
        "socket_connect_timeout": budget.STORE_SECONDS,
        "decode_responses": True,
        # Decode every byte, so that a list stays readable if one of its texts is not UTF-8.
        "encoding_errors": "replace",
        "driver_info": _SERVICE if serving else _DRIVER,
        # redis-py must not send a claim a second time. The answer to the second claim would be that the player already
        # has a ticket, and the code of this ticket would be lost.
        "retry": Retry(NoBackoff(), 0),
    }
    security = where.tls | _login(where.login)
    if isinstance(where, ClusterAddress):
        return Cluster(where.nodes, connections=CONNECTIONS, **security, **options)

    def elsewhere(host: str, port: int) -> Redis:
        return Redis(host=host, port=port, **security, **options)

    patient: Options = {"max_connections": CONNECTIONS, "timeout": budget.STORE_SECONDS}
    if isinstance(where, SentinelAddress):
        limits = {"socket_timeout": budget.SENTINEL_SECONDS, "socket_connect_timeout": budget.SENTINEL_SECONDS}
        sentinels: Any = Sentinels
        sentinel = sentinels(
            where.sentinels, sentinel_kwargs=where.tls | _login(where.sentinel_login) | options | limits
        )
        primary = sentinel.master_for(
            where.service, connection_pool_class=SentinelPool, db=where.database, **security, **patient, **options
        )
        return Watched(primary, elsewhere, where.service)
    pool = BlockingConnectionPool(**patient, **options, **where.server)
    return Server(Redis.from_pool(pool), elsewhere)


def _login(login: Login) -> Options:
    return {"username": login.username, "password": login.password}
