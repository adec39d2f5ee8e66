"""The connection between service and store. A test can cut it and slow it down."""

import asyncio
from types import TracebackType
from typing import Self


class Wire:
    """A TCP proxy to a port of this machine.

    A message is the data that a client sends in one piece, which is a command or a pipeline.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self._left: int | None = None
        self._cut_before_answer_of = b""
        self._delay = 0.0
        self._delay_answer_of = b""
        self._to_be_late: set[asyncio.StreamWriter] = set()
        self._open: set[asyncio.StreamWriter] = set()
        self._to_be_cut: set[asyncio.StreamWriter] = set()
        self._serving: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"redis://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/0"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        self._left = 0
        await asyncio.sleep(0)  # Let the task of each new connection start, so that it can close the connection.
        self._cut()
        await asyncio.gather(*self._serving, return_exceptions=True)
        await asyncio.sleep(0)  # Transports that were aborted close their sockets in the next round of the loop.

    def cut_after(self, messages: int) -> None:
        """Pass on this number of messages, and then none. For the store, this looks like a crash of the service."""
        self._left = messages

    def cut_before_answer(self, containing: bytes) -> None:
        """Pass on the next message that contains these bytes, and close the connection before its answer."""
        self._cut_before_answer_of = containing

    def slow(self, seconds: float, containing: bytes = b"") -> None:
        """Delay the answer to every message that contains these bytes by this number of seconds."""
        self._delay = seconds
        self._delay_answer_of = containing

    def mend(self) -> None:
        """Pass on everything again, without delay."""
        self._left, self._cut_before_answer_of, self._delay = None, b"", 0.0

    @property
    def broken(self) -> bool:
        """Whether the wire has stopped passing on messages."""
        return self._left is not None and self._left <= 0

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        try:
            if self.broken:
                return
            to_reader, to_writer = await asyncio.open_connection("127.0.0.1", self._to)
            self._open |= {writer, to_writer}
            try:
                await asyncio.gather(self._pass_on(reader, to_writer), self._answer(to_reader, to_writer, writer))
            finally:
                to_writer.close()
        except OSError:
            pass
        finally:
            writer.close()
            self._serving.discard(task)

    async def _pass_on(self, reader: asyncio.StreamReader, store: asyncio.StreamWriter) -> None:
        while data := await reader.read(1 << 20):
            if self._left is not None:
                if self._left <= 0:
                    self._cut()
                    return
                self._left -= 1
            if self._cut_before_answer_of and self._cut_before_answer_of in data:
                self._to_be_cut.add(store)
            if self._delay and self._delay_answer_of in data:
                self._to_be_late.add(store)
            store.write(data)
            await store.drain()
        store.close()

    async def _answer(
        self, reader: asyncio.StreamReader, store: asyncio.StreamWriter, writer: asyncio.StreamWriter
    ) -> None:
        while data := await reader.read(1 << 20):
            if store in self._to_be_cut:
                store.transport.abort()
                writer.transport.abort()
                return
            if store in self._to_be_late:
                self._to_be_late.discard(store)
                await asyncio.sleep(self._delay)  # This is the delay. There is no event to wait for.
            writer.write(data)
            await writer.drain()
        writer.close()

    def _cut(self) -> None:
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()
