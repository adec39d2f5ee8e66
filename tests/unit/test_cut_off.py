"""When a download fails in the middle, the log gets one line, and the client sees that the answer is cut off."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
import uvicorn
from litestar import Litestar, get
from litestar.params import FromPath
from redis.exceptions import ClusterDownError
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
from uvicorn.server import ServerState

from app.errors import Problem, RaffleNotFound, StoreUnavailable
from app.http.middleware import observed
from app.http.protocol import LimitedProtocol
from app.http.stream import Stream
from app.service.pages import Pages
from tests.support.waiting import until

RAFFLE = "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11"


def cluster_down() -> Problem:
    problem = StoreUnavailable()
    problem.__cause__ = ClusterDownError("the cluster is down")
    return problem


FAILURES = {
    "cluster": (cluster_down, "Store unavailable (ClusterDownError)"),
    "deleted": (RaffleNotFound, "Raffle not found"),
}


class Download:
    """A download that sends two pieces, and then fails or waits for ever. `closed` is set when `pieces` ends."""

    def __init__(self) -> None:
        self.waiting = asyncio.Event()
        self.closed = asyncio.Event()

    async def pieces(self, failure: str) -> AsyncIterator[bytes]:
        try:
            yield b"first,"
            yield b"second,"
            if failure in FAILURES:
                raise FAILURES[failure][0]()
            if failure == "defect":
                raise KeyError(failure)
            self.waiting.set()
            if failure == "swallows":  # as redis-py on Python 3.11 can do
                with suppress(asyncio.CancelledError):
                    await asyncio.Event().wait()
            await asyncio.Event().wait()
        finally:
            self.closed.set()


@pytest.fixture
async def download() -> AsyncIterator[tuple[Download, int]]:
    """Serve a download at /raffles/{raffle_id}/{failure}, and yield the download and its port."""
    known, pages = Download(), Pages()

    @get("/raffles/{raffle_id:str}/{failure:str}")
    async def failing(raffle_id: FromPath[str], failure: FromPath[str]) -> Stream:
        del raffle_id
        return Stream(await pages.download(known.pieces(failure), "anna"), media_type="text/csv")

    app = Litestar([failing], openapi_config=None, logging_config=None)
    app.asgi_handler = observed(app.asgi_handler)
    config = uvicorn.Config(app, http=LimitedProtocol, ws="none", log_config=None, lifespan="off")
    config.load()
    state = ServerState()
    listener = await asyncio.get_running_loop().create_server(
        lambda: LimitedProtocol(config, state, {}), "127.0.0.1", 0
    )
    async with listener:
        yield known, listener.sockets[0].getsockname()[1]


async def opened(port: int, failure: str, version: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /raffles/{RAFFLE}/{failure} HTTP/{version}\r\nHost: x\r\n\r\n".encode())
    return reader, writer


def records(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """Return the warnings and the errors in the log."""
    return [record for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize("failure", FAILURES)
async def test_a_failed_download_has_no_last_chunk_and_one_line_in_the_log(
    download: tuple[Download, int], caplog: pytest.LogCaptureFixture, failure: str
) -> None:
    # When a download is under way, and then the store fails or the raffle is deleted
    reader, writer = await opened(download[1], failure, "1.1")
    answer = await reader.read()
    writer.close()

    # Then the connection ends without the last chunk
    assert b"second," in answer
    assert not answer.endswith(b"0\r\n\r\n")

    # And the log has one line, which names the route, the raffle and the reason
    (record,) = records(caplog)
    said = record.getMessage()
    assert record.exc_info is None
    assert said.startswith("GET /raffles/{raffle_id}/{failure}: the answer was cut off")
    assert FAILURES[failure][1] in said
    assert RAFFLE in said


async def test_an_old_client_gets_a_reset_and_one_line_is_logged(
    download: tuple[Download, int], caplog: pytest.LogCaptureFixture
) -> None:
    # When a client of HTTP/1.0 requests a download that fails. (In HTTP/1.0, a body lasts until the connection ends)
    reader, writer = await opened(download[1], "cluster", "1.0")

    # Then the connection of this client is reset, and the log has one line
    with pytest.raises(ConnectionResetError):
        await reader.read()
    writer.close()
    (record,) = records(caplog)
    assert record.exc_info is None


async def test_a_defect_in_a_download_keeps_its_traceback(
    download: tuple[Download, int], caplog: pytest.LogCaptureFixture
) -> None:
    # When a download fails because of a defect in the service
    reader, writer = await opened(download[1], "defect", "1.1")
    answer = await reader.read()
    writer.close()

    # Then the answer has no last chunk, and the log has the traceback of the defect
    assert not answer.endswith(b"0\r\n\r\n")
    (record,) = records(caplog)
    assert record.exc_info is not None


@pytest.mark.parametrize("how", ["waits", "swallows"])
async def test_when_a_client_leaves_the_reads_end_and_the_log_has_no_line(
    download: tuple[Download, int], caplog: pytest.LogCaptureFixture, how: str
) -> None:
    # Given a download that waits for the store, and perhaps swallows its first cancellation
    known, port = download
    _, writer = await opened(port, how, "1.1")
    async with asyncio.timeout(5):
        await known.waiting.wait()

        # When the client closes the connection, Then the reads for this download end, and the log has no line
        writer.close()
        await known.closed.wait()
    assert records(caplog) == []


async def test_a_failed_download_leaves_no_request_for_garbage_collection(download: tuple[Download, int]) -> None:
    # Given a process without garbage collection
    gc.collect()
    gc.disable()
    try:
        # When many downloads fail, Then their requests are freed, because their references form no cycle
        for _ in range(20):
            reader, writer = await opened(download[1], "cluster", "1.1")
            await reader.read()
            writer.close()
        await until(lambda: sum(isinstance(each, RequestResponseCycle) for each in gc.get_objects()) < 5, seconds=5)
    finally:
        gc.enable()
