"""The memory of the service stays bounded, whatever clients send."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.conftest import Report
from tests.support.program import Program

MEGABYTE = 1 << 20
SENT_BYTES = 64 * MEGABYTE
"""The number of bytes that one client tries to send."""

MAX_GROWTH_BYTES = 16 * MEGABYTE
HOST = b"Host: x\r\n"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with Program(tmp_path_factory.mktemp("program"), RESERVE_SIZE="1", LOG_LEVEL="error") as running:
        yield running


def memory(program: Program) -> int:
    """Return the resident memory of the service in bytes."""
    return int(Path(f"/proc/{program._main.pid}/statm").read_text().split()[1]) * 4096


async def send_much(program: Program, head: bytes, piece: bytes) -> None:
    """Send a head, then repeat a piece. Stop after SENT_BYTES, or when the service closes the connection."""
    _, writer = await asyncio.open_connection("127.0.0.1", program.port)
    try:
        async with asyncio.timeout(20):
            writer.write(head)
            for _ in range(SENT_BYTES // len(piece)):
                writer.write(piece)
                await writer.drain()
    except (ConnectionError, TimeoutError):
        pass
    finally:
        writer.transport.abort()  # A plain close would wait until the service reads everything.
        with suppress(ConnectionError):
            await writer.wait_closed()


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"GET /raffles/%b/events HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % SENT_BYTES, b"x" * MEGABYTE),
        (
            b"POST /raffles/%b/participate HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % SENT_BYTES,
            b"x" * MEGABYTE,
        ),
        (b"GET /me HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"a: b\r\n" * 10_000),
        (b"GET /me HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\na: ", b"x" * MEGABYTE),
        (b"GET /me HTTP/1.1\r\n" + HOST, b"a: b\r\n" * 10_000),
        (b"GET /raffles/%b/events HTTP/1.1\r\n" + HOST + b"\r\n", (b"GET / HTTP/1.1\r\n" + HOST + b"\r\n") * 5_000),
    ],
    ids=["body of a stream", "body of a claim", "many trailers", "long trailer", "many headers", "many requests"],
)
async def test_the_service_does_not_keep_what_clients_send(
    program: Program, head: bytes, piece: bytes, report: Report
) -> None:
    # Given a service whose memory has already grown for one client. This client sent bytes until the service closed its
    # connection
    async with program.visitor() as manager:
        raffle_id = (await manager.create(1)).encode()
    begin = head.replace(b"%b", raffle_id)
    await send_much(program, begin, piece)
    before = memory(program)

    # When four clients send as much as this client, at the same time
    await asyncio.gather(*(send_much(program, begin, piece) for _ in range(4)))

    # Then the memory of the service has grown by much less than the number of bytes that the clients sent
    grown = memory(program) - before
    report(f"grew by {grown / MEGABYTE:.1f} MB")
    assert grown < MAX_GROWTH_BYTES


async def test_waiting_bytes_of_one_address_stay_bounded(program: Program, report: Report) -> None:
    # Given the connections of one address
    connections = [
        await asyncio.open_connection("127.0.0.1", program.port, local_addr=("127.0.0.9", 0)) for _ in range(40)
    ]
    before = memory(program)
    growth = []

    # When all connections send pairs of pipelined requests and read all answers, until the service stops them
    pair = b"GET /health/live HTTP/1.1\r\nHost: x\r\n"
    pair = pair + b"\r\n" + pair + b"Content-Length: 7700\r\n\r\n" + b"x" * 7700

    async def send(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reading = asyncio.create_task(reader.read())
        try:
            async with asyncio.timeout(5):
                for _ in range(8 * MEGABYTE // len(pair) // 32):
                    writer.write(pair * 32)
                    await writer.drain()
                    growth.append(memory(program) - before)
        except (ConnectionError, TimeoutError):
            pass
        finally:
            reading.cancel()
            writer.transport.abort()
            with suppress(ConnectionError):
                await writer.wait_closed()

    await asyncio.gather(*(send(*connection) for connection in connections))

    # Then the memory of the service was at no moment much larger than before
    report(f"grew by {max(growth) / MEGABYTE:.1f} MB")
    assert max(growth) < MAX_GROWTH_BYTES
