"""Lets each address give only a few bytes to the parser in one pass of the event loop, so that no pass becomes long.

Few bytes can be much work. If a body comes in chunks of one byte, the parser makes a call for each chunk, and one read
of the event loop can have more than 100,000 chunks.
"""

import asyncio
from collections.abc import Callable

from app.http.pace import Passes

PARSED_AT_ONCE = 8_192
"""The number of bytes that one address may give to the parser in one pass. A browser sends some 1,000 bytes for a
request."""


class Reading:
    """The bytes of one connection that wait for the parser. While bytes wait, the connection is not read."""

    def __init__(
        self,
        transport: asyncio.Transport,
        parse: Callable[[bytes], None],
        is_full: Callable[[], bool],
        *,
        passes: Passes,
        name: str,
    ) -> None:
        """Take the connection and its parser.

        `is_full` returns whether the parser wants no bytes now. `passes` counts the bytes under the name `name`.
        """
        self._transport = transport
        self._parse = parse
        self._is_full = is_full
        self._passes = passes
        self._name = name
        self._unparsed = b""

    @property
    def waits(self) -> bool:
        """Whether bytes of the connection wait for the parser."""
        return bool(self._unparsed)

    def receive(self, data: bytes) -> None:
        """Parse bytes now, or in later passes if their address has used up its share of this pass."""
        if self._unparsed:
            self._unparsed += data
        elif len(data) <= PARSED_AT_ONCE and self._passes.may_begin(self._name, len(data)):
            self._parse(data)
            return
        else:
            self._unparsed = data
            self._passes.wait(self._name, self._parse_next)
        self._transport.pause_reading()

    def _parse_next(self) -> int:
        """Parse the next bytes, and return how many they are. After the last bytes, read the connection again."""
        if self._transport.is_closing():
            return 0
        part, self._unparsed = self._unparsed[:PARSED_AT_ONCE], self._unparsed[PARSED_AT_ONCE:]
        self._parse(part)
        if self._unparsed:
            self._passes.wait(self._name, self._parse_next)
        elif not (self._is_full() or self._transport.is_closing()):
            self._transport.resume_reading()
        return len(part)
