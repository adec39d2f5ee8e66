"""Does two things that ASGI lacks: sends an answer in one write, and cuts off an answer.

Both are an ASGI extension: an object in `scope["extensions"]`, under the name WHOLE_ANSWER.

uvicorn writes the head and the body separately, and each write costs a system call. If an answer ends too early,
uvicorn logs a traceback. Like protocol.py, this module uses internals of uvicorn.
"""

import re
from functools import cache, lru_cache
from http import HTTPStatus
from typing import Any

WHOLE_ANSWER = "raffle.whole_answer"
"""From our protocol class: the `WholeAnswer` of a request."""

PROTECTED_ANSWER = "raffle.protected_answer"
"""From our middleware: a function that takes the status, the headers and the body of an answer. The function adds
headers that protect the browser, and sends the answer."""

PIECE_BYTES = 64 * 1024
"""The largest part of a body that one message has. uvicorn sends the next part only when a slow reader has taken most
of the earlier parts. So an answer that a client does not read takes little memory."""

Headers = tuple[tuple[bytes, bytes], ...]

REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""The statuses of redirects. Keep no headers of a redirect in memory, because a client can choose a long Location."""

_CONTROL_CHARACTER = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")


class WholeAnswer:
    """The answer to one request. `cycle` is uvicorn's object for the request."""

    __slots__ = ("_cycle",)

    def __init__(self, cycle: Any) -> None:
        self._cycle = cycle

    async def send(self, status: int, header_lines: bytes, body: bytes) -> None:
        """Send the answer, and then do what uvicorn does after an answer.

        `header_lines` come from `lines_of`. They must include Content-Length, but neither Connection nor
        Transfer-Encoding.
        """
        cycle = self._cycle
        if cycle.flow.write_paused and not cycle.disconnected:
            await cycle.flow.drain()
        if cycle.disconnected:
            return
        head = _default_lines((*cycle.default_headers,)) + header_lines
        end = b"\r\n" if cycle.keep_alive else b"connection: close\r\n\r\n"
        cycle.waiting_for_100_continue = False
        cycle.response_started = cycle.response_complete = True
        cycle.transport.write(b"".join((_status_line(status), head, end, body)))
        cycle.message_event.set()
        if not cycle.keep_alive:
            cycle.transport.close()
        cycle.on_response()

    def cut_off(self) -> None:
        """Close the connection of an incomplete answer, so that the client sees that the answer is incomplete."""
        self._cycle.disconnected = True
        self._cycle.transport.close()


def lines_of(headers: Headers) -> bytes:
    """Return headers as the bytes that are sent.

    Raises:
        ValueError: a header contains a line break or another control character.
    """
    if any(_CONTROL_CHARACTER.search(value) for _, value in headers):
        raise ValueError("a header contains a control character")
    return b"".join([b"%b: %b\r\n" % header for header in headers])


_default_lines = lru_cache(maxsize=2)(lines_of)  # uvicorn's own headers, which change every second


@cache
def _status_line(status: int) -> bytes:
    return b"HTTP/1.1 %d %b\r\n" % (status, HTTPStatus(status).phrase.encode())
