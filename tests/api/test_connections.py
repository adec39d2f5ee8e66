"""No address can take all connections of a worker, and each worker keeps some open files for its own work.

An IPv6 address counts together with all addresses of its /64 network. All /64 networks of one /48 also share a limit.
"""

import asyncio
import logging
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from ipaddress import ip_network
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from app.domain.player import Networks
from app.embedded.server import EmbeddedStore
from app.http.connections import MAX_LINGERING, RESERVED_FILES, Connections
from app.http.protocol import LimitedProtocol
from tests.support.people import NO_TLS
from tests.support.program import Program
from tests.support.service import Service, Store, small_settings
from tests.support.waiting import until

pytestmark = pytest.mark.http

LIMIT = 3
REQUEST = b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

Streams = list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]


@pytest.fixture
def narrow(store: Store) -> Iterator[Service]:
    """A service that accepts only LIMIT connections from one address."""
    with Service(small_settings(connections_per_address=LIMIT, forwarded_allow_ips=()), store) as running:
        yield running


@asynccontextmanager
async def connections(port: int, address: str, many: int) -> AsyncIterator[Streams]:
    """Open several connections from one address, and keep them open."""
    streams = [await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0)) for _ in range(many)]
    try:
        yield streams
    finally:
        for _, writer in streams:
            writer.close()


async def answer(port: int, address: str) -> bytes:
    """Send a request from an address on a new connection, and return all bytes of the answer."""
    async with asyncio.timeout(10), connections(port, address, 1) as [(reader, writer)]:
        writer.write(REQUEST)
        return await reader.read()


