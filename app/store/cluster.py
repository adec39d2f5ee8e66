"""Uses undocumented parts of redis-py: parts of its connections, and its cluster client.

This module and sentinels.py are written for redis-py 8.1. The file pyproject.toml excludes newer minor versions. If a
version lacks something that these two modules use, tests/unit/test_internals.py fails and names the missing part.

After an error, redis-py sends a command again. A read may be sent twice, but a claim must be sent only once. A second
claim would find that the player holds a ticket, and the player would never see the code of this ticket. So a change
uses a connection directly, and the caller knows whether the change was sent.
"""

import asyncio
import math
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, Self
from weakref import WeakKeyDictionary

from hiredis import pack_command
from redis.asyncio import RedisCluster
from redis.asyncio.cluster import ClusterNode, PipelineCommand
from redis.exceptions import (
    AskError,
    BusyLoadingError,
    MovedError,
    RedisClusterException,
    RedisError,
    ResponseError,
    TryAgainError,
)

from app.store.address import Host

Command = Sequence[str | int | bytes]

TROUBLE = (RedisError, RedisClusterException, OSError)
"""The errors that mean: a store cannot be reached, does not answer in time, or refuses a command."""

_ASK_ID: Command = ["INFO", "replication"]

_replication_ids: WeakKeyDictionary[object, str] = WeakKeyDictionary()
"""For each open connection outside a cluster: the replication id of its server. The key is the connection's writer."""


class Exchange:
    """Sends commands on one connection, and returns their answers in order, including refusals."""

    def __init__(self, connection: Any, before: Sequence[Command] = (), *, in_cluster: bool = False) -> None:
        self._connection = connection
        self._before = [_ASK_ID, *before] if in_cluster else before
        self._in_cluster = in_cluster
        self.replication_id = ""
        """The id of the server's history of writes, or '' if the server reports none. A new primary has a new id."""

    async def open(self) -> None:
        """Open the connection if it is closed."""
        await self._connection.connect()
        if not self._in_cluster:
            writer = self._connection._writer  # noqa: SLF001 - a new connection has a new writer
            if writer not in _replication_ids:
                _replication_ids[writer] = _id_in(*await self([_ASK_ID]))
            self.replication_id = _replication_ids[writer]

    async def __call__(self, commands: Sequence[Command]) -> list[Any]:
        """Send commands, and return their answers. hiredis packs the commands eight times as fast as redis-py."""
        sent = [pack_command(tuple[Any](command)) for command in (*self._before, *commands)]
        await self._connection.send_packed_command(b"".join(sent))
        answers = [await _answer(self._connection) for _ in sent]
        # A node that becomes a replica and then a primary again gets a new id on its old connections. So ask each time.
        if self._in_cluster:
            self.replication_id = _id_in(answers[0])
        return answers[len(self._before) :]


@asynccontextmanager
async def exchanging(connection: Any, *before: Command, in_cluster: bool = False) -> AsyncIterator[Exchange]:
    """Open a connection for an exchange. Close it after an exception, because a late answer could still arrive on it.

    The commands in `before` are sent first in each exchange, and their answers are left out.
    """
    try:
        exchange = Exchange(connection, before, in_cluster=in_cluster)
        await exchange.open()
        yield exchange
    except BaseException:
        await connection.disconnect(nowait=True)
        raise


def _id_in(about: Any) -> str:
    return str((re.search(r"^master_replid:(\w+)", str(about), re.MULTILINE) or ["", ""])[1])


async def _answer(connection: Any) -> Any:
    """Read one answer, which may be a refusal. It has no time limit, because callers limit the whole exchange."""
    try:
        return await connection.read_response(timeout=math.inf, disconnect_on_error=False)
    except (ResponseError, BusyLoadingError) as refusal:
        return refusal


def replicas_in(about: dict[str, Any]) -> list[Host]:
    """Return the addresses of the replicas in a primary's answer to INFO."""
    each = [about.get(f"slave{place}") for place in range(int(about.get("connected_slaves", 0)))]
    return [(replica["ip"], int(replica["port"])) for replica in each if isinstance(replica, dict)]


async def syncs(redis: Any, **where: Any) -> bool:
    """Return whether a server has a write on disk before it confirms the write, or True if it refuses to tell."""
    with suppress(ResponseError):
        config = await redis.config_get("appendonly", "appendfsync", **where)
        return (config.get("appendonly", "yes"), config.get("appendfsync", "always")) == ("yes", "always")
    return True


TRY_AGAIN_SECONDS = 0.05
"""A node answers TRYAGAIN if only some keys of a command have moved to another node. This is the pause after it."""

REREAD_SECONDS = 0.5
"""The shortest pause between two readings of the slot map, which says which node has which keys."""


