"""The whole program, as an operator runs it. It runs in processes that a test can kill."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from redis import Redis

from tests.support.machine import Machine
from tests.support.people import Visitor, documented
from tests.support.ports import free_port
from tests.support.waiting import block_until, block_until_ended

START_SECONDS = 60

CHEAP_KIB = "8"
"""The memory of a hash, in KiB. Minting processes make hundreds of codes and their hashes in advance. With the default
memory, the hashes would keep all processors busy for a second at each start of the service."""

ROOT = Path(__file__).parent.parent.parent

ONLY_WHAT_USERS_HAVE = {"PYTHONPATH": str(Path(__file__).parent / "not_installed")}
"""In this folder is a module `pydantic` whose import fails. So Litestar does not find the real pydantic, which only
tests need, and which users do not have. The import of the real pydantic would take a sixth of Litestar's start."""


class Program:
    """`python -m app` or another command, on a free port. The embedded store has its data in the folder of the test."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self._command: Sequence[str | Path] = [sys.executable, "-m", "app"]
        self._cwd = ROOT
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}},
            "PORT": str(self.port),
            "DATA_DIR": str(folder / "data"),
            "MANAGER_IPS": "127.0.0.1",
            "FORWARDED_ALLOW_IPS": "127.0.0.1",
            "RESERVE_SIZE": "128",
            "ARGON2_MEMORY_KIB": CHEAP_KIB,
            **ONLY_WHAT_USERS_HAVE,
            **environment,
        }

    def started_by(self, *command: str | Path, cwd: Path = ROOT) -> Self:
        """Let another command start the program, in the folder `cwd`. Return the program."""
        self._command = command
        self._cwd = cwd
        return self

    def on(self, machine: Machine) -> Self:
        """Let the program run on another machine. Return the program."""
        self._command = [*machine.enter, *self._command]
        self.url = f"http://{machine.address}:{self.port}"
        self.environment["HOST"] = machine.address
        return self

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._main.terminate()
        try:
            self._main.wait(30)
        finally:
            self.kill_everything()

    def start(self) -> None:
        """Start the program, and wait until it serves."""
        with self.log.open("ab") as log:
            self._main = subprocess.Popen(
                self._command,
                cwd=self._cwd,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        block_until(lambda: self.serves() or self._main.poll() is not None, START_SECONDS)
        if self._main.poll() is not None:
            raise RuntimeError(self.log.read_text()[-2000:])
        documented(self.url)

    def visitor(self, address: str | None = None) -> Visitor:
        """Return a visitor from an address. Without an address, the visitor is the manager."""
        return Visitor(self.url, documented(self.url), address or self.environment["MANAGER_IPS"])

    def store(self) -> Redis:
        """Return a client with which a test inspects the store."""
        return Redis.from_url(self.store_url(), decode_responses=True)

    def store_url(self) -> str:
        """Return the REDIS_URL of the embedded store."""
        return (self.folder / "data" / "store.url").read_text()

    def kill_store(self) -> int:
        """Kill the store, and return the number of killed processes."""
        return _kill([process for process in children(self._main.pid) if _is_store(process)])

    def workers(self) -> list[int]:
        """Return the ids of the worker processes. With one worker, the main process is the worker."""
        return self._started_workers() or [self._main.pid]

    def kill_workers(self) -> int:
        """Kill every worker, but not the process that starts workers. Return the number of killed processes."""
        return _kill(self._started_workers())

    def _started_workers(self) -> list[int]:
        return [process for process in children(self._main.pid) if "spawn_main" in _command(process)]

    @property
    def pid(self) -> int:
        """The id of the main process. With one worker, the main process is the worker."""
        return self._main.pid

    @contextmanager
    def minters_stopped(self) -> Iterator[None]:
        """Stop the minting processes, which make codes. When the block ends, let them go on."""
        minters = [
            child for worker in self.workers() for child in children(worker) if "app.service.minter" in _command(child)
        ]
        for minter in minters:
            os.kill(minter, signal.SIGSTOP)
        try:
            yield
        finally:
            for minter in minters:
                os.kill(minter, signal.SIGCONT)

    def kill_everything(self) -> int:
        """Kill every process of the program, and return their number."""
        everything = [self._main.pid]
        for process in everything:
            everything.extend(children(process))
        killed = _kill(everything)
        self._main.wait()
        return killed

    def serves(self) -> bool:
        """Return whether the program is ready to serve."""
        # A test asks many times while a program starts. With httpx, each request would take four times as long.
        with suppress(OSError, HTTPException), closing(HTTPConnection(urlsplit(self.url).netloc, timeout=1)) as asking:
            asking.request("GET", "/health/ready")
            answer = asking.getresponse()
            answer.read()
            return answer.status == 200
        return False


def children(process: int) -> list[int]:
    """Return the ids of the processes that a process started."""
    with suppress(FileNotFoundError, ProcessLookupError):
        tasks = Path(f"/proc/{process}/task").iterdir()
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    return []


def _is_store(process: int) -> bool:
    return "-server" in _command(process)


def _command(process: int) -> str:
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{process}/cmdline").read_text()
    return ""


def _kill(processes: list[int]) -> int:
    """Kill processes, and wait until they have ended. Return how many of them were still running."""
    killed = 0
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
            killed += 1
    block_until_ended(processes)
    return killed
