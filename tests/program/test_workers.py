"""Several workers on one embedded store: one service, one set of figures, one end."""

import asyncio
import os
import re
import resource
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest

import app
from tests.support.people import address
from tests.support.program import Program, children
from tests.support.waiting import block_until, block_until_ended, until

WORKERS = 2
RESERVE = 64


@pytest.fixture
def program(folder: Path) -> Iterator[Program]:
    with Program(folder, WORKERS=str(WORKERS), RESERVE_SIZE=str(RESERVE), LOG_LEVEL="warning") as running:
        yield running


def processes(program: Program) -> list[int]:
    """Return the processes of a program except its store, which has a session of its own and is ended apart."""
    found = [program._main.pid]
    for process in found:
        found.extend(child for child in children(process) if "valkey" not in command(child))
    return found


def command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def workers(program: Program) -> list[int]:
    return [child for child in children(program._main.pid) if "spawn_main" in command(child)]


def replaced(program: Program, before: list[int]) -> bool:
    """Return whether a program serves, with as many workers as it should have and none from before."""
    now = workers(program)
    return len(now) == WORKERS and not set(now) & set(before) and program.serves()


async def figure(program: Program, name: str) -> float:
    async with program.visitor() as anyone:
        text = (await anyone.get("/metrics")).text
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


async def ready(program: Program, pairs: int) -> None:
    """Wait until the workers have that many pairs ready together."""

    async def full() -> bool:
        return await figure(program, "raffle_reserve_size") >= pairs

    await until(full)


async def test_the_figures_are_those_of_all_workers(program: Program) -> None:
    # Given tickets claimed on fresh connections, which spread over the workers
    async with program.visitor() as manager:
        raffle_id = await manager.create(40)
    for place in range(40):
        async with program.visitor(address(place)) as player:
            assert (await player.claim(raffle_id)).status_code == 201

    # Then each /metrics, whichever worker answers, counts all of them
    for _ in range(6):
        assert await figure(program, 'raffle_claims_total{outcome="claimed"}') == 40


async def test_the_reserve_of_a_worker_that_died_is_no_longer_counted(program: Program) -> None:
    # Given two workers with a full reserve each
    await ready(program, WORKERS * RESERVE)
    # a batch may come on top of a full reserve, for each worker
    most = WORKERS * (RESERVE + 32 * (os.cpu_count() or 1))

    # When both are killed, and started anew, more than once
    for _ in range(2):
        before = workers(program)
        assert program.kill_workers() == WORKERS
        await until(partial(replaced, program, before))

    # Then only what the living have is counted
    await ready(program, WORKERS * RESERVE)
    assert await figure(program, "raffle_reserve_size") <= most


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
async def test_the_end_of_the_program_is_the_end_of_all_its_processes(program: Program, how: signal.Signals) -> None:
    # Given workers that mint
    await ready(program, RESERVE)
    running = processes(program)
    assert len(running) > 2 * WORKERS

    # When the program is told to stop, or killed
    os.kill(program._main.pid, how)
    program._main.wait(30)

    # Then no worker and no minting process is left; a store left behind is taken over by the next start
    block_until_ended(running, seconds=15)
    if how == signal.SIGKILL:
        program.store().shutdown(nosave=True)


def test_a_change_of_the_code_is_followed_when_that_is_wanted(folder: Path) -> None:
    # Given a service that follows changes
    with Program(folder, "--reload", RESERVE_SIZE="1", LOG_LEVEL="warning") as program:
        before = workers(program)
        assert len(before) == 1

        # When a file of the code is saved again
        Path(app.__file__).parent.joinpath("errors", "__init__.py").touch()

        # Then another process serves
        block_until(lambda: workers(program) != before and program.serves())
        assert len(workers(program)) == 1
        assert workers(program) != before


@contextmanager
def files(most: int) -> Iterator[None]:
    """Allow what is started meanwhile so many open files, unless it asks for more."""
    before, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, hard))


async def test_more_clients_may_be_connected_than_programs_usually_may_open_files(folder: Path) -> None:
    with ExitStack() as stack:
        # Given a program that was started with few open files allowed
        with files(128):
            program = stack.enter_context(Program(folder, RESERVE_SIZE="1", LOG_LEVEL="warning"))

        # When more clients than that connect and stay
        clients = [await asyncio.open_connection("127.0.0.1", program.port) for _ in range(300)]
        for _, writer in clients:
            stack.callback(writer.close)
            writer.write(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")

        # Then each is answered
        async with asyncio.timeout(10):
            answers = [await reader.readuntil(b"ok") for reader, _ in clients]
        assert all(answer.startswith(b"HTTP/1.1 200 ") for answer in answers)