class Route:
    """The way of one call through a cluster: the node to which its command is sent next.

    A slot is a part of all keys. While a slot moves to another node, the old node answers ASK for a command whose keys
    have all moved. If only some have moved, the answer is TRYAGAIN. When the whole slot has moved, it is MOVED.
    """

    def __init__(self, cluster: RedisCluster, node: ClusterNode) -> None:
        self._cluster = cluster
        self._owner = self.node = node

    @property
    def name(self) -> str:
        """The name of the node."""
        return str(self.node.name)

    @property
    def before(self) -> Sequence[Command]:
        """The commands to send first. The new node of a moving slot accepts a command only directly after ASKING."""
        return [] if self.node is self._owner else [["ASKING"]]

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Exchange]:
        """Lend the caller a connection to the node."""
        node = self.node
        connection = node.acquire_connection()
        try:
            await node.disconnect_if_needed(connection)
            async with exchanging(connection, *self.before, in_cluster=True) as exchange:
                yield exchange
        finally:
            node.release(connection)

    async def follow(self, answer: Any) -> bool:
        """If an answer says that another node has the keys, find this node. Return True if the call must go there."""
        nodes = self._cluster.nodes_manager
        if isinstance(answer, MovedError):
            await nodes.move_slot(answer)
            self._owner = self.node = nodes.get_node_from_slot(answer.slot_id)
        elif isinstance(answer, AskError):
            self.node = self._cluster.get_node(answer.host, answer.port) or self._new_node(answer)
        elif isinstance(answer, TryAgainError):
            await asyncio.sleep(TRY_AGAIN_SECONDS)
            self.node = self._owner
        else:
            return False
        return True

    async def replicas(self, *, failed: bool) -> int:
        """Return the number of replicas of the node. With `failed`, include those that the cluster marks as failed."""
        nodes = (await self._cluster.execute_command("CLUSTER NODES", target_nodes=self.node)).values()
        own = next(node["node_id"] for node in nodes if "myself" in node["flags"])
        replicas = [node["flags"].split(",") for node in nodes if node["master_id"] == own]
        return sum(failed or "fail" not in flags for flags in replicas)

    async def connected(self) -> list[Host]:
        """Return the addresses of the replicas that are connected to the node."""
        about = await self._cluster.info("replication", target_nodes=self.node)
        return replicas_in(about)

    def _new_node(self, asked: AskError) -> ClusterNode:
        """Return the new node of a moving slot. Add it to the client's nodes, so that the client closes it later."""
        nodes = self._cluster.nodes_manager
        node = ClusterNode(asked.host, asked.port, "primary", **nodes.connection_kwargs)
        nodes.set_nodes(nodes.nodes_cache, {node.name: node})
        return node


class _Redis(RedisCluster):
    """The cluster client of redis-py with two changes, for reads.

    redis-py discovers the cluster again after each error. This client discovers it only once. While a slot moves,
    redis-py sends ASKING and the command on two connections, so the new node refuses the command. This client sends
    both on one connection.
    """

    discovered = False

    async def _execute_command(self, target_node: ClusterNode, *args: Any, **kwargs: Any) -> Any:
        route = Route(self, target_node)
        while True:
            command = PipelineCommand(0, *args, **kwargs)
            before = [PipelineCommand(0, *each) for each in route.before]
            await route.node.execute_pipeline([*before, command])
            if not await route.follow(command.result):
                break
        if isinstance(command.result, BaseException):
            raise command.result
        return command.result

    async def initialize(self, *_: Any, **__: Any) -> Self:
        if not self.discovered:
            try:
                await super().initialize()
            except IndexError:
                raise RedisClusterException("no node of the cluster has any slots") from None
            self.discovered = True
        return self


class Cluster:
    """A Redis Cluster. When all connections to a node are in use, a caller of this node waits for its turn.

    After an error, the slot map is read again in the background. So a node that hangs does not delay raffles on other
    nodes. After each reading, redis-py opens all connections again. So there is a pause between two readings.
    """

    fails_over = True

    def __init__(self, nodes: Sequence[Host], *, connections: int, **options: Any) -> None:
        self.commands: Any = _Redis(
            startup_nodes=[ClusterNode(host, port) for host, port in nodes],
            # Calls with a key and calls without a key have separate turns. Either kind may use all connections.
            max_connections=2 * connections,
            # If a node and all its replicas are lost, the raffles on other nodes still work.
            require_full_coverage=False,
            **options,
        )
        # The turns of each node, by its name. Calls to several nodes have turns under the name ''.
        self._turns: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(connections))
        self._rediscovery: asyncio.Task[None] | None = None
        self._looks_again = False

    @asynccontextmanager
    async def turn(self, until: float, key: str = "") -> AsyncIterator[None]:
        """Wait until this caller may use a connection to the node of `key`. Without a key: a connection to each node.

        Each node has its own turns. So if calls wait for a node that hangs, they do not delay calls to other nodes.
        """
        try:
            async with asyncio.timeout_at(until):
                await self.commands.initialize()
                node = self.route(key).name if key else ""
                async with self._turns[node]:
                    yield
        except TROUBLE:  # not CancelledError, which only says that a visitor has left
            await self.look_again()
            raise

    def route(self, key: str) -> Route:
        """Return the way to the node that has `key`."""
        return Route(self.commands, self.commands.get_node_from_key(key))

    async def syncs(self, host: str, port: int) -> bool:
        """Return whether a node has each write on disk before it confirms the write."""
        node = self.commands.get_node(host, port)
        if node is None:
            raise RedisClusterException("the cluster does not name this node")
        return await syncs(self.commands, target_nodes=node)

    async def primaries(self) -> list[dict[str, Any]]:
        """Return, for each primary, the keyword arguments that send a command to it."""
        await self.commands.initialize()
        return [{"target_nodes": node} for node in self.commands.get_primaries()]

    async def look_again(self) -> None:
        """Read the slot map again in the background."""
        self._looks_again = True
        if self._rediscovery is None or self._rediscovery.done():
            self._rediscovery = asyncio.create_task(self._rediscover())

    async def aclose(self) -> None:
        """Close all connections."""
        if self._rediscovery is not None:
            self._rediscovery.cancel()
            await asyncio.wait({self._rediscovery})
        await self.commands.aclose()
        # After an error, redis-py closes the nodes only if it has discovered the cluster again. So close them here.
        await self.commands.nodes_manager.aclose()
        await self.commands.nodes_manager.aclose("startup_nodes")

    async def _rediscover(self) -> None:
        while self._looks_again:
            self._looks_again = False
            with suppress(*TROUBLE, IndexError):
                await self.commands.nodes_manager.initialize()
            await asyncio.sleep(REREAD_SECONDS)
