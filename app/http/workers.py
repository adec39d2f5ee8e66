"""Runs several workers, and ends when they cannot start. This leans on the insides of uvicorn's supervisor."""

import logging
import socket
import sys
import time

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors.multiprocess import Multiprocess

log = logging.getLogger(__name__)

MOST_FAILED_STARTS = 5
"""After so many workers that died one after the other before they served, no further one is started."""

ANSWER_SECONDS = 1.0
"""The longest wait for the answer of a worker whether it serves."""


PING_SECONDS = 0.5
"""How long one question waits for its answer. Between two questions, signals are handled."""

HANG_SECONDS = 20
"""A worker that answers its supervisor so late is killed. A new worker on a small or busy machine may need many seconds
before it answers for the first time, and a shorter time would kill it again and again."""


class Workers(Multiprocess):
    """Starts a worker again when it dies. uvicorn does this for ever; this ends if no new worker serves."""

    failed_starts = 0
    """How many workers have died one after the other before they served."""

    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket]) -> None:
        super().__init__(config, sockets)
        self._served: set[int | None] = set()

    def keep_subprocess_alive(self) -> None:
        """Replace the workers that died, and count those that never served."""
        if not self._all_answer():
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
        """Wait until each worker answers, has ended, or hangs. Return False if a signal came meanwhile.

        uvicorn would wait for the answer of a worker that ends at this moment, and would handle no signal until then.
        """
        for process in self.processes:
            hangs_at = time.monotonic() + HANG_SECONDS
            while process.process.is_alive() and not process.ping(PING_SECONDS) and time.monotonic() < hangs_at:
                if self.signal_queue:
                    return False
        # A signal of the terminal reaches the workers too. One that has just answered may be at its very end.
        return not self.signal_queue


def run_workers(config: uvicorn.Config, sockets: list[socket.socket]) -> None:
    """Run workers on sockets until a signal stops them.

    Raises:
        SystemExit: the workers cannot start; its code is that of uvicorn for one worker that cannot.
    """
    workers = Workers(config, sockets)
    workers.run()
    if workers.failed_starts >= MOST_FAILED_STARTS or any(
        process.exitcode == STARTUP_FAILURE for process in workers.processes
    ):
        sys.exit(STARTUP_FAILURE)
