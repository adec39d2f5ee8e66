"""Server-sent events, in the format of the HTML standard."""

from collections.abc import AsyncIterator

MEDIA_TYPE = "text/event-stream"

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""No cache may keep the stream, and no proxy may buffer it. A proxy that buffers would send nothing before the end."""


HEARTBEAT = b"event: heartbeat\ndata:\n\n"
"""A message which shows that the stream works. The message is an event and no comment, because browsers do not pass
comments on to pages. The event has a name, so that a page that listens only for states does not get it. The event has a
line `data`, because browsers drop events without such a line."""


async def events(states: AsyncIterator[bytes | None]) -> AsyncIterator[bytes]:
    """Yield an event for each state, and the heartbeat for each None."""
    async for state in states:
        yield HEARTBEAT if state is None else b"data: %b\n\n" % state
