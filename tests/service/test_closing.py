"""When the service closes, it cancels its search for fills that stopped. The search must end in every case.

A fill adds the tickets of a new raffle to its pool. The search must also end if redis-py swallows the cancellation: if
it catches the cancellation and goes on.
"""

import asyncio
from typing import Any, cast

from app.service.fills import Fills
from app.service.room import Room
from app.store.calls import Client
from app.store.index import Index
from app.store.lists import FillProgress
from app.store.reads import Reads
from app.store.scripts import Scripts


class Swallowing:
    """Reads that swallow a cancellation of their task and return an answer. redis-py on Python 3.11 may do this too."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def filling(self) -> dict[str, FillProgress]:
        self.asked.set()
        try:
            await asyncio.sleep(60)  # the test cancels this wait
        except asyncio.CancelledError:
            asyncio.current_task().uncancel()  # type: ignore[union-attr]
        return {}


async def test_a_swallowed_cancellation_does_not_keep_the_search_running() -> None:
    # Given a search that waits for the store
    reads = Swallowing()
    nothing: Any = None
    fills = Fills(
        cast(Reads, reads), cast(Scripts, nothing), cast(Index, nothing), Room(cast(Client, nothing), folder=None)
    )
    searching = asyncio.create_task(fills.continue_fills())
    await reads.asked.wait()

    # When the service closes, and `reads` swallows the cancellation of the search
    await fills.close()
    searching.cancel()

    # Then the search ends
    await asyncio.wait({searching}, timeout=5)
    assert searching.done()
