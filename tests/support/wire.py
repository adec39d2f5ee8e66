"""The wire between service and store, which a test may cut, slow down and hold."""

import asyncio
from types import TracebackType
from typing import Self


class Wire:
    """A TCP proxy to a port of this machine.

    What a client sends in one piece, a command or a pipeline, counts as one message.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self._left: int | None = None
        self._fatal = b""
        self._delay = 0.0
        self._open: set[asyncio.StreamWriter] = set()
        self._deaf: set[asyncio.StreamWriter] = set()
        self._carriers: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.url = f"redis://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/0"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        self._cut()
        await asyncio.gather(*self._carriers, return_exceptions=True)

    def cut_after(self, messages: int) -> None:
        """Carry so many messages more, then none ever: to the store this is what a crash of the service looks like."""
        self._left = messages

    def cut_before_answer(self, containing: bytes) -> None:
        """Carry the next message that contains this to the store, and cut it off before the answer comes back."""
        self._fatal = containing

    def slow(self, seconds: float) -> None:
        """Hold every answer for so long."""
        self._delay = seconds

    def mend(self) -> None:
        """Carry everything again."""
        self._left, self._fatal, self._delay = None, b"", 0.0

    @property
    def broken(self) -> bool:
        """Whether messages were held back."""
        return self._left is not None and self._left <= 0

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._carriers.add(task)
        try:
            if self.broken:
                return
            to_reader, to_writer = await asyncio.open_connection("127.0.0.1", self._to)
            self._open |= {writer, to_writer}
            await asyncio.gather(self._forth(reader, to_writer), self._back(to_reader, to_writer, writer))
        except OSError:
            pass
        finally:
            writer.close()
            self._carriers.discard(task)

    async def _forth(self, reader: asyncio.StreamReader, store: asyncio.StreamWriter) -> None:
        while data := await reader.read(1 << 20):
            if self._left is not None:
                if self._left <= 0:
                    self._cut()
                    return
                self._left -= 1
            if self._fatal and self._fatal in data:
                self._deaf.add(store)
            store.write(data)
            await store.drain()
        store.close()

    async def _back(
        self, reader: asyncio.StreamReader, store: asyncio.StreamWriter, writer: asyncio.StreamWriter
    ) -> None:
        while data := await reader.read(1 << 20):
            if store in self._deaf:
                store.transport.abort()
                writer.transport.abort()
                return
            await asyncio.sleep(self._delay)  # this is the slowness itself
            writer.write(data)
            await writer.drain()
        writer.close()

    def _cut(self) -> None:
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()