async def test_an_address_with_too_many_waiting_bytes_is_refused(
    narrow: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a limit for the bytes of one address that wait in the service. One read from a connection has more bytes
    # than this limit
    monkeypatch.setattr("app.http.reading.MAX_WAITING_BYTES", 16 * 1024)

    # When an address sends far more bytes, Then it gets a problem, and the connection ends
    async with asyncio.timeout(10), connections(narrow.port, "127.0.0.5", 1) as [(reader, writer)]:
        writer.write(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n" * 20_000)
        answers = await reader.read()
        assert b'"/problems/too-many-connections"' in answers.rpartition(b"\r\n\r\n")[2]

        # And meanwhile, the requests of others are answered
        assert (await answer(narrow.port, "127.0.0.6")).startswith(b"HTTP/1.1 200 ")

    # And the next request of the address is answered, because none of its bytes waits any more
    assert (await answer(narrow.port, "127.0.0.5")).startswith(b"HTTP/1.1 200 ")


async def test_an_address_cannot_take_all_connections(narrow: Service, caplog: pytest.LogCaptureFixture) -> None:
    # Given an address that holds as many connections as one address may have
    caplog.set_level(logging.WARNING, "app")
    async with connections(narrow.port, "127.0.0.5", LIMIT):
        # When the address opens more connections, and sends a request on each of them, Then each connection gets a
        # problem document
        for _ in range(MAX_LINGERING + 2):
            head, _, body = (await answer(narrow.port, "127.0.0.5")).partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
            assert b"\r\nretry-after: " in head
            assert b'"/problems/too-many-connections"' in body

        # And one line of the log names CONNECTIONS_PER_ADDRESS for all refused connections
        assert ["CONNECTIONS_PER_ADDRESS" in record.getMessage() for record in caplog.records] == [True]

        # And another address still gets answers
        assert (await answer(narrow.port, "127.0.0.6")).startswith(b"HTTP/1.1 200 ")

    # And when the client closes all these connections, Then the address gets answers
    async def is_answered() -> bool:
        return (await answer(narrow.port, "127.0.0.5")).startswith(b"HTTP/1.1 200 ")

    await until(is_answered)


async def test_refused_connections_without_a_request_are_closed(
    narrow: Service, caplog: pytest.LogCaptureFixture
) -> None:
    # Given an address that holds as many connections as one address may have
    async with connections(narrow.port, "127.0.0.5", LIMIT + MAX_LINGERING + 5) as streams:
        # When the address opens more connections and sends nothing, Then the service answers on each of these
        # connections, and then closes the connection
        async with asyncio.timeout(10):
            for reader, _ in streams[LIMIT:]:
                assert (await reader.read()).startswith(b"HTTP/1.1 503 ")

    # And the log has no error
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@contextmanager
def slow_turns(service: Service, seconds: float) -> Iterator[None]:
    """Slow down each turn of the service's event loop, as many requests of a busy client would do."""
    loop = service._server.servers[0].get_loop()
    done = threading.Event()

    def turn() -> None:
        if not done.is_set():
            time.sleep(seconds)
            loop.call_soon(turn)

    loop.call_soon_threadsafe(turn)
    try:
        yield
    finally:
        done.set()


async def test_waiting_connections_of_one_address_do_not_delay_others(narrow: Service) -> None:
    # Given a busy worker, and one address with hundreds of connections that wait until the worker accepts them
    with slow_turns(narrow, 0.02):
        async with connections(narrow.port, "127.0.0.5", 400) as waiting:
            # When another address connects, Then this address soon gets an answer
            begin = time.monotonic()
            assert (await answer(narrow.port, "127.0.0.6")).startswith(b"HTTP/1.1 200 ")
            assert time.monotonic() - begin < 2

            # And the first address has received its refusals
            async with asyncio.timeout(10):
                assert all([(await reader.read()).startswith(b"HTTP/1.1 503 ") for reader, _ in waiting[LIMIT:]])


async def test_connections_that_were_accepted_together_are_counted(narrow: Service) -> None:
    for _ in range(3):
        # Given two groups of connections, each from its own address. All wait until the worker accepts them. The client
        # has reset the first group
        with slow_turns(narrow, 0.2):
            async with connections(narrow.port, "127.0.0.5", LIMIT) as reset:
                for _, writer in reset:
                    writer.transport.abort()
                async with connections(narrow.port, "127.0.0.7", LIMIT + 2) as streams:
                    # When each connection of the second group sends a request, Then the service answers LIMIT of these
                    # requests and refuses the others, because one address may have LIMIT connections
                    for _, writer in streams:
                        writer.write(REQUEST)
                    async with asyncio.timeout(10):
                        codes = [(await reader.read())[9:12] for reader, _ in streams]
                    assert sorted(codes) == [b"200"] * LIMIT + [b"503"] * 2

        # And when the clients close all connections, Then the service counts no connection
        def none_is_counted() -> bool:
            return not narrow._server.server_state.connections

        await until(none_is_counted)

    # And the address of the first group gets an answer
    assert (await answer(narrow.port, "127.0.0.5")).startswith(b"HTTP/1.1 200 ")


class Transport:
    """A connection from an address. `file` is the file number of its socket."""

    def __init__(self, address: str, file: int = 0) -> None:
        self._extra = {"peername": (address, 1), "socket": self}
        self._file = file
        self.written = b""

    def fileno(self) -> int:
        return self._file

    def get_extra_info(self, name: str) -> Any:
        return self._extra[name]

    def write(self, data: bytes) -> None:
        self.written += data

    def write_eof(self) -> None:
        """Do nothing, because there is no client."""

    def get_write_buffer_size(self) -> int:
        return 0

    def set_protocol(self, _: asyncio.BaseProtocol) -> None:
        """Do nothing, because no test uses the protocol."""

    def close(self) -> None:
        """Do nothing, because there is no socket to close."""


async def accepted(limits: Connections, *transports: Transport) -> list[bool]:
    """Return for each connection whether the limits accept it."""
    return [limits.accept(cast(asyncio.Transport, transport)) is not None for transport in transports]


def limits(
    *, per_address: int = 1, proxies: Networks = (), open_files: int = 1_000, ipv6_prefix: int = 64
) -> Connections:
    return Connections(per_address=per_address, proxies=proxies, open_files=open_files, ipv6_prefix=ipv6_prefix)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
    ],
)
@pytest.mark.parametrize("ipv6_prefix", [64, 128])
async def test_an_ipv6_64_counts_as_one_address(first: str, second: str, same: bool, ipv6_prefix: int) -> None:
    # When two connections come from the same address or the same /64, Then the second connection is refused
    transports = Transport(first), Transport(second)
    assert await accepted(limits(ipv6_prefix=ipv6_prefix), *transports) == [True, not same]


async def test_an_ipv6_48_has_at_most_half_of_all_connections() -> None:
    # Given a worker that may have 50 connections. One /48 has opened 25 connections, each from a different /64
    half = limits(open_files=100)
    assert all(await accepted(half, *(Transport(f"2001:db8:7:{place:x}::1") for place in range(25))))

    # When the /48 opens one more connection, Then this connection is refused. Another /48 and an IPv4 address can still
    # open a connection
    others = Transport("2001:db8:8::1"), Transport("192.0.2.1")
    assert await accepted(half, Transport("2001:db8:7:19::1"), *others) == [False, True, True]


