"""The last answer on a connection arrives, even if the client still sends when the service closes the connection."""

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from app.http.connections import MAX_LINGERING
from app.http.protocol import LimitedProtocol
from tests.support.service import Service, Store, small_settings
from tests.support.waiting import block_until

pytestmark = pytest.mark.http

OLD = b"GET /health/live HTTP/1.0\r\n\r\n"
CLOSING = b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
LONG = "/docs/assets/swagger-ui-bundle.js"


@pytest.fixture(scope="module")
def without_proxy(store: Store) -> Iterator[Service]:
    """A service without a proxy, which limits the bytes of each client."""
    with Service(small_settings(connections_per_address=3, forwarded_allow_ips=()), store) as running:
        yield running


def connected(port: int, address: str) -> socket.socket:
    """Connect from an address."""
    return socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(address, 0))


def whole(client: socket.socket) -> bytes:
    """Return all bytes that arrive until the service closes its direction of the connection."""
    with client.makefile("rb") as answer:
        return answer.read()


def is_read(client: socket.socket) -> bool:
    """Return whether the service still reads what a client sends.

    The first byte to a closed socket is answered with a reset. Then the second byte cannot be sent.
    """
    try:
        client.sendall(b"x")
        client.sendall(b"x")
    except OSError:
        return False
    return True


@pytest.mark.parametrize("sent", [OLD, CLOSING, CLOSING.replace(b"GET", b"HEAD"), OLD.replace(b"live", b"x")])
@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.5"])
def test_after_its_last_answer_a_connection_is_still_read(
    service: Service, without_proxy: Service, sent: bytes, address: str
) -> None:
    # Given a client that gets its last answer on a connection, because it uses HTTP/1.0, or asks to close the
    # connection
    port = service.port if address == "127.0.0.1" else without_proxy.port
    with connected(port, address) as client:
        # When the client has received the end of the answer, and still sends
        client.sendall(sent)
        assert whole(client).startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 404 "))

        # Then the service still reads, so that no reset destroys an answer
        assert is_read(client)


@pytest.mark.parametrize("version", ["1.0", "1.1"])
async def test_a_long_last_answer_arrives_although_the_client_sends_much(without_proxy: Service, version: str) -> None:
    # Given a client that requests a long answer, and reads little
    async with without_proxy.visitor() as visitor:
        expected = (await visitor.get(LONG)).content

    with connected(without_proxy.port, "127.0.0.5") as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32_768)
        client.sendall(f"GET {LONG} HTTP/{version}\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        received = client.recv(1)

        # When the client sends much, and only then reads the rest of the answer
        client.settimeout(1)
        with suppress(TimeoutError):
            client.sendall(bytes(200_000))
        client.settimeout(10)
        received += await asyncio.to_thread(whole, client)

    # Then the whole answer has arrived
    assert received.partition(b"\r\n\r\n")[2] == expected


def test_a_refused_connection_is_still_read_after_the_refusal(without_proxy: Service) -> None:
    # Given an address that has as many connections as one address may have
    with ExitStack() as stack:
        for _ in range(3):
            client = stack.enter_context(connected(without_proxy.port, "127.0.0.7"))
            client.sendall(CLOSING.replace(b"Connection: close\r\n", b""))
            assert client.recv(12) == b"HTTP/1.1 200"

        # When the address opens one more connection, and sends its request in pieces after the refusal arrived
        refused = stack.enter_context(connected(without_proxy.port, "127.0.0.7"))
        assert whole(refused).startswith(b"HTTP/1.1 503 ")
        pieces_read = [is_read(refused) for _ in range(5)]

        # Then the service reads all these pieces
        assert all(pieces_read)

        # And the service closes the connection soon, even if the client does not close it
        block_until(lambda: not is_read(refused))


def test_only_some_refused_connections_linger(without_proxy: Service) -> None:
    # Given an address that has as many connections as one address may have
    with ExitStack() as stack:
        clients = [
            stack.enter_context(connected(without_proxy.port, "127.0.0.8")) for _ in range(3 + MAX_LINGERING * 2)
        ]
        refused = clients[3:]

        # When the service refuses many more connections of this address, Then the refusal arrives on each of them
        assert all(whole(client).startswith(b"HTTP/1.1 503 ") for client in refused)

        # And the service still reads from only some of them, so that they do not use all open files of the worker
        assert sum([is_read(client) for client in refused]) <= MAX_LINGERING


@pytest.mark.parametrize("sent", [OLD, CLOSING])
def test_a_client_that_keeps_the_connection_open_after_its_last_answer_is_disconnected(
    store: Store, sent: bytes
) -> None:
    class Brief(LimitedProtocol):
        linger_seconds = 0.2

    with (
        Service(small_settings(), store, http=Brief) as brief,
        # Given a client that has received its last answer
        connected(brief.port, "127.0.0.1") as client,
    ):
        client.sendall(sent)
        assert whole(client).startswith(b"HTTP/1.1 200 ")

        # When the client keeps its direction of the connection open, Then the service closes the connection
        block_until(lambda: not is_read(client))


def test_clients_that_keep_their_connections_open_do_not_delay_the_end_of_the_service(store: Store) -> None:
    # Given a client whose request has not arrived completely when the service is told to end
    running = Service(small_settings(forwarded_allow_ips=()), store)
    with running, connected(running.port, "127.0.0.1") as client:
        client.sendall(b"POST /raffles/x/verify-ticket HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n")
        client.sendall(b"Expect: 100-continue\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 100 ")
        running._server.should_exit = True
        block_until(lambda: not is_listening(running.port))

        # When the rest of the request arrives, Then the client gets an answer
        client.sendall(b"{}\n")
        assert whole(client).startswith(b"HTTP/1.1 400 ")

        # And the service ends soon, although the client keeps its connection open
        began = time.monotonic()
        running._thread.join()
        assert time.monotonic() - began < 2


def is_listening(port: int) -> bool:
    try:
        connected(port, "127.0.0.9").close()
    except ConnectionRefusedError:
        return False
    return True
