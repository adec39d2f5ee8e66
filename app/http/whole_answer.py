"""What ASGI lacks: answers that are sent in one write, and answers that are cut off.

uvicorn writes head and body separately, and each write costs a system call. And it writes a traceback to the log when
an answer ends too early. This module uses the same internals of uvicorn as protocol.py.
"""

import re
from functools import cache, lru_cache
from http import HTTPStatus
from typing import Any

WHOLE_ANSWER = "raffle.whole_answer"
"""The name of an ASGI extension of our protocol class: a function that takes the status, the headers and the body."""

CUT_OFF = "raffle.cut_off"
"""The name of another one: a function without arguments. Call it when an answer has begun and cannot be completed."""

Headers = tuple[tuple[bytes, bytes], ...]

_CONTROL_CHARACTER = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")


async def send_whole(cycle: Any, status: int, headers: Headers, body: bytes) -> None:
    """Send an answer, and go on as uvicorn does after the end of an answer. `cycle` is its object for the request.

    `headers` must include Content-Length, and neither Connection nor Transfer-Encoding.

    Raises:
        ValueError: a header contains a line break or another control character.
    """
    if cycle.flow.write_paused and not cycle.disconnected:
        await cycle.flow.drain()
    if cycle.disconnected:
        return
    head = _lines((*cycle.default_headers,)) + _lines(headers)
    end = b"\r\n" if cycle.keep_alive else b"connection: close\r\n\r\n"
    cycle.waiting_for_100_continue = False
    cycle.response_started = cycle.response_complete = True
    cycle.transport.write(b"".join((_status_line(status), head, end, body)))
    cycle.message_event.set()
    if not cycle.keep_alive:
        cycle.transport.close()
    cycle.on_response()


def cut_off(cycle: Any) -> None:
    """Close the connection of an answer that has no end, so that its client sees that the answer is incomplete."""
    cycle.disconnected = True
    cycle.transport.close()


@lru_cache(maxsize=1024)
def _lines(headers: Headers) -> bytes:
    """Return headers as they are sent. Most answers of a route have the same, so they are remembered."""
    if any(_CONTROL_CHARACTER.search(value) for _, value in headers):
        raise ValueError("a header contains a control character")
    return b"".join([b"%b: %b\r\n" % header for header in headers])


@cache
def _status_line(status: int) -> bytes:
    return b"HTTP/1.1 %d %b\r\n" % (status, HTTPStatus(status).phrase.encode())
