"""Stores of several servers: a cluster of six servers, and a primary with replicas that Sentinels watch."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from redis import RedisError, ResponseError
from redis.crc import key_slot
from redis.exceptions import ConnectionError as RedisConnectionError

from app.store import keys
from tests.support.machine import THIS_MACHINE, Machine
from tests.support.ports import free_port
from tests.support.servers import Server
from tests.support.waiting import block_until

SLOTS = 16_384
PRIMARIES = 3
NODE_TIMEOUT_MS = 1_000
SETTLE_SECONDS = 60
SERVICE = "raffles"
NO_DELAY: dict[str, Any] = {"repl-diskless-sync-delay": 0}

QUICK_SENTINEL = ("INFO-PERIOD", 500, "PUBLISH-PERIOD", 500)
"""With these options, a Sentinel contacts the servers and the other Sentinels every 500 ms. By default, it contacts
the servers every 10 s. A Sentinel makes an old primary a replica only after such a contact: too late for tests."""

MachineOf = Callable[[str], Machine]
"""A function that takes the name of a server, and returns the machine on which this server runs."""


def here(_: str) -> Machine:
    """Run every server on this machine."""
    return THIS_MACHINE


class ManyServers(ABC):
    """Several servers that form one store during a `with` block."""

    url: str

    def __init__(self, servers: list[Server]) -> None:
        self.servers = servers

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            for server in self.servers:
                stack.enter_context(server)
            self.join()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @abstractmethod
    def join(self) -> None:
        """Connect the servers with each other, so that they form one store."""

    @abstractmethod
    def primary_of(self, raffle_id: str, /) -> Server:
        """Wait until a running primary has the keys of a raffle, and return this primary."""

    def settle(self) -> None:
        """Wait until the store is whole: each server is a primary or a replica, and all servers know this."""
        block_until(self._seems_whole, SETTLE_SECONDS)

    def _seems_whole(self) -> bool:
        with suppress(RedisError):  # a server that becomes a replica closes its connections
            return self.is_whole()
        return False

    @abstractmethod
    def is_whole(self) -> bool:
        """Return whether each server is a primary or a replica, and all servers know this."""

    @abstractmethod
    def fail_over(self, raffle_id: str, /, *options: str) -> None:
        """Make a replica the primary of a raffle, and wait until the replica is the primary."""

    def replicas_of(self, primary: Server) -> list[Server]:
        """Wait until a primary has at least one replica, and return its replicas."""
        return block_until(lambda: [server for server in self.servers if _follows(server, primary)])

    def rejoined(self, server: Server) -> None:
        """Wait until a server that was started again is a replica with all the data of its primary."""
        block_until(lambda: _replication(server).get("master_link_status") == "up")


class Cluster(ManyServers):
    """Three primaries, each with as many replicas as `replicas` says."""

    def __init__(self, folder: Path, machine_of: MachineOf = here, *, replicas: int = 1) -> None:
        names = [f"store-{place}" for place in range((1 + replicas) * PRIMARIES)]
        super().__init__([self._node(folder / name, machine_of(name)) for name in names])
        self.url = f"redis+cluster://{_addresses(self.servers[:2])}"

    def _node(self, folder: Path, machine: Machine) -> Server:
        settings: dict[str, Any] = NO_DELAY | {
            "cluster-enabled": "yes",
            "cluster-port": free_port(),
            "cluster-node-timeout": NODE_TIMEOUT_MS,
            "cluster-require-full-coverage": "no",
            "cluster-replica-validity-factor": 0,
        }
        return Server(folder, machine=machine, **settings)

    def join(self) -> None:
        primaries, replicas = self.servers[:PRIMARIES], self.servers[PRIMARIES:]
        for place, primary in enumerate(primaries):
            first, end = (SLOTS * at // PRIMARIES for at in (place, place + 1))
            primary.redis.cluster("ADDSLOTSRANGE", first, end - 1)
        for place, server in enumerate(self.servers):
            server.redis.cluster("SET-CONFIG-EPOCH", place + 1)
        for server in self.servers[1:]:
            bus = int(self.servers[0].redis.config_get("cluster-port")["cluster-port"])
            first_node = self.servers[0]
            server.redis.execute_command("CLUSTER MEET", first_node.machine.address, first_node.port, bus)
        # At first, a server knows the other servers only by temporary names. CLUSTER REPLICATE needs the final name of
        # the primary.
        names = {server.redis.cluster("MYID") for server in self.servers}
        block_until(lambda: all(_known_to(server) == names for server in self.servers))
        for place, replica in enumerate(replicas):
            replica.redis.execute_command("CLUSTER REPLICATE", primaries[place % PRIMARIES].redis.cluster("MYID"))
        self.settle()

    def is_whole(self) -> bool:
        return all(
            server.redis.cluster("INFO")["cluster_state"] == "ok" and _linked(server) for server in self.servers
        ) and all(
            sum("slave" in node["flags"] for node in server.redis.cluster("NODES").values())
            == len(self.servers) - PRIMARIES
            for server in self.servers
        )

    def forget(self, dead: Server) -> None:
        """Remove a dead node from the cluster, as an operator does."""
        running = [server for server in self.servers if server.runs()]
        nodes = running[0].redis.cluster("NODES")
        (node_id,) = (each["node_id"] for name, each in nodes.items() if name.split("@")[0].endswith(f":{dead.port}"))
        for server in running:
            server.redis.cluster("FORGET", node_id)

    def fail_over(self, raffle_id: str, *options: str) -> None:
        """Make a replica the primary. With the option FORCE, the replica does not wait for the old primary."""
        replica = self.replicas_of(self.primary_of(raffle_id))[0]
        replica.redis.execute_command("CLUSTER FAILOVER", *options)
        block_until(lambda: self.primary_of(raffle_id) is replica)

    def primary_of(self, raffle_id: str) -> Server:
        slot = key_slot(keys.raffle(raffle_id).encode())
        return block_until(lambda: next((server for server in self.servers if _leads(server, slot)), None))


class Watched(ManyServers):
    """A primary with two replicas, and three Sentinels that watch them."""

    def __init__(self, folder: Path, machine_of: MachineOf = here) -> None:
        stores, sentinels = ([f"{role}-{place}" for place in range(3)] for role in ("store", "sentinel"))
        self.stores = [Server(folder / name, machine=machine_of(name), **NO_DELAY) for name in stores]
        self.sentinels = [self._sentinel(folder / name, machine_of(name)) for name in sentinels]
        super().__init__(self.stores + self.sentinels)
        self.url = f"redis+sentinel://{_addresses(self.sentinels)}/{SERVICE}"

    def _sentinel(self, folder: Path, machine: Machine) -> Server:
        folder.mkdir(parents=True)
        config = folder / "sentinel.conf"
        config.write_text("")
        return Server(folder, str(config), "--sentinel", machine=machine)

    def join(self) -> None:
        primary, *replicas = self.stores
        for replica in replicas:
            replica.redis.replicaof(primary.machine.address, primary.port)
        for sentinel in self.sentinels:
            sentinel.redis.execute_command("SENTINEL", "DEBUG", *QUICK_SENTINEL)
            sentinel.redis.sentinel_monitor(SERVICE, primary.machine.address, primary.port, 2)
            sentinel.redis.sentinel_set(SERVICE, "down-after-milliseconds", NODE_TIMEOUT_MS)
            sentinel.redis.sentinel_set(SERVICE, "failover-timeout", 3 * NODE_TIMEOUT_MS)
        self.settle()

    def is_whole(self) -> bool:
        primary = self.primary_of("")
        return all(server is primary or _follows(server, primary) for server in self.stores) and all(
            (state["port"], state["num-other-sentinels"], state["num-slaves"]) == (primary.port, 2, 2)
            for state in (sentinel.redis.sentinel_masters()[SERVICE] for sentinel in self.sentinels)
        )

    def replicas(self) -> list[Server]:
        """Return the servers that are not the primary now."""
        return [server for server in self.stores if server is not self.primary_of("")]

    def fail_over(self, _: str = "", *options: str) -> None:
        """Let a Sentinel make a replica the primary. With COORDINATED, the replica first gets all data."""
        before = self.primary_of("")
        block_until(lambda: self._accepts_failover(options))
        block_until(lambda: self.primary_of("") is not before)

    def _accepts_failover(self, options: Sequence[str]) -> bool:
        with suppress(ResponseError):  # An earlier failover is not finished.
            return bool(self.sentinels[0].redis.execute_command("SENTINEL FAILOVER", SERVICE, *options))
        return False

    def primary_of(self, _: str) -> Server:
        def found() -> Server | None:
            # A Sentinel that was cut off may still name an old primary. The Sentinel with the highest epoch knows the
            # last failover, so believe this Sentinel.
            with suppress(RedisError):  # a server that becomes a replica closes its connections
                named = [sentinel.redis.sentinel_masters()[SERVICE] for sentinel in self.sentinels]
                port = max(named, key=lambda state: int(state["config-epoch"]))["port"]
                return next((server for server in self.stores if server.port == port and _leads(server)), None)
            return None

        return block_until(found)


def _addresses(servers: list[Server]) -> str:
    return ",".join(f"{server.machine.address}:{server.port}" for server in servers)


def _known_to(server: Server) -> set[str]:
    """Return the names of all nodes that a server of a cluster knows. Its own name is one of them."""
    return {node["node_id"] for node in server.redis.cluster("NODES").values()}


def _replication(server: Server) -> dict[str, Any]:
    """Return what a server says about its replication, or an empty dictionary if the server does not answer."""
    with suppress(RedisError):  # a server that becomes a replica closes its connections
        return dict(server.redis.info("replication")) if server.runs() else {}
    return {}


def _linked(server: Server) -> bool:
    about = server.redis.info("replication")
    return bool(about["role"] == "master" or about["master_link_status"] == "up")


def _follows(server: Server, primary: Server) -> bool:
    about = _replication(server)
    return (about.get("role"), about.get("master_port"), about.get("master_link_status")) == (
        "slave",
        primary.port,
        "up",
    )


def _leads(server: Server, slot: int | None = None) -> bool:
    if not server.runs():
        return False
    with suppress(RedisConnectionError):  # a server that changes its role closes the connections of its clients
        return server.redis.role()[0] == "master" and (slot is None or slot in _slots(server))
    return False


def _slots(server: Server) -> set[int]:
    nodes = server.redis.cluster("NODES")
    own = next(node for node in nodes.values() if "myself" in node["flags"])
    return {slot for first, *last in own["slots"] for slot in range(int(first), int((last or [first])[0]) + 1)}
