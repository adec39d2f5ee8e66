"""The pictures of raffles for chats. A picture is drawn once, and the latest pictures are kept."""

import asyncio
import math
import subprocess
from functools import partial

import msgspec

from app import budget
from app.domain.preview import Preview
from app.errors import PicturesBusy
from app.service import child
from app.service.shared_reads import SharedRead, SharedReads

CAPACITY = 128
"""The largest number of pictures that are kept. A picture has about 20 kB."""

MAX_WAITING = 16
"""The largest number of pictures that wait for their turn. Any further picture is refused."""

DRAW_SECONDS = 10
"""The longest time to draw one picture. A picture usually takes less than half a second. It takes longer during a sale,
because claims have a higher priority."""

REST_SECONDS = 0.25
"""The pause after each picture. So somebody who asks for very many pictures does not keep a processor busy."""


class Pictures:
    """The pictures that chats have asked for. A process of low priority draws one at a time."""

    def __init__(self) -> None:
        self._shared: SharedReads[SharedRead[bytes]] = SharedReads(
            SharedRead[bytes], capacity=CAPACITY, fresh_seconds=math.inf
        )
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._rest_until = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    async def get(self, preview: Preview) -> bytes:
        """Return the picture of a raffle as PNG.

        Raises:
            PicturesBusy: the picture is not ready in time, or too many pictures wait. If the picture is only late, it
                is drawn anyway, and a later call gets it.
        """
        shared = self._shared.share(preview, partial(self._drawn, preview))
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

    async def _drawn(self, preview: Preview) -> bytes:
        if self._waiting >= MAX_WAITING:
            raise PicturesBusy
        self._waiting += 1
        try:
            async with self._turn:
                now = asyncio.get_running_loop().time
                await asyncio.sleep(self._rest_until - now())
                if self._closed:
                    raise PicturesBusy
                try:
                    return await asyncio.to_thread(self._draw, msgspec.json.encode(preview))
                finally:
                    self._rest_until = now() + REST_SECONDS
        finally:
            self._waiting -= 1

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
