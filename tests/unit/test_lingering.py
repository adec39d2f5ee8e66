"""A connection lingers: after its last answer, the service stops sending, and closes the connection only later.

If the service closed the connection immediately, bytes that the client still sends could destroy the answer.
"""

import asyncio

from app.http.lingering import Linger

SECONDS = 0.02


class Connection(asyncio.Transport):
    """A connection with `unsent` bytes of the answer, which the client has not taken yet.

    `ends` lists the calls that end the connection or one of its directions.
    """

    def __init__(self, unsent: int) -> None:
        super().__init__()
        self.unsent = unsent
        self.ends: list[str] = []
        self.ended = asyncio.Event()

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def write_eof(self) -> None:
        self.ends.append("write_eof")

    def close(self) -> None:
        self.ends.append("close")
        self.ended.set()

    def abort(self) -> None:
        self.ends.append("abort")
        self.ended.set()


async def end_of(connection: Connection) -> float:
    """Wait until a connection is closed or aborted. Return how long this took."""
    began = asyncio.get_running_loop().time()
    async with asyncio.timeout(10):
        await connection.ended.wait()
    return asyncio.get_running_loop().time() - began


async def test_after_a_sent_answer_a_connection_lingers_once() -> None:
    # Given a connection whose answer was sent, When the connection lingers
    connection = Connection(0)
    Linger(connection, SECONDS)

    # Then the service first closes the direction to the client, and SECONDS later the whole connection
    assert connection.ends == ["write_eof"]
    assert await end_of(connection) >= SECONDS * 0.9
    assert connection.ends == ["write_eof", "close"]


async def test_a_connection_is_not_closed_while_the_client_reads_the_answer_slowly() -> None:
    # Given a client that takes one byte of the answer in each SECONDS
    connection = Connection(10)
    Linger(connection, SECONDS, client_seconds=SECONDS * 3)

    async def read() -> None:
        while connection.unsent:
            await asyncio.sleep(SECONDS)  # a slow reader
            connection.unsent -= 1

    # When the client has taken the whole answer, Then the connection is closed. It was not closed before
    reading = asyncio.create_task(read())
    assert await end_of(connection) >= SECONDS * 10
    assert connection.unsent == 0
    assert connection.ends == ["write_eof", "close"]
    await reading


async def test_a_client_that_takes_nothing_of_its_answer_is_disconnected() -> None:
    # When a client takes nothing of its answer within the time limit, Then the service aborts the connection, because
    # `close` would wait for the client
    connection = Connection(10)
    Linger(connection, SECONDS, client_seconds=SECONDS * 3)
    assert await end_of(connection) >= SECONDS * 2.7
    assert connection.ends == ["write_eof", "abort"]


async def test_a_closed_connection_does_not_linger() -> None:
    # Given a connection that lingers, When the client closes it
    connection = Connection(0)
    Linger(connection, SECONDS).stop()

    # Then the service does not close it a second time
    await asyncio.sleep(SECONDS * 3)  # no event reports that a timer was cancelled
    assert connection.ends == ["write_eof"]
