"""Looks at raffles, shared: thousands of players who poll one raffle cost the store a few reads a second.

Whoever asks while a read is under way, or shortly after it, is answered from that read. What this worker itself has
answered is never contradicted. A claim's answer brings along how many tickets remained, and their number only falls,
so a look shows the lower of the two and need not be read again; anything else that changes a raffle drops the look,
even one under way, so that whoever asks afterwards is answered from a read that began afterwards.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple

import msgspec

from app.domain.raffle import Raffle, Status

FRESH = 0.25
"""Seconds for which a look is shared."""

MOST = 1_000
"""Most raffles whose looks are kept."""


class Seen(NamedTuple):
    """A raffle as JSON, a tag that is another one whenever the JSON is, and how far the raffle is."""

    body: bytes
    tag: str
    status: Status


class _Look:
    """One read of a raffle, and how many tickets remained at the last claim since it began."""

    def __init__(self, read: asyncio.Task[Raffle]) -> None:
        self.read = read
        self._fresh_until = time.monotonic() + FRESH
        self._remaining: int | None = None
        self._seen: Seen | None = None

    @property
    def shared(self) -> bool:
        return not self.read.done() or time.monotonic() < self._fresh_until

    def claimed(self, remaining: int) -> None:
        self._remaining = remaining
        self._seen = None

    def seen(self) -> Seen:
        if self._seen is None:
            raffle = self._raffle()
            # All else in a raffle is fixed at its creation; and its id may be that of one that was deleted.
            tag = f"{raffle.created_at}-{raffle.status}-{raffle.available_tickets}"
            self._seen = Seen(msgspec.json.encode(raffle), tag, raffle.status)
        return self._seen

    def _raffle(self) -> Raffle:
        raffle = self.read.result()
        # Claims begin when the fill has ended.
        seen = raffle.total_tickets if raffle.status == "filling" else raffle.available_tickets
        if self._remaining is None or raffle.status == "drawn":
            return raffle
        available = min(seen, self._remaining)
        return msgspec.structs.replace(raffle, available_tickets=available, status="open" if available else "sold_out")


class Looks:
    """The latest looks at raffles, encoded as JSON."""

    def __init__(self, read: Callable[[str], Coroutine[Any, Any, Raffle]]) -> None:
        self._read = read
        self._looks: dict[str, _Look] = {}

    async def at(self, raffle_id: str) -> Seen:
        """Return a raffle, at most FRESH seconds old and never older than what this worker has answered.

        Raises:
            RaffleNotFound: there is none with this id.
        """
        look = self._looks.get(raffle_id)
        if look is None or not look.shared:
            look = self._begin(raffle_id)
        # The read goes on for the others when this one leaves.
        await asyncio.shield(look.read)
        return look.seen()

    def claimed(self, raffle_id: str, remaining: int) -> None:
        """Note how many tickets remained after a claim; to be called before the claim is answered."""
        look = self._looks.get(raffle_id)
        if look is not None:
            look.claimed(remaining)

    def changed(self, raffle_id: str) -> None:
        """Drop what was seen of a raffle; to be called after a change, before it is answered."""
        self._looks.pop(raffle_id, None)

    def _begin(self, raffle_id: str) -> _Look:
        look = _Look(asyncio.create_task(self._read(raffle_id)))
        self._looks.pop(raffle_id, None)
        if len(self._looks) >= MOST:
            self._looks.pop(next(iter(self._looks)))
        self._looks[raffle_id] = look

        def keep_no_failure(read: asyncio.Task[Raffle]) -> None:
            if (read.cancelled() or read.exception()) and self._looks.get(raffle_id) is look:
                del self._looks[raffle_id]

        look.read.add_done_callback(keep_no_failure)
        return look
