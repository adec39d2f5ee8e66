"""The embedded store: a Valkey or Redis server that the service itself starts. Its data is in a folder."""

import logging
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import redis

from app.embedded import examine, files, leftovers, unix_socket
from app.embedded import folder as folder_of
from app.embedded.ender import Ender
from app.embedded.failure import CannotStart
from app.embedded.keeper import Keeper
from app.embedded.limits import max_memory_bytes
from app.embedded.orphan import client_of, has_folder, stop_orphan
from app.embedded.program import environment, server_program
from app.embedded.silence import Silence

log = logging.getLogger(__name__)

SHORT_LOAD_SECONDS = 1.0
"""How long a start waits until the server has loaded its data. After this time, the service goes on with the start, and
answers that it is not ready until the data is loaded."""

CHECK_SECONDS = 0.2
"""The time between two checks whether the server still runs. The first pause before a restart has the same length."""

LONGEST_PAUSE_SECONDS = 30.0
"""The longest pause before a restart. If a server ran for longer than this, the next pause is CHECK_SECONDS again."""

STOP_SECONDS = 10
SILENT_STOP_SECONDS = 2
"""How long a server may take to end after SIGTERM: STOP_SECONDS if it has answered before, or else
SILENT_STOP_SECONDS."""


class EmbeddedStore:
    """A server that runs during the `with` block. If the server dies before the end of the block, it is started again.

    The store is durable: every write is on disk before it is acknowledged, and the store never removes a key to get
    free memory. The store may use `memory_bytes`, by default a share of what this process may use. A full store refuses
    writes. The block may begin before the server has loaded its data. If the server then ends because its data is
    damaged, a second thread calls `when_lost`. In this case, the end of the block raises CannotStart.

    If this process is killed, the server runs on, and the next start on the folder stops the server. With
    `ends_with_process`, the server ends with this process. This is for a folder with a copy of the data, on which no
    service starts later.

    Raises, when entered:
        CannotStart: there is no server program, another service uses the folder, no socket can be made, data is missing
            or damaged, the disk is full, or the server does not start.
    """

    def __init__(
        self,
        folder: Path,
        memory_bytes: int | None = None,
        when_lost: Callable[[], None] = lambda: None,
        *,
        ends_with_process: bool = False,
    ) -> None:
        self._folder = folder_of.real(folder)
        self._memory_bytes = memory_bytes or max_memory_bytes()
        self._when_lost = when_lost
        self._ends_with_process = ends_with_process
        self._ender: Ender | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._logged_before = 0
        self._has_answered = False
        self._lost: CannotStart | None = None
        self._pause = CHECK_SECONDS
        self._started = time.monotonic()
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._keep_running, daemon=True)

    @property
    def socket(self) -> Path:
        """The unix socket of the server."""
        return self._socket

    @property
    def url(self) -> str:
        """The REDIS_URL of this store."""
        return unix_socket.url(self._socket)

    def __enter__(self) -> Self:
        self._program = server_program()
        with ExitStack() as undo:
            folder_of.lock(self._folder, until=undo)
            folder_of.check_room(self._folder)
            folder_of.check_log(self._folder)
            stop_orphan(self._folder)
            self._socket = unix_socket.make_place(self._folder)
            undo.callback(unix_socket.remove, self._socket)
            # Write the address before the start. If this service is killed during the start, the next service finds the
            # server.
            folder_of.note_url(self._folder, self.url)
            undo.callback(folder_of.forget_url, self._folder)
            self._keeper = undo.enter_context(Keeper(self._folder, examine.make_ready(self._folder, self._program)))
            undo.callback(self._stop)
            if self._ends_with_process:
                self._ender = undo.enter_context(Ender())
            self._start()
            self._running = undo.pop_all()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leaving.set()
        self._thread.join()  # the thread may be starting the server again right now
        self._running.close()
        if self._lost:
            raise self._lost

    def _stop(self) -> None:
        """End the server. If it does not end in time, kill it. No acknowledged write is lost: all are on disk."""
        if self._server is None:
            return
        self._server.terminate()
        seconds = STOP_SECONDS if self._has_answered else SILENT_STOP_SECONDS
        try:
            self._server.wait(seconds)
        except subprocess.TimeoutExpired:
            log.warning("the store did not end within %d s after SIGTERM, so it is killed", seconds)
            self._server.kill()
            self._server.wait()

    def _start(self) -> None:
        """Start the server, and wait until the server answers. Then it may still load its data for minutes.

        Raises:
            CannotStart: the server ended.
        """
        settings = {
            "port": 0,  # no TCP; an operator may open a port with CONFIG SET, on loopback only
            "bind": "127.0.0.1",
            "unixsocket": self._socket,
            "unixsocketperm": 600,
            "dir": self._folder,
            "logfile": self._folder / folder_of.LOG_FILE,
            "daemonize": "no",
            "save": "",
            "appendonly": "yes",
            "appendfsync": "always",
            "aof-load-truncated": "no",  # app/embedded/examine.py has cut an incomplete end, and logged this
            "sanitize-dump-payload": "yes",  # refuse damaged values; Redis checks them only with this setting
            "crash-log-enabled": "no",  # Redis would write the command of a player into its log
            "slowlog-log-slower-than": -1,  # the slow log would keep addresses of players after their deletion
            "auto-aof-rewrite-percentage": 0,  # app/embedded/rewrites.py decides when to rewrite
            "maxmemory": self._memory_bytes,
            "maxmemory-policy": "noeviction",
        }
        arguments = [text for name, value in settings.items() for text in (f"--{name}", str(value))]
        leftovers.remove(self._folder)
        self._logged_before = folder_of.log_size(self._folder)
        # The server has its own session, so a Ctrl-C in a terminal ends only the service. The service ends the server.
        self._server = subprocess.Popen(
            [self._program, *arguments],
            env=environment(),
            start_new_session=True,
        )
        if self._ender:
            self._ender.ends(self._server.pid)
        self._has_answered = False
        began = time.monotonic()
        silence = Silence(self._server.pid, self._last_words)
        while self._server.poll() is None and not self._leaving.is_set():
            loading = self._loading(self._server.pid)
            if loading is False or (loading and time.monotonic() - began > SHORT_LOAD_SECONDS):
                self._has_answered = True
                return
            if loading is None:
                silence.look()
            time.sleep(0.02)
        if self._leaving.is_set():
            raise CannotStart("the service stops")
        raise CannotStart(self._why_it_ended())

    def _why_it_ended(self) -> str:
        return examine.damage(self._folder, self._program) or (
            f"the store does not start: {self._last_words()}; see {self._folder / folder_of.LOG_FILE}"
        )

    def _last_words(self) -> str:
        return folder_of.last_words(self._folder, self._logged_before)

    def _loading(self, process_id: int) -> bool | None:
        """Return whether our server still loads its data; None if another server answers, or if no server answers."""
        with self._client() as client:
            try:
                # A server in another container can have the same process id, so compare the folders too.
                if client.info("server")["process_id"] != process_id or not has_folder(client, self._folder):
                    return None
                return bool(client.info("persistence")["loading"])
            except redis.RedisError:
                return None

    def _client(self) -> redis.Redis:
        return client_of(self.url, timeout_seconds=1)

    def _keep_running(self) -> None:
        """In a thread, keep the mark (mark.py) up to date, ask for rewrites, and start the server again if it dies."""
        with self._client() as client:
            try:
                while not self._leaving.wait(CHECK_SECONDS):
                    if self._server is None or self._server.poll() is None:
                        self._keeper.look(client)
                        self._end_if_unreachable()
                    else:
                        self._start_again(self._server.returncode)
            except CannotStart as reason:
                self._lost = reason
                self._when_lost()

    def _end_if_unreachable(self) -> None:
        """Stop the server if somebody removed its socket. `_keep_running` then starts it again with a new socket.

        If the data files were removed too, let the server run, because only its memory still has the data.
        """
        manifest = files.data(self._folder) / files.MANIFEST
        if self._server and not self._socket.exists() and manifest.exists():
            log.error("the socket of the store was removed: %s", self._socket)
            self._stop()

    def _start_again(self, exit_code: int) -> None:
        """Start the server after a pause. Each pause is twice as long as the one before, up to LONGEST_PAUSE_SECONDS.

        Raises:
            CannotStart: the server died while it loaded its data for the first time, and data is missing or
                damaged.
        """
        if not self._keeper.loaded and exit_code > 0:  # the server ended by itself, perhaps because of damaged data
            examine.make_ready(self._folder, self._program)
            if damage := examine.damage(self._folder, self._program):
                raise CannotStart(damage)
        if time.monotonic() - self._started > LONGEST_PAUSE_SECONDS:
            self._pause = CHECK_SECONDS
        log.error(
            "the store died with exit code %s; starting it again in %.1f s: %s",
            exit_code,
            self._pause,
            self._last_words(),
        )
        self._leaving.wait(self._pause)
        self._pause = min(2 * self._pause, LONGEST_PAUSE_SECONDS)
        self._started = time.monotonic()
        try:
            self._keeper.begin_again(examine.make_ready(self._folder, self._program))
            unix_socket.make_ready(self._socket)
            self._start()
        except (CannotStart, OSError) as reason:
            if not self._leaving.is_set():
                log.error("the store did not start; the service tries again: %s", reason)  # noqa: TRY400 - one line is enough
