"""Finds out which nodes of the store answer too late. Claims on such a node are refused until it answers in time.

A node with a slow disk makes a claim, but answers too late. So the service does not know the outcome of the claim. If
the client sent no Idempotency-Key, the code of its ticket is lost. So after the first late answer, all claims on the
node are refused. Meanwhile, a task repeats a write that changes nothing, until the node answers this write in time.
This pattern is called a circuit breaker (Nygard, Release It!, 2007).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress

from redis.exceptions import RedisClusterException
from redis.exceptions import TimeoutError as RedisTimeoutError

from app.errors import OutcomeUnknown, StoreFull, StoreUnavailable
from app.rounds import pause
from app.store import keys
from app.store.calls import Client

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.3
"""The time from the end of one test write to the start of the next. A node gets one test write at a time."""


class SlowNodes:
    """The nodes that answered a claim too late. `touch` sends a test write to a raffle, and changes nothing."""

    def __init__(
        self, client: Client, touch: Callable[[str], Awaitable[None]], *, pause_seconds: float = PAUSE_SECONDS
    ) -> None:
        self._client = client
        self._touch = touch
        self._pause_seconds = pause_seconds
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._closing = asyncio.Event()

    @contextmanager
    def guard(self, raffle_id: str) -> Iterator[None]:
        """Guard a block that sends claims of a raffle. Enter the block only if the raffle's node answers in time.

        Raises:
            StoreUnavailable: an earlier answer of this node came too late, so nothing was sent.
        """
        if self._waiting and self._node_of(raffle_id) in self._waiting:
            raise StoreUnavailable
        try:
            yield
        except OutcomeUnknown as problem:
            node = self._node_of(raffle_id)
            if isinstance(problem.__cause__, TimeoutError | RedisTimeoutError) and node not in self._waiting:
                log.warning("the store answers too late, so no claim is sent until its answers are in time")
                self._waiting[node] = asyncio.create_task(self._wait(node, raffle_id))
            raise

    async def close(self) -> None:
        """Stop the test writes."""
        self._closing.set()
        await asyncio.gather(*self._waiting.values(), return_exceptions=True)

    def _node_of(self, raffle_id: str) -> str:
        """Return the name of the node that has a raffle; '' if the client knows no such node at the moment."""
        with suppress(RedisClusterException):
            return self._client.route(keys.raffle(raffle_id)).name
        return ""

    async def _wait(self, node: str, raffle_id: str) -> None:
        """Send test writes until the node answers in time."""
        try:
            while not self._closing.is_set():
                if await self._is_in_time(raffle_id):
                    log.warning("the store answers in time again, so claims are sent")
                    break
                await pause(self._pause_seconds, self._closing)
        finally:
            del self._waiting[node]

    async def _is_in_time(self, raffle_id: str) -> bool:
        with suppress(StoreUnavailable, StoreFull, OutcomeUnknown):
            await self._touch(raffle_id)
            return True
        return False
