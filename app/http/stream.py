"""Answers that are sent in pieces: event streams and downloads."""

import asyncio
from typing import Any, cast

from litestar import response
from litestar.response.streaming import ASGIStreamingResponse
from litestar.types import Receive, Send

CANCEL_SECONDS = 0.1
"""The time after which an answer is cancelled again, because redis-py on Python 3.11 can swallow a cancellation."""


class Stream(response.Stream):
    """An answer that is sent in pieces, and ends when its client leaves.

    Litestar sends the pieces in a task group of anyio. If the client leaves, a frame of anyio and an error refer to
    each other. This circle would keep the whole request in memory until a garbage collection. So this class sends the
    pieces itself.
    """

    def to_asgi_response(self, *arguments: Any, **named: Any) -> ASGIStreamingResponse:
        """Return the answer of Litestar, with another `send_body`."""
        answer = cast(ASGIStreamingResponse, super().to_asgi_response(*arguments, **named))
        answer.__class__ = _InPieces
        return answer


class _InPieces(ASGIStreamingResponse):
    __slots__ = ()

    async def send_body(self, send: Send, receive: Receive) -> None:
        """Send the pieces. If the client leaves, end the iterator of the pieces."""
        sending, leaving = asyncio.create_task(self._stream(send)), asyncio.create_task(_client_leaves(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            while not sending.done():
                sending.cancel()
                await asyncio.wait({sending}, timeout=CANCEL_SECONDS)
        try:
            if not sending.cancelled():
                sending.result()
        finally:
            del sending  # its error has this frame in the traceback: together they would form a circle of references


async def _client_leaves(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
