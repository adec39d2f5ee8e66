"""How a worker ends: by a signal, or because its parent process has ended."""

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import parent_process
from types import FrameType

from uvicorn.supervisors.multiprocess import SIGNALS

log = logging.getLogger(__name__)


@contextmanager
def calling_at_shutdown(call: Callable[[], None]) -> Iterator[None]:
    """Call a function as soon as a signal stops the process, and a second time at the end of the `with` block.

    The function ends the event streams, because they never end by themselves. At a signal, uvicorn first waits until
    all answers have ended, and only then leaves the `with` block. So the streams must end at the signal.
    """
    loop = asyncio.get_running_loop()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            _call_before_handler(number, partial(loop.call_soon_threadsafe, call))
    yield
    call()


def end_at_hangup() -> None:
    """Let SIGHUP stop this process, as SIGTERM does. A terminal sends SIGHUP when it is closed.

    A process that was started with `nohup` ignores SIGHUP, also after a call of this function.
    """
    # uvicorn installs its own handler for each signal in SIGNALS. Its handler of SIGHUP would restart all workers.
    SIGNALS.pop(signal.SIGHUP, None)
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))


def end_with_parent() -> None:
    """Stop this worker when its parent process has ended, so that no worker goes on without a parent."""
    parent = parent_process()
    if parent is None:
        return
    loop = asyncio.get_running_loop()

    def end() -> None:
        loop.remove_reader(parent.sentinel)
        signal.raise_signal(signal.SIGTERM)

    loop.add_reader(parent.sentinel, end)


def ending_on_failure(*tasks: asyncio.Task[None], of_all_workers: type[Exception]) -> Iterable[asyncio.Task[None]]:
    """Return some tasks. When the first of them raises an error, log one line, and stop this worker.

    If the error is of the class `of_all_workers`, stop all workers. Otherwise, the parent process starts a new worker
    in the place of this one.
    """
    failed = False

    def end(ended: asyncio.Task[None]) -> None:
        nonlocal failed
        if failed or ended.cancelled() or (error := ended.exception()) is None:
            return
        failed = True
        log.critical("the service stops: %s", error)
        parent = parent_process() if isinstance(error, of_all_workers) else None
        os.kill(parent.pid if parent and parent.pid else os.getpid(), signal.SIGTERM)

    for task in tasks:
        task.add_done_callback(end)
    return tasks


def _call_before_handler(number: signal.Signals, call: Callable[[], object]) -> None:
    """Call a function before the current handler of a signal.

    When uvicorn ends, it restores the handlers from before its start. So nothing has to be undone here.
    """
    handler = signal.getsignal(number)

    def handle(number: int, frame: FrameType | None) -> None:
        call()
        if callable(handler):
            handler(number, frame)

    signal.signal(number, handle)
