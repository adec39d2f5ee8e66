"""The pause between two rounds of work in the background."""

import asyncio
from contextlib import suppress


async def pause(seconds: float, closing: asyncio.Event) -> None:
    """Wait between two rounds of work. The pause ends early when the service closes."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await closing.wait()
