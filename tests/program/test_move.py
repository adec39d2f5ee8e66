"""The move of an embedded store (the source) to another store (the target): a server, an older server, or a cluster.

During a move, the target has a mark: the field `moving` of its layout, which keeps services away. After the move, a
note in the folder of the source says where the raffles are.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import pytest_asyncio
from redis import Redis, RedisCluster

import app.__main__
import app.backup
import app.doctor
import app.move
import app.repair
from app.domain.receipts import Secret
from app.embedded.failure import CannotStart
from app.embedded.moved import require_not_moved
from app.embedded.server import EmbeddedStore
from app.store import content, keys
from app.store import move as moving
from app.store.calls import Client
from app.store.connect import connect, is_served
from app.store.content import MoveFailed, content_of
from app.store.layout import MoveUnfinished
from app.store.move import move
from app.store.scripts import Scripts
from tests.support.commands import ROOT, Ran, on, run, run_here, run_in_thread
from tests.support.many_servers import NO_DELAY, Cluster
from tests.support.ports import free_port
from tests.support.program import Program
from tests.support.servers import Server
from tests.support.service import Service, Store, small_settings
from tests.support.waiting import block_until_ended, until

TICKETS = 5
MANY = 3_000
"""So many tickets that a move needs several commands to copy them."""


@pytest.fixture(params=["valkey", "redis_7", "cluster"])
def target(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The URL of an empty store of each kind."""
    with ExitStack() as stack:
        if request.param == "redis_7":
            store: Any = request.getfixturevalue("redis_7")
            store.redis.flushall()
        elif request.param == "cluster":
            store = stack.enter_context(Cluster(folder / "cluster"))
        else:
            store = stack.enter_context(Server(folder / "target"))
        yield store.url


def move_to(target: str, folder: Path) -> Ran:
    """Move the store in a folder to the store at a URL."""
    environment = {"DATA_DIR": str(folder), "REDIS_URL": target, "PATH": os.environ["PATH"]}
    return run("move", environment=environment)


class Sold(NamedTuple):
    """The data that a service with an embedded store had before it was stopped."""

    data: Path
    drawn: str
    tickets: list[Any]
    record: Any
    on_sale: str
    ticket: Any
    gone: str
    tombstone: Any
    listed: Any
    players_expire_at: Any
    layout: Any


KEY = {"Idempotency-Key": "the-key-of-this-player"}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def sold(tmp_path_factory: pytest.TempPathFactory) -> Sold:
    """A stopped service with four raffles: a drawn raffle, an open raffle, a large raffle and a deleted raffle."""
    folder = tmp_path_factory.mktemp("sold")
    with Program(folder, RESERVE_SIZE="32") as program:
        async with program.visitor() as manager:
            drawn = await manager.create(TICKETS, [("First", 1), ("Second", 2)])
            tickets = await manager.claim_all(drawn, TICKETS)
            assert (await manager.post(f"/raffles/{drawn}/winners/")).status_code == 201
            record = (await manager.get(f"/raffles/{drawn}/draw/")).json()
            on_sale = await manager.create(TICKETS)
            ticket = (await manager.claim(on_sale, "198.51.100.7", headers=KEY)).json()
            await manager.create(MANY)
            await manager.delete(f"/raffles/{(gone := await manager.create(1))}/")
            tombstone = (await manager.get(f"/raffles/{gone}/")).json()
            listed = (await manager.get("/raffles/")).json()
        with program.store() as store:
            expire_at = store.pexpiretime(keys.players(drawn))
            layout = store.hgetall(keys.LAYOUT)

        # While the service runs, a move is refused before it connects to the target
        refused = move_to(f"redis://127.0.0.1:{free_port()}/0", folder / "data")
        assert (refused.code, refused.printed) == (1, "")
        assert refused.complained.startswith("another service keeps its store in ")
    return Sold(folder / "data", drawn, tickets, record, on_sale, ticket, gone, tombstone, listed, expire_at, layout)


