"""Searches a cluster for raffles that a list lacks.

Two events can lose entries of a list. In a failover, a replica takes the place of its primary, and may lack entries. A
backup copies the servers of a cluster one after the other, so an entry may be newer than the copy of its server.
"""

import asyncio
import logging

from app.logs import LastingWarnings
from app.service.searches import going_on
from app.store.index import Index
from app.store.reads import Reads

log = logging.getLogger(__name__)

_SEARCH_FAILS = "cannot search for raffles that are in no list"

REPAIR_SECONDS = 600.0
"""The time between two searches. A search scans all keys of the cluster."""


class ListRepair:
    """Puts missing raffles back into the lists of a store."""

    def __init__(self, reads: Reads, index: Index) -> None:
        self._reads = reads
        self._index = index
        self._warnings = LastingWarnings(log)
        self._due = 0.0

    async def look(self) -> None:
        """Search if the last search was long ago."""
        now = asyncio.get_running_loop().time()
        if now >= self._due:
            self._due = now + REPAIR_SECONDS
            with going_on(_SEARCH_FAILS, self._warnings, log):
                await self.repair()

    async def repair(self) -> None:
        """Find the raffles that a list lacks, and add them to the raffles that are being filled.

        `Fills` searches for stopped fills (raffles to which not all tickets were added). `Fills` then adds each raffle
        to the right list. A deleted raffle gets into the list of deleted raffles, and every other raffle into the list
        of raffles. A raffle without a seal also gets into the set of raffles without a seal.

        Raises:
            StoreUnavailable, OutcomeUnknown
        """
        async for ids in self._reads.unnoted():
            await self._index.begin_filling(*ids)