async def test_proxies_are_not_counted() -> None:
    # Given a trusted proxy, When the proxy opens many connections, Then all of them are accepted
    proxy = limits(proxies=(ip_network("192.0.2.0/24"),))
    assert await accepted(proxy, Transport("192.0.2.1"), Transport("::ffff:192.0.2.1"), Transport("192.0.2.1")) == [
        True,
        True,
        True,
    ]

    # And with a limit of 0, no connections are counted
    assert await accepted(limits(per_address=0), Transport("192.0.2.1"), Transport("192.0.2.1")) == [True, True]


@pytest.mark.parametrize(("open_files", "most"), [(1_000, 1_000 - RESERVED_FILES), (100, 50), (sys.maxsize, 10**9)])
async def test_open_files_are_kept_free(open_files: int, most: int) -> None:
    # When a new connection leaves just enough files free for the worker's own work, Then the connection is accepted
    below = limits(open_files=open_files)
    assert await accepted(below, Transport("192.0.2.1", most - 1)) == [True]

    # And when a new connection would leave one file too few, Then this connection is refused
    if open_files != sys.maxsize:
        assert await accepted(below, Transport("192.0.2.2", most)) == [False]


async def test_a_worker_with_few_open_files_resets_no_connection(folder: Path, valkey: EmbeddedStore) -> None:
    # Given a program that may open only 160 files
    settings = {"REDIS_URL": valkey.url, "CONNECTIONS_PER_ADDRESS": "0", "RESERVE_SIZE": "8"}
    few = ["sh", "-c", f"ulimit -n 160; exec {sys.executable} -m app"]
    with Program(folder, **settings).started_by(*few) as program:
        # When 200 clients connect (more than the program can serve)
        async with connections(program.port, "127.0.0.5", 200):
            # Then the program closes some refused connections, and after this, the next client gets a refusal
            async def is_refused() -> bool:
                with suppress(ConnectionResetError):
                    return (await answer(program.port, "127.0.0.6")).startswith(b"HTTP/1.1 503 ")
                return False

            await until(is_refused, 10)

        # And when these clients have left, Then the program is ready. Being ready shows that it can still connect to
        # the store
        async def is_ready() -> bool:
            async with httpx.AsyncClient(base_url=program.url, trust_env=False, verify=NO_TLS) as client:
                return (await client.get("/health/ready")).status_code == 200

        await until(is_ready)
        assert program.log.read_text().count("refused: a connection") == 1
        assert "Too many open files" not in program.log.read_text()


async def test_a_proxy_may_keep_a_connection_longer_than_a_client(store: Store) -> None:
    # Given a service that trusts the proxy 127.0.0.1, and two connections: one from the proxy, and one from a client
    with Service(small_settings(), store) as running:
        addresses = ("127.0.0.1", "127.0.0.5")
        for address in addresses:
            async with connections(running.port, address, 1) as [(reader, writer)]:
                writer.write(REQUEST.replace(b"Connection: close\r\n", b""))
                await reader.readuntil(b"ok")
                kept = {
                    str(connection.client[0]): connection.timeout_keep_alive  # type: ignore[index]
                    for connection in running._server.server_state.connections
                    if isinstance(connection, LimitedProtocol)
                }

                # Then the connection of the proxy stays open for 65 s, which is longer than a balancer keeps a
                # connection. The connection of the client stays open for 10 s
                assert kept[address] == {"127.0.0.1": 65, "127.0.0.5": 10}[address]


async def test_a_setting_says_how_long_an_idle_connection_stays_open(store: Store) -> None:
    # Given a service that keeps connections for one second
    with Service(small_settings(keep_alive_seconds=1), store) as running:
        # When a client leaves its connection open after an answer, Then the service closes the connection after one
        # second
        async with asyncio.timeout(8), connections(running.port, "127.0.0.1", 1) as [(reader, writer)]:
            writer.write(REQUEST.replace(b"Connection: close\r\n", b""))
            await reader.readuntil(b"ok")
            assert await reader.read() == b""


async def test_an_idle_connection_is_closed_only_after_its_last_answer(store: Store) -> None:
    # Given a service that keeps connections for two seconds, and a client that got an answer 1.2 seconds ago
    with Service(small_settings(keep_alive_seconds=2), store) as running:
        async with asyncio.timeout(12), connections(running.port, "127.0.0.1", 1) as [(reader, writer)]:
            writer.write(REQUEST.replace(b"Connection: close\r\n", b""))
            await reader.readuntil(b"ok")
            await asyncio.sleep(1.2)

            # When the client gets a second answer
            writer.write(REQUEST.replace(b"Connection: close\r\n", b""))
            await reader.readuntil(b"ok")
            began = asyncio.get_running_loop().time()

            # Then the service closes the connection two seconds after the second answer
            assert await reader.read() == b""
            assert asyncio.get_running_loop().time() - began == pytest.approx(2, abs=0.5)
