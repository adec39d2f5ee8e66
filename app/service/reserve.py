"""The reserve keeps pairs that are minted in advance, so that a claim does not wait for Argon2.

A pair is a code and its Argon2id hash. Argon2id is slow on purpose. Separate processes mint (make) the pairs. Threads
would compete with the event loop for the GIL, the lock that lets only one thread of a Python process run. Each process
writes its pairs to a pipe, and the event loop reads the pipes.
"""

import asyncio
import logging
import subprocess
from collections import deque
from contextlib import suppress
from types import TracebackType
from typing import IO, Self

import msgspec

from app.domain.codes import Hashing
from app.errors import NoCodesLeft
from app.metrics import RESERVE_SIZE
from app.service import child
from app.service.minter import Pair

log = logging.getLogger(__name__)

MAX_WAITING = 2_048
"""The largest number of claims that wait for a code. Any further claim is refused."""

RESTART_SECONDS = 0.5
"""The time from the death of a minting process until a new process may start."""

_BATCH = msgspec.json.Decoder(list[Pair])


class Reserve:
    """Keeps about `size` pairs ready inside its `async with` block, with the help of `processes` minting processes."""

    def __init__(
        self,
        hashing: Hashing,
        *,
        code_length: int,
        size: int,
        processes: int,
        max_waiting: int = MAX_WAITING,
        restart_seconds: float = RESTART_SECONDS,
    ) -> None:
        self._hashing = hashing
        self._code_length = code_length
        self._size = size
        self._processes = processes
        self._max_waiting = max_waiting
        self._restart_seconds = restart_seconds
        self._pairs: deque[Pair] = deque()
        self._waiting: deque[asyncio.Future[Pair]] = deque()
        self._wanted = asyncio.Event()
        self._refills: list[asyncio.Task[None]] = []

    def __len__(self) -> int:
        """Return how many pairs are ready."""
        return len(self._pairs)

    @property
    def is_filling(self) -> bool:
        """Whether pairs are minted at the moment, because fewer than `size` are ready."""
        return self._wanted.is_set()

    async def __aenter__(self) -> Self:
        self._refills = [asyncio.create_task(self._refill()) for _ in range(self._processes)]
        self._update_demand()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for refill in self._refills:
            refill.cancel()
        await asyncio.gather(*self._refills, return_exceptions=True)

    def take_nowait(self) -> Pair | None:
        """Take a pair that is ready; return None when there is none."""
        pair = self._pairs.popleft() if self._pairs else None
        # With fewer pairs than this number, the processes are already asked for more pairs.
        if len(self._pairs) == self._size - 1:
            self._update_demand()
        return pair

    async def take(self, until: float) -> Pair:
        """Wait for a new pair until a time of the event loop's clock (seconds). Call `take_nowait` first.

        Raises:
            NoCodesLeft: too many claims already wait, or no pair came in time.
        """
        if len(self._waiting) >= self._max_waiting:
            raise NoCodesLeft
        waiter: asyncio.Future[Pair] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        self._update_demand()
        try:
            async with asyncio.timeout_at(until):
                return await waiter
        except TimeoutError:
            raise NoCodesLeft from None
        finally:
            if waiter.cancelled():
                with suppress(ValueError):
                    self._waiting.remove(waiter)

    def give_back(self, pair: Pair) -> None:
        """Put back an unused pair. Call this only if no ticket can have the code of the pair."""
        self._pairs.append(pair)
        # In every other case, nobody waits, and the processes are already asked for more pairs.
        if self._waiting or len(self._pairs) >= self._size:
            self._serve_waiting()

    def tell_size(self) -> None:
        """Write the size of the reserve into its metric. To do this for each pair would make claims too slow."""
        RESERVE_SIZE.set(len(self._pairs))

    def _add(self, pairs: list[Pair]) -> None:
        self._pairs.extend(pairs)
        self._serve_waiting()

    def _serve_waiting(self) -> None:
        """Give pairs to the claims that wait."""
        while self._waiting and self._pairs:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(self._pairs.popleft())
        self._update_demand()

    def _update_demand(self) -> None:
        if self._waiting or len(self._pairs) < self._size:
            self._wanted.set()
        else:
            self._wanted.clear()

    async def _refill(self) -> None:
        """Run a minting process when pairs are wanted. If the process dies, start a new process."""
        while True:
            await self._wanted.wait()
            try:
                await self._read_minter()
            except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, msgspec.DecodeError, OSError) as error:
                log.warning("a minting process failed (%s); a new process will start", type(error).__name__)
            await asyncio.sleep(self._restart_seconds)

    async def _read_minter(self) -> None:
        cost = (self._hashing.memory_kib, self._hashing.time_cost, self._code_length)
        minter = child.start("app.service.minter", *map(str, cost), stdout=subprocess.PIPE)
        try:
            await self._read_pairs(minter.stdout)
        finally:
            minter.kill()
            minter.wait()

    async def _read_pairs(self, output: IO[bytes] | None) -> None:
        """Whenever pairs are wanted, read a batch of pairs from the output of a minting process."""
        reader = asyncio.StreamReader()
        pipe, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), output
        )
        try:
            while True:
                self._add(_BATCH.decode(await reader.readuntil(b"\n")))
                self.tell_size()
                await self._wanted.wait()
        finally:
            pipe.close()
