"""The steps of docs/operating.md that back up and restore a store: one server, servers with Sentinel, or a cluster."""

import asyncio
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from app import restored
from app.domain.raffle import Raffle
from app.service.fills import _Seen
from app.store import keys
from app.store.connect import connect
from tests.support.commands import ROOT, run_in_thread
from tests.support.many_servers import PRIMARIES, Cluster, Watched
from tests.support.parts import Parts, a_raffle
from tests.support.people import address
from tests.support.servers import Server

OPERATING = (ROOT / "docs/operating.md").read_text()

TICKETS = 20
RAFFLES = 6
"""With this number of raffles, each primary of a cluster very probably has at least one raffle."""


def data(server: Server) -> Path:
    return server._folder / "appendonlydir"


def back_up(servers: Sequence[Server], target: Path) -> None:
    """Stop each server, copy its data, and start the server again."""
    for place, server in enumerate(servers):
        server.stop()
        shutil.copytree(data(server), target / str(place))
        server.start()


def put_back(servers: Sequence[Server], source: Path) -> None:
    """Replace the data of stopped servers by a backup."""
    for place, server in enumerate(servers):
        shutil.rmtree(data(server))
        shutil.copytree(source / str(place), data(server))


def put_back_all(many: Cluster, source: Path) -> None:
    """Restore a backup to the primaries of a cluster. The replicas then start without data."""
    primaries, replicas = many.servers[:PRIMARIES], many.servers[PRIMARIES:]
    for server in many.servers:
        server.stop()
    put_back(primaries, source)
    for primary in primaries:
        primary.start()
    for replica in replicas:
        shutil.rmtree(data(replica))
        replica.start()
    many.settle()


async def raffles_with_tickets(url: str) -> list[str]:
    """Create raffles, claim a ticket of each raffle, and return the ids of the raffles."""
    parts = Parts.on(connect(url))
    raffle_ids = [(await parts.raffles.create(a_raffle(TICKETS))).raffle.id for _ in range(RAFFLES)]
    for raffle_id in raffle_ids:
        await parts.claim(raffle_id, address(1))
    await parts.close()
    return raffle_ids


async def claim_more(url: str, raffle_ids: Sequence[str]) -> None:
    """Claim a second ticket of each raffle."""
    parts = Parts.on(connect(url))
    for raffle_id in raffle_ids:
        await parts.claim(raffle_id, address(2))
    await parts.close()


async def the_backup_is_back(url: str, raffle_ids: Sequence[str]) -> None:
    """Assert that `make restored` suspends the raffles of the backup, and that a resumed raffle goes on."""
    environment = {"REDIS_URL": url, "PATH": os.environ["PATH"]}
    ran = await run_in_thread(restored.main, environment=environment)
    assert (ran.code, ran.complained) == (0, "")
    assert ran.printed.startswith(f"suspended raffles: {RAFFLES};")
    parts = Parts.on(connect(url))
    for raffle_id in raffle_ids:
        raffle = await parts.reads.raffle(raffle_id)
        assert isinstance(raffle, Raffle)
        assert (raffle.status, raffle.available_tickets) == ("suspended", TICKETS - 1)
        await parts.raffles.resume(raffle_id)
        await parts.claim(raffle_id, address(3))
    await parts.close()


async def test_a_backup_of_one_server_can_be_restored(server: Server, folder: Path) -> None:
    # Given a backup of a server, and claims after the backup
    raffle_ids = await raffles_with_tickets(server.url)
    back_up([server], folder / "saved")
    await claim_more(server.url, raffle_ids)

    # When somebody restores the backup, Then the raffles are suspended, have the tickets of the backup, and can be
    # resumed
    server.stop()
    put_back([server], folder / "saved")
    server.start()
    await the_backup_is_back(server.url, raffle_ids)


def in_containers(heading: str) -> list[str]:
    """Return the commands below a heading of docs/operating.md that run in a container of the store."""
    block = OPERATING.partition(heading)[2].partition("```sh")[2].partition("```")[0]
    return re.findall(r"^docker compose run --rm --no-deps .*?\bstore (.*)", block, re.MULTILINE)