async def test_a_service_goes_on_with_its_raffles_in_another_store(sold: Sold, folder: Path, target: str) -> None:
    # Given the data of a service that was stopped, and an empty target
    data = folder / "data"
    shutil.copytree(sold.data, data)

    # When somebody moves the store of this service to the target
    there = {"DATA_DIR": str(data), "PATH": os.environ["PATH"]}
    moved = await run_in_thread(app.move.main, environment=there | {"REDIS_URL": target})
    assert (moved.code, moved.complained) == (0, "")
    assert moved.printed.startswith("moved 3 raffles: ")
    assert f"set RECEIPT_SECRET to the content of {data}/receipt-secret, so that" in moved.printed

    # Then a service on the target has the same raffles, draw, tickets and receipts
    secret = (data / "receipt-secret").read_text().strip()
    settings = small_settings(redis_url=target, receipt_secret=(Secret(secret),))
    with client_of(target) as client, Service(settings, Store(lambda: connect(target), client)) as service:
        async with service.visitor() as manager:
            assert (await manager.get("/raffles/")).json() == sold.listed
            assert (await manager.get(f"/raffles/{sold.drawn}/draw/")).json() == sold.record
            for each in sold.tickets:
                check = {name: each[name] for name in ("ticket_number", "verification_code")}
                assert (await manager.post(f"/raffles/{sold.drawn}/verify-ticket/", check)).status_code == 200
            again = await manager.claim(sold.on_sale, "198.51.100.7", headers=KEY)
            assert again.json() == sold.ticket
            assert (await manager.get(f"/raffles/{sold.gone}/")).json() == sold.tombstone
            assert sold.gone in (await manager.get("/raffles/?status=deleted")).text
            assert (await manager.claim(sold.on_sale, "198.51.100.8")).status_code == 201

    # And the addresses of the players expire at the same moment as without the move. The target has the id of the moved
    # store
    with client_of(target) as client:
        assert client.pexpiretime(keys.players(sold.drawn)) == sold.players_expire_at
        assert client.hgetall(keys.LAYOUT) == sold.layout

    # And the service does not start again without REDIS_URL
    began = run_here(app.__main__.main, environment=there | {"PORT": str(free_port())})
    note = json.loads((data / "moved.json").read_text())
    told = f"the raffles in {data} were moved at {note['moved_at']} to {note['to']}"
    assert (began.code, began.complained) == (
        1,
        f"{told}, which gives out their tickets now: set REDIS_URL to that store; or remove {data}/moved.json if that "
        "store was never used\n",
    )

    # And when somebody starts a backup, a repair or a second move, Then it is refused for the same reason. The doctor
    # (the command that examines a service) names this reason too
    elsewhere = there | {"REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"}
    for refused in (
        await run_in_thread(app.backup.main, folder / "backup", environment=there),
        await run_in_thread(app.repair.main, environment=there),
        await run_in_thread(app.move.main, environment=elsewhere),
    ):
        assert (refused.code, refused.printed) == (1, "")
    examined = await run_in_thread(app.doctor.main, environment=there)
    assert f"LOOK  no store is running, and {told}\n" in examined.printed

    # And while the old data is there, the doctor says that it has addresses of players
    old = f"LOOK  {data} still has the old data of a move, with addresses of players"
    assert old in (await run_in_thread(app.doctor.main, environment=elsewhere)).printed
    shutil.rmtree(data / "appendonlydir")
    assert old not in (await run_in_thread(app.doctor.main, environment=elsewhere)).printed


