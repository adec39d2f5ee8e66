"""Shared reads. When many clients ask for the same thing, one read answers all of them.

A client that asks during a read, or within FRESH_SECONDS after the start of the read, gets the result of this read. If
a read fails, its result is not kept.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

FRESH_SECONDS = 0.25
"""How long a result is shared after its read began."""

T = TypeVar("T")

Read = Callable[[], Coroutine[Any, Any, T]]


class SharedRead(Generic[T]):
    """One read. It begins when the object is created."""

    def __init__(self, read: Read[T]) -> None:
        self._read = read
        self._began = time.monotonic()
        self.task = asyncio.create_task(self._begin())

    def is_shared(self, fresh_seconds: float) -> bool:
        """Return whether the read is under way, or began at most `fresh_seconds` ago."""
        return not self.task.done() or time.monotonic() < self._began + fresh_seconds

    async def wait(self) -> T:
        """Return the result. When one client leaves, the read continues for the other clients."""
        return await asyncio.shield(self.task)

    async def _begin(self) -> T:
        self._began = time.monotonic()
        return await self._read()


S = TypeVar("S", bound=SharedRead[Any])


class SharedReads(Generic[S]):
    """The latest reads of one kind, by a key that says what is read. At most `capacity` of them are kept."""

    def __init__(self, kind: Callable[[Read[Any]], S], *, capacity: int, fresh_seconds: float = FRESH_SECONDS) -> None:
        self._kind = kind
        self._capacity = capacity
        self._fresh_seconds = fresh_seconds
        # A plain dict finds its first key slowly after many earlier keys were removed. An OrderedDict finds it fast.
        self._shared: OrderedDict[Hashable, S] = OrderedDict()
        self._tasks: set[asyncio.Task[Any]] = set()

    def __len__(self) -> int:
        """Return how many reads are kept."""
        return len(self._shared)

    def share(self, key: Hashable, read: Read[Any]) -> S:
        """Return the read for a key, if it is under way or fresh. Otherwise, begin a new read."""
        return self.begun(key) or self._begin(key, read)

    def begun(self, key: Hashable) -> S | None:
        """Return the read for a key if it is under way or fresh. Otherwise return None."""
        shared = self._shared.get(key)
        return shared if shared is not None and shared.is_shared(self._fresh_seconds) else None

    def find(self, key: Hashable) -> S | None:
        """Return the latest read for a key, even if it is not fresh. If no read is kept, return None."""
        return self._shared.get(key)

    def drop(self, key: Hashable) -> None:
        """Forget the read of a key, even if the read is under way. The next request begins a new read."""
        self._shared.pop(key, None)

    def clear(self) -> None:
        """Forget all reads, even those that are under way."""
        self._shared.clear()

    async def close(self) -> None:
        """Wait for the reads under way, because they use the store. A read goes on even when its clients have left."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, key: Hashable, read: Read[Any]) -> S:
        shared = self._kind(read)
        self._shared.pop(key, None)
        if len(self._shared) >= self._capacity:
            self._shared.popitem(last=False)
        self._shared[key] = shared

        def keep_no_failure(task: asyncio.Task[Any]) -> None:
            self._tasks.discard(task)
            if (task.cancelled() or task.exception()) and self._shared.get(key) is shared:
                del self._shared[key]

        self._tasks.add(shared.task)
        shared.task.add_done_callback(keep_no_failure)
        return shared
