"""A claim in its usual form (without a body) does not go through Litestar, because this is faster.

The answer must be equal to the answer through Litestar.
"""

import asyncio
import functools
import gc
import re
from collections.abc import Awaitable, Callable
from typing import Any, cast

import pytest
from litestar import Litestar
from litestar.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from app.api.claims import claims_first
from app.asgi import create_app
from app.service.claims import Claims
from app.store import keys
from tests.support.people import Visitor
from tests.support.service import Service, small_settings
from tests.support.waiting import until

pytestmark = pytest.mark.http

USUAL = b"Content-Length: 0\r\n\r\n"
"""The end of the head of a claim in its usual form."""

THROUGH_LITESTAR = b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
"""The end of the head of a claim with an empty body in chunks. Such a claim goes through Litestar."""

CLOSED_AT = "2020-11-26T20:00:00.000Z"
UNKNOWN = "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11"

_DIFFERS = re.compile(
    rb'(?m)^date: .*$|(?<="raffle_id":")[^"]*|(?<="ticket_number":)\d+|(?<="verification_code":")[^"]*'
)
"""The parts in which two answers differ: the date, the id of the raffle, the ticket number and the code."""


async def answer(service: Service, raffle_id: str, headers: dict[str, str], end: bytes) -> bytes:
    """Send a claim, and return its whole answer. The parts that differ between two claims are replaced by `...`."""
    given = {"Host": "x", "X-Forwarded-For": "203.0.113.7", "Connection": "close"} | headers
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    writer.write(f"POST /raffles/{raffle_id}/participate/ HTTP/1.1\r\n{lines}".encode() + end)
    received = await reader.read()
    writer.close()
    return _DIFFERS.sub(b"...", received)


KEY = {"Idempotency-Key": "a-key-of-this-player"}
BROWSER = {
    "Accept": "*/*",
    "Accept-Encoding": "gzip, deflate, br",
    "Origin": "http://x",
    "Sec-Fetch-Site": "same-origin",
    "User-Agent": "Mozilla/5.0",
}

Situation = tuple[int, int, list[dict[str, str]]]
"""The status of the last answer, the number of tickets of the raffle, and the headers of each claim."""

SITUATIONS: dict[str, Situation] = {
    "a ticket": (201, 2, [{}]),
    "a ticket with a key": (201, 2, [KEY]),
    "a ticket for a browser": (201, 2, [BROWSER | KEY]),
    "a retry": (201, 2, [KEY, KEY]),
    "a second claim": (403, 2, [{}, {}]),
    "a retry with another key": (403, 2, [KEY, {"Idempotency-Key": "another-key-of-the-player"}]),
    "no ticket left": (410, 1, [{"X-Forwarded-For": "203.0.113.8"}, {}]),
    "a page of another site": (403, 2, [{"Sec-Fetch-Site": "cross-site"}]),
    "another origin": (403, 2, [{"Origin": "http://elsewhere.example"}]),
    "a short key": (400, 2, [{"Idempotency-Key": "short"}]),
    "no address": (400, 2, [{"X-Forwarded-For": ""}]),
    "a text that is no address": (400, 2, [{"X-Forwarded-For": "somebody"}]),
}


@pytest.mark.parametrize(("status", "tickets", "claims"), SITUATIONS.values(), ids=SITUATIONS)
async def test_both_ways_give_the_same_answer(
    service: Service, manager: Visitor, status: int, tickets: int, claims: list[dict[str, str]]
) -> None:
    # Given two raffles with the same number of tickets
    raffle_ids = [await manager.create(tickets), await manager.create(tickets)]

    # When players send the same claims to both raffles: in the usual form to the first, and through Litestar to the
    # second
    usual = [await answer(service, raffle_ids[0], headers, USUAL) for headers in claims]
    through_litestar = [await answer(service, raffle_ids[1], headers, THROUGH_LITESTAR) for headers in claims]

    # Then both ways give the same answers, byte by byte
    assert usual == through_litestar
    assert usual[-1].startswith(b"HTTP/1.1 %d " % status)


@pytest.mark.parametrize(
    ("name", "time", "status"), [("opens_at", "2999-11-26T20:00:00.000Z", 409), ("closes_at", CLOSED_AT, 410)]
)
async def test_both_ways_refuse_by_the_clock(
    service: Service, manager: Visitor, name: str, time: str, status: int
) -> None:
    # Given a raffle that is not open yet, or that has closed
    raffle_id = await manager.create(2)
    service.store.redis.hset(keys.raffle(raffle_id), name, time)

    # When somebody claims, Then both ways give the same answer, except for the seconds until the raffle opens
    both = [await answer(service, raffle_id, {}, end) for end in (USUAL, THROUGH_LITESTAR)]
    usual, through_litestar = [re.sub(rb"(?mi)^retry-after: \d+", b"retry-after: ...", each) for each in both]
    assert usual == through_litestar
    assert usual.startswith(b"HTTP/1.1 %d " % status)
    assert (b"retry-after: ..." in usual) == (status == 409)


