"""The lists of raffles in a cluster. A list can be on a different node than its raffles, but loses no raffle."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import pytest

from app.errors import RaffleDeleted, ReplicasMissing, Suspended
from app.service.fills import _Seen
from app.service.list_repair import ListRepair
from app.store import keys
from app.store.connect import connect
from app.store.index import Index
from tests.support.many_servers import Cluster
from tests.support.parts import Parts, a_raffle, suspend_all
from tests.support.people import address
from tests.support.servers import Server
from tests.support.waiting import block_until

pytestmark = pytest.mark.late


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with Cluster(tmp_path_factory.mktemp("servers")) as running:
        yield running


@pytest.fixture
async def parts(servers: Cluster) -> AsyncIterator[Parts]:
    """A service that acknowledges a change when every replica has it."""
    parts = Parts.on(connect(servers.url), claim_min_replicas="all")
    await parts.client.primaries()
    yield parts
    await parts.close()


def node_of(parts: Parts, servers: Cluster, key: str) -> Server:
    """Return the primary that has a key."""
    name = parts.client.route(key).name
    return next(server for server in servers.servers if name.endswith(f":{server.port}"))


async def a_key_of_another_node(parts: Parts, key: str) -> str:
    """Return an Idempotency-Key. Its raffle will not be on the node of `key`."""
    while True:
        idempotency_key = f"raffle-{uuid4()}"
        raffle_key = keys.raffle(await parts.raffles.id_for(idempotency_key))
        if parts.client.route(raffle_key).name != parts.client.route(key).name:
            return idempotency_key


async def test_a_creation_is_acknowledged_only_when_a_replica_has_it_in_the_list(
    servers: Cluster, parts: Parts
) -> None:
    # Given a node that has the list of raffles. The replica of this node hangs. The raffle will be on another node
    node = node_of(parts, servers, keys.RAFFLES)
    (replica,) = servers.replicas_of(node)
    key = await a_key_of_another_node(parts, keys.RAFFLES)
    replica.hang()

    # When a manager creates the raffle, Then the creation is not acknowledged
    try:
        with pytest.raises(ReplicasMissing):
            await parts.raffles.create(a_raffle(1), key)
    finally:
        replica.go_on()
        servers.settle()

    # And when the replica goes on, Then a retry is acknowledged, and the replica has the raffle in its list
    raffle, replayed = await parts.raffles.create(a_raffle(1), key)
    assert replayed
    block_until(lambda: replica.redis.execute_command("READONLY"))
    assert replica.redis.zscore(keys.RAFFLES, raffle.id) is not None


async def test_a_deletion_is_acknowledged_only_when_a_replica_has_it_in_the_list(
    servers: Cluster, parts: Parts
) -> None:
    # Given a raffle, and a list of deleted raffles on another node. The replica of this node hangs
    raffle, _ = await parts.raffles.create(a_raffle(1), await a_key_of_another_node(parts, keys.DELETED))
    (replica,) = servers.replicas_of(node_of(parts, servers, keys.DELETED))
    replica.hang()

    # When a manager deletes the raffle two times, Then no deletion is acknowledged, and the list of raffles keeps the
    # raffle
    try:
        for _ in range(2):
            with pytest.raises(ReplicasMissing) as refused:
                await parts.raffles.delete(raffle.id)
            assert refused.value.variant == "deletion"
        assert await parts.client.commands.zscore(keys.RAFFLES, raffle.id) is not None
    finally:
        replica.go_on()
        servers.settle()

    # And when the replica goes on, Then it gets the deletion in its list
    with pytest.raises(RaffleDeleted):
        await parts.raffles.delete(raffle.id)
    block_until(lambda: replica.redis.execute_command("READONLY"))
    assert replica.redis.zscore(keys.DELETED, raffle.id) is not None
    assert await parts.client.commands.zscore(keys.RAFFLES, raffle.id) is None


async def test_raffles_that_are_missing_in_lists_are_put_back(servers: Cluster, parts: Parts) -> None:
    # Given raffles that are in no list, with some raffles on every node. Some of them are deleted. Also given a sealed
    # raffle (its tickets are fixed), which is in the right lists
    ids = [(await parts.raffles.create(a_raffle(1))).raffle.id for _ in range(12)]
    is_open, deleted = ids[::2], ids[1::2]
    for raffle_id in deleted:
        await parts.raffles.delete(raffle_id)
    sealed = (await parts.raffles.create(a_raffle(1))).raffle.id
    await parts.claim(sealed, address(1))
    await parts.seals.ensure(sealed)
    await asyncio.gather(*parts.seals._notes)
    redis = parts.client.commands
    for raffle_id in ids:
        for key in (keys.RAFFLES, keys.DELETED):
            await redis.zrem(key, raffle_id)
        await redis.srem(keys.UNSEALED, raffle_id)

    # When a service repairs the lists, and continues the fills that stopped (a fill adds the tickets of a raffle to its
    # pool)
    await ListRepair(parts.reads, Index(parts.client)).repair()
    assert await redis.smembers(keys.FILLING) == set(ids)
    before: dict[str, _Seen] = {}
    for _ in range(2):
        before = await parts.fills._continue_stopped(before)
        await asyncio.gather(*parts.fills._fills.values())

    # Then each raffle is in the lists to which it belongs
    assert None not in await redis.zmscore(keys.RAFFLES, is_open)
    assert None not in await redis.zmscore(keys.DELETED, deleted)
    assert set(await redis.zmscore(keys.RAFFLES, deleted)) == {None}
    assert set(await redis.smismember(keys.UNSEALED, is_open)) == {1}
    assert await redis.scard(keys.FILLING) == 0

    # And when the service repairs the lists again, Then it finds nothing to repair
    assert [found async for found in parts.reads.unnoted()] == []


async def test_raffles_that_are_being_moved_into_a_cluster_are_not_put_into_lists(
    servers: Cluster, parts: Parts
) -> None:
    # Given a cluster into which raffles are moved. The lists of these raffles are not there yet
    ids = [(await parts.raffles.create(a_raffle(1))).raffle.id for _ in range(6)]
    redis = parts.client.commands
    await redis.zrem(keys.RAFFLES, *ids)
    await redis.hset(keys.LAYOUT, "moving", "the source")

    # When a service repairs the lists, Then no list has these raffles
    try:
        await ListRepair(parts.reads, Index(parts.client)).repair()
        assert await redis.scard(keys.FILLING) == 0
    finally:
        await redis.hdel(keys.LAYOUT, "moving")


async def test_a_restore_suspends_raffles_that_are_in_no_list(servers: Cluster, parts: Parts) -> None:
    # Given raffles on every node. The restored list of raffles is older than these raffles
    ids = [(await parts.raffles.create(a_raffle(2))).raffle.id for _ in range(6)]
    for raffle_id in ids:
        await parts.client.commands.zrem(keys.RAFFLES, raffle_id)
        await parts.client.commands.srem(keys.UNSEALED, raffle_id)

    # When the restore ends, Then these raffles are suspended (until a manager resumes them), and a service will put
    # them into the lists
    assert (await suspend_all(parts.client)).raffles >= len(ids)
    for raffle_id in ids:
        with pytest.raises(Suspended):
            await parts.claim(raffle_id, address(1))
    assert set(ids) <= await parts.client.commands.smembers(keys.FILLING)
