"""The players of the load test. Each process plays a share of them and records every answer.

Locust is too slow for players, because it needs about a millisecond of CPU for an answer. The service itself needs less
than that. So this client is an `asyncio.Protocol` on uvloop, and parses answers with httptools, as uvicorn parses
requests.
"""

import asyncio
import os
import signal
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, MutableSequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Barrier
from typing import BinaryIO, NamedTuple, cast
from urllib.parse import urlsplit

import httptools
import uvloop

from tests.load.recording import NO_ANSWER, Answer, Ask, write
from tests.support.people import address

PROCESSES = max(2, (os.cpu_count() or 1) // 2)

CYCLE = 100
"""Of CYCLE players, one never reads the first answer, one repeats its claim, and one makes a second claim."""

TRY_AGAIN = {NO_ANSWER, 429, 503}
"""After one of these statuses, a player waits as long as Retry-After says, and sends the request again."""

SECONDS_FOR_AN_ANSWER = 30
"""After this time without an answer, a connection is closed, and the player sends the request again."""

RECONNECT_SECONDS = 1.0
"""After a lost connection, or a refusal without Retry-After, a player waits for this time, and tries again."""


START_SECONDS = 60


class Sale(NamedTuple):
    """What a process has to know: the service, the raffle, the number of players, and the number of connections."""

    url: str
    raffle_id: str
    players: int
    connections: int


class Reply(NamedTuple):
    """What the service answered."""

    status: int
    retry_after_seconds: float
    body: bytes


NO_REPLY = Reply(NO_ANSWER, RECONNECT_SECONDS, b"")


def asks_of(player: int) -> tuple[Ask, ...]:
    """Return the requests of a player, in order. Most players claim once."""
    match player % CYCLE:
        case 0:
            return Ask.LOST, Ask.RETRY
        case 1:
            return Ask.CLAIM, Ask.RETRY
        case 2:
            return Ask.CLAIM, Ask.SECOND
    return (Ask.CLAIM,)


class Connection(asyncio.Protocol):
    """A connection to the service that carries one request at a time."""

    def __init__(self) -> None:
        self.closed = False
        self._parser = httptools.HttpResponseParser(self)

    async def ask(self, request: bytes, *, leave: bool = False) -> Reply:
        """Send a request, and return the reply. Return NO_REPLY if the connection ends before the reply is complete.

        With `leave`, close the connection as soon as the request is sent.
        """
        loop = asyncio.get_running_loop()
        self._reply: asyncio.Future[Reply] = loop.create_future()
        self._asked_at = loop.time()
        self._transport.write(request)
        if leave:
            self.close()
        return await self._reply

    def give_up(self, asked_before: float) -> None:
        """Close the connection if it still waits for the reply to a request from before this time."""
        if not self._reply.done() and self._asked_at < asked_before:
            self._transport.abort()

    def close(self) -> None:
        """Send the data that still waits in the buffer, and then close the connection."""
        self.closed = True
        self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self.closed = True
        self._resolve(NO_REPLY)

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self.close()

    def on_message_begin(self) -> None:
        self._retry_after_seconds = RECONNECT_SECONDS
        self._body = b""

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"retry-after" and value.isdigit():
            self._retry_after_seconds = float(value)

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        if not self._parser.should_keep_alive():
            self.close()
        self._resolve(Reply(self._parser.get_status_code(), self._retry_after_seconds, self._body))

    def _resolve(self, reply: Reply) -> None:
        if not self._reply.done():
            self._reply.set_result(reply)


class Crowd:
    """The players of one process. They share some connections. A connection serves one player after the other."""

    def __init__(self, sale: Sale, players: Iterable[int], record: BinaryIO, finish: Callable[[], None]) -> None:
        """Record answers in a file, and call `finish` when a player is finished."""
        server = urlsplit(sale.url)
        self._tls = ssl.create_default_context() if server.scheme == "https" else None
        self._host = server.hostname or ""
        self._port = server.port or (443 if self._tls else 80)
        self._head = (
            f"POST {server.path.rstrip('/')}/raffles/{sale.raffle_id}/participate/ HTTP/1.1\r\n"
            f"Host: {server.netloc.rpartition('@')[2]}\r\nContent-Length: 0\r\n"
        )
        self._sale = sale
        self._players = iter(players)
        self._record = record
        self._finish = finish
        self._open: dict[int, Connection] = {}

    async def play(self) -> None:
        """Play until every player of this crowd is finished."""
        self._began = time.time()
        watch = asyncio.create_task(self._give_up_late_ones())
        await asyncio.gather(*map(self._serve, range(self._sale.connections)))
        watch.cancel()

    async def _serve(self, place: int) -> None:
        """Let one player after the other use the connection with this number."""
        for player in self._players:
            for ask in asks_of(player):
                await self._play(place, player, ask)
            self._finish()
        if place in self._open:
            self._open.pop(place).close()

    async def _play(self, place: int, player: int, ask: Ask) -> None:
        """Send a request until its answer is final. In the pauses, no other player uses this connection."""
        request = self._request(player, ask)
        while True:
            asked_at = time.time()
            reply = await self._reply(place, request, leave=ask == Ask.LOST)
            now = time.time()
            answer = Answer(player, ask, reply.status, now - self._began, now - asked_at, reply.body)
            write(self._record, answer)
            if ask == Ask.LOST or reply.status not in TRY_AGAIN:
                return
            await asyncio.sleep(reply.retry_after_seconds)

    async def _reply(self, place: int, request: bytes, *, leave: bool) -> Reply:
        """Send a request over the connection with this number. If this connection is closed, open it first."""
        connection = self._open.get(place)
        if connection is None or connection.closed:
            loop = asyncio.get_running_loop()
            try:
                _, connection = await loop.create_connection(Connection, self._host, self._port, ssl=self._tls)
            except OSError:
                return NO_REPLY
            self._open[place] = connection
        return await connection.ask(request, leave=leave)

    def _request(self, player: int, ask: Ask) -> bytes:
        key = f"load-test-{self._sale.raffle_id}-{player}{'-second' if ask == Ask.SECOND else ''}"
        return f"{self._head}X-Forwarded-For: {address(player)}\r\nIdempotency-Key: {key}\r\n\r\n".encode()

    async def _give_up_late_ones(self) -> None:
        while True:
            await asyncio.sleep(1)
            for connection in self._open.values():
                connection.give_up(asyncio.get_running_loop().time() - SECONDS_FOR_AN_ANSWER)


class Load:
    """The processes that play a sale. They record the answers of the sale in a folder."""

    def __init__(self, sale: Sale, folder: Path) -> None:
        context = get_context("spawn")
        self._finished = context.RawArray("Q", PROCESSES)
        self._ready = context.Barrier(PROCESSES + 1)
        self._processes: list[BaseProcess] = [
            context.Process(target=_play, args=(sale, folder, self._finished, place, self._ready), daemon=True)
            for place in range(PROCESSES)
        ]

    def start(self) -> None:
        """Start the processes. Return when all of them are ready. The sale begins at this moment.

        Raises:
            BrokenBarrierError: a process could not start.
        """
        for process in self._processes:
            process.start()
        self._ready.wait(START_SECONDS)

    @property
    def finished(self) -> int:
        """The number of players who are finished."""
        return sum(self._finished)

    def runs_after(self, seconds: float) -> bool:
        """Wait for at most `seconds` until all processes have ended. Return whether a process still runs."""
        waiting = [process.sentinel for process in self._processes if process.is_alive()]
        ended = wait(waiting, seconds) if waiting else []
        return len(ended) < len(waiting)

    def stop(self) -> None:
        """End the processes. The recorded answers stay."""
        for process in self._processes:
            process.terminate()
            process.join()


def recorded_in(folder: Path) -> Iterator[Path]:
    """Return the files in which the processes of a load recorded answers."""
    yield from sorted(folder.glob("answers-*"))


def _play(sale: Sale, folder: Path, finished: MutableSequence[int], place: int, ready: Barrier) -> None:
    """Play the share of one process. Count the finished players of this process in `finished[place]`."""

    def finish() -> None:
        finished[place] += 1

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches every process, but only the main process must act
    ready.wait(START_SECONDS)
    share = sale._replace(connections=-(-sale.connections // PROCESSES))
    with (folder / f"answers-{place}").open("wb", buffering=1 << 20) as record:
        uvloop.run(_until_stopped(Crowd(share, range(place, sale.players, PROCESSES), record, finish)))


async def _until_stopped(crowd: Crowd) -> None:
    playing = asyncio.ensure_future(crowd.play())
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, playing.cancel)
    with suppress(asyncio.CancelledError):
        await playing
