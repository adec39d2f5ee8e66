"""Guards against pages of other sites, unknown hosts, guessed codes, and clients that send too much or too slowly."""

import asyncio
import json
import logging
import re
import socket
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.asgi import MAX_BODY_BYTES, Parts, create_app
from app.domain.new_raffle import largest_new_raffle
from app.http.protocol import LimitedProtocol
from app.service.checks import Checks
from app.settings import Settings
from app.store import keys
from app.store.scripts import Scripts
from tests.support.people import NO_TLS, Visitor, new_raffle, problem
from tests.support.request_log import RequestLog
from tests.support.service import Service, Store, small_settings
from tests.support.waiting import until

pytestmark = pytest.mark.http

SAFE = {"GET", "HEAD", "OPTIONS"}

Routes = list[tuple[str, str]]
"""Pairs of a method and a path. An id in a path is written as `x`."""

PROTECTION = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture(scope="module")
def unsafe_routes() -> Routes:
    """The routes that change something."""
    routes = sorted(
        (method, re.sub(r"{[^}]*}", "x", route.path))
        for route in create_app(small_settings(redis_url="redis://nowhere")).routes
        for method in getattr(route, "methods", ())
        if method not in SAFE
    )
    assert {method for method, _ in routes} == {"POST", "PATCH", "DELETE"}
    assert len(routes) >= 5
    return routes


async def problems(service: Service, routes: Routes, headers: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """Send each route a request with these headers from the address of a manager. Return the problem of each answer."""
    async with httpx.AsyncClient(base_url=service.url, trust_env=False, verify=NO_TLS) as client:
        sent = {**headers, "X-Forwarded-For": "127.0.0.1"}
        return {route: problem(await client.request(*route, headers=sent)) for route in routes}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "nonsense"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "same"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://["},
    ],
    ids=str,
)
async def test_a_page_of_another_site_changes_nothing(
    service: Service, unsafe_routes: Routes, headers: dict[str, str]
) -> None:
    # When a page of another site sends every request that can change something, from the browser of a manager
    if headers.get("Origin") == "same":
        headers = headers | {"Origin": service.url}
    answered = await problems(service, unsafe_routes, headers)

    # Then each request is refused before any other check
    assert answered == dict.fromkeys(unsafe_routes, "cross-site")


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "same"}]
)
async def test_pages_of_the_service_and_programs_pass_the_guard(
    service: Service, unsafe_routes: Routes, headers: dict[str, str]
) -> None:
    # When a page of the service, or a program, sends every request that can change something
    if headers.get("Origin") == "same":
        headers = {"Origin": service.url}
    answered = await problems(service, unsafe_routes, headers)

    # Then the guard against pages of other sites accepts each request. Each request is refused later, for another
    # reason
    refused_later = {"raffle-not-found", "invalid-request"}
    assert {route: slug for route, slug in answered.items() if slug not in refused_later} == {}


@pytest.mark.parametrize("method", sorted(SAFE))
async def test_a_page_of_another_site_may_read(service: Service, method: str) -> None:
    # When a page of another site sends a request with a method that only reads
    async with httpx.AsyncClient(base_url=service.url, trust_env=False, verify=NO_TLS) as browser:
        answer = await browser.request(method, "/raffles/", headers={"Sec-Fetch-Site": "cross-site"})

    # Then the service answers the request
    assert answer.status_code in {200, 204}


@pytest.fixture(scope="module")
def with_hosts(store: Store) -> Iterator[Service]:
    """A service with a list of allowed hosts."""
    with Service(small_settings(allowed_hosts=("raffle.example", "127.0.0.1", "::1")), store) as running:
        yield running


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("raffle.example", True),
        ("raffle.example:8000", True),
        ("[::1]:8000", True),
        ("[::1]", True),
        ("evil.example", False),
        ("[::2]:8000", False),
        ("", False),
    ],
)
async def test_only_the_allowed_hosts_are_answered(with_hosts: Service, host: str, known: bool) -> None:
    # When a request names a host
    async with httpx.AsyncClient(base_url=with_hosts.url, trust_env=False, verify=NO_TLS) as client:
        answer = await client.get("/raffles/", headers={"Host": host})

    # Then the service answers the request only if this host is allowed
    if known:
        assert answer.status_code == 200
    else:
        assert problem(answer) == "unknown-host"