@pytest.mark.parametrize("accept", ["*/*", "text/html"])
async def test_both_ways_refuse_a_raffle_that_does_not_exist(service: Service, accept: str) -> None:
    # When somebody claims in a raffle that does not exist, Then both ways give the same answer
    headers = {"Accept": accept}
    usual, through_litestar = [await answer(service, UNKNOWN, headers, end) for end in (USUAL, THROUGH_LITESTAR)]
    assert usual == through_litestar
    assert usual.startswith(b"HTTP/1.1 404 ")


class _Way:
    """An object in the place of Litestar. `got_it` says whether the request has reached this object."""

    got_it = False

    async def __call__(self, *_: object) -> None:
        self.got_it = True


@functools.cache
def application() -> Litestar:
    """Return an application. All requests share one application, because they only read its state."""
    return create_app(small_settings(redis_url="redis://nowhere"))


async def way_of(scope: dict[str, Any]) -> tuple[bool, list[int]]:
    """Return whether a request went through Litestar, and the statuses of the answers."""
    litestar, statuses = _Way(), list[int]()

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    app = claims_first(cast("ASGIApp", litestar), cast("Claims", None), small_settings())
    run = cast("Callable[..., Awaitable[None]]", app)
    usual = {"type": "http", "method": "POST", "path": "", "headers": [], "extensions": {}}
    await run(usual | {"litestar_app": application()} | scope, None, send)
    return litestar.got_it, statuses


CLAIM = f"/raffles/{UNKNOWN}/participate"


@pytest.mark.parametrize(
    "scope",
    [
        {"path": CLAIM, "method": "GET"},
        {"path": CLAIM, "method": "OPTIONS"},
        {"path": CLAIM, "headers": [(b"content-length", b"2")]},
        {"path": CLAIM, "headers": [(b"transfer-encoding", b"chunked")]},
        {"path": CLAIM.upper()},
        {"path": f"{CLAIM}//"},
        {"path": f"/{CLAIM}"},
        {"path": f"{CLAIM}/\n"},
        {"path": "/raffles/no-id/participate"},
        {"path": f"/raffles/{UNKNOWN}/winners"},
        {"path": CLAIM, "type": "websocket"},
    ],
    ids=str,
)
async def test_every_other_form_goes_through_litestar(scope: dict[str, Any]) -> None:
    # When a request is not a claim in its usual form, Then Litestar gets the request, before any answer is sent
    assert await way_of(scope) == (True, [])


@pytest.mark.parametrize("path", [CLAIM, f"{CLAIM}/"])
async def test_a_usual_claim_does_not_go_through_litestar(path: str) -> None:
    # When a page of another site sends a claim in its usual form
    answered = await way_of({"path": path, "headers": [(b"sec-fetch-site", b"cross-site")]})

    # Then the claim is refused, and Litestar does not get the claim
    assert answered == (False, [403])


async def test_an_answered_claim_leaves_no_objects_for_garbage_collection(service: Service, manager: Visitor) -> None:
    # Given a raffle, and a process in which the garbage collection is turned off
    raffle_id = await manager.create(1)
    gc.collect()
    gc.disable()
    try:
        # When many players claim, and each player uses a separate connection
        for number in range(20):
            await answer(service, raffle_id, {"X-Forwarded-For": f"203.0.113.{number}"}, USUAL)

        # Then the objects of these requests are freed, because their references form no cycle
        await until(lambda: requests_in_memory() < 5, seconds=5)
    finally:
        gc.enable()


def requests_in_memory(path: str = "") -> int:
    """Return the number of request objects of uvicorn in this process, for one path or for all paths."""
    objects = [each for each in gc.get_objects() if isinstance(each, RequestResponseCycle)]
    return sum(path in ("", each.scope["path"]) for each in objects)


@pytest.mark.parametrize(
    ("path", "first", "begun", "further"),
    [
        ("/raffles/{id}/events", b"GET /raffles/%b/events/ HTTP/1.1\r\n%b", b"data: ", b""),
        ("/me", b"GET /raffles/%b/events/ HTTP/1.1\r\n%b", b"data: ", b"GET /me HTTP/1.1\r\n%b" * 3),
        (
            "/raffles/{id}/verify-ticket",
            b"POST /raffles/%b/verify-ticket HTTP/1.1\r\nContent-Type: application/json\r\n"
            b"Expect: 100-continue\r\nContent-Length: 9\r\n%b",
            b" 100 ",
            b"",
        ),
    ],
    ids=["a stream", "requests behind a stream", "a request without its body"],
)
async def test_clients_that_leave_early_leave_no_requests_for_garbage_collection(
    service: Service, manager: Visitor, *, path: str, first: bytes, begun: bytes, further: bytes
) -> None:
    # Given a raffle, and a process in which the garbage collection is turned off
    raffle_id = await manager.create(1)
    head = b"Host: x\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n"
    gc.collect()
    gc.disable()
    try:
        # When many clients leave: during an event stream, in the middle of a request, or with requests that wait for an
        # earlier answer
        for _ in range(20):
            reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
            writer.write(first % (raffle_id.encode(), head) + further.replace(b"%b", head))
            await reader.readuntil(begun)
            writer.transport.abort()

        # Then these requests are freed, because their references form no cycle
        await until(lambda: requests_in_memory(path.format(id=raffle_id)) < 5, seconds=5)
    finally:
        gc.enable()
