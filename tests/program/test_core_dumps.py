"""No process of the service writes a core dump: a copy of its memory, with codes, keys, secrets and addresses."""

import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
from redis import Redis, RedisError

from app.embedded.orphan import NO_RETRY
from app.embedded.server import EmbeddedStore
from tests.support.commands import ROOT, on
from tests.support.program import Program, children
from tests.support.waiting import block_until, block_until_ended

ADDRESS = "198.51.100.77"

CRASHES = """
import os, signal, sys
from app import program
os.chdir(sys.argv[1])
program.run(lambda settings: os.kill(os.getpid(), signal.SIGSEGV))
"""
"""A program of the service that crashes in a folder."""


@pytest.fixture(autouse=True)
def core_dumps_of_any_size() -> Iterator[None]:
    """Let the processes that a test starts write core dumps, as systemd does by default."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    if FILTER.exists():
        FILTER.write_text("0x33")  # the default
    yield
    resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))


FILTER = Path("/proc/self/coredump_filter")


def limit_of(process: int) -> str:
    """Return the largest size of a core dump of a process. The result is empty if the process has ended."""
    with suppress(FileNotFoundError, ProcessLookupError):
        (line,) = [
            each for each in Path(f"/proc/{process}/limits").read_text().splitlines() if each.startswith("Max core")
        ]
        return line.split()[4]
    return ""


def filter_of(process: int) -> str:
    """Return which parts of its memory Linux dumps for a process. The result is empty if the process has ended."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return (Path(f"/proc/{process}") / FILTER.name).read_text().strip()
    return ""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the limits of a process")
def test_no_process_of_the_service_writes_a_core_dump(folder: Path) -> None:
    # Given a system that allows core dumps of any size
    if resource.getrlimit(resource.RLIMIT_CORE)[1] != resource.RLIM_INFINITY:
        pytest.skip("this system allows no core dumps")

    # When a service with an embedded store and two workers runs
    with Program(folder, WORKERS="2", RESERVE_SIZE="32") as program:
        block_until(lambda: all(children(worker) for worker in program.workers()))

        # Then the main process, the store, the workers and the processes that make codes write no core dump, neither
        # into a file nor to another program
        processes = [program.pid]
        for process in processes:
            processes.extend(children(process))
        assert len(processes) >= 6
        assert {limit_of(process) for process in processes} - {""} == {"1"}

        # And if Linux gives a dump to a socket, which has no limit, this dump has no memory of the process
        assert {filter_of(process) for process in processes} - {""} == {"00000000"}


def test_a_command_that_crashes_writes_no_core_dump(folder: Path) -> None:
    # When a program of the service crashes in an empty folder, Then the system has written no core dump, and the folder
    # is empty
    environment = {"PYTHONPATH": str(ROOT), **on(folder / "data")}
    process = os.posix_spawn(sys.executable, [sys.executable, "-c", CRASHES, str(folder)], environment)
    _, status = os.waitpid(process, 0)
    assert (os.WIFSIGNALED(status), os.WCOREDUMP(status)) == (True, False)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("kind", ["valkey", "redis"])
def test_the_log_of_a_store_that_crashes_has_no_addresses(
    folder: Path, kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given an embedded store that is Valkey, or a Redis from PATH. It runs a script with the address of a player
    if kind == "redis":
        program = request.getfixturevalue("program_of")("redis")
        monkeypatch.setattr("app.embedded.server.server_program", lambda: program)
    with EmbeddedStore(folder) as store, Redis.from_url(store.url) as client:
        server = client.info("server")["process_id"]

        def claim() -> None:
            with suppress(RedisError):
                client.eval("while true do end", 0, ADDRESS)

        claiming = Thread(target=claim)
        claiming.start()
        block_until(lambda: is_busy(store.url))

        # When the store crashes, Then its log has no address of a player
        os.kill(server, signal.SIGSEGV)
        block_until_ended([server])
        claiming.join()
    assert ADDRESS not in (folder / "store.log").read_text(errors="replace")


def is_busy(url: str) -> bool:
    """Return whether a store does not answer, because it runs a script."""
    with Redis.from_url(url, socket_timeout=0.1, retry=NO_RETRY) as client:
        try:
            client.ping()
        except RedisError:
            return True
        return False
