"""The pictures of raffles for chats. A picture is drawn once, and the latest pictures are kept."""

import asyncio
import math
import subprocess
from collections.abc import Callable
from functools import partial

import msgspec

from app import budget
from app.domain.preview import Preview
from app.errors import PicturesBusy
from app.service import child
from app.service.in_use import InUse
from app.service.shared_reads import SharedRead, SharedReads
from app.service.turns import Turns

CAPACITY = 128
"""The largest number of pictures that are kept. A picture has about 20 kB."""

MAX_WAITING = 16
"""The largest number of pictures that wait for their turn. Any further picture is refused."""

WAITING_OF_A_CLIENT = 4
"""The largest number of pictures that wait for one client, or for all clients of one IPv6 /48 together. One client of a
/48 has at most half of these pictures (see InUse.has_room). A picture counts for the client that asked for it first."""

DRAW_SECONDS = 10
"""The longest time to draw one picture. A picture usually takes less than half a second. During a sale, it takes
longer, because claims have a higher priority."""

REST_SECONDS = 0.25
"""The pause after each picture. So somebody who asks for very many pictures does not keep a processor busy."""

REST_WHILE_MINTING = 4
"""While codes are minted, the pause is at least this many times as long as the drawing. The minting processes have the
same low priority as the drawing. So without this pause, pictures would slow down a sale."""


class Pictures:
    """The pictures that chats have asked for. A process of low priority draws one at a time.

    `minting` returns whether codes are minted (made in advance) at the moment.
    """

    def __init__(self, *, minting: Callable[[], bool] = lambda: False) -> None:
        self._minting = minting
        self._shared: SharedReads[SharedRead[bytes]] = SharedReads(
            SharedRead[bytes], capacity=CAPACITY, fresh_seconds=math.inf
        )
        self._turns = Turns(at_once=1)
        self._waiting = InUse()
        self._rest_until = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    async def get(self, preview: Preview, client: str) -> bytes:
        """Return the picture of a raffle as PNG. Clients that wait for pictures take turns.

        Raises:
            PicturesBusy: the picture is not ready in time, or too many pictures wait. If the picture is only late, it
                is drawn anyway, and a later call gets it.
        """
        shared = self._shared.share(preview, partial(self._drawn, preview, client))
        try:
            async with asyncio.timeout(budget.CLAIM_SECONDS):
                return await shared.wait()
        except TimeoutError:
            raise PicturesBusy from None

    async def close(self) -> None:
        """Stop the process that draws, and refuse the pictures that wait."""
        self._closed = True
        if self._process is not None:
            self._process.kill()
        await self._shared.close()

    async def _drawn(self, preview: Preview, client: str) -> bytes:
        if self._waiting.total() >= MAX_WAITING or not self._waiting.has_room(client, WAITING_OF_A_CLIENT):
            raise PicturesBusy
        with self._waiting.place(client):
            async with self._turns.turn(client):
                now = asyncio.get_running_loop().time
                await asyncio.sleep(self._rest_until - now())
                if self._closed:
                    raise PicturesBusy
                began = now()
                try:
                    return await asyncio.to_thread(self._draw, msgspec.json.encode(preview))
                finally:
                    self._rest_until = now() + self._rest_seconds(now() - began)

    def _rest_seconds(self, drawing_seconds: float) -> float:
        """Return the length of the pause after a picture."""
        return max(REST_SECONDS, REST_WHILE_MINTING * drawing_seconds if self._minting() else 0.0)

    def _draw(self, preview: bytes) -> bytes:
        """Draw a picture in a process. Call this in a thread.

        Raises:
            PicturesBusy: the process had too little time, or was stopped.
        """
        with child.start("app.service.picture", stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            self._process = process
            if self._closed:  # `close` was called before there was a process
                process.kill()
            try:
                picture, _ = process.communicate(preview, timeout=DRAW_SECONDS)
            except subprocess.TimeoutExpired:
                picture = b""
            finally:
                self._process = None
                process.kill()
        if process.returncode:
            raise PicturesBusy
        return picture
