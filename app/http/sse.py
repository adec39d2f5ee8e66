"""Server-sent events, as the HTML standard writes them."""

from collections.abc import AsyncIterator

MEDIA_TYPE = "text/event-stream"

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""Proxies that buffer an answer until it is complete would hold a stream back for ever."""


async def events(states: AsyncIterator[bytes | None]) -> AsyncIterator[bytes]:
    """Yield an event for each state; for None a comment, which shows that the stream still works."""
    async for state in states:
        yield b": quiet\n\n" if state is None else b"data: %b\n\n" % state
