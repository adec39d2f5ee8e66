"""Every answer to a claim has the incarnation of the store. When it changes, a client knows that claims may be lost.

The incarnation is a text. It changes after a restore from a backup, and when another node becomes the primary.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.store import keys
from app.store.connect import connect
from tests.support.many_servers import Cluster, ManyServers, Watched
from tests.support.people import Visitor, address, problem
from tests.support.servers import Server
from tests.support.service import Service, Store, small_settings

pytestmark = pytest.mark.late

HEADER = "Store-Incarnation"
KEY = {"Idempotency-Key": "the-key-of-this-player"}


@pytest.fixture
def service(server: Server) -> Iterator[Service]:
    with Service(small_settings(), Store(lambda: connect(server.url), server.redis)) as running:
        yield running


@asynccontextmanager
async def a_manager_of(servers: ManyServers) -> AsyncIterator[Visitor]:
    """Start servers, and a service that waits for no replica. Yield a manager of this service."""
    await asyncio.to_thread(servers.__enter__)
    try:
        store = Store(lambda: connect(servers.url), servers.servers[0].redis)
        service = Service(small_settings(claim_min_replicas=0), store)
        await asyncio.to_thread(service.__enter__)
        try:
            async with service.visitor() as manager:
                yield manager
        finally:
            await asyncio.to_thread(service.__exit__, None, None, None)
    finally:
        await asyncio.to_thread(servers.__exit__, None, None, None)


async def claim_again(manager: Visitor, raffle_id: str) -> tuple[str, int]:
    """Claim until the store answers. Return the incarnation and the number of the ticket."""
    async with asyncio.timeout(20):
        while (answer := await manager.claim(raffle_id, address(1), headers=KEY)).status_code == 503:
            pass
    return answer.headers[HEADER], answer.json()["ticket_number"]


async def test_every_answer_of_a_store_has_the_same_incarnation(manager: Visitor) -> None:
    # Given a raffle with one ticket
    raffle_id = await manager.create(1)

    # When one player claims twice with a key and once without a key, and another player claims once
    claimed = await manager.claim(raffle_id, address(1), headers=KEY)
    replayed = await manager.claim(raffle_id, address(1), headers=KEY)
    held = await manager.claim(raffle_id, address(1))
    sold_out = await manager.claim(raffle_id, address(2))

    # Then each answer has the same incarnation
    assert replayed.headers["Idempotency-Replayed"] == "true"
    assert [problem(held), problem(sold_out)] == ["already-participated", "sold-out"]
    assert len({answer.headers[HEADER] for answer in (claimed, replayed, held, sold_out)}) == 1


async def test_only_a_restore_changes_the_incarnation_of_one_server(server: Server, manager: Visitor) -> None:
    # Given a ticket
    raffle_id = await manager.create(100)
    before = await claim_again(manager, raffle_id)

    # When the server is killed and started again, Then the server has lost nothing, and has the same incarnation
    server.kill()
    server.start()
    assert await claim_again(manager, raffle_id) == before

    # And when the server starts with the data of a backup, Then the answer has a different incarnation
    server.redis.hincrby(keys.LAYOUT, "incarnation", 1)
    server.kill()
    server.start()
    incarnation, number = await claim_again(manager, raffle_id)
    assert incarnation != before[0]
    assert number == before[1]


@pytest.mark.timeout(120)
async def test_a_failover_that_loses_a_claim_changes_the_incarnation(folder: Path) -> None:
    # Given a service that waits for no replica, and a claim that no replica has
    servers = Watched(folder)
    async with a_manager_of(servers) as manager:
        raffle_id = await manager.create(100_000)
        primary, replicas = servers.primary_of(""), servers.replicas()
        primary.redis.wait(2, 5_000)
        for replica in replicas:
            replica.hang()
        primary.redis.execute_command("CLIENT", "KILL", "TYPE", "replica")
        before = await claim_again(manager, raffle_id)
        assert await claim_again(manager, raffle_id) == before

        # When the primary is lost, a replica takes its place, and the player claims again with the same key
        primary.kill()
        for replica in replicas:
            replica.go_on()
        after = await claim_again(manager, raffle_id)

    # Then the player gets a different ticket, and the answer has a different incarnation
    assert after[1] != before[1]
    assert after[0] != before[0]


@pytest.mark.timeout(120)
async def test_a_node_that_becomes_the_primary_again_has_a_new_incarnation(folder: Path) -> None:
    # Given a service on a cluster, and a claim that the first primary has answered
    servers = Cluster(folder)
    async with a_manager_of(servers) as manager:
        raffle_id = await manager.create(100)
        found = [await claim_again(manager, raffle_id)]

        # When its replica becomes the primary, and then the first primary becomes the primary again
        for _ in range(2):
            await asyncio.to_thread(servers.fail_over, raffle_id)
            await asyncio.to_thread(servers.settle)
            found.append(await claim_again(manager, raffle_id))

    # Then the answer of each primary has an incarnation of its own, although connections to the first primary
    # stayed open
    assert len({incarnation for incarnation, _ in found}) == 3
    assert len({number for _, number in found}) == 1
