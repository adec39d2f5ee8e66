"""Bytes that follow a request on its connection: rubbish, another request, or a body that proxies read differently.

A complete request is answered, whatever bytes follow. A request is refused if a proxy could read the request in
another way than the service.
"""

import asyncio
import json
import logging
import re
from collections.abc import Iterator

import pytest

from app.http.protocol import LimitedProtocol
from app.settings import Settings
from tests.api.test_guards import PROTECTION
from tests.support.people import Visitor
from tests.support.request_log import RequestLog
from tests.support.service import Service, Store
from tests.support.waiting import until

pytestmark = pytest.mark.http

LIVE = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
HEAD = (
    b"POST /raffles/0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11/verify-ticket/ HTTP/1.1\r\nHost: x\r\n"
    b"X-Forwarded-For: 198.51.100.9\r\n"
)
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


async def exchange(service: Service, *pieces: bytes) -> list[tuple[int, dict[str, str], bytes]]:
    """Send pieces of bytes. Return status, headers and body of each answer until the connection is closed.

    The client waits for the first bytes of an answer before it sends the next piece of bytes.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    received = b""
    try:
        async with asyncio.timeout(10):
            for place, piece in enumerate(pieces):
                if place:
                    received += await reader.read(65_536)
                writer.write(piece)
            received += await reader.read()
    finally:
        writer.close()
    return list(answers_in(received))


def answers_in(received: bytes) -> Iterator[tuple[int, dict[str, str], bytes]]:
    """Yield the status, the headers and the body of each answer. Every answer has a Content-Length."""
    while received:
        head, _, received = received.partition(b"\r\n\r\n")
        line, *lines = head.decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        length = int(headers["content-length"])
        yield int(line.split()[1]), headers, received[:length]
        received = received[length:]


def claim_of(raffle_id: str, address: str = "198.51.100.9", more: bytes = b"") -> bytes:
    """Return a claim in the form in which a proxy sends it."""
    path = f"/raffles/{raffle_id}/participate/"
    return f"POST {path} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {address}\r\n".encode() + more + b"\r\n"


async def available(manager: Visitor, raffle_id: str) -> int:
    """Return how many tickets of a raffle are left."""
    return int((await manager.get(f"/raffles/{raffle_id}/")).json()["available_tickets"])


RUBBISH = {
    "no HTTP": b"NONSENSE\r\n\r\n",
    "zeros": b"\x00" * 40,
    "a bad header": b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
    "a large head": b"GET /?" + b"x" * 3_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "a bad chunk": CHUNKED + b"zz\r\n",
    "a bad path": b"GET * HTTP/1.1\r\nHost: x\r\n\r\n",
    "a connection to another host": b"CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
    "rubbish and a request": b"NONSENSE\r\n\r\n" + LIVE,
}


@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=RUBBISH.keys())
async def test_a_claim_before_rubbish_gets_its_code(service: Service, manager: Visitor, rubbish: bytes) -> None:
    # Given a raffle
    raffle_id = await manager.create(5)

    # When three claims and then rubbish come in one segment
    claims = [claim_of(raffle_id, f"198.51.100.{place}") for place in range(3)]
    *tickets, refused = await exchange(service, b"".join(claims) + rubbish)

    # Then each claim gets its code, in order, and a last answer refuses the rubbish
    assert [status for status, _, _ in tickets] == [201, 201, 201]
    assert len({json.loads(body)["verification_code"] for _, _, body in tickets}) == 3
    assert refused[0] in {400, 431}
    assert await available(manager, raffle_id) == 2


async def test_a_refusal_has_the_headers_that_protect_browsers(service: Service) -> None:
    # When a client sends something that is not HTTP
    ((status, headers, body),) = await exchange(service, b"NONSENSE\r\n\r\n")

    # Then the answer is a problem, and has the headers that protect browsers
    assert (status, json.loads(body)["type"]) == (400, "/problems/malformed-request")
    assert PROTECTION.items() <= headers.items()
    assert {"cache-control", "content-security-policy", "date"} <= headers.keys()
    assert headers["connection"] == "close"


@pytest.mark.parametrize("pieces", [[b"zz\r\n"], [b"2\r\n{}", b"rubbish\r\n"]], ids=["the first chunk", "the second"])
async def test_a_claim_with_a_broken_body_takes_no_ticket(
    service: Service, manager: Visitor, pieces: list[bytes]
) -> None:
    # Given a raffle
    raffle_id = await manager.create(5)

    # When the chunks of a claim are broken (a claim needs no body, but may have one)
    head = claim_of(raffle_id, more=b"Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n")
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    async with asyncio.timeout(10):
        writer.write(head)
        await reader.readuntil(b"100 Continue\r\n\r\n")
        for piece in pieces:
            writer.write(piece)
        received = await reader.read()
    writer.close()

    # Then the claim is refused, and no ticket is taken
    assert [status for status, _, _ in answers_in(received)] == [400]
    assert await available(manager, raffle_id) == 5


@pytest.mark.parametrize("first", [b"", LIVE], ids=["alone", "after another request"])
async def test_a_claim_with_a_broken_body_in_one_segment_takes_no_ticket(
    service: Service, manager: Visitor, first: bytes
) -> None:
    # Given a raffle
    raffle_id = await manager.create(5)

    # When the broken body of a claim arrives together with the head of the claim, and perhaps after another request
    answers = await exchange(service, first + claim_of(raffle_id, more=b"Transfer-Encoding: chunked\r\n") + b"zz\r\n")

    # Then the other request is answered, the claim is refused, and no ticket is taken
    assert [status for status, _, _ in answers] == ([200] if first else []) + [400]
    assert await available(manager, raffle_id) == 5


UPGRADES = {
    "websocket": b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eHh4eHh4eHh4eHh4eHh4eA==\r\n",
    "h2c": b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n",
    "twice": b"Connection: upgrade\r\nUpgrade: a\r\nUpgrade: b\r\n",
}


@pytest.mark.parametrize("upgrade", UPGRADES.values(), ids=UPGRADES.keys())
async def test_an_upgrade_is_ignored(service: Service, manager: Visitor, upgrade: bytes) -> None:
    # Given a raffle
    raffle_id = await manager.create(5)

    # When two claims ask to change to another protocol, and two requests follow in the same segment
    claims = [claim_of(raffle_id, f"198.51.100.{place}", upgrade) for place in range(2)]
    answers = await exchange(
        service, b"".join(claims) + LIVE + LIVE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    )

    # Then all four requests are answered once, in order, in HTTP/1.1
    assert [status for status, _, _ in answers] == [201, 201, 200, 200]
    assert await available(manager, raffle_id) == 3


@pytest.mark.parametrize("chunked", [False, True], ids=["a length", "chunks"])
@pytest.mark.parametrize("upgrade", UPGRADES.values(), ids=UPGRADES.keys())
async def test_the_body_of_a_request_with_an_upgrade_is_no_request(
    service: Service, manager: Visitor, upgrade: bytes, chunked: bool
) -> None:
    # Given a raffle, and a request whose body looks like a claim. Proxies do not look into this body
    raffle_id = await manager.create(5)
    claim = claim_of(raffle_id)
    framed = b"Transfer-Encoding: chunked\r\n" if chunked else b"Content-Length: %d\r\n" % len(claim)
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(claim), claim) if chunked else claim

    # When this request asks to change to another protocol. Its body comes in the same segment as its head, or in the
    # next one
    head = HEAD + framed + upgrade + b"\r\n"
    last = LIVE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    for pieces in ([LIVE + head + body + last], [LIVE + head, body + last]):
        answers = await exchange(service, *pieces)

        # Then the service reads the body as a body, and carries out no claim
        assert [status for status, _, _ in answers] == [200, 400, 200]
        assert json.loads(answers[1][2])["type"] == "/problems/invalid-request"
    assert await available(manager, raffle_id) == 5


READ_DIFFERENTLY = {
    "gzip and chunked": HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "chunked and gzip": HEAD + b"Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
    "gzip": HEAD + b"Transfer-Encoding: gzip\r\n\r\n",
    "identity": HEAD + b"Transfer-Encoding: identity\r\n\r\n",
    "chunked twice": HEAD + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "chunked with a parameter": HEAD + b"Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n",
    "chunked in quotes": HEAD + b'Transfer-Encoding: "chunked"\r\n\r\n0\r\n\r\n',
    "chunked after a vertical tab": HEAD + b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    "two codings": HEAD + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two different codings": HEAD + b"Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "an empty coding": HEAD + b"Transfer-Encoding:\r\n\r\n",
    "a folded coding": HEAD + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    "a coding in HTTP/1.0": HEAD.replace(b"1.1", b"1.0") + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a coding and a length": HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "a length and a coding": HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "no length and a coding": HEAD + b"Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "the same length twice": HEAD + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
    "two lengths in one line": HEAD + b"Content-Length: 2, 2\r\n\r\n{}",
    "a length with a sign": HEAD + b"Content-Length: +2\r\n\r\n{}",
    "a hexadecimal length": HEAD + b"Content-Length: 0x2\r\n\r\n{}",
    "an empty length": HEAD + b"Content-Length:\r\n\r\n",
    "a length of 65 bits": HEAD + b"Content-Length: 18446744073709551618\r\n\r\n{}",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n",
    "two hosts in HTTP/1.0": b"GET / HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n",
    "two hosts in one line": b"GET / HTTP/1.1\r\nHost: x, y\r\n\r\n",
    "a host with a path": b"GET / HTTP/1.1\r\nHost: x/y\r\n\r\n",
    "a host with a user": b"GET / HTTP/1.1\r\nHost: y@x\r\n\r\n",
    "another host in the target": b"GET http://y/ HTTP/1.1\r\nHost: x\r\n\r\n",
    "a target with a user": b"GET http://y@x/ HTTP/1.1\r\nHost: x\r\n\r\n",
    "a fragment": b"GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n",
    "a star": b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    "a tunnel": b"CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n" + LIVE,
    "a folded header": HEAD + b"X: a\r\n b\r\n\r\n",
    "a folded first header": b"GET / HTTP/1.1\r\n Host: x\r\n\r\n",
    "a line feed after the first line": b"GET / HTTP/1.1\nHost: x\r\n\r\n",
    "a line feed after a header": b"GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n",
    "a line feed after the head": b"GET / HTTP/1.1\r\nHost: x\r\n\n",
    "a carriage return after a header": b"GET / HTTP/1.1\r\nHost: x\rX: y\r\n\r\n",
    "a carriage return after the head": b"GET / HTTP/1.1\r\nHost: x\r\n\rGET ",
    "a carriage return in a value": b"GET / HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n",
    "a space before a colon": HEAD + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a tab before a colon": HEAD + b"X\t: a\r\n\r\n",
    "a header without a name": HEAD + b": a\r\n\r\n",
    "a NUL in a name": HEAD + b"X\x00: a\r\n\r\n",
    "a control character in a value": HEAD + b"X: \x01\r\n\r\n",
    "HTTP/0.9": b"GET / HTTP/0.9\r\nHost: x\r\n\r\n",
    "HTTP/0.9 without a version": b"GET /\r\n\r\n",
    "HTTP/2.0": b"GET / HTTP/2.0\r\nHost: x\r\n\r\n",
    "the beginning of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a space after the version": b"GET / HTTP/1.1 \r\nHost: x\r\n\r\n",
    "a line feed after a chunk extension": CHUNKED + b"2;a=b\n{}\r\n0\r\n\r\n",
    "a line feed as a chunk extension": CHUNKED + b"2;\n{}\r\n0\r\n\r\n",
    "a carriage return in a chunk extension": CHUNKED + b"2;a\rb\r\n{}\r\n0\r\n\r\n",
    "a quoted line break in a chunk extension": CHUNKED + b'2;a="\r\n{}\r\n0\r\n\r\n',
    "a NUL in a chunk extension": CHUNKED + b"2;\x00\r\n{}\r\n0\r\n\r\n",
    "a chunk extension without a name": CHUNKED + b"2;\r\n{}\r\n0\r\n\r\n",
    "a space after the size of a chunk": CHUNKED + b"2 \r\n{}\r\n0\r\n\r\n",
    "a space before the size of a chunk": CHUNKED + b" 2\r\n{}\r\n0\r\n\r\n",
    "the size of a chunk with a prefix": CHUNKED + b"0x2\r\n{}\r\n0\r\n\r\n",
    "the size of a chunk with a sign": CHUNKED + b"-2\r\n{}\r\n0\r\n\r\n",
    "a chunk size of 65 bits": CHUNKED + b"10000000000000002\r\n{}\r\n0\r\n\r\n",
    "a line feed after the size of a chunk": CHUNKED + b"2\n{}\r\n0\r\n\r\n",
    "a line feed after a chunk": CHUNKED + b"2\r\n{}\n0\r\n\r\n",
    "nothing after a chunk": CHUNKED + b"2\r\n{}0\r\n\r\n",
    "a line feed after the trailers": CHUNKED + b"0\r\n\n",
    "a coding as a trailer": CHUNKED + b"0\r\nTransfer-Encoding: chunked\r\n\r\n",
    "a length as a trailer": CHUNKED + b"0\r\nContent-Length: 5\r\n\r\n",
}


@pytest.mark.parametrize("sent", READ_DIFFERENTLY.values(), ids=READ_DIFFERENTLY.keys())
async def test_a_request_that_proxies_read_differently_is_refused(
    service: Service, manager: Visitor, sent: bytes
) -> None:
    # Given a raffle, and a claim that a proxy would read as a part of another request
    raffle_id = await manager.create(5)

    # When this claim follows a request that can be read in two ways
    answers = await exchange(service, sent + claim_of(raffle_id))

    # Then the service sends only one answer, a problem, and does not carry out the claim
    assert [status for status, _, _ in answers] == [400]
    assert json.loads(answers[0][2])["type"] == "/problems/malformed-request"
    assert await available(manager, raffle_id) == 5


READ_THE_SAME = {
    "a target with its own host": b"GET http://x/health/live HTTP/1.1\r\nHost: X\r\n",
    "no host in HTTP/1.0": b"GET /health/live HTTP/1.0\r\n",
    "a host with a port": b"GET /health/live HTTP/1.1\r\nHost: [::1]:8000\r\n",
    "an empty line before the request": b"\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n",
}


@pytest.mark.parametrize("sent", READ_THE_SAME.values(), ids=READ_THE_SAME.keys())
async def test_an_unusual_request_with_one_meaning_is_answered(service: Service, sent: bytes) -> None:
    # When a request has an unusual form but only one meaning, Then the service answers the request
    ((status, _, body),) = await exchange(service, sent + b"Connection: close\r\n\r\n")
    assert (status, body) == (200, b"ok")


async def test_a_chunk_extension_with_a_name_is_read(service: Service) -> None:
    # When a chunk has an extension in the form of RFC 9112, Then the body is read, and the next request is answered
    close = LIVE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    answers = await exchange(service, CHUNKED + b'2;a=b;c="d"\r\n{}\r\n0\r\n\r\n' + close)
    assert [status for status, _, _ in answers] == [400, 200]
    assert json.loads(answers[0][2])["type"] == "/problems/invalid-request"


class Impatient(LimitedProtocol):
    """A protocol that waits only 1 s for a client."""

    client_seconds = 1.0


async def test_an_event_stream_before_rubbish_ends(store: Store, settings: Settings) -> None:
    # Given a service that waits only 1 s for a client
    with Service(settings, store, http=Impatient) as impatient:
        async with impatient.visitor() as manager:
            path = f"/raffles/{await manager.create(1)}/events/".encode()

        # When a client that watches a raffle sends something that is not HTTP
        reader, writer = await asyncio.open_connection("127.0.0.1", impatient.port)
        writer.write(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 198.51.100.9\r\n\r\n")
        async with asyncio.timeout(10):
            begun = await reader.readuntil(b"data: ")
            writer.write(b"NONSENSE\r\n\r\n")
            rest = await reader.read()
        writer.close()

    # Then the stream ends after 1 s, and no second answer follows
    assert (begun + rest).count(b"HTTP/1.1 ") == 1


async def test_a_stream_with_a_waiting_request_ends_with_its_connection(
    service: Service, manager: Visitor, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    # Given a client that watches a raffle, and has sent another request on the same connection
    caplog.set_level(logging.INFO, "app.request")
    log = RequestLog(capsys)
    path = f"/raffles/{await manager.create(1)}/events/".encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    writer.write(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 198.51.100.9\r\n\r\n" + LIVE)
    await reader.readuntil(b"data: ")

    # When the client closes the connection
    writer.close()

    # Then the stream ends immediately, and does not wait 15 s for its next heartbeat (a regular event). The waiting
    # request is not carried out
    await until(lambda: any(route.endswith("/events") for route in log.routes()), 10)
    assert "/health/live" not in log.routes()


async def test_rubbish_is_counted_and_not_logged_each_time(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    # When clients send three kinds of rubbish ten times each
    for rubbish in [b"NONSENSE\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n"] * 10:
        await exchange(service, rubbish)

    # Then the log has at most one warning for each kind, and no part of the rubbish
    warned = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(warned) <= 3
    assert not any(record.exc_info for record in warned)
    assert not re.search("NONSENSE|x:80", caplog.text)
