"""Asks drand for a signature, over drand's HTTP API v1. If DRAND_URLS is empty, no request is sent.

drand is a public service that publishes a signature every few seconds. Each signature has a number: its round.

The sources are the servers in DRAND_URLS. They are not trusted: an answer counts only if its signature verifies. A
source can withhold a signature, but it cannot forge one.
"""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.budget import BEACON_SECONDS
from app.domain.beacon import Chain
from app.errors import BeaconUnreachable
from app.service.shared_reads import SharedRead, SharedReads

if TYPE_CHECKING:
    from app.service.drand_sources import DrandSources

PAUSE_SECONDS = BeaconUnreachable.retry_after_seconds
"""If no source has the signature of a round, the service waits for this time before it asks for the round again.
Without this pause, anybody could make the service send requests all the time."""

_ROUNDS_AT_ONCE = 64


class Drand:
    """The sources in DRAND_URLS, which are base URLs without a slash at their end."""

    def __init__(
        self, sources: Sequence[str], *, seconds: float = BEACON_SECONDS, pause_seconds: float = PAUSE_SECONDS
    ) -> None:
        """Take the sources, the time limit of all requests for a round together, and the pause after a failure."""
        self.sources = sources
        self._requests = _requests_to(sources) if sources else None
        self._seconds = seconds
        self._pause_seconds = pause_seconds
        self._ask_after: dict[tuple[str, int], float] = {}
        self._rounds: SharedReads[SharedRead[str]] = SharedReads(SharedRead, capacity=_ROUNDS_AT_ONCE)

    async def signature(self, chain: Chain, round_number: int) -> str:
        """Return the verified signature of a round, as 96 hex digits. Clients who want the same round share one read.

        Raises:
            BeaconUnreachable: there are no sources, or none of them has sent the signature in time. For the next
                `pause_seconds`, every call for this round raises this problem immediately, and asks no source.
        """
        wanted = (chain.hash, round_number)
        if time.monotonic() < self._ask_after.get(wanted, 0):
            raise BeaconUnreachable
        return await self._rounds.share(wanted, lambda: self._fetch(chain, round_number)).wait()

    async def close(self) -> None:
        """Wait for the requests under way."""
        await self._rounds.close()

    async def _fetch(self, chain: Chain, round_number: int) -> str:
        try:
            return await self._ask(chain, round_number)
        except BeaconUnreachable:
            now = time.monotonic()
            self._ask_after = {wanted: until for wanted, until in self._ask_after.items() if until > now}
            self._ask_after[chain.hash, round_number] = now + self._pause_seconds
            raise

    async def _ask(self, chain: Chain, round_number: int) -> str:
        signature: str | None = None
        if self._requests:
            try:
                signature = await self._requests.signature(chain, round_number, seconds=self._seconds)
            except TimeoutError as late:
                raise BeaconUnreachable from late
        if signature is None:
            raise BeaconUnreachable
        return signature


def _requests_to(sources: Sequence[str]) -> "DrandSources":
    # Import httpx only if there are sources, because the import delays the start of the service.
    from app.service.drand_sources import DrandSources  # noqa: PLC0415

    return DrandSources(sources)
