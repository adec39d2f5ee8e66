"""A store is restored on one machine while two services, each with two workers, wait for this store."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
from redis import Redis

from app.store import keys
from tests.support.commands import Ran, run
from tests.support.people import Visitor, address, problem
from tests.support.program import Program
from tests.support.servers import Server
from tests.support.waiting import block_until_ended, until

PASSWORD = "of-the-operator"
TICKETS = 9


class Restored(NamedTuple):
    """A store with the data of a backup. Its services wait, because only the operator has the new password."""

    server: Server
    operator: Redis
    services: list[Program]
    raffle_id: str
    incarnation: str

    def finish(self) -> Ran:
        """Run `make restored` as the operator."""
        url = self.server.url.replace("://", f"://:{PASSWORD}@")
        folder = self.services[0].folder / "data"
        environment = {"REDIS_URL": url, "DATA_DIR": str(folder), "PATH": os.environ["PATH"]}
        return run("restored", environment=environment)

    def let_services_in(self) -> None:
        """Remove the password, so that the services reach their store."""
        self.operator.config_set("requirepass", "")


class Running(NamedTuple):
    """A store, and two services on this store."""

    server: Server
    files: Path
    services: list[Program]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A store, and two services that use it. Each test ends with services that serve, so the tests share them."""
    folder = tmp_path_factory.mktemp("running")
    with Server(folder / "server") as server, ExitStack() as stack:
        services = [
            stack.enter_context(Program(folder / name, REDIS_URL=server.url, WORKERS="2", RESERVE_SIZE="32"))
            for name in ("one", "two")
        ]
        yield Running(server, folder / "server" / "appendonlydir", services)


@pytest.fixture
async def waiting(running: Running, folder: Path) -> AsyncIterator[Restored]:
    """Two services that wait for their store. The store has the data of a backup, which lacks the last ticket."""
    server, files, services = running
    async with services[0].visitor() as manager:
        raffle_id = await manager.create(TICKETS)
        incarnation = (await manager.claim(raffle_id, address(0))).headers["Store-Incarnation"]
        shutil.copytree(files, folder / "backup")
        assert (await manager.claim(raffle_id, address(1))).status_code == 201
    server.stop()
    shutil.rmtree(files)
    shutil.copytree(folder / "backup", files)
    server.start_closed(PASSWORD)
    await until(lambda: not any(service.serves() for service in services))
    with Redis(server.machine.address, server.port, password=PASSWORD, decode_responses=True) as operator:
        yield Restored(server, operator, services, raffle_id, incarnation)
    async with services[0].visitor() as manager:
        assert (await manager.delete(f"/raffles/{raffle_id}/")).status_code == 204


async def refusal_of_a_connected_worker(player: Visitor, raffle_id: str) -> str:
    """Claim until the worker of this connection has reached the store again, and return its refusal.

    If the connection to the store breaks during a claim, the outcome of this claim is unknown. If this claim sold a
    ticket, the next claim is refused with `already-participated`.
    """
    refusals: list[str] = []

    async def is_connected() -> bool:
        refusals.append(problem(await player.claim(raffle_id)))
        return refusals[-1] not in {"store-unavailable", "outcome-unknown"}

    await until(is_connected)
    return refusals[-1]


async def test_services_that_waited_for_a_restore_know_that_there_was_one(waiting: Restored) -> None:
    # Given a restored store, and two services that wait for it, When the operator ends the restore, and the services
    # reach the store again
    ended = waiting.finish()
    assert (ended.code, ended.complained) == (0, "")
    assert ended.printed.startswith("suspended raffles: 1; ")
    waiting.let_services_in()
    await until(lambda: all(service.serves() for service in waiting.services))

    # Then every worker refuses claims until a manager resumes the raffle. Each new connection may reach another worker
    for service in waiting.services:
        for place in range(2, 8):
            async with service.visitor(address(place)) as player:
                assert await refusal_of_a_connected_worker(player, waiting.raffle_id) == "suspended"

    # And after this, the answers of both services have the same new Store-Incarnation
    async with waiting.services[0].visitor() as manager:
        assert (await manager.post(f"/raffles/{waiting.raffle_id}/resume/")).status_code == 200
    found = set()
    for place in range(2, 2 + TICKETS - 1):
        async with waiting.services[place % 2].visitor(address(place)) as player:
            claimed = await player.claim(waiting.raffle_id)
            assert claimed.status_code == 201
            found.add(claimed.headers["Store-Incarnation"])
    assert len(found) == 1
    assert waiting.incarnation not in found


async def test_services_that_waited_sell_nothing_from_a_store_whose_restore_has_not_ended(waiting: Restored) -> None:
    # Given a restore that was interrupted before it suspended the raffle. (A suspended raffle refuses claims until a
    # manager resumes it)
    waiting.operator.hset(keys.LAYOUT, "restoring", 1)

    # When the services reach the store again, Then they end, and say why
    waiting.let_services_in()
    block_until_ended([service.pid for service in waiting.services])
    for service in waiting.services:
        why = "the service stops: the restore of the store has not ended: finish it with `make restored`"
        assert 1 <= service.log.read_text().count(why) <= 2

    # And when the operator has ended the restore, Then the services start, and the raffle is suspended
    waiting.operator.config_set("requirepass", PASSWORD)
    assert waiting.finish().code == 0
    waiting.let_services_in()
    for service in waiting.services:
        service.kill_everything()  # collects the exit code of the process that has ended
        service.start()
        async with service.visitor(address(2)) as player:
            assert problem(await player.claim(waiting.raffle_id)) == "suspended"
