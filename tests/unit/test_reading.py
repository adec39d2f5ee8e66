"""The bytes of one address are parsed a few at a time. So the bytes of other addresses come between them."""

import asyncio
from collections.abc import Callable
from weakref import WeakKeyDictionary

import pytest

from app.http.fast_uvicorn import FlowBesideReading
from app.http.pace import Passes
from app.http.reading import MAX_WAITING_BYTES, PARSED_AT_ONCE, Reading
from app.service.in_use import InUse
from tests.support.waiting import let_tasks_run

GREEDY, OTHER = "192.0.2.1", "192.0.2.2"

Parsed = list[tuple[str, bytes]]
"""The parsed pieces, in order. Each entry has the name of a connection, and the bytes from this connection."""

WAITING: WeakKeyDictionary[Passes, InUse] = WeakKeyDictionary()
"""For each `Passes`: the number of bytes that wait."""


class Connection(asyncio.Transport):
    """A connection that remembers whether it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.is_read = True
        self.is_closed = False
        self.refusals: list[str] = []

    def pause_reading(self) -> None:
        self.is_read = False

    def resume_reading(self) -> None:
        assert not self.is_closed
        self.is_read = True

    def is_closing(self) -> bool:
        return self.is_closed


def reading(
    passes: Passes,
    name: str,
    parsed: Parsed,
    connection: Connection,
    is_full: Callable[[], bool] = lambda: False,
) -> Reading:
    """Return the reader of a connection. Its parser adds the name and each piece of bytes to `parsed`."""

    def parse(data: bytes) -> int:
        if is_full():
            return 0
        parsed.append((name, data))
        return len(data)

    return Reading(
        connection,
        parse,
        is_full,
        lambda problem, _: connection.refusals.append(problem.slug),
        passes=passes,
        waiting=WAITING.setdefault(passes, InUse()),
        address=name.partition("/")[0],
    )


async def test_bytes_of_others_come_before_most_bytes_of_a_greedy_address() -> None:
    # Given a greedy address with five connections, and a second address with one connection
    passes = Passes(PARSED_AT_ONCE)
    parsed: Parsed = []
    greedy = [reading(passes, f"{GREEDY}/{number}", parsed, Connection()) for number in range(5)]
    other = reading(passes, OTHER, parsed, Connection())

    # When each connection of the greedy address gets far more bytes than one pass may parse, and the second address
    # sends a request
    for each in greedy:
        each.receive(bytes(10 * PARSED_AT_ONCE))
    other.receive(b"GET /")

    # Then the request of the second address is parsed in this pass
    assert parsed == [(OTHER, b"GET /")]

    # And in each further pass, a new request of the second address waits for at most one piece of the greedy address's
    # bytes
    for request in range(5):
        await asyncio.sleep(0)
        assert len(parsed) == 2 * request + 2
        other.receive(b"GET /")
        assert parsed[-1] == (OTHER, b"GET /")


async def test_all_bytes_of_a_connection_are_parsed_in_order() -> None:
    # Given a connection that receives many bytes, and further bytes before the first bytes are parsed
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

    # Then the parser got all bytes in order, never many at a time, and the connection is read again
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


async def test_the_clients_of_one_ipv6_48_take_turns() -> None:
    # Given a client with five connections from addresses of its /64. Each connection receives far more bytes than one
    # pass may parse
    passes, parsed = Passes(PARSED_AT_ONCE), Parsed()
    for number in range(5):
        reading(passes, f"2001:db8:7:1::{number}", parsed, Connection()).receive(bytes(10 * PARSED_AT_ONCE))

    # When two other clients of the /48 send a request each
    others = ["2001:db8:7:2::1", "2001:db8:7:3::1"]
    for address in others:
        reading(passes, address, parsed, Connection()).receive(b"GET /")
    await let_tasks_run()

    # Then their requests are parsed after one part of the bytes of the first client, and all its bytes follow
    assert [name for name, _ in parsed[:3]] == ["2001:db8:7:1::0", *others]
    for _ in range(50):
        await asyncio.sleep(0)
    assert sum(len(data) for _, data in parsed) == 50 * PARSED_AT_ONCE + 2 * len(b"GET /")


async def test_bytes_of_a_closed_connection_are_not_parsed() -> None:
    # Given a connection whose bytes wait
    passes, connection = Passes(PARSED_AT_ONCE), Connection()
    parsed: Parsed = []
    reading(passes, GREEDY, parsed, connection).receive(bytes(3 * PARSED_AT_ONCE))

    # When the connection is closed, Then its bytes are dropped
    connection.is_closed = True
    await let_tasks_run()
    assert parsed == []


async def test_the_connections_of_one_address_hold_a_limited_number_of_bytes() -> None:
    # Given an address whose waiting bytes have reached the limit
    passes, parsed, size = Passes(PARSED_AT_ONCE), Parsed(), 256 * 1024
    greedy = [(Connection(), f"{GREEDY}/{number}") for number in range(MAX_WAITING_BYTES // size + 2)]
    readings = [reading(passes, name, parsed, connection) for connection, name in greedy]
    for each in readings[:-2]:
        each.receive(bytes(size))

    # When two more connections of this address, and a connection of another address, receive many bytes
    other = Connection()
    for each in (*readings[-2:], reading(passes, OTHER, parsed, other)):
        each.receive(bytes(size))

    # Then the two connections are refused, and their bytes are dropped. The other address is not refused
    assert [connection.refusals for connection, _ in greedy[-2:]] == [["too-many-connections"]] * 2
    assert not any(connection.refusals for connection in (*(connection for connection, _ in greedy[:-2]), other))
    waiting = WAITING[passes]
    assert (waiting.by(GREEDY), waiting.by(OTHER), waiting.total()) == (
        MAX_WAITING_BYTES,
        size,
        MAX_WAITING_BYTES + size,
    )

    # And a refused connection is not read any more, so that its further bytes do not keep the worker busy
    flow = FlowBesideReading(greedy[-1][0], [])
    flow.reading = readings[-1]
    flow.pause_reading()
    flow.resume_reading()
    assert not greedy[-1][0].is_read

    # And when one of the connections has left, Then a new connection of the address is accepted again
    greedy[0][0].is_closed = True
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    last = Connection()
    reading(passes, f"{GREEDY}/last", parsed, last).receive(bytes(size))
    assert not last.refusals

    # And when all bytes are parsed, Then no bytes wait
    for connection, _ in greedy:
        connection.is_closed = True
    await let_tasks_run()
    for _ in range(200):
        await asyncio.sleep(0)
    assert not WAITING[passes].total()


async def test_a_client_leaves_waiting_bytes_to_the_other_clients_of_its_ipv6_48() -> None:
    # Given a client with so many bytes that no more of its bytes may wait
    passes, parsed, size = Passes(PARSED_AT_ONCE), Parsed(), 256 * 1024
    waiting = WAITING.setdefault(passes, InUse())
    greedy = [Connection() for _ in range(MAX_WAITING_BYTES // size)]
    for number, connection in enumerate(greedy):
        reading(passes, f"2001:db8:7:1::{number:x}", parsed, connection).receive(bytes(size))

    # When other clients of its /48 also send very many bytes, and a further client sends a request
    for number in range(2, 5):
        for _ in range(len(greedy)):
            reading(passes, f"2001:db8:7:{number}::1", parsed, Connection()).receive(bytes(size))
    last = Connection()
    reading(passes, "2001:db8:7:ff::1", parsed, last).receive(b"GET /")

    # Then each client has at most as many waiting bytes as are left, and the last request is not refused
    assert [waiting.by(f"2001:db8:7:{number}::/64") * 2**number for number in range(1, 5)] == [MAX_WAITING_BYTES] * 4
    assert [bool(connection.refusals) for connection in greedy] == [False] * (len(greedy) // 2) + [True] * (
        len(greedy) // 2
    )
    assert not last.refusals
    await let_tasks_run()
    assert ("2001:db8:7:ff::1", b"GET /") in parsed


@pytest.mark.parametrize("size", [10, 3 * PARSED_AT_ONCE], ids=["some bytes", "many bytes"])
async def test_an_answer_does_not_resume_reading_while_bytes_wait(size: int) -> None:
    # Given a connection. uvicorn wants no more of its bytes until a request is answered
    passes, connection, parsed, pipeline = Passes(PARSED_AT_ONCE), Connection(), Parsed(), ["a request that waits"]
    flow = FlowBesideReading(connection, pipeline)
    flow.reading = reading(passes, GREEDY, parsed, connection, lambda: flow.read_paused)
    flow.pause_reading()

    # When bytes arrive, Then they wait, and the connection is not read
    flow.reading.receive(bytes(size))
    await let_tasks_run()
    assert (parsed, connection.is_read) == ([], False)

    # And when a request is answered, but another request waits, Then this is so still
    flow.resume_reading()
    await let_tasks_run()
    assert (parsed, connection.is_read) == ([], False)

    # And when no request waits any more, Then first all bytes are parsed, and then the connection is read again
    pipeline.clear()
    flow.resume_reading()
    assert not connection.is_read
    await let_tasks_run()
    assert sum(len(data) for _, data in parsed) == size
    assert connection.is_read


async def test_bytes_of_a_connection_that_ends_wait_no_more() -> None:
    # Given a connection whose bytes wait for an answer
    passes = Passes(PARSED_AT_ONCE)
    each = reading(passes, GREEDY, [], Connection(), lambda: True)
    each.receive(bytes(3 * PARSED_AT_ONCE))
    assert WAITING[passes].total()

    # When the connection ends, Then no bytes wait
    each.close()
    assert not WAITING[passes].total()


@pytest.mark.parametrize("waiting", [1, 40])
async def test_waiting_work_makes_one_call_in_each_pass(waiting: int) -> None:
    # Given one or many pieces of work of one address. Each piece waits for its next turn as soon as it has begun
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
