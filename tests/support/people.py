"""The people of the tests. They send HTTP requests and compare every answer with the OpenAPI document."""

import asyncio
import functools
import re
import ssl
import time
from collections.abc import Awaitable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Any, Self

import httpx

PROBLEM = "application/problem+json"
HEADERS = {
    *("content-language", "etag", "idempotency-replayed", "link", "ratelimit", "ratelimit-policy", "retry-after"),
    "store-incarnation",
}
"""Headers of an answer that clients use. The OpenAPI document must have each of these headers."""

KEPT = {
    *("name", "total_tickets", "terms", "created_at", "root", "withdrawn_hash", "round", "drawn_at"),
    *("unlisted", "deleted_at"),
}
"""The fields of a raffle that the service still shows after the raffle is deleted."""

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""No root certificates: tests use plain HTTP. Loading certificates for each visitor would double the time of a test."""

SECONDS = 60
"""How long a visitor waits for a part of an answer. A test of a shorter limit measures how long the answer took."""

_DOCUMENT: dict[str, Any] = {}

Prizes = Sequence[tuple[str, int]]
ONE_PRIZE: Prizes = (("Prize", 1),)


def documented(url: str) -> dict[str, Any]:
    """Return the OpenAPI document with which answers are compared. Read the document only once, from the first service.

    A service needs 0.2 s of a processor to make the document, so a busy machine needs seconds. The documents of all
    services have the same operations and answers.
    """
    if not _DOCUMENT:
        answer = httpx.get(f"{url}/openapi.json", timeout=SECONDS, trust_env=False, verify=NO_TLS)
        _DOCUMENT.update(answer.raise_for_status().json())
    return _DOCUMENT


class Visitor:
    """A person at an address who uses the service over HTTP."""

    def __init__(self, url: str, openapi: Mapping[str, Any], address: str | None = None) -> None:
        self._openapi = openapi
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"X-Forwarded-For": address} if address else {},
            timeout=SECONDS,
            limits=httpx.Limits(max_connections=50),
            trust_env=False,
            verify=NO_TLS,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request, and assert that its answer is documented."""
        answer = await self._http.request(method, path, **options)
        assert_documented(self._openapi, answer)
        return answer

    async def get(self, path: str, **options: Any) -> httpx.Response:
        return await self.ask("GET", path, **options)

    async def post(self, path: str, json: Any = None, **options: Any) -> httpx.Response:
        """Send a POST request. If it is a draw, and the raffle is not sealed yet, wait and try again."""
        body = {} if json is None else {"json": json}
        while (answer := await self.ask("POST", path, **body, **options)).status_code == 409:
            if not path.endswith("/winners/") or problem(answer) != "not-sealed":
                break
            await asyncio.sleep(int(answer.headers["Retry-After"]))
        return answer

    async def delete(self, path: str, **options: Any) -> httpx.Response:
        return await self.ask("DELETE", path, **options)

    def stream(self, path: str) -> AbstractAsyncContextManager[httpx.Response]:
        """Send a GET request, and return its answer as a stream. Such an answer may never end."""
        return self._http.stream("GET", path)

    async def create(self, total_tickets: int = 3, prizes: Prizes = ONE_PRIZE, **more: Any) -> str:
        """Create a raffle, wait until all its tickets are in the pool, and return its id."""
        answer = await self.post("/raffles/", new_raffle(total_tickets, prizes, **more))
        assert answer.status_code == 201, answer.text
        raffle = answer.json()
        while raffle["status"] == "filling":
            raffle = (await self.get(f"/raffles/{raffle['id']}/")).json()
        return str(raffle["id"])

    async def claim(self, raffle_id: str, address: str | None = None, **options: Any) -> httpx.Response:
        """Claim a ticket. With an address, the claim comes from a player at that address."""
        headers = {"X-Forwarded-For": address} if address else {}
        return await self.post(
            f"/raffles/{raffle_id}/participate/", headers=headers | options.pop("headers", {}), **options
        )

    async def claim_all(self, raffle_id: str, total_tickets: int) -> list[dict[str, Any]]:
        """Claim every ticket, each from a different address, and return the tickets."""
        answers = [await self.claim(raffle_id, address(place)) for place in range(total_tickets)]
        assert {answer.status_code for answer in answers} <= {201}
        return [answer.json() for answer in answers]


def address(place: int) -> str:
    """Return the address with this index. There are 16 million different addresses."""
    return f"10.{place >> 16 & 255}.{place >> 8 & 255}.{place & 255}"


def new_raffle(total_tickets: int = 3, prizes: Prizes = ONE_PRIZE, **more: Any) -> dict[str, Any]:
    """Return the body that creates a raffle."""
    return {
        "name": "Fair",
        "total_tickets": total_tickets,
        "prizes": [{"name": name, "amount": amount} for name, amount in prizes],
        **more,
    }


async def timed(answer: Awaitable[httpx.Response]) -> tuple[httpx.Response, float]:
    """Return an answer and the seconds that it took."""
    began = time.monotonic()
    return await answer, time.monotonic() - began


def problem(answer: httpx.Response) -> str:
    """Return the slug of the problem in an answer."""
    assert answer.headers["content-type"] == PROBLEM, answer.text
    return str(answer.json()["type"]).rpartition("/problems/")[2]


def fields(answer: httpx.Response) -> list[str]:
    """Return the names of the fields in which an answer reports mistakes."""
    return [error["field"] for error in answer.json()["errors"]]


def assert_documented(openapi: Mapping[str, Any], answer: httpx.Response) -> None:
    """Assert that the OpenAPI document has the status, the headers, the media type and the problem of an answer."""
    method = "GET" if answer.request.method == "HEAD" else answer.request.method
    operation = _operation(openapi, method, answer.request.url.path)
    if answer.headers.get("content-type") == PROBLEM and answer.content:
        document = answer.json()
        assert document["status"] == answer.status_code
        more = {"raffle-deleted": KEPT, "already-handed-over": {"handed_over_at"}}.get(problem(answer), {"errors"})
        assert {"type", "title", "status", "detail"} <= document.keys() <= {"type", "title", "status", "detail", *more}
        if answer.status_code == 405 or operation is None:
            return
    if operation is None or method == "OPTIONS":
        return
    answered = f"{answer.request.method} {answer.request.url.path} answered {answer.status_code}: {answer.text[:300]}"
    assert str(answer.status_code) in operation["responses"], f"undeclared: {answered}"
    declared = operation["responses"][str(answer.status_code)]
    contents = declared.get("content", {})
    assert HEADERS & answer.headers.keys() <= {name.lower() for name in declared["headers"]}, f"undeclared: {answered}"
    if answer.content:
        media_type = answer.headers["content-type"].partition(";")[0]
        assert media_type in contents, f"undeclared media type: {answered}"
        if media_type == PROBLEM:
            assert problem(answer) in contents[PROBLEM]["examples"], f"undeclared problem: {answered}"


def _operation(openapi: Mapping[str, Any], method: str, path: str) -> Mapping[str, Any] | None:
    for template, item in openapi["paths"].items():
        if _paths_of(template).fullmatch(path):
            return item.get(method.lower()) or {"responses": {}}
    return None


@functools.cache
def _paths_of(template: str) -> re.Pattern[str]:
    """Return the pattern of all paths that fit a template. Make each pattern once, because many answers need it."""
    return re.compile(re.sub(r"{[^}]*}", "[^/]+", template) + "/?")
