"""Tasks for raffles: at most one at a time for each raffle, for example the task that seals the raffle."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class TasksByRaffle(Generic[T]):
    """The tasks under way, by raffle id. A task goes on even if no client waits for its end."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[T]] = {}

    def get(self, raffle_id: str) -> "asyncio.Task[T] | None":
        """Return the task of a raffle, or None if no task of this raffle is under way."""
        return self._tasks.get(raffle_id)

    def begin(self, raffle_id: str, work: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        """Begin the task of a raffle that has no task under way."""
        task = self._tasks[raffle_id] = asyncio.create_task(work)
        task.add_done_callback(lambda ended: self._end(raffle_id, ended))
        return task

    async def close(self) -> None:
        """Wait for all tasks."""
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def _end(self, raffle_id: str, task: "asyncio.Task[T]") -> None:
        del self._tasks[raffle_id]
        if not task.cancelled():
            task.exception()  # without this, asyncio logs each exception for which nobody waited
