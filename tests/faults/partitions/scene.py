"""The scene of a fault: a store of many servers and two services, each on a machine of its own."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.support.machine import Machine
from tests.support.many_servers import SERVICE, Cluster, ManyServers, Watched
from tests.support.network import Network
from tests.support.people import documented
from tests.support.program import Program
from tests.support.servers import Server
from tests.support.waiting import block_until

SERVICES = 2

Kind = type[Watched] | type[Cluster]


class Scene:
    """Machines and servers that a fault can strike. Players claim the tickets of the raffle `raffle_id`."""

    def __init__(self, network: Network, servers: ManyServers, programs: Sequence[Program]) -> None:
        self.network = network
        self.servers = servers
        self.urls = [program.url for program in programs]
        self.openapi = documented(programs[0].url)
        self.services = network.machines[-SERVICES:]
        self.raffle_id = ""
        self.acknowledged: Callable[[], int] = lambda: 0
        """A function that returns how many claims were acknowledged so far."""
        self._hanging: list[Server] = []
        self._dead: list[Server] = []

    @property
    def manager(self) -> str:
        """The address of the manager."""
        return self.network.test

    def primary(self) -> Server:
        return self.servers.primary_of(self.raffle_id)

    def replicas(self) -> list[Server]:
        return self.servers.replicas_of(self.primary())

    def sentinels(self) -> list[Machine]:
        """Return the machines of the Sentinels. A cluster has none."""
        return [sentinel.machine for sentinel in self.servers.sentinels] if isinstance(self.servers, Watched) else []

    def hold(self, seconds: float) -> None:
        """Let a fault last for a fixed time. There is no event to wait for, because the test itself ends the fault."""
        time.sleep(seconds)

    def hang(self, server: Server) -> None:
        server.hang()
        self._hanging.append(server)

    def kill(self, server: Server) -> None:
        """Drop every packet from and to a server, then kill it. So no machine gets a last packet from this server."""
        self.network.cut([server.machine])
        server.kill()
        self._dead.append(server)

    def claims_go_on(self) -> None:
        """Wait until 20 further claims are acknowledged."""
        goal = self.acknowledged() + 20
        block_until(lambda: self.acknowledged() >= goal)

    def forget_the_dead(self) -> None:
        """Let the Sentinels forget the servers that will not come back, as docs/operating.md tells operators."""
        assert isinstance(self.servers, Watched)
        for sentinel in self.servers.sentinels:
            sentinel.redis.sentinel_reset(SERVICE)

    def heal(self) -> None:
        """End every fault, and start dead servers again. The servers need some time until they work together again."""
        self.network.heal()
        while self._hanging:
            self._hanging.pop().go_on()
        while self._dead:
            server = self._dead.pop()
            server.start()
            if isinstance(self.servers, Watched):
                primary = self.primary()
                server.redis.replicaof(primary.machine.address, primary.port)


@contextmanager
def scene(kind: Kind, claim_min_replicas: str, folder: Path) -> Iterator[Scene]:
    """Start a network, a store and services. At the end, also after an error, stop them and remove the network.

    Raises:
        NotAllowed: the test may not make a network.
    """
    with ExitStack() as stack:
        network = stack.enter_context(Network())
        servers = stack.enter_context(kind(folder, network.machine))
        programs = [
            stack.enter_context(_service(network, servers, folder, f"service-{place}", claim_min_replicas))
            for place in range(SERVICES)
        ]
        yield Scene(network, servers, programs)


def _service(network: Network, servers: ManyServers, folder: Path, name: str, claim_min_replicas: str) -> Program:
    machine = network.machine(name)
    program = Program(
        folder / name,
        REDIS_URL=servers.url,
        CLAIM_MIN_REPLICAS=claim_min_replicas,
        MANAGER_IPS=network.test,
        FORWARDED_ALLOW_IPS=network.test,
        # The cheapest hash, because the check at the end verifies each code that a player received.
        ARGON2_MEMORY_KIB="8",
    )
    return program.on(machine)
