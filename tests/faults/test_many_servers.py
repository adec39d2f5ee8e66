"""On a cluster, and on servers with Sentinel, the service works as on one server. It loses no ticket."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import budget
from app.domain import draw, tree
from app.domain.new_raffle import RaffleRequest
from app.domain.raffle import Prize
from app.domain.receipts import Secret
from app.errors import StoreUnavailable
from app.service.same_secrets import SameSecrets
from app.service.snapshots import Snapshots
from app.service.watch import Watches
from app.store import keys
from app.store.calls import reading
from app.store.connect import CONNECTIONS as STORE_CONNECTIONS
from app.store.connect import connect
from app.store.durability import durability
from app.store.reads import Reads
from app.store.scripts import Scripts
from app.store.signs import Signs
from tests.faults.conftest import Report, many
from tests.support.crowd import Crowd, every_ticket_is_somewhere_once
from tests.support.many_servers import SERVICE, Cluster, ManyServers, Watched
from tests.support.parts import Parts
from tests.support.people import Visitor, address, problem, timed
from tests.support.ports import free_port
from tests.support.servers import Server
from tests.support.service import Service, Store, small_settings
from tests.support.waiting import until

pytestmark = pytest.mark.late

KILLS = many(1, 10)
TICKETS = 100_000
ANSWER_SECONDS = 2.0
"""The promise: every answer comes within this time."""

UNDISTURBED_SECONDS = 1.0
"""Every claim of a raffle on a healthy server is answered within this time."""

CONNECTIONS = 8

KEY = {"Idempotency-Key": "the-key-of-this-player"}


@pytest.fixture(scope="module", params=[Cluster, Watched])
def servers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ManyServers]:
    with request.param(tmp_path_factory.mktemp("servers")) as running:
        yield running


@pytest.fixture
def service(servers: ManyServers) -> Iterator[Service]:
    """The service. It acknowledges a claim only when one replica has the claim."""
    store = Store(lambda: connect(servers.url), servers.servers[0].redis)
    with Service(small_settings(claim_min_replicas=1), store) as running:
        yield running


@pytest.fixture
async def raffle_id(manager: Visitor) -> str:
    """A raffle with one claimed ticket."""
    raffle_id = await manager.create(TICKETS)
    assert (await manager.claim(raffle_id, address(0))).status_code == 201
    return raffle_id


async def test_a_damaged_raffle_is_shown_as_damaged(servers: ManyServers, raffle_id: str, manager: Visitor) -> None:
    # When a raffle loses its pool (the tickets that nobody has claimed), Then its claims are refused, and its status is
    # damaged
    servers.primary_of(raffle_id).redis.delete(keys.pool(raffle_id))
    assert problem(await manager.claim(raffle_id, address(1))) == "raffle-damaged"
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["status"] == "damaged"


async def test_a_service_with_another_secret_is_noticed(servers: ManyServers) -> None:
    # When two services with different values of RECEIPT_SECRET use one store, Then both services warn, because neither
    # of them can open the receipts of the other
    client = connect(servers.url)
    await client.primaries()
    secrets = Secret("a secret of the service"), Secret("another secret of it")
    both = [SameSecrets(client, Scripts(client), (each,), machine="web") for each in secrets]
    for each in (*both, *both):
        await each.look()
    assert [len(each.warnings) for each in both] == [1, 1]

    # And when one service ends, Then the other service no longer warns
    await both[0].close()
    await both[1].look()
    assert both[1].warnings == []
    await client.aclose()


async def test_raffles_run_from_creation_to_deletion(manager: Visitor) -> None:
    # Given so many raffles that every server has some of them
    raffle_ids = [await manager.create(5, [("Bicycle", 1), ("Book", 2)], reserves=1) for _ in range(12)]

    for raffle_id in raffle_ids:
        # When players claim every ticket of a raffle, and a manager draws the winners
        tickets = await manager.claim_all(raffle_id, 5)
        drawn = await manager.post(f"/raffles/{raffle_id}/winners/")

        # Then each raffle was sealed before its draw: its tickets are fixed in a tree of hashes
        root = (await manager.get(f"/raffles/{raffle_id}/")).json()["root"]
        for ticket in tickets:
            check = {name: ticket[name] for name in ("ticket_number", "verification_code")}
            proof = (await manager.post(f"/raffles/{raffle_id}/ticket-proof/", check)).json()
            leaf, path = tree.leaf(ticket["ticket_number"], proof["phc"]), list(map(bytes.fromhex, proof["path"]))
            assert tree.holds(leaf, ticket["ticket_number"] - 1, 5, path, bytes.fromhex(root))

        # And there are three winners, and each player learns what the ticket won
        assert [winner["prize"] for winner in drawn.json()] == ["Bicycle", "Book", "Book"]
        prizes = {winner["ticket_number"]: winner["prize"] for winner in drawn.json()}
        for ticket in tickets:
            check = {name: ticket[name] for name in ("ticket_number", "verification_code")}
            answer = await manager.post(f"/raffles/{raffle_id}/verify-ticket/", check)
            prize = prizes.get(ticket["ticket_number"])
            assert answer.json() == {"has_won": prize is not None, "prize": prize}
        record = (await manager.get(f"/raffles/{raffle_id}/draw/")).json()
        assert record["winners"] == list(prizes)

        # And the substitute (a ticket that was drawn after the winners) takes the place of a winner who did not come
        absent = {"ticket_number": record["winners"][0], "reason": "Did not come"}
        came_in = await manager.post(f"/raffles/{raffle_id}/substitutions/", absent)
        assert came_in.json()["replaced_by"] == record["substitutes"][0]
        assert draw.check((await manager.get(f"/raffles/{raffle_id}/draw/")).json()) == record["winners"]

    # And the raffles are listed, newest first
    listed = (await manager.get("/raffles/", params={"limit": 12})).json()
    assert [raffle["id"] for raffle in listed] == raffle_ids[::-1]

    # And raffles that are deleted are no longer listed
    for raffle_id in raffle_ids:
        assert (await manager.delete(f"/raffles/{raffle_id}/")).status_code == 204
    left = (await manager.get("/raffles/", params={"limit": 1000})).json()
    assert not {raffle["id"] for raffle in left} & set(raffle_ids)


async def test_raffles_on_all_servers_open_and_close_by_their_clock(servers: ManyServers, manager: Visitor) -> None:
    # Given so many raffles that every server has some. Half of the raffles have closed, and half are not open yet
    raffle_ids = [await manager.create(1) for _ in range(12)]
    for place, raffle_id in enumerate(raffle_ids):
        times: dict[Any, Any] = {"closes_at": "2020-11-26T20:00:00.000Z", "opens_at": "2999-11-26T20:00:00.000Z"}
        name = ("closes_at", "opens_at")[place % 2]
        servers.primary_of(raffle_id).redis.hset(keys.raffle(raffle_id), name, times[name])

    # When somebody lists the raffles, and players claim, Then each raffle has the right status, and each claim is
    # refused
    listed = {raffle["id"]: raffle["status"] for raffle in (await manager.get("/raffles/?limit=100")).json()}
    assert [listed[raffle_id] for raffle_id in raffle_ids] == ["closed", "scheduled"] * 6
    problems = [problem(await manager.claim(raffle_id)) for raffle_id in raffle_ids]
    assert problems == ["closed", "not-open-yet"] * 6

    # And when a manager deletes one raffle, Then this raffle is listed as deleted
    assert (await manager.delete(f"/raffles/{raffle_ids[0]}/")).status_code == 204
    assert raffle_ids[0] in (await manager.get("/raffles/?status=deleted")).text
    assert problem(await manager.get(f"/raffles/{raffle_ids[0]}/")) == "raffle-deleted"


async def test_raffles_on_all_servers_are_watched(servers: ManyServers) -> None:
    # Given so many raffles that every server has some of them, and a watcher of each raffle
    parts = Parts.on(connect(servers.url))
    snapshots = Snapshots(parts.reads.raffle)
    watches = Watches(snapshots, Signs(parts.client), poll_seconds=0.05, quiet_poll_seconds=0.05)
    new = RaffleRequest(name="Fair", total_tickets=1, prizes=[Prize("Book", 1)])
    raffles = [(await parts.raffles.create(new))[0] for _ in range(12)]
    streams = [await watches.follow(raffle.id, raffle.id) for raffle in raffles]
    for stream in streams:
        await anext(stream)

    # When a second worker claims and draws, Then the watchers of each raffle get the new states, and their streams end
    for raffle in raffles:
        await parts.claim(raffle.id, address(1))
        await parts.draw(raffle.id)
    async with asyncio.timeout(10):
        for stream in streams:
            assert b'"drawn"' in [state async for state in stream if state][-1]
    watches.close()
    await watches.wait_closed()
    for raffle in raffles:
        await parts.raffles.delete(raffle.id)
    await parts.close()


async def test_a_read_waits_for_a_connection_when_all_are_in_use(
    servers: ManyServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a raffle, and fewer allowed connections than usual. (A busy machine would need too long to open the usual
    # number of connections.)
    monkeypatch.setattr("app.store.connect.CONNECTIONS", CONNECTIONS)
    parts = Parts.on(connect(servers.url))
    raffle, _ = await parts.raffles.create(RaffleRequest(name="Fair", total_tickets=1, prizes=[Prize("Book", 1)]))

    # When more reads run at the same time than there are connections to the store
    answers = await asyncio.gather(*(parts.reads.raffle(raffle.id) for _ in range(2 * CONNECTIONS)))

    # Then each read is answered
    assert set(map(str, answers)) == {str(raffle)}
    await parts.raffles.delete(raffle.id)
    await parts.close()


async def test_a_claim_is_acknowledged_only_when_a_replica_has_it(
    servers: ManyServers, manager: Visitor, raffle_id: str
) -> None:
    # Given replicas that hang
    replicas = servers.replicas_of(servers.primary_of(raffle_id))
    for replica in replicas:
        replica.hang()

    # When a player claims, and tries again
    try:
        began = time.monotonic()
        claimed = await manager.claim(raffle_id, address(1), headers=KEY)
        seconds = time.monotonic() - began
        again = await manager.claim(raffle_id, address(1), headers=KEY)
    finally:
        for replica in replicas:
            replica.go_on()

    # Then neither claim is acknowledged
    assert [problem(claimed), problem(again)] == ["replicas-missing"] * 2
    assert claimed.headers["Retry-After"] == "1"
    assert seconds < ANSWER_SECONDS

    # And when a replica has the claim, Then a retry gets the ticket of this claim
    number = servers.primary_of(raffle_id).redis.hget(keys.players(raffle_id), address(1))
    async with asyncio.timeout(20):
        while (answer := await manager.claim(raffle_id, address(1), headers=KEY)).status_code == 503:
            pass
    assert answer.status_code == 201
    assert answer.headers["Idempotency-Replayed"] == "true"
    assert answer.json()["ticket_number"] == int(number)


async def test_no_winner_follows_from_entropy_that_a_replica_does_not_have(
    servers: ManyServers, manager: Visitor
) -> None:
    # Given a raffle that is sold out, and one replica that hangs
    raffle_id = await manager.create(3)
    await manager.claim_all(raffle_id, 3)
    primary = servers.primary_of(raffle_id)
    replica = servers.replicas_of(primary)[0]
    replica.hang()

    # When a manager draws two times
    try:
        answers = [await timed(manager.post(f"/raffles/{raffle_id}/winners/")) for _ in range(2)]
        entropy = primary.redis.hget(keys.raffle(raffle_id), "entropy")
        written = primary.redis.exists(keys.winners(raffle_id))
    finally:
        replica.go_on()

    # Then no winners are announced or written. A failover to this replica would lose the entropy (the random text from
    # which the winners follow), and a new draw could have other winners
    assert [problem(answer) for answer, _ in answers] == ["replicas-missing"] * 2
    assert max(seconds for _, seconds in answers) < ANSWER_SECONDS
    assert entropy is not None
    assert not written

    # And when every replica has the entropy, Then the winners follow from that entropy
    async with asyncio.timeout(20):
        while (answer := await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 503:
            pass
    assert answer.status_code == 201
    record = (await manager.get(f"/raffles/{raffle_id}/draw/")).json()
    assert record["entropy"] == entropy


async def test_a_substitution_that_a_replica_does_not_have_is_not_acknowledged(
    servers: ManyServers, manager: Visitor
) -> None:
    # Given a drawn raffle with two substitutes, and one replica that hangs
    raffle_id = await manager.create(3, reserves=2)
    await manager.claim_all(raffle_id, 3)
    (winner,) = (await manager.post(f"/raffles/{raffle_id}/winners/")).json()
    substitutes = (await manager.get(f"/raffles/{raffle_id}/draw/")).json()["substitutes"]
    path, absent = f"/raffles/{raffle_id}/substitutions/", {"ticket_number": winner["ticket_number"], "reason": "Away"}
    replica = servers.replicas_of(servers.primary_of(raffle_id))[0]
    replica.hang()

    # When a manager substitutes the winner, Then the service does not acknowledge the substitution
    try:
        answer, seconds = await timed(manager.post(path, absent))
    finally:
        replica.go_on()
    assert (problem(answer), seconds < ANSWER_SECONDS) == ("replicas-missing", True)

    # And when the replica goes on, Then the list has exactly one substitution, by the first substitute
    async with asyncio.timeout(20):
        while (again := await manager.post(path, absent)).status_code == 503:
            pass
    assert problem(again) == "already-substituted"
    assert [each["replaced_by"] for each in (await manager.get(path)).json()] == substitutes[:1]


@pytest.mark.parametrize("servers", [Watched], indirect=True)
async def test_a_client_waits_for_replicas_that_the_sentinels_forgot(servers: Watched) -> None:
    # Given a client of a primary with two replicas
    client = connect(servers.url)
    assert await client.route("").replicas(failed=True) == 2

    # When an operator resets the Sentinels, which then know no replica until they ask the primary
    for sentinel in servers.sentinels:
        sentinel.redis.sentinel_reset(SERVICE)

    # Then the client still waits for both replicas
    assert await client.route("").replicas(failed=True) == 2
    await client.aclose()
    servers.settle()


@pytest.mark.parametrize("servers", [Cluster], indirect=True)
async def test_reads_that_wait_for_one_node_do_not_delay_reads_from_another_node(servers: Cluster) -> None:
    # Given two raffles on different nodes of a cluster. The node of the first raffle hangs
    client = connect(servers.url)
    reads = Reads(client)
    await client.primaries()
    first, other = "raffle-0", "raffle-1"
    while client.route(keys.raffle(first)).name == client.route(keys.raffle(other)).name:
        other += "1"
    node = servers.primary_of(first)
    node.hang()
    try:
        # When waiting reads of the first raffle take all connections to its node
        waiting = [asyncio.create_task(reads.is_used(first)) for _ in range(2 * STORE_CONNECTIONS)]
        await asyncio.sleep(0)

        # Then the second raffle is read before any of these reads has ended
        assert not await reads.is_used(other)
        assert not any(task.done() for task in waiting)
    finally:
        node.go_on()
        await asyncio.gather(*waiting, return_exceptions=True)
        await client.aclose()


@pytest.mark.parametrize("servers", [Watched], indirect=True)
async def test_a_client_waits_only_once_for_a_sentinel_that_hangs(servers: Watched) -> None:
    # Given a client that has counted the replicas
    client = connect(servers.url)
    assert await client.route("").replicas(failed=True) == 2

    # When each Sentinel hangs for a while, also the one that the client asks first
    waits: list[float] = []
    for sentinel in servers.sentinels:
        sentinel.hang()
        try:
            for _ in range(4):
                began = time.monotonic()
                await client.route("").replicas(failed=True)
                waits.append(time.monotonic() - began)
        finally:
            sentinel.go_on()

    # Then the client waits only once for each Sentinel, and then asks the next Sentinel
    assert 0 < sum(seconds >= budget.SENTINEL_SECONDS for seconds in waits) <= len(servers.sentinels)
    await client.aclose()
    servers.settle()


@pytest.mark.parametrize("servers", [Watched], indirect=True)
async def test_reads_go_on_while_idle_connections_are_closed(servers: Watched) -> None:
    # Given a client with many idle connections
    primary = servers.primary_of("")
    before = primary.clients()
    client = connect(servers.url)

    async def read() -> None:
        async with reading(client) as redis:
            await redis.ping()

    await asyncio.gather(*(read() for _ in range(8)))

    # When the client closes idle connections again and again, as it does when another server may be the primary now
    for _ in range(50):
        await asyncio.gather(client.look_again(), *(read() for _ in range(8)))

    # Then every read is answered, and no connection is left after the client is closed
    await client.aclose()
    await until(lambda: primary.clients() == before)


@pytest.mark.parametrize("servers", [Cluster], indirect=True)
async def test_only_errors_of_the_store_make_a_client_read_the_slot_map_again(servers: Cluster) -> None:
    # Given a client that has read the slot map, which says which node has which keys
    client = connect(servers.url)

    async def read(command: str) -> None:
        async with reading(client) as redis:
            await redis.execute_command(command, target_nodes=redis.get_primaries()[0])
            await asyncio.Event().wait()

    def times() -> int:
        stats = [server.redis.info("commandstats") for server in servers.servers]
        return sum(each["cmdstat_cluster|slots"]["calls"] for each in stats if "cmdstat_cluster|slots" in each)

    await client.primaries()
    before = times()

    # When reads end because visitors leave, Then the client does not read the slot map again
    for _ in range(20):
        reader = asyncio.create_task(read("PING"))
        await asyncio.sleep(0.01)
        reader.cancel()
        await asyncio.wait({reader})
    assert times() == before

    # And when the store refuses many reads, Then the client reads the slot map only once within a second
    for _ in range(20):
        with pytest.raises(StoreUnavailable):
            await read("NO-COMMAND")
    assert times() == before + 1
    await client.aclose()

    # And when a read reaches its time limit, Then a client reads the slot map again
    client = connect(servers.url)
    await client.primaries()
    before = times()
    with pytest.raises(StoreUnavailable):
        await read("PING")
    await until(lambda: times() == before + 1)
    await client.aclose()


@pytest.mark.parametrize("servers", [Cluster], indirect=True)
@pytest.mark.parametrize("hangs", [False, True], ids=["killed", "hangs"])
async def test_raffles_on_other_servers_go_on_while_one_server_is_lost(
    servers: Cluster, service: Service, manager: Visitor, raffle_id: str, hangs: bool
) -> None:
    # Given two raffles on different servers
    lost = servers.primary_of(raffle_id)
    while servers.primary_of(other := await manager.create(TICKETS)) is lost:
        pass
    assert (await manager.claim(other, address(0))).status_code == 201

    # When the server of the first raffle is killed, or hangs
    lose, bring_back = (lost.hang, lost.go_on) if hangs else (lost.kill, lost.start)
    lose()
    try:
        answers = [await timed(manager.claim(raffle_id, address(1)))]
        answers += [await timed(manager.claim(other, address(place))) for place in range(1, 20)]
    finally:
        bring_back()
        servers.settle()

    # Then a claim of the first raffle is refused in time. Claims of the second raffle are served without delay
    assert [answer.status_code for answer, _ in answers] == [503] + [201] * 19
    assert max(seconds for _, seconds in answers) < ANSWER_SECONDS
    assert max(seconds for _, seconds in answers[1:]) < UNDISTURBED_SECONDS


async def test_a_cluster_without_slots_is_unavailable(folder: Path) -> None:
    # Given a cluster whose only server has no slots, so that no server is responsible for any key
    settings: dict[str, Any] = {"cluster-enabled": "yes", "cluster-port": free_port()}
    with Server(folder, **settings) as alone:
        client = connect(f"redis+cluster://127.0.0.1:{alone.port}")

        # When the service asks how durable the store is, Then the answer is that the store is unavailable
        with pytest.raises(StoreUnavailable):
            await durability(client)
        await client.aclose()


@pytest.mark.timeout(many(120, 600))
async def test_no_acknowledged_claim_is_lost_with_a_primary(
    servers: ManyServers, service: Service, raffle_id: str, report: Report
) -> None:
    # Given a crowd that claims tickets. Each player has an Idempotency-Key and tries again until there is an answer
    crowd = Crowd(service.url, raffle_id, pause=many(0.3, 0))
    longest = 0.0
    async with crowd.claiming():
        for _ in range(KILLS):
            await crowd.grows()

            # When the primary of the raffle is killed, and starts again as a replica
            primary = await asyncio.to_thread(servers.primary_of, raffle_id)
            began = time.monotonic()
            primary.kill()
            assert await asyncio.to_thread(servers.primary_of, raffle_id) is not primary
            await asyncio.to_thread(primary.start)

            # Then claims go on
            await crowd.grows(1)
            longest = max(longest, time.monotonic() - began)
            await crowd.grows()
            await asyncio.to_thread(servers.rejoined, primary)

    # And the store has each acknowledged ticket with its code, and all other tickets are in the pool
    redis = servers.primary_of(raffle_id).redis
    losses = crowd.losses(redis)
    report(
        f"{KILLS} primaries killed, {len(crowd.held)} claims, {len(losses)} lost, "
        f"claims went on within {longest:.1f} s; {dict(crowd.answers)}"
    )
    assert losses == []
    every_ticket_is_somewhere_once(redis, raffle_id, TICKETS)
    assert len(crowd.held) + 1 == redis.hlen(keys.players(raffle_id))


@pytest.mark.timeout(many(120, 600))
@pytest.mark.parametrize("how", [(), ("COORDINATED",)], ids=lambda how: " ".join(how) or "plain")
@pytest.mark.parametrize("servers", [Watched], indirect=True)
async def test_a_planned_failover_loses_no_claim_that_every_replica_had(
    servers: Watched, report: Report, how: tuple[str, ...]
) -> None:
    # Given replicas of a primary, a service that waits for all of them, and a crowd that claims
    for replica in servers.replicas():
        await asyncio.to_thread(servers.rejoined, replica)
    store = Store(lambda: connect(servers.url), servers.servers[0].redis)
    service = Service(small_settings(claim_min_replicas="all"), store)
    await asyncio.to_thread(service.__enter__)
    try:
        async with service.visitor() as manager:
            raffle_id = await manager.create(TICKETS)
        crowd = Crowd(service.url, raffle_id)
        async with crowd.claiming():
            for _ in range(many(1, 10)):
                # When Sentinel makes a replica the primary while claims are under way
                await crowd.grows()
                await asyncio.to_thread(servers.fail_over, "", *how)
                await crowd.grows()
                for replica in servers.replicas():
                    await asyncio.to_thread(servers.rejoined, replica)
    finally:
        await asyncio.to_thread(service.__exit__, None, None, None)

    # Then the store has every acknowledged ticket, and each ticket is either in the pool or has exactly one player
    redis = servers.primary_of(raffle_id).redis
    losses = crowd.losses(redis)
    report(f"{len(crowd.held)} claims during planned failovers, {len(losses)} lost; {dict(crowd.answers)}")
    assert losses == []
    every_ticket_is_somewhere_once(redis, raffle_id, TICKETS)
