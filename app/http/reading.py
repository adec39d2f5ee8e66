"""Lets each address give only a few bytes to the parser in one pass of the event loop, so that no pass becomes long.

Few bytes can be much work. If a body comes in chunks of one byte, the parser makes a call for each chunk. One read of
the event loop can have more than 100,000 such chunks.
"""

import asyncio
from collections.abc import Callable

from app.errors import Problem, TooManyConnections
from app.http.pace import Passes, pace_name
from app.service.in_use import InUse

PARSED_AT_ONCE = 8_192
"""The number of bytes that one address may give to the parser in one pass. A browser sends some 1,000 bytes for a
request."""

MAX_WAITING_BYTES = 16 * 1024 * 1024
"""The largest number of bytes that wait for the parser, for one IPv4 address or for all clients of one IPv6 /48
together. At most about 256 KiB of one connection wait. But without this limit, many connections together could fill the
memory. One client of a /48 may have at most half of what is left by the other clients of this /48."""


class Reading:
    """The bytes of one connection that wait for the parser. While bytes wait, the connection is not read."""

    def __init__(
        self,
        transport: asyncio.Transport,
        parse: Callable[[bytes], int],
        is_full: Callable[[], bool],
        refuse: Callable[[Problem, str], None],
        *,
        passes: Passes,
        waiting: InUse,
        address: str,
    ) -> None:
        """Take the connection and its parser.

        `parse` parses bytes until the parser is full, and returns how many it has parsed. `is_full` returns whether the
        parser wants no bytes now. Then bytes wait until `go_on` is called. `passes` counts the bytes of each `address`.
        `waiting` counts the bytes of each client that wait. When too many bytes of this client or of its IPv6 /48 wait,
        `refuse` is called, and this connection is not read any more.
        """
        self._transport = transport
        self._parse = parse
        self._is_full = is_full
        self._refuse = refuse
        self._passes = passes
        self._waiting = waiting
        self._address = address
        self._name = pace_name(address)
        self._unparsed = b""
        self._refused = False
        self._stopped = False  # whether the next bytes wait until the parser is not full any more

    @property
    def waits(self) -> bool:
        """Whether the connection is not read now, because its bytes wait for the parser or because it was refused."""
        return self._refused or bool(self._unparsed)

    def receive(self, data: bytes) -> None:
        """Parse bytes now, or in later passes if their address has used up its share of this pass."""
        if self._refused:
            return
        if not self._unparsed and len(data) <= PARSED_AT_ONCE and self._passes.may_begin(self._name, len(data)):
            parsed = self._parse(data)
            if parsed == len(data):
                return
            data = data[parsed:]
        self._transport.pause_reading()
        if not self._waiting.has_room(self._passes.client_at(self._address), MAX_WAITING_BYTES, len(data)):
            self._refused = True
            self._keep(b"")
            self._refuse(TooManyConnections(), "bytes, because too many bytes of their address wait")
            return
        if not self._unparsed:
            self._wait()
        self._keep(self._unparsed + data)

    def go_on(self) -> None:
        """Parse the bytes for which the parser was too full. The caller knows that it wants bytes again."""
        if self._stopped:
            self._stopped = False
            self._passes.wait(self._address, self._parse_next)

    def close(self) -> None:
        """Drop the bytes that wait, because the connection has ended."""
        self._keep(b"")

    def _wait(self) -> None:
        """Parse the next bytes in a later pass. If the parser is full, wait for `go_on` first."""
        if self._is_full():
            self._stopped = True
        else:
            self._passes.wait(self._address, self._parse_next)

    def _parse_next(self) -> int:
        """Parse the next bytes, and return how many they are. After the last bytes, read the connection again."""
        if self._transport.is_closing():
            self._keep(b"")
        if not self._unparsed:
            return 0
        parsed = self._parse(self._unparsed[:PARSED_AT_ONCE])
        self._keep(self._unparsed[parsed:])
        if self._unparsed:
            self._wait()
        elif not (self._is_full() or self._transport.is_closing()):
            self._transport.resume_reading()
        return parsed

    def _keep(self, unparsed: bytes) -> None:
        """Replace the bytes of the connection that wait, and correct the number of waiting bytes of its client."""
        client = self._passes.client_at(self._address)
        self._waiting.add(client, len(unparsed))
        self._waiting.remove(client, len(self._unparsed))
        self._unparsed = unparsed
