"""Aborts a connection whose client takes no bytes of its answer."""

import asyncio


class SlowReader:
    """Watches a connection while its client reads slowly. The client must take some bytes in each interval."""

    def __init__(self, transport: asyncio.Transport, interval_seconds: float) -> None:
        self._transport = transport
        self._interval_seconds = interval_seconds
        self._look(transport.get_write_buffer_size() + 1)

    def _look(self, unread_before: int) -> None:
        unread = self._transport.get_write_buffer_size()
        if unread < unread_before:
            self._timer = asyncio.get_running_loop().call_later(self._interval_seconds, self._look, unread)
        else:
            self._transport.abort()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.cancel()
