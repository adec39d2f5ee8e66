"""What a claim costs in workers and in store nodes. The model of docs/performance.md uses these costs.

Each figure has three costs of a claim: the processor time of all workers together, of the busiest store node, and of
wrk, which sends the claims. From these costs, the model computes how many claims a second a number of processors can
take:

    claims a second = 1 / max(worker cost / workers, cost of the busiest node, cost of wrk, all costs / processors)

Each worker, each node and wrk use at most one processor each, and all of them share the processors of this machine. The
last number of a figure is the number of measured claims, divided by the number that the model computes.
"""

import os
import resource
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.load.costs import processor_seconds
from tests.load.wrk import Figure, Load, claim_path, figures_of
from tests.support.many_servers import Cluster
from tests.support.program import Program

SHAPES = ((1, 1), (2, 1), (4, 1), (1, 3), (2, 3))
"""The number of workers and the number of store nodes in each measurement."""

SECONDS = 1
CONNECTIONS = 256
RESERVE = 8_192
TICKETS = 100_000
RAFFLES_FOR_EACH_NODE = 4
"""Create several raffles for each node, so that every node of a cluster has some raffles."""

_addresses = count(0, 100_000)


class Cost(NamedTuple):
    """Microseconds of processor time for a claim, and claims in a second."""

    workers: float
    busiest_node: float
    nodes: float
    wrk: float
    rate: float

    def modelled(self, workers: int, processors: int) -> float:
        """Return the number of claims a second that the model computes."""
        together = (self.workers + self.nodes + self.wrk) / processors
        return 1_000_000 / max(self.workers / workers, self.busiest_node, self.wrk, together)


def scaled_claims(folder: Path, rounds: int) -> list[Figure]:
    """Measure the cost of a claim for each number of workers and of nodes."""
    return [_measured(folder / f"scale-{workers}-{nodes}", workers, nodes, rounds) for workers, nodes in SHAPES]


def _measured(folder: Path, workers: int, nodes: int, rounds: int) -> Figure:
    with _service(folder, workers, nodes) as (program, stores):
        load = Load(program)
        costs = [_cost(load, program, stores, nodes) for _ in range(rounds)]
    middle = Cost(*(median(column) for column in zip(*costs, strict=True)))
    share = middle.rate / middle.modelled(workers, os.cpu_count() or 1)
    name = f"processor time of a claim with {workers} workers and {nodes} store nodes, {CONNECTIONS} connections"
    measured = (
        f"workers {middle.workers:.0f} µs, busiest node {middle.busiest_node:.0f} µs, wrk {middle.wrk:.0f} µs; "
        f"{middle.rate:.0f} claims a second, {share:.2f} of the model"
    )
    return Figure(name, measured, "none")


@contextmanager
def _service(folder: Path, workers: int, nodes: int) -> Iterator[tuple[Program, Sequence[int]]]:
    """Start a service at default settings, and yield it with the process ids of its store nodes."""
    settings = {"WORKERS": str(workers), "RESERVE_SIZE": str(RESERVE)}
    if nodes == 1:
        with Program(folder, **settings) as program:
            yield program, [int(program.store().info("server")["process_id"])]
        return
    with (
        Cluster(folder / "nodes", replicas=0) as cluster,
        Program(folder / "service", REDIS_URL=cluster.url, **settings) as program,
    ):
        yield program, [int(server.redis.info("server")["process_id"]) for server in cluster.servers]


def _cost(load: Load, program: Program, stores: Sequence[int], nodes: int) -> Cost:
    raffles = [load.create(TICKETS) for _ in range(RAFFLES_FOR_EACH_NODE * nodes if nodes > 1 else 1)]
    load.warm(RESERVE)
    with program.minters_stopped():
        workers, stored, own = _seconds(program.workers()), [_seconds([each]) for each in stores], _waited()
        paths = [claim_path(raffle_id) for raffle_id in raffles]
        # wrk changes to the next raffle after a few requests. So all nodes work at the same time.
        each = CONNECTIONS if nodes > 1 else TICKETS
        wrk = load.begin(
            *paths, method="POST", seconds=SECONDS, connections=CONNECTIONS, each=each, base=next(_addresses)
        )
        found = figures_of(wrk.communicate()[0])
        workers = _seconds(program.workers()) - workers
        stored = [_seconds([each]) - before for each, before in zip(stores, stored, strict=True)]
        own = _waited() - own
    claims = found.answers - found.refused
    return Cost(
        workers=workers / claims * 1_000_000,
        busiest_node=max(stored) / claims * 1_000_000,
        nodes=sum(stored) / claims * 1_000_000,
        wrk=own / claims * 1_000_000,
        rate=claims / found.seconds,
    )


def _seconds(processes: Sequence[int]) -> float:
    return sum(map(processor_seconds, processes))


def _waited() -> float:
    """Return the processor time of all ended child processes of this process, such as wrk."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
