"""How a worker ends: with a signal, or with the process that started it."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import parent_process
from types import FrameType


@contextmanager
def calling_at_shutdown(call: Callable[[], None]) -> Iterator[None]:
    """Call something as soon as a signal stops the process, and at the end of the block.

    uvicorn waits for open answers before it ends the lifespan. Event streams have no end of their own, so they must be
    ended by the signal itself.
    """
    loop = asyncio.get_running_loop()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            _call_before_handler(number, partial(loop.call_soon_threadsafe, call))
    yield
    call()


def end_with_parent() -> None:
    """Stop this worker when the process that started it was killed, so that no worker serves on alone."""
    parent = parent_process()
    if parent is None:
        return
    loop = asyncio.get_running_loop()

    def end() -> None:
        loop.remove_reader(parent.sentinel)
        signal.raise_signal(signal.SIGTERM)

    loop.add_reader(parent.sentinel, end)


def _call_before_handler(number: signal.Signals, call: Callable[[], object]) -> None:
    """Make a signal call something before its present handler. uvicorn restores the handlers when it ends."""
    handler = signal.getsignal(number)

    def handle(number: int, frame: FrameType | None) -> None:
        call()
        if callable(handler):
            handler(number, frame)

    signal.signal(number, handle)
