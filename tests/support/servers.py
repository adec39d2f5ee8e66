"""Servers of a store. A test can let them hang, fill them and kill them."""

import os
import signal
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from redis import AuthenticationError, Redis, RedisError

from app.embedded.orphan import NO_RETRY
from app.embedded.program import server_program
from tests.support.machine import THIS_MACHINE, Machine
from tests.support.ports import free_port
from tests.support.waiting import block_until

START_SECONDS = 30


class Server:
    """A server on a free port, as durable as the embedded store. The default program is that of the embedded store."""

    def __init__(
        self,
        folder: Path,
        *arguments: str,
        program: str | None = None,
        machine: Machine = THIS_MACHINE,
        **settings: Any,
    ) -> None:
        self.machine = machine
        self.port = free_port()
        self.url = f"redis://{machine.address}:{self.port}/0"
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)
        self._program = program or server_program()
        durable = {"save": "", "appendonly": "yes", "appendfsync": "always", "maxmemory-policy": "noeviction"}
        always = {
            "bind": machine.address,
            "protected-mode": "no",
            "port": self.port,
            "dir": folder,
            "logfile": folder / "log",
        }
        every: dict[str, Any] = always | (settings if arguments else durable | settings)
        self._arguments = [*arguments, *(text for name, value in every.items() for text in (f"--{name}", str(value)))]
        self.redis: Any = Redis(machine.address, self.port, decode_responses=True, retry=NO_RETRY, socket_timeout=5)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.redis.close()
        self.kill()

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        self._begin()
        self.wait()

    def start_closed(self, password: str) -> None:
        """Start the server with a password, and wait until it refuses clients that do not send the password."""
        self._begin("--requirepass", password)
        block_until(lambda: self._answers(closed=True) or not self.runs(), START_SECONDS)

    def start_loading(self) -> None:
        """Start the server, and make it load its data slowly. So a test can send requests during the loading."""
        self._begin("--key-load-delay", "50000", "--loading-process-events-interval-bytes", "1024")

    def wait(self) -> None:
        """Wait until the server answers."""
        block_until(lambda: self._answers() or not self.runs(), START_SECONDS)
        if not self.runs():
            raise RuntimeError((self._folder / "log").read_text()[-2000:])

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End the server as an operator does. The server writes all its data before it ends."""
        self._process.terminate()
        self._process.wait()

    def hang(self) -> None:
        """Let the server hang in the middle of its work. The connections of the server stay open."""
        os.kill(self._process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self._process.pid, signal.SIGCONT)

    def runs(self) -> bool:
        return self._process.poll() is None

    def clients(self) -> int:
        """Return the number of connections to the server, without the connection of the test itself."""
        return len([client for client in self.redis.client_list() if client["addr"] != client["laddr"]]) - 1

    def _begin(self, *more: str) -> None:
        command = [*self.machine.enter, self._program, *self._arguments, *more]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _answers(self, *, closed: bool = False) -> bool:
        try:
            return bool(self.redis.ping())
        except AuthenticationError:
            return closed
        except RedisError:
            return False
