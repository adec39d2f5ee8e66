"""Server-sent events, in the format of the HTML standard."""

from collections.abc import AsyncIterator

MEDIA_TYPE = "text/event-stream"

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""No cache may keep the stream, and no proxy may buffer it. A proxy that waits for the end would send nothing."""


HEARTBEAT = b"event: heartbeat\ndata:\n\n"
"""A sign that the stream works. It is an event, because a browser does not show comments to a page. It has a name, so
that a client that reads only states does not see it. The empty data is needed: without data there is no event."""


async def events(states: AsyncIterator[bytes | None]) -> AsyncIterator[bytes]:
    """Yield an event for each state, and the heartbeat for each None."""
    async for state in states:
        yield HEARTBEAT if state is None else b"data: %b\n\n" % state
