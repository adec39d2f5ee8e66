"""Functions that wait for a condition that sends no event. If something sends an event, tests await the event itself.

A change in the store, in another process or in another thread sends no event, so these functions ask again and again. A
future, a line of a stream and the end of a process (which the kernel reports) are events.
"""

import asyncio
import os
import select
import signal
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from inspect import isawaitable
from typing import TypeVar

T = TypeVar("T")

POLL_SECONDS = 0.02
"""The time between two calls of `ask`."""

TURNS = 10
"""Every chain of tasks in these tests ends within this number of passes of the event loop."""


async def until(ask: Callable[[], Awaitable[object] | object], seconds: float = 30) -> None:
    """Ask until the answer is true.

    Raises:
        TimeoutError: no answer was true in time.
    """
    async with asyncio.timeout(seconds):
        while True:
            answer = ask()
            if await answer if isawaitable(answer) else answer:
                return
            await asyncio.sleep(POLL_SECONDS)


def block_until(ask: Callable[[], T | None], seconds: float = 30) -> T:
    """Ask until the answer is true, and return that answer. This blocks the thread, so async code uses `until`.

    Raises:
        TimeoutError: no answer was true in time.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := ask():
            return answer
        time.sleep(POLL_SECONDS)
    raise TimeoutError


async def let_tasks_run() -> None:
    """Let every task of this event loop run until it waits for an event."""
    for _ in range(TURNS):
        await asyncio.sleep(0)


def block_until_ended(processes: Iterable[int], seconds: float = 30) -> None:
    """Wait until processes have ended. They need not be children of this process, because the kernel reports each end.

    Raises:
        TimeoutError: a process still runs.
    """
    end = time.monotonic() + seconds
    for process in processes:
        with suppress(ProcessLookupError):  # the process has ended already
            _block_until_ended(process, end - time.monotonic())


def _block_until_ended(process: int, seconds: float) -> None:
    descriptor = os.pidfd_open(process)
    try:
        ended, _, _ = select.select([descriptor], [], [], max(0, seconds))
    finally:
        os.close(descriptor)
    if not ended:
        raise TimeoutError(f"process {process} still runs")


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """End the block after a time, even if the block waits in a system call. Use this in the main thread.

    Raises:
        TimeoutError: the block did not end in time.
    """

    def end(*_: object) -> None:
        raise TimeoutError(f"this took more than {seconds} s")

    was = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, was)
