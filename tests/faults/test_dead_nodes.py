"""A cluster with two replicas for each primary. When a node dies, claims go on without the help of an operator."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import httpx
import pytest

from app.service.record_file import RecordFile
from app.service.records import FILE_NAME
from app.store import keys
from app.store.connect import connect
from tests.faults.conftest import Report
from tests.support.crowd import Crowd, every_ticket_is_somewhere_once
from tests.support.many_servers import Cluster
from tests.support.people import Visitor, problem, timed
from tests.support.service import Service, Store, small_settings

pytestmark = pytest.mark.late

TICKETS = 100_000
GOES_ON_SECONDS = 15.0
"""Claims go on within this time after a node died: the cluster must notice the death and elect a new primary."""

ANSWER_SECONDS = 2.0
"""The promise: every answer comes within this time."""

LATE_PLAYER = "192.0.2.77"
KEY = {"Idempotency-Key": "the-key-of-the-late-player"}


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with Cluster(tmp_path / "cluster", replicas=2) as running:
        yield running


@pytest.fixture
def service(cluster: Cluster) -> Iterator[Service]:
    """The service. It acknowledges a claim only when every replica has the claim."""
    store = Store(lambda: connect(cluster.url), cluster.servers[0].redis)
    with Service(small_settings(claim_min_replicas="all"), store) as running:
        yield running


@pytest.mark.parametrize("dies", ["primary", "replica"])
async def test_claims_go_on_while_a_node_stays_dead(
    cluster: Cluster, service: Service, manager: Visitor, report: Report, dies: str
) -> None:
    # Given a crowd that claims tickets of a raffle
    raffle_id = await manager.create(TICKETS)
    crowd = Crowd(service.url, raffle_id)
    async with crowd.claiming():
        await crowd.grows()

        # When a node with the data of this raffle dies, and stays dead
        primary = await asyncio.to_thread(cluster.primary_of, raffle_id)
        dead = primary if dies == "primary" else (await asyncio.to_thread(cluster.replicas_of, primary))[0]
        began = time.monotonic()
        dead.kill()

        # Then a player who comes after the death gets a ticket within seconds, and the crowd gets further tickets
        async with asyncio.timeout(GOES_ON_SECONDS):
            while (await manager.claim(raffle_id, LATE_PLAYER, headers=KEY)).status_code == 503:
                pass
        seconds = time.monotonic() - began
        await crowd.grows()

    # And no acknowledged ticket is lost
    redis = cluster.primary_of(raffle_id).redis
    report(f"{dies} stays dead: {len(crowd.held)} claims went on within {seconds:.1f} s; {dict(crowd.answers)}")
    assert crowd.losses(redis) == []
    every_ticket_is_somewhere_once(redis, raffle_id, TICKETS)


async def known(ask: Callable[[], Awaitable[httpx.Response]]) -> tuple[httpx.Response, float]:
    """Send a request until its outcome is known. Return the last answer and the seconds that it took.

    The call to the store first waits 0.7 s for the replicas. On a busy machine, the call can take 0.6 s more. After
    this time, the service has to answer that the outcome is unknown.
    """
    while True:
        answer, seconds = await timed(ask())
        if answer.is_success or problem(answer) != "outcome-unknown":
            return answer, seconds


async def test_seal_and_draw_wait_until_a_dead_replica_is_removed(
    cluster: Cluster, service: Service, manager: Visitor
) -> None:
    # Given a raffle with one ticket that nobody has claimed, and a replica that hangs
    raffle_id = await manager.create(3)
    await manager.claim_all(raffle_id, 2)
    primary = await asyncio.to_thread(cluster.primary_of, raffle_id)
    replica = (await asyncio.to_thread(cluster.replicas_of, primary))[0]
    replica.hang()

    # When a player claims the last ticket, and a manager draws, Then neither the claim nor the draw is acknowledged
    last, _ = await known(lambda: manager.claim(raffle_id, LATE_PLAYER, headers=KEY))
    drawn, seconds = await known(lambda: manager.post(f"/raffles/{raffle_id}/winners/"))
    assert [problem(last), problem(drawn)] == ["replicas-missing"] * 2
    assert seconds < ANSWER_SECONDS
    root = primary.redis.hget(keys.raffle(raffle_id), "root")
    assert root

    # And when the replica dies and stays dead, Then no winner is chosen, and records.jsonl has no root (the hash that
    # fixes all tickets)
    replica.kill()
    drawn, _ = await known(lambda: manager.post(f"/raffles/{raffle_id}/winners/"))
    assert problem(drawn) == "replicas-missing"
    assert not primary.redis.exists(keys.winners(raffle_id))
    assert RecordFile(service.settings.data_dir / FILE_NAME).kept().roots == {}

    # And when the operator removes the replica from the cluster, Then the player has the ticket, and the draw has the
    # same root
    await asyncio.to_thread(cluster.forget, replica)
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201
    assert (await manager.get(f"/raffles/{raffle_id}/draw/")).json()["root"] == root
    again = await manager.claim(raffle_id, LATE_PLAYER, headers=KEY)
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")
