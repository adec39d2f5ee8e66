"""Answers to HTTP/1.0. HTTP/1.0 has no chunks, which are parts of a body with their length (RFC 9112, section 7.1).

In HTTP/1.0, a body without a Content-Length ends when the connection ends. uvicorn would send such a body in chunks,
which a client of HTTP/1.0 cannot read. Like protocol.py, this module uses internals of uvicorn.
"""

import socket
import struct
from typing import Any

from uvicorn._types import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, ASGISendEvent, Scope

_RESET_AT_CLOSE = struct.pack("ii", 1, 0)


async def unchunked(
    cycle: Any, app: ASGI3Application, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
) -> None:
    """Run a request of HTTP/1.0. `cycle` is uvicorn's object for this request.

    If the body ends too early, the connection is reset. Without the reset, the body would seem complete to the client.
    """
    has_length = True

    async def send_unchunked(message: ASGISendEvent) -> None:
        nonlocal has_length
        if message["type"] == "http.response.start":
            has_length = any(name.lower() == b"content-length" for name, _ in message.get("headers", []))
            if not has_length:
                cycle.chunked_encoding = False
        elif message["type"] == "http.response.body" and not has_length:
            cycle.expected_content_length = len(message.get("body", b""))
        await send(message)

    try:
        await app(scope, receive, send_unchunked)
    finally:
        if not (has_length or cycle.response_complete or cycle.disconnected):
            cycle.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_CLOSE)
            cycle.transport.abort()
            cycle.disconnected = True