@pytest.mark.parametrize(("host", "trusted"), [("raffle.example", True), ("127.0.0.1", True), ("evil.example", False)])
async def test_a_manager_reads_monitoring_only_under_a_host_of_the_service(
    with_hosts: Service, host: str, trusted: bool
) -> None:
    # When the browser of a manager reads the metrics and the readiness under a host name
    headers = {"Host": host, "X-Forwarded-For": "127.0.0.1"}
    async with httpx.AsyncClient(base_url=with_hosts.url, headers=headers, trust_env=False, verify=NO_TLS) as browser:
        metrics, ready = await browser.get("/metrics"), await browser.get("/health/ready")

    # Then a page under a foreign host name learns only what every client may learn
    assert (metrics.status_code, ready.status_code) == (200 if trusted else 403, 200)
    assert (ready.content != b"") == trusted


@pytest.fixture(scope="module")
def managing(service: Service) -> Routes:
    """The routes that only managers may use."""
    return sorted(
        (method, re.sub(r"{[^}]*}", "x", path))
        for path, item in service.openapi["paths"].items()
        for method, operation in item.items()
        if operation.get("security")
    )


@pytest.mark.parametrize(
    ("host", "taken"),
    [
        ("127.0.0.1:8000", True),
        ("192.0.2.1", True),
        ("[::1]:8000", True),
        ("localhost", True),
        ("LocalHost:8000", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example:8000", False),
        ("localhost.", False),
        ("", False),
    ],
)
async def test_without_allowed_hosts_no_manager_is_accepted_under_a_host_name(
    service: Service, managing: Routes, host: str, taken: bool
) -> None:
    # Given a service with managers and without ALLOWED_HOSTS, and a host name that leads to this service, When a page
    # under this host name sends requests in the browser of a manager
    headers = {
        "Host": host,
        "Origin": f"http://{host}",
        "Sec-Fetch-Site": "same-origin",
        "X-Forwarded-For": "127.0.0.1",
    }
    assert managing
    async with httpx.AsyncClient(base_url=service.url, trust_env=False, verify=NO_TLS) as browser:
        for method, path in managing:
            answer = await browser.request(method, path, headers=headers)

            # Then each request under an unknown name is refused, and the answer says what to set. Requests under a
            # known name are refused later, because the raffle does not exist or the body is wrong
            if taken:
                assert problem(answer) in {"raffle-not-found", "invalid-request"}, f"{method} {path}"
            else:
                assert (answer.status_code, problem(answer)) == (400, "unknown-host"), f"{method} {path}"
                assert "must add it to ALLOWED_HOSTS" in answer.json()["detail"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000", "localhost."])
async def test_without_allowed_hosts_a_manager_reads_no_secrets_under_a_host_name(
    service: Service, manager: Visitor, host: str
) -> None:
    # Given a draft, an unlisted raffle, no ALLOWED_HOSTS, and an unknown host name that leads to the service
    draft, unlisted = [
        (await manager.post("/raffles/", json=new_raffle() | hidden)).json()["id"]
        for hidden in ({"draft": True}, {"unlisted": True})
    ]

    # When a page under this host name reads raffles, metrics and the readiness in the browser of a manager
    headers = {"Host": host, "Sec-Fetch-Site": "same-origin", "X-Forwarded-For": "127.0.0.1"}
    async with httpx.AsyncClient(base_url=service.url, headers=headers, trust_env=False, verify=NO_TLS) as browser:
        paths = [f"/raffles/{draft}/", "/raffles/?status=draft", "/raffles/?limit=1000", "/metrics", "/health/ready"]
        answers = [await browser.get(path) for path in paths]

    # Then the page learns only what everybody may read
    one, drafts, listed, figures, readiness = answers
    assert problem(one) == "raffle-not-found"
    assert drafts.json() == []
    assert unlisted not in listed.text
    assert problem(figures) == "not-a-manager"
    assert (readiness.status_code, readiness.content) == (200, b"")


@pytest.mark.parametrize("path", ["/raffles/", "/", "/me", "/health/ready"])
async def test_without_allowed_hosts_everybody_else_uses_any_host_name(service: Service, path: str) -> None:
    # When somebody who is no manager reads under any host name, Then the service answers the request
    async with httpx.AsyncClient(base_url=service.url, trust_env=False, verify=NO_TLS) as browser:
        assert (await browser.get(path, headers={"Host": "raffle.example"})).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/raffles/"),
        ("GET", "/nowhere"),
        ("PUT", "/raffles/"),
        ("POST", "/raffles/"),
        ("GET", "/docs"),
        ("GET", "/metrics"),
    ],
)
async def test_every_answer_has_the_headers_that_protect_browsers(service: Service, method: str, path: str) -> None:
    # When a client sends any request
    async with httpx.AsyncClient(base_url=service.url, trust_env=False, verify=NO_TLS) as client:
        answer = await client.request(method, path)

    # Then the answer has the headers that protect browsers
    assert PROTECTION.items() <= dict(answer.headers).items()
    assert "cache-control" in answer.headers
    assert "content-security-policy" in answer.headers


