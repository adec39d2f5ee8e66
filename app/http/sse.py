"""Server-sent events, as the HTML standard writes them."""

from collections.abc import AsyncIterator

MEDIA_TYPE = "text/event-stream"

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""No cache keeps the stream. No proxy buffers it: a proxy that waits for its end would send nothing."""


async def events(states: AsyncIterator[bytes | None]) -> AsyncIterator[bytes]:
    """Yield an event for each state; for None a comment, which shows that the stream still works."""
    async for state in states:
        yield b": quiet\n\n" if state is None else b"data: %b\n\n" % state