async def test_the_commands_for_compose_restore_a_backup(server: Server, folder: Path) -> None:
    # Given the commands that save and restore a volume. Folders of this test replace the folders of the container
    (folder / "backup").mkdir()

    def type_in(commands: list[str]) -> None:
        server.stop()
        for command in commands:
            here = command.replace("/data", str(server._folder))
            subprocess.run(here, shell=True, cwd=folder / "backup", check=True)  # noqa: S602 - we wrote the command
        server.start()

    saving, restoring = (
        in_containers("With the store of the compose file, a backup is:"),
        in_containers("These commands restore the backup:"),
    )
    assert [len(saving), len(restoring)] == [1, 2]

    # When these commands save a store, and restore it after players have claimed more tickets
    raffle_ids = await raffles_with_tickets(server.url)
    type_in(saving)
    await claim_more(server.url, raffle_ids)
    type_in(restoring)

    # Then the raffles of the backup are suspended, and the replaced data is kept
    await the_backup_is_back(server.url, raffle_ids)
    assert len([*server._folder.glob("before-*")]) == 1

    # And when somebody restores a backup again, Then the data that it replaces is kept too
    await asyncio.sleep(1.1)  # Two restores in the same second would use the same folder.
    type_in(restoring)
    assert len([*server._folder.glob("before-*")]) == 2


async def test_a_backup_of_servers_with_sentinel_can_be_restored(folder: Path) -> None:
    # Given a backup of a replica, and claims after the backup
    with Watched(folder) as many:
        raffle_ids = await raffles_with_tickets(many.url)
        primary, replicas = many.primary_of(""), many.replicas()
        back_up(replicas[:1], folder / "saved")
        await claim_more(many.url, raffle_ids)

        # When an operator stops the Sentinels, and then restores the backup
        for server in (*many.sentinels, primary, *replicas):
            server.stop()
        put_back([primary], folder / "saved")
        primary.start()
        for replica in replicas:
            shutil.rmtree(data(replica))
            replica.start()
            replica.redis.replicaof("127.0.0.1", primary.port)
            many.rejoined(replica)
        for sentinel in many.sentinels:
            sentinel.start()

        # Then the raffles are suspended, have the tickets of the backup, and can be resumed
        await the_backup_is_back(many.url, raffle_ids)


async def test_a_backup_of_a_cluster_can_be_restored(folder: Path) -> None:
    # Given a backup of a replica of each primary, and claims after the backup
    with Cluster(folder) as many:
        raffle_ids = await raffles_with_tickets(many.url)
        back_up(many.servers[PRIMARIES:], folder / "saved")
        many.settle()
        await claim_more(many.url, raffle_ids)

        # When somebody restores the backup
        put_back_all(many, folder / "saved")

        # Then the raffles are suspended, have the tickets of the backup, and can be resumed
        await the_backup_is_back(many.url, raffle_ids)


async def test_a_raffle_that_the_copied_list_lacks_gets_into_the_lists(folder: Path) -> None:
    # Given a backup of a cluster, in which the node of the lists was copied first. Then raffles were created on other
    # nodes, and then these nodes were copied
    with Cluster(folder) as many:
        primaries, replicas = many.servers[:PRIMARIES], many.servers[PRIMARIES:]
        parts = Parts.on(connect(many.url))
        await parts.client.primaries()
        nodes = {key: parts.client.route(key).name for key in (keys.RAFFLES, keys.UNSEALED)}
        first = [nodes[keys.RAFFLES].endswith(f":{primary.port}") for primary in primaries].index(True)
        back_up([replicas[first]], folder / "of-lists")
        many.settle()
        raffle_ids: list[str] = []
        while len(raffle_ids) < RAFFLES:
            key = f"raffle-{uuid4()}"
            raffle_id = await parts.raffles.id_for(key)
            if parts.client.route(keys.raffle(raffle_id)).name not in nodes.values():
                raffle_ids.append((await parts.raffles.create(a_raffle(TICKETS), key)).raffle.id)
        for raffle_id in raffle_ids:
            await parts.claim(raffle_id, address(1))
        await parts.close()
        back_up(replicas, folder / "saved")
        shutil.rmtree(folder / "saved" / str(first))
        shutil.copytree(folder / "of-lists" / "0", folder / "saved" / str(first))
        many.settle()

        # When somebody restores the backup
        put_back_all(many, folder / "saved")

        # Then no list has the raffles, and `make restored` suspends them
        parts = Parts.on(connect(many.url))
        assert set(await parts.client.commands.zmscore(keys.RAFFLES, raffle_ids)) == {None}
        await the_backup_is_back(many.url, raffle_ids)

        # And when a service continues the stopped fills, Then the lists have the raffles
        before: dict[str, _Seen] = {}
        for _ in range(2):
            before = await parts.fills._continue_stopped(before)
            await asyncio.gather(*parts.fills._fills.values())
        assert None not in await parts.client.commands.zmscore(keys.RAFFLES, raffle_ids)
        await parts.close()
