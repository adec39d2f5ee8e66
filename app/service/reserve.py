"""The reserve: pairs of code and hash, minted ahead so that a claim does not wait for Argon2.

Argon2id is slow on purpose. Low-priority processes mint and the event loop reads their pipes itself, because threads
would fight it for the GIL.
"""

import asyncio
import logging
import subprocess
import sys
from collections import deque
from contextlib import suppress
from types import TracebackType
from typing import Self

import msgspec

from app.domain.codes import Hashing
from app.errors import NoCodesLeft
from app.metrics import RESERVE_SIZE
from app.service.minter import Pair

log = logging.getLogger(__name__)

WAITING = 2_048
"""Most claims that wait for a code; the next one is asked to come back."""

REST = 0.5
"""Seconds before minting goes on after a process died."""


_BATCH = msgspec.json.Decoder(list[Pair])


class Reserve:
    """Keeps up to `size` pairs ready, from the moment it is entered until it is left."""

    def __init__(self, hashing: Hashing, *, code_length: int, size: int, processes: int) -> None:
        self._hashing = hashing
        self._code_length = code_length
        self._size = size
        self._processes = processes
        self._pairs: deque[Pair] = deque()
        self._waiting: deque[asyncio.Future[Pair]] = deque()
        self._wanted = asyncio.Event()
        self._refills: list[asyncio.Task[None]] = []

    def __len__(self) -> int:
        """How many pairs are ready."""
        return len(self._pairs)

    async def __aenter__(self) -> Self:
        self._refills = [asyncio.create_task(self._refill()) for _ in range(self._processes)]
        self._want()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for refill in self._refills:
            refill.cancel()
        await asyncio.gather(*self._refills, return_exceptions=True)

    def take_nowait(self) -> Pair | None:
        """Take a pair that is ready, or None when there is none."""
        pair = self._pairs.popleft() if self._pairs else None
        self._want()
        return pair

    async def take(self, until: float) -> Pair:
        """Take a pair, waiting for one to be minted until a time of the event loop's clock (seconds).

        Raises:
            NoCodesLeft: too many are waiting already, or it takes too long.
        """
        if len(self._waiting) >= WAITING:
            raise NoCodesLeft
        place: asyncio.Future[Pair] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        self._want()
        try:
            async with asyncio.timeout_at(until):
                return await place
        except TimeoutError:
            raise NoCodesLeft from None
        finally:
            if place.cancelled():
                with suppress(ValueError):
                    self._waiting.remove(place)

    def give_back(self, pair: Pair) -> None:
        """Put back a pair that nobody has seen: only after a definite refusal, never after a broken connection."""
        self._stock([pair])

    def _stock(self, pairs: list[Pair]) -> None:
        for pair in pairs:
            while self._waiting:
                place = self._waiting.popleft()
                if not place.done():
                    place.set_result(pair)
                    break
            else:
                self._pairs.append(pair)
        self._want()

    def _want(self) -> None:
        RESERVE_SIZE.set(len(self._pairs))
        if self._waiting or len(self._pairs) < self._size:
            self._wanted.set()
        else:
            self._wanted.clear()

    async def _refill(self) -> None:
        """Run one minting process, and another when it dies."""
        while True:
            await self._wanted.wait()
            try:
                await self._stock_from_minter()
            except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, msgspec.DecodeError, OSError) as error:
                log.warning("a minting process died, or did not start; trying again: %s", type(error).__name__)
            await asyncio.sleep(REST)

    async def _stock_from_minter(self) -> None:
        cost = (self._hashing.memory_kib, self._hashing.time_cost, self._code_length)
        # Started without asyncio, whose watchers of children need the main thread or threads of their own.
        minter = subprocess.Popen(  # noqa: ASYNC220
            [sys.executable, "-m", "app.service.minter", *map(str, cost)], stdout=subprocess.PIPE
        )
        reader = asyncio.StreamReader()
        pipe, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), minter.stdout
        )
        try:
            while True:
                self._stock(_BATCH.decode(await reader.readuntil(b"\n")))
                await self._wanted.wait()
        finally:
            pipe.close()
            minter.kill()
            minter.wait()
