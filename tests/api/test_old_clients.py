"""Clients of HTTP/1.0, such as nginx by default, get no chunks: a body lasts until the connection is closed."""

import asyncio
import json

import pytest

from app.store import keys
from tests.support.people import Visitor
from tests.support.service import Service

pytestmark = pytest.mark.http


async def get(service: Service, path: str, accept: str = "*/*") -> tuple[bytes, bytes]:
    """Send a request of HTTP/1.0, and return the head and the body of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    headers = f"Host: x\r\nX-Forwarded-For: 198.51.100.7\r\nAccept: {accept}\r\n"
    writer.write(f"GET {path} HTTP/1.0\r\n{headers}\r\n".encode())
    try:
        async with asyncio.timeout(10):
            head, _, body = (await reader.read(-1)).partition(b"\r\n\r\n")
    finally:
        writer.close()
    return head.lower(), body


async def drawn(manager: Visitor) -> str:
    """Return the id of a drawn raffle with two winners."""
    raffle_id = await manager.create(2, [("Book", 2)])
    await manager.claim_all(raffle_id, 2)
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201
    return raffle_id


@pytest.mark.parametrize(("path", "accept"), [("winners/", "text/csv"), ("draw/", "*/*"), ("events/", "*/*")])
async def test_a_stream_ends_with_the_connection(service: Service, manager: Visitor, path: str, accept: str) -> None:
    # Given a drawn raffle. Its stream of events ends after one event
    raffle_id = await drawn(manager)

    # When a client of HTTP/1.0 requests the winners as CSV, the draw record or the stream of events
    head, body = await get(service, f"/raffles/{raffle_id}/{path}", accept)

    # Then the answer names no transfer coding, and has the same body that other clients get in chunks
    expected = await manager.get(f"/raffles/{raffle_id}/{path}", headers={"Accept": accept})
    assert head.startswith(b"http/1.1 200")
    assert b"transfer-encoding" not in head
    assert b"connection: close" in head
    assert body == expected.content != b""


async def test_an_answer_with_a_length_keeps_its_length(service: Service) -> None:
    # When a client of HTTP/1.0 requests a raffle that does not exist, Then the problem document has a Content-Length
    head, body = await get(service, "/raffles/0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11/")
    assert f"content-length: {len(body)}".encode() in head
    assert json.loads(body)["status"] == 404


async def test_a_body_that_ends_too_early_is_recognisable(service: Service, manager: Visitor) -> None:
    # Given a drawn raffle whose list of winners has lost one winner. The service also finds too few winners if the
    # raffle is deleted while it sends the list
    raffle_id = await drawn(manager)
    service.store.redis.zremrangebyrank(keys.winners(raffle_id), 1, 1)

    # When a client of HTTP/1.0 requests the list of winners, Then the service resets the connection
    with pytest.raises(ConnectionResetError):
        await get(service, f"/raffles/{raffle_id}/winners/", "text/csv")
