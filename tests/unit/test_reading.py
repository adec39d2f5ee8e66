"""The bytes of one address are parsed a few at a time, so that the bytes of other addresses come in between."""

import asyncio

import pytest

from app.http.fast_uvicorn import FlowBesideReading
from app.http.pace import Passes
from app.http.reading import PARSED_AT_ONCE, Reading
from tests.support.waiting import let_tasks_run

GREEDY, OTHER = "192.0.2.1", "192.0.2.2"

Parsed = list[tuple[str, bytes]]
"""The parsed pieces, in order. Each entry has the name of a connection, and the bytes from this connection."""


class Connection(asyncio.Transport):
    """A connection that remembers whether it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.is_read = True
        self.is_closed = False

    def pause_reading(self) -> None:
        self.is_read = False

    def resume_reading(self) -> None:
        assert not self.is_closed
        self.is_read = True

    def is_closing(self) -> bool:
        return self.is_closed


def reading(passes: Passes, name: str, parsed: Parsed, connection: Connection, *, full: bool = False) -> Reading:
    """Return the reader of a connection. Its parser adds the name and the bytes that it gets to `parsed`."""
    return Reading(
        connection, lambda data: parsed.append((name, data)), lambda: full, passes=passes, name=name.partition("/")[0]
    )


async def test_bytes_of_others_come_before_most_bytes_of_a_greedy_address() -> None:
    # Given an address with five greedy connections, and a second address with one connection
    passes = Passes(PARSED_AT_ONCE)
    parsed: Parsed = []
    greedy = [reading(passes, f"{GREEDY}/{number}", parsed, Connection()) for number in range(5)]
    other = reading(passes, OTHER, parsed, Connection())

    # When each greedy connection receives far more bytes than may be parsed in one pass, and after this the second
    # address sends a request
    for each in greedy:
        each.receive(bytes(10 * PARSED_AT_ONCE))
    other.receive(b"GET /")

    # Then the request of the second address is parsed in this pass
    assert parsed == [(OTHER, b"GET /")]

    # And in each further pass, at most one part of the greedy bytes is parsed before the request of the second address
    for request in range(5):
        await asyncio.sleep(0)
        assert len(parsed) == 2 * request + 2
        other.receive(b"GET /")
        assert parsed[-1] == (OTHER, b"GET /")


async def test_all_bytes_of_a_connection_are_parsed_in_order() -> None:
    # Given a connection that receives many bytes, and that receives more bytes before the first ones are parsed
    passes, connection = Passes(PARSED_AT_ONCE), Connection()
    parsed: Parsed = []
    each = reading(passes, GREEDY, parsed, connection)
    sent = bytes(number % 251 for number in range(5 * PARSED_AT_ONCE + 3))
    each.receive(sent[:100])
    each.receive(sent[100:-10])
    each.receive(sent[-10:])

    # When nothing is read from the connection until all these bytes are parsed
    assert not connection.is_read
    await let_tasks_run()

    # Then the parser got all bytes in order, never many at once, and the connection is read again
    assert b"".join(data for _, data in parsed) == sent
    assert max(len(data) for _, data in parsed) == PARSED_AT_ONCE
    assert connection.is_read


async def test_the_connections_of_one_address_take_turns() -> None:
    # Given two connections of one address
    passes = Passes(PARSED_AT_ONCE)
    parsed: Parsed = []
    pair = [reading(passes, f"{GREEDY}/{number}", parsed, Connection()) for number in range(2)]

    # When both get more bytes than may be parsed in one pass, Then their bytes are parsed in turn
    for each in pair:
        each.receive(bytes(3 * PARSED_AT_ONCE))
    await let_tasks_run()
    assert [name for name, _ in parsed] == [f"{GREEDY}/0", f"{GREEDY}/1"] * 3


async def test_bytes_of_a_closed_connection_are_not_parsed() -> None:
    # Given a connection whose bytes wait
    passes, connection = Passes(PARSED_AT_ONCE), Connection()
    parsed: Parsed = []
    reading(passes, GREEDY, parsed, connection).receive(bytes(3 * PARSED_AT_ONCE))

    # When the connection is closed, Then its bytes are dropped
    connection.is_closed = True
    await let_tasks_run()
    assert parsed == []


async def test_a_connection_is_not_read_while_its_parser_is_full() -> None:
    # Given a connection whose request has not taken the bytes of its body yet
    passes, connection = Passes(PARSED_AT_ONCE), Connection()
    parsed: Parsed = []
    reading(passes, GREEDY, parsed, connection, full=True).receive(bytes(3 * PARSED_AT_ONCE))

    # When its bytes are parsed, Then the connection is not read. uvicorn reads it again when there is room
    await let_tasks_run()
    assert len(parsed) == 3
    assert not connection.is_read


async def test_an_answer_does_not_let_more_bytes_in_while_bytes_wait() -> None:
    # Given a connection whose bytes wait, and of which uvicorn wants no bytes until it has answered a request
    passes, connection = Passes(PARSED_AT_ONCE), Connection()
    flow = FlowBesideReading(connection)
    flow.reading = reading(passes, GREEDY, [], connection)
    flow.reading.receive(bytes(3 * PARSED_AT_ONCE))
    flow.pause_reading()

    # When the request is answered, Then the connection is not read
    flow.resume_reading()
    assert not connection.is_read

    # And when the last byte is parsed, Then the connection is read again
    await let_tasks_run()
    assert connection.is_read


@pytest.mark.parametrize("waiting", [1, 40])
async def test_waiting_work_makes_one_call_in_each_pass(waiting: int) -> None:
    # Given waiting work of one address. Each piece of work waits again as soon as it has begun
    passes = Passes(1)
    begun = 0

    def work() -> int:
        nonlocal begun
        begun += 1
        passes.wait(GREEDY, work)
        return 1

    for _ in range(waiting):
        passes.wait(GREEDY, work)

    # When 20 passes are over, Then each pass has begun one piece of work
    for _ in range(20):
        await asyncio.sleep(0)
    assert begun == pytest.approx(20, abs=1)
