"""One run of a fault. Players claim and managers draw during the fault. Then the history of the requests is checked."""

import asyncio
import os
import time
from typing import NamedTuple

from tests.faults.conftest import LONG, Report, many
from tests.faults.partitions.clients import Clients, Players
from tests.faults.partitions.kinds import FAULTS, Fault
from tests.faults.partitions.scene import Kind, Scene
from tests.support import history

TICKETS = 50_000
DRAWS = many(3, 6)
DRAWN_TICKETS = 8
"""Every ticket wins. So two independent draws have the same order of winners only once in 8! = 40 320 cases."""

SECONDS_BETWEEN_DRAWS = 0.7

RUNS_OF_EACH = -(-int(os.environ.get("RUNS", "1")) // sum(len(fault.kinds) for fault in FAULTS))
"""The number of runs of each fault on each kind of store. All faults together have at least RUNS runs."""


def faults_of(kind: Kind) -> list[Fault]:
    """Return the faults to try on a kind of store. `make test` tries fewer faults than `make faults`."""
    return [fault for fault in FAULTS if kind in (fault.kinds if LONG else fault.short)]


class Seen(NamedTuple):
    """What happened in one run of a fault."""

    acknowledged: int
    violations: list[str]
    seconds_without_claims: float


async def run(place: Scene, fault: Fault) -> Seen:
    """Let players claim and managers draw during a fault. When the fault has ended, check the history."""
    async with Clients(place.urls, place.manager) as clients:
        sale = place.raffle_id = await clients.create(TICKETS, 1)
        drawn = [await _sold_out_raffle(place, clients) for _ in range(DRAWS)]
        players = Players(clients, sale)
        place.acknowledged = lambda: len(players.held)
        async with players.claiming():
            await players.grows()
            began = time.monotonic()
            async with asyncio.TaskGroup() as group:
                for order, raffle_id in enumerate(drawn):
                    group.create_task(_draw_later(clients, raffle_id, order * SECONDS_BETWEEN_DRAWS))
                await asyncio.to_thread(_strike, place, fault)
            await players.grows()
            ended = time.monotonic()
        requests = history.by_raffle(clients.history)
        redis = place.primary().redis
        violations = [
            line
            for raffle_id in (sale, *drawn)
            for line in history.violations(requests[raffle_id], history.final_state(redis, raffle_id))
        ]
        for raffle_id in (sale, *drawn):
            await clients.delete(raffle_id)
    return Seen(len(players.held), violations, history.longest_wait(requests[sale], began, ended))


def _strike(place: Scene, fault: Fault) -> None:
    """Let a fault happen and end, and wait until the store is whole again."""
    try:
        fault.strike(place)
    finally:
        place.heal()
    place.servers.settle()


async def _sold_out_raffle(place: Scene, clients: Clients) -> str:
    """Create a raffle whose keys are on the server that the fault strikes, and claim all its tickets."""
    while place.servers.primary_of(raffle_id := await clients.create(DRAWN_TICKETS, DRAWN_TICKETS)) != place.primary():
        pass
    await clients.sell_out(raffle_id, DRAWN_TICKETS)
    return raffle_id


async def _draw_later(clients: Clients, raffle_id: str, seconds: float) -> None:
    await asyncio.sleep(seconds)  # A manager may draw at any moment of a fault. There is no event to wait for.
    await clients.draw(raffle_id)


async def violations_in(place: Scene, fault: Fault, report: Report) -> list[str]:
    """Run a fault several times, and report figures. Return the contradictions between answers and the final state."""
    seen = [await run(place, fault) for _ in range(RUNS_OF_EACH)]
    violations = [line for each in seen for line in each.violations]
    report(
        f"{len(seen)} runs, {sum(each.acknowledged for each in seen)} claims acknowledged, "
        f"{len(violations)} violations, no claim for {max(each.seconds_without_claims for each in seen):.1f} s"
    )
    return violations
