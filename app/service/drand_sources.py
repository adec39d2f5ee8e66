"""Asks the sources of drand, which are HTTP servers, for a signature. Each signature has a number: its round.

This module imports httpx, which takes long. So `Drand` imports this module only if there are sources.
"""

import asyncio
import logging
from collections.abc import Sequence

import httpx
import msgspec

from app.domain.beacon import Chain

LONGEST_ANSWER_BYTES = 4096
"""The largest answer that is read. A usual answer has about 300 bytes."""

_HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity"}

log = logging.getLogger(__name__)


class _Answer(msgspec.Struct):
    signature: str


class DrandSources:
    """The sources with these base URLs. A base URL has no slash at its end."""

    def __init__(self, urls: Sequence[str]) -> None:
        self._urls = urls
        # The certificates are read only once, because reading them takes longer than a request.
        self._tls = httpx.create_ssl_context()

    async def signature(self, chain: Chain, round_number: int, *, seconds: float) -> str | None:
        """Ask all sources at the same time, and return the first valid signature.

        Return None if every request has ended without a valid signature.

        Raises:
            TimeoutError: the time is over before a valid signature came, and at least one request has not ended.
        """
        async with (
            asyncio.timeout(seconds),
            httpx.AsyncClient(verify=self._tls, timeout=seconds, headers=_HEADERS) as client,
        ):
            asked = [asyncio.create_task(_ask(client, url, chain, round_number)) for url in self._urls]
            try:
                for answer in asyncio.as_completed(asked):
                    if signature := await answer:
                        return signature
            finally:
                for task in asked:
                    task.cancel()
                await asyncio.gather(*asked, return_exceptions=True)
        return None


async def _ask(client: httpx.AsyncClient, source: str, chain: Chain, round_number: int) -> str | None:
    """Return the signature of a round from a source, or None if the source has not sent the signature."""
    try:
        signature = await _answer(client, f"{source}/{chain.hash}/public/{round_number}")
        # A thread verifies the signature. The verification takes some milliseconds, and would block the event loop.
        await asyncio.to_thread(chain.randomness, round_number, signature)
    except (httpx.HTTPError, OSError, ValueError, RecursionError) as error:
        log.info("%s has not sent the signature of round %d: %s", source, round_number, error or type(error).__name__)
        return None
    return signature


async def _answer(client: httpx.AsyncClient, url: str) -> str:
    """Return the signature from the answer of a source. The signature is not verified yet.

    Raises:
        httpx.HTTPError, OSError: there is no answer.
        ValueError, RecursionError: the answer does not have the form of drand's answers, or is too long.
    """
    async with client.stream("GET", url) as answer:
        if answer.status_code != httpx.codes.OK:
            raise ValueError(f"status {answer.status_code}")
        body = b""
        # Read the raw bytes, because a few compressed bytes could decompress to gigabytes.
        async for part in answer.aiter_raw(LONGEST_ANSWER_BYTES):
            body += part
            if len(body) > LONGEST_ANSWER_BYTES:
                raise ValueError(f"more than {LONGEST_ANSWER_BYTES} bytes")
    return msgspec.json.decode(body, type=_Answer).signature