@pytest.mark.parametrize("login", ["redis://:{}@{}/3", "redis://{1}/3?password={0}"])
async def test_the_note_of_a_move_says_where_the_raffles_are_but_no_password(
    sold: Sold, folder: Path, login: str
) -> None:
    # Given a target with a password
    data = folder / "data"
    shutil.copytree(sold.data, data)
    with Server(folder / "target") as target:
        address, password = f"{target.machine.address}:{target.port}", "Secret-of-the-store"
        target.redis.config_set("requirepass", password)

        # When somebody moves a store to this target, Then a file in the folder says where the raffles are, and does not
        # contain the password
        assert move_to(login.format(password, address), data).code == 0
    assert json.loads((data / "moved.json").read_text())["to"] == f"redis://{address}/3"
    environment = {"DATA_DIR": str(data), "PORT": str(free_port()), "PATH": os.environ["PATH"]}
    for ran in (
        run("__main__", environment=environment),
        await run_in_thread(app.doctor.main, environment=environment),
    ):
        assert f"to redis://{address}/3" in ran.printed + ran.complained
        assert password not in ran.printed + ran.complained


@pytest.mark.parametrize("content", [b"{}", b'{"moved_at": "2026-11-27T10:00:00.000Z"}', b"", b"\xff"])
def test_a_folder_with_an_old_or_damaged_note_is_refused(folder: Path, content: bytes) -> None:
    # Given a note of a move that does not say where the raffles are
    (folder / "moved.json").write_bytes(content)

    # When a program is about to use the folder, Then the program refuses the folder
    with pytest.raises(CannotStart, match=r"were moved (at 2026-11-27T10:00:00.000Z )?to another store, which gives"):
        require_not_moved(folder)


def test_only_a_move_into_the_same_store_is_repeated_after_its_end(sold: Sold, folder: Path) -> None:
    # Given a store whose raffles were moved to a first target. An earlier move into a second target was interrupted
    data = folder / "data"
    shutil.copytree(sold.data, data)

    def move_here(target: Server) -> Ran:
        return run_here(app.move.main, environment=on(data) | {"REDIS_URL": target.url})

    with Server(folder / "first") as first, Server(folder / "second") as second:
        assert move_here(first).code == 0
        for target in (first, second):
            target.redis.hset(keys.LAYOUT, "moving", sold.layout["store_id"])

        # When somebody moves the raffles into the second target again, Then the move is refused, because both targets
        # would sell their tickets
        refused = move_here(second)
        assert (refused.code, second.redis.zcard(keys.RAFFLES)) == (1, 0)
        assert f"to {first.url}, which gives out their tickets now" in refused.complained

        # And when somebody repeats the move into the first target, Then the move succeeds, because its first try may
        # have been interrupted at the very end
        assert move_here(first).code == 0


def client_of(url: str) -> Any:
    """Return a client of a store: a server, or a cluster."""
    if url.startswith("redis+cluster"):
        return RedisCluster.from_url(url.replace("redis+cluster", "redis").split(",")[0], decode_responses=True)
    return Redis.from_url(url, decode_responses=True)


async def moved(source: Server, target: Server) -> moving.Moved:
    """Move everything from one server to another."""
    clients = [connect(source.url), connect(target.url)]
    try:
        return await move(*clients)
    finally:
        for client in clients:
            await client.aclose()


async def test_a_move_that_was_interrupted_is_repeated(server: Server, folder: Path) -> None:
    # Given a move that was interrupted. The target has a part of a pool, but not the list of raffles. After the
    # interruption, one of the copied tickets was claimed in the source
    server.redis.zadd(keys.RAFFLES, {"fair": 1})
    server.redis.sadd(keys.pool("fair"), *range(MANY))
    with Server(folder / "target") as target:
        target.redis.sadd(keys.pool("fair"), "1", "a ticket that was claimed after the copy")

        # When somebody repeats the move, Then the target has exactly the data of the source
        assert await moved(server, target) == (1, 2, MANY + 1)
        assert target.redis.smembers(keys.pool("fair")) == server.redis.smembers(keys.pool("fair"))


