"""Whatever a Host header says, no answer is an error of the service."""

import pytest

from tests.api.test_smuggling import exchange
from tests.support.people import Visitor
from tests.support.service import Service

pytestmark = pytest.mark.http

HOSTS = (
    *(
        "",
        "x",
        "x:",
        "x:0",
        "x:65535",
        "x:65536",
        "x:99999",
        "x:000000080",
        "x:" + 5_000 * "9",
        "x:y",
        "x:-1",
        ":80",
        "::",
    ),
    *(
        "[::1]",
        "[::1]:99999",
        "[::1",
        "[",
        "[]",
        "[x]",
        "[v1.x]",
        "[127.0.0.1]",
        "[::1]x",
        "[fe80::1%eth0]",
        "[::1]:80:80",
    ),
    *("%", "%41", "%zz", "x%00y", "y@x", "y:z@x:80", "x\\y", "x;y=z", "-", "_", "x..", 300 * "x" + ".example"),
)


def requests(raffle_id: str, host: str) -> bytes:
    """Return the requests of one connection. They lead to handlers, problems, redirects, pages and documentation."""
    paths = (
        *("/raffles/?limit=x", "/raffles/", "/raffles", f"/raffles/{raffle_id}/", "/raffles/x/", "/nothing", "//[x"),
        *(f"/r/{raffle_id}", "/r/x", "/manage", "/privacy", "/docs", "/openapi.json", "/problems/not-a-manager"),
    )
    head = f"Host: {host}\r\nX-Forwarded-For: 198.51.100.9\r\nAccept: text/html\r\n"
    last = f"GET /me HTTP/1.1\r\n{head}Connection: close\r\n\r\n"
    return ("".join(f"GET {path} HTTP/1.1\r\n{head}\r\n" for path in paths) + last).encode()


@pytest.mark.parametrize("host", HOSTS)
async def test_no_host_makes_the_service_fail(service: Service, manager: Visitor, host: str) -> None:
    # Given a raffle
    raffle_id = await manager.create(1)

    # When a client sends requests to many paths with a Host header that may be malformed
    answers = await exchange(service, requests(raffle_id, host))

    # Then each request is answered, or the first request is refused. The service never fails
    statuses = [status for status, _, _ in answers]
    assert len(statuses) == 15 or statuses == [400]
    assert max(statuses) < 500
