"""All code that uses internals of redis-py: a connection used directly, Redis Cluster, the pool behind Sentinel.

Written for redis-py 8.1; pyproject.toml keeps newer minor versions out. If a version lacks something that this module
uses, tests/unit/test_internals.py names it in one sentence.

After an error, redis-py sends a command again. That is right for a read and wrong for a claim: a claim that is sent
twice could take two tickets. So a change uses a connection directly, and its caller knows whether it was sent.
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
"""A function that sends commands on one connection and returns their answers in order, refusals too."""

TROUBLE = (RedisError, RedisClusterException, OSError)
"""What redis-py raises when a store cannot be reached or does not answer."""


@asynccontextmanager
async def exchanging(connection: Any) -> AsyncIterator[Exchange]:
    """Open a connection for an exchange. After an exception it is closed: its next user must read no late answer."""

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
    """Connections to the primary that Sentinel reports. When all are in use, a caller waits."""

    async def aclose(self) -> None:
        """Close all connections, also those to the Sentinels, which redis-py leaves open."""
        await super().aclose()
        await self.sentinel_manager.aclose()


class _Redis(RedisCluster):
    """redis-py's cluster client, but it discovers the cluster only once, not before each command after an error."""

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
    """A Redis Cluster. When all connections are in use, a caller waits for its turn.

    After an error the slot map is read again in the background. So a node that hangs does not delay the raffles on
    other nodes.
    """

    def __init__(self, nodes: Sequence[Host], *, connections: int, **options: Any) -> None:
        self.commands: Any = _Redis(
            startup_nodes=[ClusterNode(host, port) for host, port in nodes],
            max_connections=connections,
            # If a node and all its replicas are lost, the raffles on other nodes still work.
            require_full_coverage=False,
            **options,
        )
        self._turns = asyncio.Semaphore(connections)
        self._rediscovery: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until this caller may use one connection to each node. The turn ends with the block."""
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
        """Lend a connection to the node that has `key`."""
        node = self.commands.get_node_from_key(key)
        connection = node.acquire_connection()
        try:
            await node.disconnect_if_needed(connection)
            async with exchanging(connection) as exchange:
                yield exchange
        finally:
            node.release(connection)

    async def follow(self, answer: Any) -> bool:
        """Learn from a MOVED refusal where the key is now. Return whether to send the command again, to that node."""
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
        # After an error redis-py closes nothing more until it has discovered the cluster again, so this is done here.
        await self.commands.nodes_manager.aclose()
        await self.commands.nodes_manager.aclose("startup_nodes")

    async def _rediscover(self) -> None:
        with suppress(*TROUBLE, IndexError):
            await self.commands.nodes_manager.initialize()
