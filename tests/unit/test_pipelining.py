"""Pipelining: requests that a client sends before earlier answers have come wait in little memory, and are answered."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from app.http.connections import Connections
from app.http.framing import MAX_HEADERS
from app.http.protocol import LimitedProtocol
from tests.support.waiting import until

SHORT_HEADERS = b"".join(b"a%02d: \r\n" % number for number in range(MAX_HEADERS - 4))


class Impatient(LimitedProtocol):
    """A protocol that waits at most 0.1 s for a client. `made` has the protocols of all connections."""

    client_seconds = 0.1
    made: list["Impatient"]

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.made.append(self)


class Answers:
    """An application that answers with the path, but only when `may_answer` is set."""

    def __init__(self) -> None:
        self.may_answer = asyncio.Event()

    async def __call__(self, scope: Any, _: Any, send: Any) -> None:
        await self.may_answer.wait()
        body = scope["path"].encode() + b"\n"
        headers = [(b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


@asynccontextmanager
async def serving(app: Answers) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter, Impatient]]:
    """Serve the application. Return a connection of a client to the application, and its protocol."""
    config = uvicorn.Config(app, ws="none", log_config=None)
    config.load()
    limits = Connections(per_address=200, proxies=(), open_files=1000, ipv6_prefix=64)
    Impatient.made = []
    state = ServerState()
    factory: Callable[[], Impatient] = lambda: Impatient(config, state, {}, limits=limits)  # noqa: E731
    server = await asyncio.get_running_loop().create_server(factory, "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        await until(lambda: Impatient.made)
        try:
            yield reader, writer, Impatient.made[0]
        finally:
            writer.close()
            app.may_answer.set()
            await until(lambda: not state.tasks and not state.connections)
            assert not limits._waiting.total(), "bytes of a closed connection are still counted"


def requests(count: int, headers: bytes = b"") -> bytes:
    """Return requests with these headers. Each has its number as its path."""
    return b"".join(
        b"GET /%03d HTTP/1.1\r\nHost: example.org\r\nAccept: */*\r\n%b\r\n" % (n, headers) for n in range(count)
    )


def paths(count: int) -> list[bytes]:
    """Return the bodies of the answers to `requests`."""
    return [b"/%03d" % number for number in range(count)]


async def test_requests_behind_a_slow_answer_need_little_memory() -> None:
    # Given a request that is not answered yet
    async with serving(Answers()) as (_, writer, protocol):
        writer.write(requests(1))
        await until(lambda: protocol.cycle)

        # When the client sends many further requests with many headers
        writer.write(requests(100, SHORT_HEADERS))
        await until(lambda: protocol.pipeline)
        await until(lambda: protocol._reading is not None and protocol._reading.waits)

        # Then the service holds no more than the headers of two requests, and reads nothing more
        held: list[Any] = [cycle.scope["headers"] for cycle, _ in protocol.pipeline]
        if protocol.headers not in held:
            held.append(protocol.headers)
        assert sum(len(headers) for headers in held) <= 2 * MAX_HEADERS


@pytest.mark.parametrize("headers", [b"", SHORT_HEADERS], ids=["few headers", "many headers"])
async def test_many_requests_behind_a_slow_answer_are_all_answered(headers: bytes) -> None:
    # Given many requests that a client sends at once, and that are not answered for longer than a request may take
    answers, count = Answers(), 200
    async with serving(answers) as (reader, writer, _):
        writer.write(requests(count, headers))
        await asyncio.sleep(3 * Impatient.client_seconds)

        # When the first request is answered
        answers.may_answer.set()

        # Then all requests are answered, in order
        found: list[bytes] = []
        async with asyncio.timeout(20):
            while len(found) < count:
                head = await reader.readuntil(b"\r\n\r\n")
                assert head.startswith(b"HTTP/1.1 200 ")
                found.append((await reader.readline()).strip())
        assert found == paths(count)