async def test_the_largest_raffle_fits_into_the_limit_exactly(manager: Visitor) -> None:
    # Given the largest body that may describe a raffle
    largest = json.dumps(largest_new_raffle(), indent=4).encode()

    # When a manager sends this body, and then the same body with one more byte
    fits = await manager.post("/raffles/", content=largest)
    too_large = await manager.post("/raffles/", content=largest + b" ")

    # Then only the larger body is refused for its size
    assert problem(fits) == "too-many-prizes"
    assert problem(too_large) == "body-too-large"


@pytest.mark.parametrize(("path", "refused"), [("winners", "raffle-not-found"), ("verify-ticket", "invalid-request")])
async def test_other_bodies_have_a_smaller_limit(manager: Visitor, path: str, refused: str) -> None:
    # When a client sends a body of the usual maximum size, and then a body with one more byte
    fits, too_large = [
        await manager.post(f"/raffles/{uuid4()}/{path}/", content=b" " * (size - 2) + b"{}")
        for size in (MAX_BODY_BYTES, MAX_BODY_BYTES + 1)
    ]

    # Then only the larger body is refused for its size
    assert problem(fits) == refused
    assert problem(too_large) == "body-too-large"


@pytest.fixture(scope="module")
def closed() -> list[Any]:
    """The address and port of each client whose connection to the service `impatient` has ended."""
    return []


@pytest.fixture(scope="module")
def impatient(store: Store, settings: Settings, closed: list[Any]) -> Iterator[Service]:
    """A service that waits at most 0.3 s for a client."""

    class Impatient(LimitedProtocol):
        client_seconds = 0.3

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            closed.append(self.client)

    with Service(settings, store, http=Impatient) as running:
        yield running


