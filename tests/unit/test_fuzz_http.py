"""Generated connections: complete requests are answered in order, wherever the bytes are cut, whatever follows them."""

import asyncio
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
import uvicorn
from hypothesis import given, settings
from hypothesis import strategies as st
from uvicorn.server import ServerState

from app.http.protocol import MAX_PIPELINED, LimitedProtocol

pytestmark = pytest.mark.timeout(120)
"""The time limit of a test in seconds."""


class Connection(asyncio.Transport):
    """The service's side of a connection. `written` has the bytes that the service has written."""

    def __init__(self) -> None:
        super().__init__({"peername": ("192.0.2.1", 4711), "sockname": ("192.0.2.2", 80)})
        self.written = b""
        self.closed = False
        self.ended = False

    def write(self, data: Any) -> None:
        assert not self.closed and not self.ended, "the service wrote to a closed connection"
        self.written += data

    def write_eof(self) -> None:
        self.ended = True

    def get_write_buffer_size(self) -> int:
        return 0

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None:
        """Do nothing, because the test decides when data arrives."""

    def resume_reading(self) -> None:
        """Do nothing, because the test decides when data arrives."""


async def answer_with_path(scope: Any, receive: Any, send: Any) -> None:
    """Receive the whole body, and answer with the path and the body."""
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body, more = body + message["body"], message["more_body"]
    answer = scope["path"].encode() + b" " + body
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(answer))]})
    await send({"type": "http.response.body", "body": answer})


def exchange(pieces: Sequence[bytes]) -> Connection:
    """Let the protocol receive these pieces. Return the connection after all answers."""

    async def run() -> Connection:
        config = uvicorn.Config(answer_with_path, http=LimitedProtocol, ws="none", log_config=None)
        config.load()
        state = ServerState()
        connection = Connection()
        protocol = LimitedProtocol(config, state, {})
        protocol.connection_made(connection)
        for piece in pieces:
            if not connection.closed:
                protocol.data_received(piece)
        while state.tasks:
            await asyncio.wait(state.tasks)
        protocol.connection_lost(None)
        return connection

    return asyncio.run(run())


def cut(data: bytes, places: Sequence[int]) -> list[bytes]:
    """Cut the data at these positions, and return the pieces."""
    ends = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[start:end] for start, end in pairwise(ends) if end > start]


UPGRADES = [b"", b"Connection: Upgrade\r\nUpgrade: websocket\r\n", b"Connection: upgrade, x\r\nUpgrade: h2c\r\n"]
bodies = st.binary(max_size=20) | st.sampled_from([b"GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n", b"0\r\n\r\n"])


def request(body: bytes, *, chunked: bool, upgrade: bytes, method: bytes) -> tuple[bytes, bytes]:
    """Return a request and its body. The path of the request is `/%d`: the test inserts a number."""
    if chunked:
        chunk = b"%x\r\n%b\r\n" % (len(body), body) if body else b""
        framed = b"Transfer-Encoding: chunked\r\n" + upgrade + b"\r\n" + chunk + b"0\r\n\r\n"
    else:
        framed = b"Content-Length: %d\r\n" % len(body) + upgrade + b"\r\n" + body
    return method + b" /%d HTTP/1.1\r\nHost: x\r\n" + framed.replace(b"%", b"%%"), body


requests = st.lists(
    st.builds(
        request,
        bodies,
        chunked=st.booleans(),
        upgrade=st.sampled_from(UPGRADES),
        method=st.sampled_from([b"GET", b"POST", b"DELETE"]),
    ),
    max_size=MAX_PIPELINED,
)
rubbish = st.binary(max_size=40) | st.sampled_from(
    [
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n",
        b"GET /" + b"x" * 9_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    ]
)
places = st.lists(st.integers(0, 5_000), max_size=6)


@settings(max_examples=400)
@given(requests, rubbish, places)
def test_complete_requests_are_answered_before_rubbish(
    sent: Sequence[tuple[bytes, bytes]], after: bytes, where: Sequence[int]
) -> None:
    # When several complete requests, and then any bytes, arrive in any pieces
    numbered = [text % number for number, (text, _) in enumerate(sent)]
    connection = exchange(cut(b"".join(numbered) + after, where))

    # Then each request is answered once, in order, with its own body
    expected = [b"/%d " % number + body for number, (_, body) in enumerate(sent)]
    answers = re.split(rb"HTTP/1\.1 (\d{3}) [^\r]*\r\n(?:[^\r]+\r\n)*\r\n", connection.written)[1:]
    found = list(zip(answers[::2], answers[1::2], strict=True))
    assert [body for status, body in found if status == b"200"][: len(expected)] == expected

    # And after these answers, at most one refusal follows
    refused = [status for status, _ in found[len(expected) :]]
    assert refused in ([], [b"400"], [b"431"])
    assert connection.ended or not refused
