"""Several workers (processes that serve) on one embedded store. They act as one service, and end together.

The reserve of a worker has pairs of code and hash that minting processes made in advance.
"""

import asyncio
import os
import re
import resource
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest
import uvicorn
from uvicorn.supervisors.multiprocess import SIGNALS

import app
from app.http.workers import HANG_SECONDS, Workers
from tests.support.people import address
from tests.support.program import ONLY_WHAT_USERS_HAVE, START_SECONDS, Program, children
from tests.support.waiting import block_until, block_until_ended, until

WORKERS = 2
RESERVE = 64


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("workers")
    with Program(folder, WORKERS=str(WORKERS), RESERVE_SIZE=str(RESERVE), LOG_LEVEL="warning") as running:
        yield running


@pytest.fixture
def program(started: Program) -> Program:
    """A program with two workers. A test may end this program, because the next test starts it again."""
    if not started.serves():
        started.start()
    return started


def processes(program: Program) -> list[int]:
    """Return the processes of a program, without its store. The store has its own session and ends separately."""
    found = [program._main.pid]
    for process in found:
        found.extend(child for child in children(process) if "valkey" not in command(child))
    return found


def command(process: int) -> str:
    """Return the command line of a process, or '' if the process has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def workers(program: Program) -> list[int]:
    """Return the worker processes."""
    return [child for child in children(program._main.pid) if "spawn_main" in command(child)]


def replaced(program: Program, before: list[int]) -> bool:
    """Return whether the program serves and has all its workers, but none of the workers in `before`."""
    now = workers(program)
    return len(now) == WORKERS and not set(now) & set(before) and program.serves()


async def metric(program: Program, name: str) -> float:
    """Return the value of a metric, or 0 if the metric is missing."""
    async with program.visitor() as anyone:
        text = (await anyone.get("/metrics")).text
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


async def has_value(program: Program, name: str, value: float) -> bool:
    return await metric(program, name) == value


async def has_reserve(program: Program, pairs: int) -> None:
    """Wait until the reserves of all workers together have at least this many pairs of code and hash."""

    async def full() -> bool:
        return await metric(program, "raffle_reserve_size") >= pairs

    await until(full)


async def test_metrics_add_up_all_workers(program: Program) -> None:
    # Given tickets that were claimed on new connections. Different workers accept these connections
    name = 'raffle_claims_total{outcome="claimed"}'
    before = await metric(program, name)
    async with program.visitor() as manager:
        raffle_id = await manager.create(40)
    for place in range(40):
        async with program.visitor(address(place)) as player:
            assert (await player.claim(raffle_id)).status_code == 201

    # When any worker answers /metrics, Then the answer soon counts the claims of all workers. Each worker adds its
    # claims within 50 ms, and an answer is shared for a moment
    async def complete() -> bool:
        return [await metric(program, name) for _ in range(6)] == [before + 40] * 6

    await until(complete)


async def test_the_reserve_of_a_worker_that_died_is_no_longer_counted(program: Program) -> None:
    # Given two workers, each with a full reserve
    await has_reserve(program, WORKERS * RESERVE)
    # Each minting process can still add its last batch to a full reserve.
    most = WORKERS * (RESERVE + 32 * (os.cpu_count() or 1))

    # When both workers are killed and replaced, two times
    for _ in range(2):
        before = workers(program)
        assert program.kill_workers() == WORKERS
        await until(partial(replaced, program, before))

    # Then only the reserves of the living workers are counted
    await has_reserve(program, WORKERS * RESERVE)
    assert await metric(program, "raffle_reserve_size") <= most


def folder_of_metrics(program: Program) -> Path:
    """Return the folder in which the workers keep their metrics."""
    (found,) = (program.folder / "data").glob("metrics-*")
    return found


async def test_workers_write_their_metrics_again_after_somebody_removed_them(program: Program) -> None:
    # Given a program whose folder of metrics is removed
    await has_reserve(program, WORKERS * RESERVE)
    folder, before = folder_of_metrics(program), workers(program)
    shutil.rmtree(folder)

    # When both workers have made the folder and their files again
    block_until(lambda: folder.exists() and len(list(folder.glob("gauge_livesum_*"))) == WORKERS)

    # Then the metrics count the reserves of both workers, and all requests that come later. The program needed no new
    # workers
    await has_reserve(program, WORKERS * RESERVE)
    for _ in range(20):
        async with program.visitor() as anyone:
            assert (await anyone.get("/raffles/")).status_code == 200
    name = 'http_requests_total{method="GET",route="/raffles",status="200"}'
    await until(lambda: has_value(program, name, 20))  # a worker's figures can be a quarter of a second old
    assert workers(program) == before

    # And when the folder is removed again, and workers are killed directly after the removal, Then new workers can
    # start
    shutil.rmtree(folder)
    assert program.kill_workers() == WORKERS
    await until(partial(replaced, program, before))
    await has_reserve(program, WORKERS * RESERVE)


def test_a_program_whose_workers_cannot_start_ends(folder: Path) -> None:
    # Given a machine on which every new worker dies
    folder.joinpath("sitecustomize.py").write_text(
        "import os, sys\nif 'spawn_main' in str(sys.orig_argv): os._exit(1)\n"
    )

    # When somebody starts the program with two workers
    path = os.pathsep.join([str(folder), ONLY_WHAT_USERS_HAVE["PYTHONPATH"]])
    program = Program(folder, WORKERS="2", PYTHONPATH=path, LOG_LEVEL="error")
    with pytest.raises(RuntimeError, match=r"the service stops: [0-9]+ workers have died before they served"):
        program.start()

    # Then the program ends with the exit code 3, and leaves no store
    assert program._main.returncode == 3
    assert not (folder / "data" / "store.url").exists()


@pytest.fixture
def supervisor() -> Iterator[Workers]:
    """A supervisor whose only worker serves."""
    handlers = {number: signal.getsignal(number) for number in SIGNALS}
    with socket.create_server(("127.0.0.1", 0)) as listening:
        supervisor = Workers(uvicorn.Config("litestar:Litestar", factory=True), [listening])
        supervisor.init_processes()
        try:
            assert supervisor.processes[0].wait_until_ready(START_SECONDS)
            yield supervisor
        finally:
            for worker in supervisor.processes:
                worker.kill()
                worker.join()
            for number, handler in handlers.items():
                signal.signal(number, handler)


def test_a_ping_ends_when_the_worker_ends_without_an_answer(supervisor: Workers) -> None:
    # Given a worker that gets a ping and does not answer
    supervisor.keep_subprocess_alive()
    (worker,) = supervisor.processes
    assert worker.pid
    os.kill(worker.pid, signal.SIGSTOP)
    block_until(lambda: not worker.ping(0.1))  # on a busy machine, late answers to earlier pings come first
    with ThreadPoolExecutor() as pool:
        answered = pool.submit(worker.ping, HANG_SECONDS)
        assert not wait([answered], timeout=0.2).done

        # When the worker ends
        os.kill(worker.pid, signal.SIGKILL)

        # Then the ping fails immediately, although its time limit has not passed
        assert answered.result(HANG_SECONDS / 2) is False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
async def test_all_processes_end_with_the_program(program: Program, how: signal.Signals) -> None:
    # Given workers with minting processes
    await has_reserve(program, RESERVE)
    running = processes(program)
    assert len(running) > 2 * WORKERS

    # When somebody stops or kills the program
    os.kill(program._main.pid, how)
    program._main.wait(30)

    # Then no worker and no minting process is left. Only the store survives SIGKILL, so stop it here
    block_until_ended(running, seconds=15)
    if how == signal.SIGKILL:
        program.store().shutdown(nosave=True)


@pytest.mark.parametrize("module", [["app"], ["app.commands", "serve"]])
def test_with_reload_a_change_of_the_code_restarts_the_service(folder: Path, module: list[str]) -> None:
    # Given a service that restarts when its code changes
    program = Program(folder, RESERVE_SIZE="1", LOG_LEVEL="warning")
    with program.started_by(sys.executable, "-m", *module, "--reload"):
        before = workers(program)
        assert len(before) == 1

        # When somebody saves a file of the code
        Path(app.__file__).parent.joinpath("errors", "__init__.py").touch()

        # Then a new process serves
        block_until(lambda: workers(program) != before and program.serves())
        assert len(workers(program)) == 1
        assert workers(program) != before


@contextmanager
def open_files_limited_to(most: int) -> Iterator[None]:
    """Limit the open files of the programs that start in this block. A program can raise its own limit again."""
    before, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, hard))


async def test_more_clients_can_connect_than_the_usual_limit_of_open_files(folder: Path) -> None:
    with ExitStack() as stack:
        # Given a program that was started with a low limit of open files
        with open_files_limited_to(128):
            program = stack.enter_context(Program(folder, RESERVE_SIZE="1", LOG_LEVEL="warning"))

        # When more clients than this limit connect and stay connected
        clients = [await asyncio.open_connection("127.0.0.1", program.port) for _ in range(300)]
        for _, writer in clients:
            stack.callback(writer.close)
            writer.write(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")

        # Then each client is answered
        async with asyncio.timeout(10):
            answers = [await reader.readuntil(b"ok") for reader, _ in clients]
        assert all(answer.startswith(b"HTTP/1.1 200 ") for answer in answers)
