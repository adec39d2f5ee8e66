"""Server-sent events, in the format of the HTML standard."""

from collections.abc import AsyncIterator

MEDIA_TYPE = "text/event-stream"

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""No cache may keep the stream, and no proxy may buffer it. A proxy that waits for the end would send nothing."""


async def events(states: AsyncIterator[bytes | None]) -> AsyncIterator[bytes]:
    """Yield an event for each state, and a comment for each None. The comment is the heartbeat of the stream."""
    async for state in states:
        yield b": quiet\n\n" if state is None else b"data: %b\n\n" % state