async def test_no_service_uses_a_store_while_raffles_are_moved_there(
    server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a move that is interrupted after it has copied a pool and the list of raffles
    server.redis.hset(keys.LAYOUT, mapping={"store_id": "the source", "version": 3})
    server.redis.zadd(keys.RAFFLES, {"fair": 1})
    server.redis.sadd(keys.pool("fair"), "1", "2", "3")
    with Server(folder / "target") as target:

        async def interrupted(*_: Any) -> None:
            raise MoveFailed("interrupted")

        monkeypatch.setattr(moving, "_end", interrupted)
        with pytest.raises(MoveFailed, match="interrupted"):
            await moved(server, target)
        monkeypatch.undo()

        # When a service starts on the target, Then it says that the move has not ended, and changes nothing
        client = connect(target.url)
        with pytest.raises(MoveUnfinished, match="repeat it with `make move`"):
            await Scripts(client).prepare(16)
        assert target.redis.hgetall(keys.LAYOUT) == {"moving": "the source"}

        # And when a move from a different store into this target begins, Then this move is refused
        with Server(folder / "third") as third:
            third.redis.hset(keys.LAYOUT, "store_id", "a third store")
            with pytest.raises(
                MoveFailed, match=r"^a move from another store into the store at REDIS_URL has not ended"
            ):
                await moved(third, target)

        # And when a raffle of the source is deleted, and somebody repeats the first move, Then the target has only what
        # the source has
        server.redis.delete(keys.RAFFLES, keys.pool("fair"))
        target.redis.set("of another program", "1")
        assert (await moved(server, target)).raffles == 0
        assert set(target.redis.keys()) == {keys.LAYOUT, "of another program"}
        assert (await Scripts(client).prepare(16)).store_id == "the source"
        await client.aclose()


@pytest.mark.parametrize(
    ("end", "ended"),
    [(MoveFailed("the target failed"), (1, "the target failed\n")), (KeyboardInterrupt(), (130, ""))],
    ids=["a failure", "a Ctrl-C"],
)
def test_a_move_that_does_not_end_says_that_the_other_store_has_addresses(
    sold: Sold, folder: Path, monkeypatch: pytest.MonkeyPatch, end: BaseException, ended: tuple[int, str]
) -> None:
    # Given a move that fails, or that somebody interrupts, after it has copied the players
    data = folder / "data"
    shutil.copytree(sold.data, data)

    async def interrupted(*_: Any) -> None:
        raise end

    monkeypatch.setattr(moving, "_end", interrupted)
    with Server(folder / "target") as target:
        ran = run_here(app.move.main, environment=on(data) | {"REDIS_URL": target.url})
        assert target.redis.exists(keys.players(sold.on_sale))

        # Then the command says that the other store has addresses of players, and what to do
        first, rest = ran.complained.split("\n", 1)
        assert (ran.code, rest, ran.printed) == (*ended, "")
        assert first == (
            "LOOK: the store at REDIS_URL has copies of raffles now, with addresses of players: repeat the move; or, "
            "if you go on with the old store, remove these copies, as docs/operating.md says in "
            '"Moving to another store"'
        )

        # And the doctor says it about this store too
        examined = run_here(app.doctor.main, environment=on(folder / "new") | {"REDIS_URL": target.url})
        assert "LOOK  a move of raffles into the store has not ended\n" in examined.printed
        assert "remove the copies, because they have addresses of players" in examined.printed

        # And when somebody does what docs/operating.md says, Then the target no longer has the copies
        papers = (ROOT / "docs/operating.md").read_text()
        _, _, section = papers.partition("\n## Moving to another store\n")
        for command in ("FLUSHALL", "BGREWRITEAOF"):
            assert f"`redis-cli {command}`" in section.partition("\n## ")[0]
            target.redis.execute_command(command)
        assert target.redis.dbsize() == 0


def test_a_move_that_is_refused_before_it_copies_does_not_speak_of_copies(sold: Sold, folder: Path) -> None:
    # Given a target that has a raffle already
    data = folder / "data"
    shutil.copytree(sold.data, data)
    with Server(folder / "target") as target:
        target.redis.zadd(keys.RAFFLES, {"other": 1})

        # When somebody moves raffles to this target, Then the move is refused, with one line
        ran = run_here(app.move.main, environment=on(data) | {"REDIS_URL": target.url})
        assert (ran.code, ran.complained) == (1, "the store at REDIS_URL has raffles already: name an empty store\n")


async def test_a_store_in_use_is_no_target(server: Server, folder: Path) -> None:
    # Given an empty store that a service uses
    server.redis.sadd(keys.pool("fair"), "1")
    with Server(folder / "target") as target:
        service = connect(target.url, serving=True)
        await Scripts(service).prepare(16)

        # When somebody moves raffles to this store, Then the move is refused, and nothing is copied
        with pytest.raises(MoveFailed, match=r"^a service uses the store at REDIS_URL"):
            await moved(server, target)
        assert not target.redis.exists(keys.pool("fair"))
        await service.aclose()


async def test_a_service_that_starts_just_before_the_move_stops_the_move(
    server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given an empty store. A service starts on it after a move has found no service there
    server.redis.sadd(keys.pool("fair"), "1")
    looks = iter([False, True])

    async def is_served(_: Client) -> bool:
        return next(looks)

    monkeypatch.setattr(moving, "is_served", is_served)
    with Server(folder / "target") as target:
        # When somebody moves raffles to this store, Then the move is refused, and the store has no mark
        with pytest.raises(MoveFailed, match=r"^a service uses the store at REDIS_URL"):
            await moved(server, target)
        assert target.redis.dbsize() == 0


async def test_a_store_says_whether_a_service_uses_it_if_it_can(server: Server, redis_7: Server) -> None:
    # Given a new server with a user who may not ask about other clients, and an old server
    server.redis.execute_command("ACL SETUSER limited on nopass ~* +@all -client|list")
    limited = server.url.replace("://", "://limited:any@")
    services = [connect(url, serving=True) for url in (server.url, redis_7.url)]
    others = [connect(url) for url in (server.url, limited, redis_7.url)]

    # When a program asks whether a service uses the store, Then only the new server can say this, and only if the user
    # may ask
    assert [await is_served(each) for each in others] == [False, None, None]
    for service in services:
        await service.commands.ping()
    assert [await is_served(each) for each in others] == [True, None, None]
    for client in (*services, *others):
        await client.aclose()


async def test_a_service_ends_before_raffles_are_copied_into_its_store(
    server: Server, redis_7: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a service with two workers on an empty server. The server cannot say whether a service is connected
    server.redis.zadd(keys.RAFFLES, {"fair": 1})
    server.redis.sadd(keys.pool("fair"), "1")
    server.redis.hset(keys.LAYOUT, mapping={"store_id": "the source", "version": 3})
    redis_7.redis.flushall()
    serving: list[bool] = []
    with Program(folder / "service", REDIS_URL=redis_7.url, WORKERS="2", RESERVE_SIZE="32") as program:
        written = moving._write

        async def noted(*arguments: Any) -> None:
            serving.append(program.serves())
            await written(*arguments)

        monkeypatch.setattr(moving, "_write", noted)

        # When somebody moves raffles to this server
        assert (await moved(server, redis_7)).raffles == 1

        # Then the service has ended before the first copy, and its workers say why
        assert serving
        assert not any(serving)
        block_until_ended([program.pid])
        why = "the service stops: a move of raffles into the store has not ended: repeat it with `make move`"
        assert 1 <= program.log.read_text().count(why) <= 2
    assert redis_7.redis.hgetall(keys.LAYOUT) == {"store_id": "the source", "version": "3"}


async def test_a_service_that_created_a_raffle_before_it_ended_stops_the_move(
    server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a store that cannot say whether a service uses it. A service creates a raffle there just before it sees the
    # mark
    monkeypatch.setattr(moving, "SERVICES_END_SECONDS", 0)
    server.redis.sadd(keys.pool("fair"), "1")
    with Server(folder / "target") as target:

        async def is_served(_: Client) -> None:
            if target.redis.hexists(keys.LAYOUT, "moving"):
                target.redis.zadd(keys.RAFFLES, {"new": 1})

        monkeypatch.setattr(moving, "is_served", is_served)

        # When somebody moves raffles to this store, Then the move is refused, and the store has only the new raffle
        with pytest.raises(MoveFailed, match=r"^the store at REDIS_URL has raffles already"):
            await moved(server, target)
        assert target.redis.keys() == [keys.RAFFLES]


async def test_a_service_of_an_earlier_version_that_creates_a_raffle_stops_the_move(
    server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a target, and a service that does not know the mark of a move. During the move, the service creates a raffle
    # in the target
    server.redis.zadd(keys.RAFFLES, {"fair": 1})
    server.redis.sadd(keys.pool("fair"), "1")
    written = moving._write
    with Server(folder / "target") as target:

        async def created(*arguments: Any) -> None:
            await written(*arguments)
            target.redis.zadd(keys.RAFFLES, {"new": 1})

        monkeypatch.setattr(moving, "_write", created)

        # When somebody moves raffles to this store, Then the move fails, and the new raffle is still in the list
        with pytest.raises(MoveFailed, match=r"^a service has used the store at REDIS_URL during the move"):
            await moved(server, target)
        assert target.redis.zrange(keys.RAFFLES, 0, -1) == ["new"]


async def test_the_end_of_a_move_is_noted_before_the_target_can_be_used(server: Server, folder: Path) -> None:
    # Given a source with a layout (the version of its keys)
    server.redis.hset(keys.LAYOUT, mapping={"store_id": "the source", "version": 3})
    clients = [connect(server.url)]
    with Server(folder / "target") as target:
        clients.append(connect(target.url))
        marked: list[bool] = []

        # When somebody moves the store, Then the end of the move is noted in the source first, and only after this the
        # target loses its mark. Until then, no service can start on the target
        await move(*clients, before_end=lambda: marked.append(target.redis.hexists(keys.LAYOUT, "moving")))
        assert marked == [True]
        assert target.redis.hgetall(keys.LAYOUT) == {"store_id": "the source", "version": "3"}
        for client in clients:
            await client.aclose()


async def test_counters_of_wrong_codes_are_not_moved(server: Server, folder: Path) -> None:
    # Given a counter of wrong codes, which expires within a minute
    server.redis.set(keys.failures("fair", "198.51.100.7"), 1, ex=60)

    # When somebody moves the store, Then the target has no counter
    with Server(folder / "target") as target:
        assert await moved(server, target) == (0, 0, 0)
        assert target.redis.dbsize() == 0


async def test_a_key_that_differs_after_the_copy_is_noticed(
    server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a target that silently loses one ticket of a copy
    server.redis.sadd(keys.pool("fair"), "1", "2", "3")
    written = moving._write

    async def lossy(redis: Any, kind: str, name: str, chunk: list[Any]) -> None:
        await written(redis, kind, name, chunk[1:])

    monkeypatch.setattr(moving, "_write", lossy)

    # When somebody moves the store, Then the move fails and names the key
    lost = pytest.raises(MoveFailed, match=r"^raffle:\{fair\}:pool is not the same in both stores")
    with Server(folder / "target") as target, lost:
        await moved(server, target)


async def test_a_key_that_the_target_loses_after_the_copy_is_noticed(
    server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a target that loses a copied key of a raffle, as in a failover
    server.redis.sadd(keys.pool("fair"), "1", "2", "3")
    server.redis.zadd(keys.RAFFLES, {"fair": 1})
    wait = moving._wait_for_replicas
    with Server(folder / "target") as target:

        async def fail_over(client: Client, names: Iterable[str]) -> None:
            target.redis.delete(keys.pool("fair"))
            await wait(client, names)

        monkeypatch.setattr(moving, "_wait_for_replicas", fail_over)

        # When somebody moves the store, Then the move fails and names the key, and the target has no list of raffles
        with pytest.raises(MoveFailed, match=r"^raffle:\{fair\}:pool is not the same in both stores"):
            await moved(server, target)
        assert not target.redis.exists(keys.RAFFLES)


async def test_a_key_that_expires_during_the_move_is_no_fault(
    server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a list of players that expires after the move has copied it
    server.redis.hset(keys.players("fair"), "192.0.2.1", "1")
    server.redis.pexpire(keys.players("fair"), 400)
    wait = moving._wait_for_replicas
    with Server(folder / "target") as target:

        async def until_expired(client: Client, names: Iterable[str]) -> None:
            await until(lambda: not target.redis.exists(keys.players("fair")))
            await wait(client, names)

        monkeypatch.setattr(moving, "_wait_for_replicas", until_expired)

        # When somebody moves the store, Then the move does not fail
        assert (await moved(server, target)).keys == 1


async def test_a_move_waits_for_the_replicas_of_the_target(
    server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a target whose replica hangs
    monkeypatch.setattr(content, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(content, "ATTEMPTS", 2)
    server.redis.zadd(keys.RAFFLES, {"fair": 1})
    server.redis.sadd(keys.pool("fair"), "1", "2", "3")
    with Server(folder / "target", **NO_DELAY) as target, Server(folder / "replica", **NO_DELAY) as replica:
        replica.redis.replicaof(target.machine.address, target.port)
        await until(lambda: target.redis.info("replication")["connected_slaves"] == 1)
        await until(lambda: replica.redis.info("replication")["master_link_status"] == "up")
        replica.hang()

        # When somebody moves the store, Then the move fails
        try:
            with pytest.raises(MoveFailed, match=r"^a replica of the target does not confirm the copies"):
                await moved(server, target)
        finally:
            replica.go_on()

        # And when the replica goes on, Then the move can be repeated, and the replica has the data
        assert (await moved(server, target)).raffles == 1
        assert replica.redis.smembers(keys.pool("fair")) == {"1", "2", "3"}


@pytest.mark.parametrize(
    "change", ["SADD raffle:{fair}:pool 4", "SREM raffle:{fair}:pool 1", "EXPIRE raffle:{fair}:pool 9"]
)
async def test_every_change_of_a_key_changes_its_content(server: Server, change: str) -> None:
    # Given a key, and what `content_of` returns for this key
    server.redis.sadd(keys.pool("fair"), "1", "2", "3")
    client = connect(server.url)
    before = await content_of(client.commands, keys.pool("fair"))

    # When the key changes, Then `content_of` returns something else
    server.redis.execute_command(*change.split())
    assert await content_of(client.commands, keys.pool("fair")) != before

    # And when the key has its first entries again, in a different order, Then `content_of` returns its first value
    server.redis.delete(keys.pool("fair"))
    server.redis.sadd(keys.pool("fair"), "3", "1", "2")
    assert await content_of(client.commands, keys.pool("fair")) == before
    await client.aclose()


async def test_a_tree_and_substitutes_are_moved_as_they_are(server: Server, folder: Path) -> None:
    # Given a tree of hashes with bytes of all values, and a list of substitutes. A move needs several commands to copy
    # each of them
    nodes = bytes(range(256)) * 600
    server.redis.set(keys.tree("fair"), nodes)
    server.redis.rpush(keys.substitutes("fair"), *range(MANY, 0, -1))

    # When somebody moves the store, Then the target has the same bytes, and the substitutes in the same order
    with Server(folder / "target") as target:
        await moved(server, target)
        assert target.redis.execute_command("GET", keys.tree("fair"), NEVER_DECODE=True) == nodes
        assert target.redis.lrange(keys.substitutes("fair"), 0, -1) == [str(place) for place in range(MANY, 0, -1)]


async def test_a_key_of_an_unknown_type_ends_the_move(server: Server, folder: Path) -> None:
    # Given a key of a type that no key of a raffle has
    server.redis.xadd("raffle:{fair}:later", {"place": "1"})

    # When somebody moves the store, Then the move fails and names the key, and the target has no list of raffles
    with Server(folder / "target") as target:
        with pytest.raises(MoveFailed, match=r"^raffle:\{fair\}:later has the type stream"):
            await moved(server, target)
        assert not target.redis.exists(keys.RAFFLES)


def test_one_line_says_why_nothing_is_moved(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a move without a target, or a folder without data
    for target, code, line in [
        ("", 2, "set REDIS_URL to the store that gets the raffles"),
        ("redis://127.0.0.1:1/0", 1, f"{folder}/data has no data of a store"),
    ]:
        # When somebody starts the move, Then one line says why nothing is moved
        ran = move_to(target, folder / "data")
        assert (ran.code, ran.printed) == (code, "")
        assert ran.complained.startswith(line)


async def test_a_target_that_never_answers_ends_the_move(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a target that does not answer
    monkeypatch.setattr(content, "PAUSE_SECONDS", 0)
    with EmbeddedStore(folder) as source:
        clients = [connect(source.url), connect("redis://127.0.0.1:1/0")]

        # When somebody moves the store, Then the move fails and can be repeated
        with pytest.raises(MoveFailed, match=r"^a store failed, so repeat the move: "):
            await move(*clients)
        for client in clients:
            await client.aclose()


async def test_a_target_that_restarts_only_delays_the_move(
    server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a target that is killed when the copy begins, and starts again
    monkeypatch.setattr(content, "PAUSE_SECONDS", 0.01)
    server.redis.sadd(keys.pool("fair"), *range(MANY))
    written = moving._write
    with Server(folder / "target") as target:

        async def interrupted(redis: Any, kind: str, name: str, chunk: list[Any]) -> None:
            target.kill()
            target.start()
            monkeypatch.setattr(moving, "_write", written)
            await written(redis, kind, name, chunk)

        monkeypatch.setattr(moving, "_write", interrupted)

        # When somebody moves the store, Then the target has all data
        assert (await moved(server, target)).entries == MANY


def test_make_move_runs_the_move() -> None:
    # When make shows the command that it would run, Then this command is the move
    ask = ["make", "--no-print-directory", "move", "BIN=echo .venv/bin", "--assume-old=.venv/serves"]
    told = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told == ".venv/bin/python -m app.move\n"


@pytest.mark.parametrize(
    "url", ["redis://:Secret$(x@store", "rediss://me:Secret@a,b/0", "redis://store?password=Secret", "redis://store"]
)
@pytest.mark.parametrize("in_arguments", [True, False])
def test_make_warns_about_a_password_that_everybody_can_read(url: str, in_arguments: bool) -> None:
    # Given a URL with a password, either among the arguments of make or in its environment
    ask = ["make", "--no-print-directory", "move", "BIN=echo .venv/bin", "--assume-old=.venv/serves"]
    named = [f"REDIS_URL={url.replace('$', '$$')}"] if in_arguments else []
    environment = {"PATH": os.environ["PATH"]} | ({} if in_arguments else {"REDIS_URL": url})

    # When somebody moves the store, Then make warns about the arguments, does not repeat the password, and goes on
    told = subprocess.run([*ask, *named], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    warns = "every user of this machine can read the password in this command: write REDIS_URL=... make move"
    assert (warns in told.stderr) == (in_arguments and "Secret" in url)
    assert "Secret" not in told.stderr
    assert told.stdout == ".venv/bin/python -m app.move\n"
