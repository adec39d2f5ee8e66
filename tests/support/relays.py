"""Sources of the beacon (signatures that drand publishes) for tests. Each source is an HTTP server on a real socket."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"


class Relay:
    """A source as a test sees it: its URL, the requested paths, whether a client came, and whether the client left."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.paths: list[str] = []
        self.asked = asyncio.Event()
        self.left = asyncio.Event()


Answering = Callable[[Relay, asyncio.StreamWriter], Awaitable[None]]
"""A function that writes an answer. The connection is closed when this function returns."""


@asynccontextmanager
async def relay(answering: Answering) -> AsyncIterator[Relay]:
    """Serve an answer on a port of this machine."""
    serving: set[asyncio.Task[None] | None] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.add(asyncio.current_task())
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            source.paths.append(head.split()[1].decode())
            source.asked.set()
            answer = asyncio.create_task(_written(answering(source, writer)))
            await reader.read()  # this waits until the client has closed the connection
            answer.cancel()
        source.left.set()
        writer.close()

    async def _written(answer: Awaitable[None]) -> None:
        with suppress(ConnectionError):
            await answer

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    source = Relay(server.sockets[0].getsockname()[1])
    async with server:
        yield source
    await asyncio.gather(*filter(None, serving))


def body(content: bytes, head: bytes = HEAD) -> Answering:
    """Return a function that answers with this body."""

    async def answer(_: Relay, writer: asyncio.StreamWriter) -> None:
        writer.write(head + f"Content-Length: {len(content)}\r\n\r\n".encode() + content)
        await writer.drain()
        writer.close()

    return answer


def signed(round_number: int, signature: str) -> Answering:
    """Return a function that answers as a relay of drand does."""
    return body(json.dumps({"round": round_number, "randomness": "00" * 32, "signature": signature}).encode())


async def silent(_: Relay, __: asyncio.StreamWriter) -> None:
    """Accept the request, and never answer."""
    await asyncio.Event().wait()
