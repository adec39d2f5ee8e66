"""A long body is sent piece by piece. So a client that does not read the body costs the service little memory."""

from types import SimpleNamespace
from typing import Any

import pytest

from app.http.middleware import observed
from app.http.prepared_response import PreparedResponse
from app.http.whole_answer import PIECE_BYTES, WHOLE_ANSWER

BODY = bytes(range(256)) * 1024
"""A body of exactly four pieces."""


@pytest.mark.parametrize("body", [BODY[:PIECE_BYTES], BODY[: PIECE_BYTES + 1], BODY, BODY + b"rest"])
@pytest.mark.parametrize("parts", [1, 2])
@pytest.mark.parametrize("has_length", [True, False])
async def test_a_long_body_is_sent_in_pieces(body: bytes, parts: int, has_length: bool) -> None:
    # Given a handler that sends a body in one or in two parts, with or without the header Content-Length
    async def handler(scope: Any, receive: Any, send: Any) -> None:
        del scope, receive
        length = [(b"content-length", b"%d" % (len(body) * parts))] if has_length else []
        await send({"type": "http.response.start", "status": 200, "headers": length})
        for part in range(parts):
            await send({"type": "http.response.body", "body": body, "more_body": part + 1 < parts})

    # When the handler answers a request, Then each write has at most one piece, and the client gets the whole body
    assert b"".join(await _written(handler)) == body * parts


@pytest.mark.parametrize(("body", "writes"), [(BODY[:PIECE_BYTES], 1), (BODY[: PIECE_BYTES + 1], 2), (BODY, 4)])
async def test_a_long_prepared_response_is_sent_in_pieces(body: bytes, writes: int) -> None:
    # When a handler answers with a prepared response, Then the client gets the whole body. A body that is no longer
    # than one piece is sent in one write, and a longer body in several
    sent = await _written(PreparedResponse(200, body))
    assert b"".join(sent) == body
    assert len(sent) == writes


async def _written(handler: Any) -> list[bytes]:
    """Return the bodies of all writes to a connection that can send a whole answer in one write."""
    sent: list[bytes] = []
    ended = False

    async def send(message: Any) -> None:
        nonlocal ended
        if message["type"] == "http.response.body":
            assert not ended
            sent.append(message["body"])
            ended = not message["more_body"]

    async def send_whole(status: int, headers: Any, body: bytes) -> None:
        nonlocal ended
        del status, headers
        sent.append(body)
        ended = True

    whole = SimpleNamespace(send=send_whole)
    scope: Any = {"type": "http", "method": "GET", "headers": [], "extensions": {WHOLE_ANSWER: whole}}
    await observed(handler)(scope, _receive, send)

    assert ended
    assert max(map(len, sent)) <= PIECE_BYTES
    return sent


async def _receive() -> Any:
    return {"type": "http.disconnect"}
