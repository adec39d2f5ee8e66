"""`kill -9` at random moments under load: no acknowledged ticket is lost, and no player gets two tickets."""

import asyncio
import random
from collections.abc import Callable, Iterator

import pytest

from app.store import keys
from tests.faults.conftest import Report, many
from tests.support.crowd import Crowd, every_ticket_is_somewhere_once
from tests.support.program import Program

TICKETS = 100_000
KILLS = many(2, 20)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A service with two workers. It serves again after each kind of kill, so the tests share it."""
    with Program(tmp_path_factory.mktemp("killed"), WORKERS="2", LOG_LEVEL="warning") as running:
        yield running


def _kill_store(program: Program) -> int:
    return program.kill_store()


def _kill_workers(program: Program) -> int:
    return program.kill_workers()


def _kill_everything(program: Program) -> int:
    killed = program.kill_everything()
    program.start()
    return killed


@pytest.mark.parametrize("kill", [_kill_store, _kill_workers, _kill_everything])
async def test_nothing_acknowledged_is_lost_when_processes_are_killed(
    kill: Callable[[Program], int], program: Program, report: Report
) -> None:
    # Given a crowd that claims tickets. Each player has an Idempotency-Key and tries again until there is an answer
    async with program.visitor() as manager:
        raffle_id = await manager.create(TICKETS)
    crowd = Crowd(program.url, raffle_id)

    # When processes are killed at random moments
    killed = 0
    async with crowd.claiming():
        for _ in range(KILLS):
            await crowd.grows()
            await asyncio.sleep(random.uniform(0, 0.3))  # The moment is random. There is no event to wait for.
            killed += await asyncio.to_thread(kill, program)
        await crowd.grows()

    # Then the store has each acknowledged ticket with its code, and all other tickets are in the pool (they can still
    # be claimed)
    redis = program.store()
    losses = crowd.losses(redis)
    report(f"{KILLS} kills ({killed} processes), {len(crowd.held)} claims, {len(losses)} lost; {dict(crowd.answers)}")
    assert killed >= KILLS
    assert losses == []
    every_ticket_is_somewhere_once(redis, raffle_id, TICKETS)
    assert len(crowd.held) == redis.hlen(keys.players(raffle_id))
