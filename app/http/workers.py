"""Runs several workers, and ends the service if the workers cannot start.

This module uses internals of uvicorn's supervisor, the process that starts and watches the workers. The supervisor
sends pings to a worker. A worker that runs answers each ping.
"""

import logging
import socket
import sys
import time

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors.multiprocess import Multiprocess

log = logging.getLogger(__name__)

MOST_FAILED_STARTS = 5
"""If this number of workers in a row die before they serve, the service ends."""

ANSWER_SECONDS = 1.0
"""How long a worker may take to answer whether it serves."""


PING_SECONDS = 0.5
"""The longest wait for the answer to one ping. Between two pings, signals are handled."""

HANG_SECONDS = 20
"""A worker that does not answer its supervisor for this time is killed. On a small or busy machine, a new worker may
need many seconds until its first answer. A shorter time would kill every new worker there."""


class Workers(Multiprocess):
    """Replaces each worker that dies. Unlike uvicorn's class, this class ends the service if no new worker serves."""

    failed_starts = 0
    """How many workers in a row have died before they served."""

    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket]) -> None:
        super().__init__(config, sockets)
        self._served: set[int | None] = set()

    def keep_subprocess_alive(self) -> None:
        """Replace the workers that died, and count the workers that died before they served."""
        for process in self.processes:
            # uvicorn keeps the worker's end of the pipe open in this process too. If this end stayed open here, a ping
            # to a worker that has ended would wait until its time is over.
            process.child_conn.close()
        if self.should_exit.is_set() or not self._all_answer():
            return
        before = [process.pid for process in self.processes]
        super().keep_subprocess_alive()
        for process, old in zip(self.processes, before, strict=True):
            if process.pid == old and old not in self._served and process.is_ready(ANSWER_SECONDS):
                self._served.add(old)
                self.failed_starts = 0
            elif process.pid != old and old not in self._served:
                self.failed_starts += 1
        if self.failed_starts >= MOST_FAILED_STARTS and not self.should_exit.is_set():
            log.critical("the service stops: %d workers have died before they served", self.failed_starts)
            self.should_exit.set()

    def _all_answer(self) -> bool:
        """Wait until each worker has answered, has ended, or hangs. Return False if a signal came during the wait.

        Without this check, uvicorn would wait for the answer of a worker that is just ending. During this wait, uvicorn
        would handle no signal.
        """
        for process in self.processes:
            hangs_at = time.monotonic() + HANG_SECONDS
            while process.process.is_alive() and not process.ping(PING_SECONDS) and time.monotonic() < hangs_at:
                if self.signal_queue:
                    return False
        # A signal from the terminal reaches the workers too. So after a signal, a worker that has answered may be about
        # to end.
        return not self.signal_queue


def run_workers(config: uvicorn.Config, sockets: list[socket.socket]) -> None:
    """Run workers on sockets until a signal stops them.

    Raises:
        SystemExit: the workers cannot start. The exit code is uvicorn's code for this case.
    """
    workers = Workers(config, sockets)
    workers.run()
    if workers.failed_starts >= MOST_FAILED_STARTS or any(
        process.exitcode == STARTUP_FAILURE for process in workers.processes
    ):
        sys.exit(STARTUP_FAILURE)