async def exchange(service: Service, *pieces: bytes, pause_seconds: float = 0) -> bytes:
    """Send pieces of bytes, and return all bytes that the service sends until it closes the connection.

    TCP may join pieces. With a pause after each piece, the service has time to read this piece before the next piece
    comes. No event tells when the service has read a piece.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause_seconds)
        async with asyncio.timeout(10):
            return await reader.read()
    finally:
        writer.close()


@pytest.mark.parametrize(
    ("sent", "status", "slug"),
    [
        (b"NONSENSE\r\n\r\n", 400, "malformed-request"),
        (b"GET / HTTP/1.1\r\n\r\n", 400, "malformed-request"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400, "malformed-request"),
        (b"GET /?" + b"x" * 2_049 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 431, "head-too-large"),
        (b"GET /" + b"x" * 8_192 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 431, "head-too-large"),
        (b"GET /raffles/?" + b"a=&" * 49 + b"a=&a= HTTP/1.1\r\nHost: x\r\n\r\n", 400, "invalid-request"),
        (b"GET /no-page" + b"%25" * 501 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 431, "head-too-large"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 17_000 + b"\r\n\r\n", 431, "head-too-large"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: x\r\n" * 5_000 + b"\r\n", 431, "head-too-large"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"a:b\r\n" * 100 + b"\r\n", 431, "head-too-large"),
    ],
    ids=[
        "nonsense",
        "no host",
        "two hosts",
        "long query",
        "long path",
        "many parameters",
        "many percent signs",
        "long header",
        "many headers",
        "short headers",
    ],
)
async def test_a_malformed_or_too_large_head_is_refused(service: Service, sent: bytes, status: int, slug: str) -> None:
    # When a client sends bytes that are no request, or a head that is too large
    answer = await exchange(service, sent)

    # Then the answer is a problem document, and the service closes the connection
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode())
    assert json.loads(body)["type"] == f"/problems/{slug}"


async def test_a_head_at_its_limits_is_answered(service: Service) -> None:
    # When a client sends as many parameters and as many percent signs as a request may have
    target = b"/raffles/?name=" + b"%C3%A9" * 100 + b"&a=%20" * 49
    answer = await exchange(service, b"GET %b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" % target)

    # Then the operation answers
    assert answer.startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "pieces",
    [
        [b"GET /health/live HTTP/1.1\r\n", b"Host: x\r\n"],
        [
            b"POST /raffles/ HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 127.0.0.1\r\nContent-Length: 100\r\n\r\n",
            b"{",
        ],
        [b"\r\n"],
        [b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n", b"\r\n"],
    ],
    ids=["head", "body", "nothing", "nothing more"],
)
async def test_a_request_that_is_too_slow_is_refused(impatient: Service, pieces: list[bytes]) -> None:
    # When a request is not complete in time
    answer = await exchange(impatient, *pieces, pause_seconds=0.05)

    # Then the answer is the problem request-too-slow, and the service closes the connection
    assert b"HTTP/1.1 408 " in answer
    assert b"/problems/request-too-slow" in answer


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"NONSENSE\r\n\r\n", 400),
        (
            b"POST /raffles/ HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: cross-site\r\n"
            b"Connection: close\r\nContent-Length: 9\r\n\r\n",
            403,
        ),
    ],
    ids=["refused by the protocol", "refused by the application"],
)
def test_a_client_that_still_sends_gets_a_refusal_and_no_reset(service: Service, sent: bytes, status: int) -> None:
    # Given a client that has received the whole refusal of its request
    with socket.create_connection(("127.0.0.1", service.port), timeout=10) as client:
        client.sendall(sent)
        with client.makefile("rb") as answer:
            assert f"HTTP/1.1 {status} ".encode() in answer.read()

        # When the client then sends the rest of its request, Then the service still reads this rest. After a reset of
        # the connection, the client could lose the answer that it has not read yet. The second `sendall` would fail
        client.sendall(b"x")
        client.sendall(b"x")


async def test_a_refused_client_that_keeps_the_connection_open_is_disconnected(
    store: Store, settings: Settings
) -> None:
    ended: list[Any] = []

    class Brief(LimitedProtocol):
        linger_seconds = 0.1

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            ended.append(self.client)

    with Service(settings, store, http=Brief) as brief:
        # Given a client that has received a refusal
        reader, writer = await asyncio.open_connection("127.0.0.1", brief.port)
        writer.write(b"NONSENSE\r\n\r\n")
        assert b"HTTP/1.1 400 " in await reader.read()

        # When the client keeps its side of the connection open, Then the service closes the connection
        await until(lambda: writer.get_extra_info("sockname") in ended)
        writer.close()


async def test_a_client_that_reads_nothing_is_disconnected(impatient: Service, closed: list[Any]) -> None:
    # Given a client that requests several megabytes
    reader, writer = await asyncio.open_connection("127.0.0.1", impatient.port, limit=1)
    reader._transport.pause_reading()  # type: ignore[attr-defined]
    own_address = writer.get_extra_info("sockname")
    writer.write(b"GET /docs/assets/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n" * 12)

    # When the client reads nothing until the service has closed the connection
    await until(lambda: own_address in closed)
    reader._transport.resume_reading()  # type: ignore[attr-defined]
    received = 0
    with suppress(ConnectionResetError):
        async with asyncio.timeout(10):
            while piece := await reader.read(1 << 20):
                received += len(piece)

    # Then the service has not sent all megabytes
    writer.close()
    async with impatient.visitor() as visitor:
        whole = (await visitor.get("/docs/assets/swagger-ui-bundle.js")).content
    assert received < 12 * len(whole)


async def test_trailers_are_ignored(service: Service, manager: Visitor) -> None:
    # Given a raffle on a service that trusts the X-Forwarded-For header of its proxy
    raffle_id = await manager.create(3)

    # When a client sends X-Forwarded-For as a trailer, and the proxy passes the trailer on unchanged
    claim = (
        f"POST /raffles/{raffle_id}/participate/ HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 198.51.100.9\r\n"
        "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Forwarded-For: 198.51.100.%d\r\n\r\n"
    )
    answers = [await exchange(service, (claim % place).encode()) for place in range(3)]

    # Then all claims count as claims of one player
    assert [int(answer.split()[1]) for answer in answers] == [201, 403, 403]
    assert service.store.redis.hkeys(keys.players(raffle_id)) == ["198.51.100.9"]


async def test_a_request_after_a_refused_request_is_not_carried_out(service: Service, manager: Visitor) -> None:
    # Given a raffle
    raffle_id = await manager.create(1)

    # When a client sends a request that is refused, and then a claim on the same connection
    claim = b"POST /raffles/%b/participate/ HTTP/1.1\r\nHost: x\r\n\r\n" % raffle_id.encode()
    answer = await exchange(service, b"GET /?" + b"x" * 3_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n" + claim)

    # Then the service does not answer the claim, and no ticket is taken
    assert answer.count(b"HTTP/1.1 ") == 1
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["available_tickets"] == 1


@pytest.mark.parametrize("status", [400, 408], ids=["closed", "too slow"])
async def test_an_incomplete_body_is_logged_once_and_is_no_server_error(
    impatient: Service,
    closed: list[Any],
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    status: int,
) -> None:
    # Given a service that logs
    caplog.set_level(logging.INFO, "app.request")
    log = RequestLog(capsys)

    # When a client sends only the start of a body, and then either closes the connection or sends
    # nothing more
    reader, writer = await asyncio.open_connection("127.0.0.1", impatient.port)
    own_address = writer.get_extra_info("sockname")
    writer.write(
        b"POST /raffles/x/verify-ticket HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n{"
    )
    await reader.readuntil(b"100 Continue\r\n\r\n")
    if status == HTTPStatus.REQUEST_TIMEOUT:
        await reader.read()
    writer.close()

    # Then the log has exactly one line for this request, followed by the line of the next request
    await until(lambda: own_address in closed)
    await until(log.lines)
    async with impatient.visitor() as next_client:
        await next_client.get("/health/live")
    await until(lambda: log.routes()[-1] == "/health/live")
    assert [line["status"] for line in log.lines()] == [status, 200]


async def test_a_head_after_a_large_body_is_not_counted_as_large(service: Service) -> None:
    # When one segment contains the last part of a large body and also the beginning of the next request
    body = b'{"name": "' + b"x" * 17_000
    head = b"POST /raffles/ HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 127.0.0.1\r\nContent-Length: %d\r\n\r\n"
    answer = await exchange(
        service,
        head % len(body),
        body + b"GET /health/live HT",
        b"TP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        pause_seconds=0.1,
    )

    # Then the service answers the next request
    assert re.findall(rb"HTTP/1.1 (\d+)", answer) == [b"400", b"200"]


async def test_pipelined_requests_are_answered_in_order(service: Service) -> None:
    # When a client sends several requests in one segment
    live = b"GET /health/live HTTP/1.1\r\nHost: x\r\n"
    answer = await exchange(service, (live + b"\r\n") * 2 + live + b"Connection: close\r\n\r\n")

    # Then the service answers each request
    assert answer.count(b"HTTP/1.1 200 OK") == 3


@pytest.fixture
def patient(store: Store, settings: Settings) -> Iterator[Service]:
    """A service on which a check may wait for a minute. So no check is refused on a slow machine."""

    def change(parts: Parts) -> Parts:
        return replace(parts, checks=Checks(parts.reads, parts.seals._reads, Scripts(parts.client), queue_seconds=60))

    with Service(settings, store, change) as running:
        yield running


@pytest.fixture
async def patient_manager(patient: Service) -> AsyncIterator[Visitor]:
    async with patient.visitor() as visitor:
        yield visitor


async def test_wrong_codes_are_limited_and_right_codes_are_not(patient_manager: Visitor) -> None:
    # Given a drawn raffle
    manager = patient_manager
    raffle_id = await manager.create(1)
    ticket = (await manager.claim_all(raffle_id, 1))[0]
    await manager.post(f"/raffles/{raffle_id}/winners/")
    right = {name: ticket[name] for name in ("ticket_number", "verification_code")}
    wrong = right | {"verification_code": "0000-0000-0000-0000"}

    # When a player sends 25 wrong codes at the same time, and another player sends right codes
    async def check(body: object, player: str) -> httpx.Response:
        return await manager.post(f"/raffles/{raffle_id}/verify-ticket/", body, headers={"X-Forwarded-For": player})

    wrongs = [check(wrong, "203.0.113.1") for _ in range(25)]
    rights = [check(right, "203.0.113.2") for _ in range(20)]
    answers = await asyncio.gather(*wrongs, *rights)

    # Then 10 wrong codes are checked, and the other 15 are refused, with a Retry-After of at most a minute. All right
    # codes are accepted
    assert Counter(problem(answer) for answer in answers[:25]) == {"invalid-code": 10, "too-many-wrong-codes": 15}
    for answer in answers[:25]:
        assert answer.headers["RateLimit-Policy"] == '"wrong-codes";q=10;w=60'
        if answer.status_code == 429:
            assert 1 <= int(answer.headers["Retry-After"]) <= 60
            assert re.fullmatch(r'"wrong-codes";r=0;t=\d+', answer.headers["RateLimit"])
    assert {answer.status_code for answer in answers[25:]} == {200}

    # And the service still verifies the codes of other players
    assert (await check(wrong, "203.0.113.3")).status_code == 400
    assert (await check(right, "203.0.113.2")).status_code == 200
