"""The end of the search for fills that stopped, also when the client of the store swallows its cancellation."""

import asyncio
from typing import Any, cast

from app.domain.raffle import MAX_TICKETS
from app.service.raffles import Raffles
from app.service.snapshots import Snapshots
from app.store.index import Index
from app.store.reads import FillProgress, Reads
from app.store.scripts import Scripts


class Swallowing:
    """Reads that end a cancellation with an answer, as redis-py on Python 3.11 can."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def filling(self) -> dict[str, FillProgress]:
        self.asked.set()
        try:
            await asyncio.sleep(60)  # until it is cancelled
        except asyncio.CancelledError:
            asyncio.current_task().uncancel()  # type: ignore[union-attr]
        return {}


async def test_a_swallowed_cancellation_does_not_keep_the_search_running() -> None:
    # Given a search that waits for the store
    reads = Swallowing()
    nothing: Any = None
    raffles = Raffles(
        cast(Reads, reads),
        cast(Scripts, nothing),
        cast(Index, nothing),
        cast(Snapshots, nothing),
        max_tickets=MAX_TICKETS,
    )
    searching = asyncio.create_task(raffles.resume())
    await reads.asked.wait()

    # When the service closes, and the cancellation is lost on the way
    await raffles.close()
    searching.cancel()

    # Then the search ends all the same
    await asyncio.wait({searching}, timeout=5)
    assert searching.done()
