"""All that leans on the insides of redis-py: one connection used directly, Redis Cluster, the pool behind Sentinel.

Written for redis-py 8.1; pyproject.toml keeps newer minor versions out, and tests/unit/test_internals.py says in one
sentence what is missing when a version lacks something that this module needs.

redis-py's own commands send again after trouble. That is right for reads and wrong for a claim: sent twice, it could
take two tickets. So changes use a connection directly, and know whether something was sent.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, Self

from redis.asyncio import BlockingConnectionPool, RedisCluster
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.sentinel import SentinelConnectionPool
from redis.exceptions import BusyLoadingError, MovedError, RedisClusterException, RedisError, ResponseError

from app.store.address import Host

Command = Sequence[str | int]

Exchange = Callable[[Sequence[Command]], Awaitable[list[Any]]]
"""Sends commands on one connection and returns their answers in order; a refusal is returned, not raised."""

TROUBLE = (RedisError, RedisClusterException, OSError)
"""What redis-py raises when a store cannot be reached or does not answer."""


@asynccontextmanager
async def exchanging(connection: Any) -> AsyncIterator[Exchange]:
    """Open a connection for an exchange. After any trouble it is closed, so that no late answer is read by another."""

    async def exchange(commands: Sequence[Command]) -> list[Any]:
        await connection.send_packed_command(connection.pack_commands(commands))
        return [await _answer(connection) for _ in commands]

    try:
        await connection.connect()
        yield exchange
    except BaseException:
        await connection.disconnect(nowait=True)
        raise


async def _answer(connection: Any) -> Any:
    """Read one answer. A refusal is an answer too, and the connection stays usable."""
    try:
        return await connection.read_response(disconnect_on_error=False)
    except (ResponseError, BusyLoadingError) as refusal:
        return refusal


class SentinelPool(SentinelConnectionPool, BlockingConnectionPool):
    """Connections to the primary that Sentinels name. A caller that finds all of them in use waits for one."""

    async def aclose(self) -> None:
        """Close them and the connections to the Sentinels, which redis-py leaves open."""
        await super().aclose()
        await self.sentinel_manager.aclose()


class _Redis(RedisCluster):
    """redis-py's cluster client, which discovers the cluster once and not again before every command after trouble."""

    discovered = False

    async def initialize(self, *_: Any, **__: Any) -> Self:
        if not self.discovered:
            try:
                await super().initialize()
            except IndexError:
                raise RedisClusterException("no node of the cluster has any slots") from None
            self.discovered = True
        return self


class Cluster:
    """A Redis Cluster. A caller that finds all connections in use waits for its turn.

    After any trouble the slot map is read again, beside the calls and not before them: a node that hangs does not
    delay the raffles of other nodes.
    """

    def __init__(self, nodes: Sequence[Host], *, connections: int, **options: Any) -> None:
        self.commands: Any = _Redis(
            startup_nodes=[ClusterNode(host, port) for host, port in nodes],
            max_connections=connections,
            # Nodes that are lost together with their replicas leave the raffles of other nodes alone.
            require_full_coverage=False,
            **options,
        )
        self._turns = asyncio.Semaphore(connections)
        self._rediscovery: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until this caller may use one connection to each node."""
        async with self._turns:
            try:
                await self.commands.initialize()
                yield
            except (*TROUBLE, asyncio.CancelledError):
                if self._rediscovery is None or self._rediscovery.done():
                    self._rediscovery = asyncio.create_task(self._rediscover())
                raise

    @asynccontextmanager
    async def connection(self, key: str) -> AsyncIterator[Exchange]:
        """Lend a connection to the node that has a key."""
        node = self.commands.get_node_from_key(key)
        connection = node.acquire_connection()
        try:
            await node.disconnect_if_needed(connection)
            async with exchanging(connection) as exchange:
                yield exchange
        finally:
            node.release(connection)

    async def follow(self, answer: Any) -> bool:
        """Learn the node from a MOVED refusal; return whether the command has to be sent again to that node."""
        if not isinstance(answer, MovedError):
            return False
        await self.commands.nodes_manager.move_slot(answer)
        return True

    async def primaries(self) -> list[dict[str, Any]]:
        """Return, for each primary, the keyword arguments that send a command to it."""
        await self.commands.initialize()
        return [{"target_nodes": node} for node in self.commands.get_primaries()]

    async def aclose(self) -> None:
        """Close all connections."""
        if self._rediscovery is not None:
            self._rediscovery.cancel()
            await asyncio.wait({self._rediscovery})
        await self.commands.aclose()
        # After trouble redis-py believes that there are no connections until it has discovered the cluster again.
        await self.commands.nodes_manager.aclose()
        await self.commands.nodes_manager.aclose("startup_nodes")

    async def _rediscover(self) -> None:
        with suppress(*TROUBLE, IndexError):
            await self.commands.nodes_manager.initialize()
