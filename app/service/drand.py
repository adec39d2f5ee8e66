"""Asks drand for the signature of a round, over its HTTP API v1. Without sources in DRAND_URLS, nobody is asked.

The sources are not trusted: an answer counts only if its signature verifies. So a source can at most withhold it.
"""

import asyncio
import logging
import time
from collections.abc import Sequence

import httpx
import msgspec

from app.budget import BEACON_SECONDS
from app.domain.beacon import Chain
from app.errors import BeaconUnreachable
from app.service.shared_reads import SharedRead, SharedReads

LONGEST_ANSWER_BYTES = 4096
"""An answer has about 300 bytes."""

PAUSE_SECONDS = BeaconUnreachable.retry_after_seconds
"""How long no source is asked for a round after nobody had it. Otherwise anybody could make the service send one set
of requests after another."""

_ROUNDS_AT_ONCE = 64

_HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity"}

log = logging.getLogger(__name__)


class _Answer(msgspec.Struct):
    signature: str


class Drand:
    """The sources in DRAND_URLS, which are base URLs without a slash at their end."""

    def __init__(
        self, sources: Sequence[str], *, seconds: float = BEACON_SECONDS, pause_seconds: float = PAUSE_SECONDS
    ) -> None:
        """Know the sources, how long a round is asked for in all, and how long it is not asked for after a failure."""
        self.sources = sources
        self._seconds = seconds
        self._pause_seconds = pause_seconds
        self._ask_after: dict[tuple[str, int], float] = {}
        # Reading the certificates takes longer than a request, so it is done once.
        self._tls = httpx.create_ssl_context() if sources else True
        self._rounds: SharedReads[SharedRead[str]] = SharedReads(SharedRead, capacity=_ROUNDS_AT_ONCE)

    async def signature(self, chain: Chain, round_number: int) -> str:
        """Return the verified signature of a round, as 96 hex digits. Clients who want the same round share one read.

        Raises:
            BeaconUnreachable: no source has sent the signature in time, now or a moment ago, or there are no sources.
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
            return await self._ask_all(chain, round_number)
        except BeaconUnreachable:
            now = time.monotonic()
            self._ask_after = {wanted: until for wanted, until in self._ask_after.items() if until > now}
            self._ask_after[chain.hash, round_number] = now + self._pause_seconds
            raise

    async def _ask_all(self, chain: Chain, round_number: int) -> str:
        """Ask all sources at once, and return the first signature that verifies."""
        try:
            async with (
                asyncio.timeout(self._seconds),
                httpx.AsyncClient(verify=self._tls, timeout=self._seconds, headers=_HEADERS) as client,
            ):
                asked = [asyncio.create_task(_ask(client, url, chain, round_number)) for url in self.sources]
                try:
                    for answer in asyncio.as_completed(asked):
                        if signature := await answer:
                            return signature
                finally:
                    for task in asked:
                        task.cancel()
                    await asyncio.gather(*asked, return_exceptions=True)
        except TimeoutError as late:
            raise BeaconUnreachable from late
        raise BeaconUnreachable


async def _ask(client: httpx.AsyncClient, source: str, chain: Chain, round_number: int) -> str | None:
    """Return the signature of a round from a source, or None if its answer is not the signature."""
    try:
        signature = await _answer(client, f"{source}/{chain.hash}/public/{round_number}")
        # A verification would block the event loop for some milliseconds.
        await asyncio.to_thread(chain.randomness, round_number, signature)
    except (httpx.HTTPError, OSError, ValueError, RecursionError) as error:
        log.info("%s has not sent the signature of round %d: %s", source, round_number, error or type(error).__name__)
        return None
    return signature


async def _answer(client: httpx.AsyncClient, url: str) -> str:
    """Return the signature in the answer of a source, which is not verified yet.

    Raises:
        httpx.HTTPError, OSError: there is no answer.
        ValueError, RecursionError: the answer is not that of a source, or it is too long.
    """
    async with client.stream("GET", url) as answer:
        if answer.status_code != httpx.codes.OK:
            raise ValueError(f"status {answer.status_code}")
        body = b""
        # The raw bytes are read, because a few compressed bytes could become gigabytes.
        async for part in answer.aiter_raw(LONGEST_ANSWER_BYTES):
            body += part
            if len(body) > LONGEST_ANSWER_BYTES:
                raise ValueError(f"more than {LONGEST_ANSWER_BYTES} bytes")
    return msgspec.json.decode(body, type=_Answer).signature
