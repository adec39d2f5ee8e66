"""Uses undocumented parts of redis-py: parts of its connections, its cluster client and its pool for Sentinel.

Written for redis-py 8.1; pyproject.toml excludes newer minor versions. If a version lacks something that this module
uses, tests/unit/test_internals.py fails and names what is missing.

After an error, redis-py sends a command again. A read may be sent twice, but a claim may not: the second claim would
find that the player already holds a ticket, and the player would never see the code of this ticket. So a change uses a
connection directly, and the caller knows whether the change was sent.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, Self
from weakref import WeakKeyDictionary

from redis.asyncio import BlockingConnectionPool, RedisCluster
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.sentinel import SentinelConnectionPool
from redis.exceptions import BusyLoadingError, MovedError, RedisClusterException, RedisError, ResponseError

from app.store.address import Host

Command = Sequence[str | int]

TROUBLE = (RedisError, RedisClusterException, OSError)
"""The errors that mean that a store cannot be reached, does not answer in time, or refuses."""


_replication_ids: WeakKeyDictionary[object, str] = WeakKeyDictionary()
"""The replication id of the server at the other end of each connection that is open."""


class Exchange:
    """Sends commands on one connection, and returns their answers in order, including refusals."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.replication_id = ""
        """The id of the history of writes that the server has; '' if it does not tell. A new primary has a new id."""

    async def open(self) -> None:
        """Open the connection if it is closed. Ask a server only once, when the connection is new."""
        await self._connection.connect()
        writer = self._connection._writer  # noqa: SLF001 - a new connection has a new writer
        known = _replication_ids.get(writer)
        if known is None:
            (about,) = await self([["INFO", "replication"]])
            found = re.search(r"^master_replid:(\w+)", str(about), re.MULTILINE)
            known = _replication_ids[writer] = found[1] if found else ""
        self.replication_id = known

    async def __call__(self, commands: Sequence[Command]) -> list[Any]:
        """Send commands, and return their answers."""
        await self._connection.send_packed_command(self._connection.pack_commands(commands))
        return [await _answer(self._connection) for _ in commands]


@asynccontextmanager
async def exchanging(connection: Any) -> AsyncIterator[Exchange]:
    """Open a connection for an exchange. Close it after an exception, so that its next user reads no late answer."""
    try:
        exchange = Exchange(connection)
        await exchange.open()
        yield exchange
    except BaseException:
        await connection.disconnect(nowait=True)
        raise


async def _answer(connection: Any) -> Any:
    """Read one answer. A refusal is returned like any other answer, so that the connection stays usable."""
    try:
        return await connection.read_response(disconnect_on_error=False)
    except (ResponseError, BusyLoadingError) as refusal:
        return refusal


class SentinelPool(SentinelConnectionPool, BlockingConnectionPool):
    """Connections to the primary that Sentinel reports. When all connections are in use, a caller waits."""

    async def aclose(self) -> None:
        """Close all connections, also the connections to the Sentinels, which redis-py leaves open."""
        await super().aclose()
        await self.sentinel_manager.aclose()


class _Redis(RedisCluster):
    """The cluster client of redis-py. Here it discovers the cluster only once, and not again after each error."""

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

    After an error, the slot map (which node has which keys) is read again in the background. So a node that hangs does
    not delay the raffles on other nodes.
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
                await self.look_again()
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
        """If the answer is MOVED, note the new node of the key. Return whether to send the command to this node."""
        if not isinstance(answer, MovedError):
            return False
        await self.commands.nodes_manager.move_slot(answer)
        return True

    fails_over = True

    def node_of(self, key: str) -> str:
        """Return the name of the node that has a key; '' if no node has it."""
        with suppress(RedisClusterException):
            return str(self.commands.get_node_from_key(key).name)
        return ""

    async def replicas_of(self, key: str) -> int:
        """Return how many replicas the cluster names for the primary of `key`, including replicas that are down."""
        primary = self.commands.get_node_from_key(key)
        nodes = (await self.commands.execute_command("CLUSTER NODES", target_nodes=primary)).values()
        own = next(node["node_id"] for node in nodes if "myself" in node["flags"])
        return sum(node["master_id"] == own for node in nodes)

    async def primaries(self) -> list[dict[str, Any]]:
        """Return, for each primary, the keyword arguments that send a command to it."""
        await self.commands.initialize()
        return [{"target_nodes": node} for node in self.commands.get_primaries()]

    async def look_again(self) -> None:
        """Read the slot map again in the background."""
        if self._rediscovery is None or self._rediscovery.done():
            self._rediscovery = asyncio.create_task(self._rediscover())

    async def aclose(self) -> None:
        """Close all connections."""
        if self._rediscovery is not None:
            self._rediscovery.cancel()
            await asyncio.wait({self._rediscovery})
        await self.commands.aclose()
        # After an error, redis-py closes nothing until it has discovered the cluster again. So close the nodes here.
        await self.commands.nodes_manager.aclose()
        await self.commands.nodes_manager.aclose("startup_nodes")

    async def _rediscover(self) -> None:
        with suppress(*TROUBLE, IndexError):
            await self.commands.nodes_manager.initialize()
