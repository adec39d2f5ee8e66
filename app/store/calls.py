"""Calls to the store. Each call has a time limit, and its outcome is either known or unknown.

A read that fails has changed nothing. A change that fails may have been made in the store. So `change` raises
StoreUnavailable if certainly nothing was changed, and OutcomeUnknown if something may have been changed.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import Any, NamedTuple, Protocol

from redis.exceptions import OutOfMemoryError, RedisError

from app import budget
from app.errors import OutcomeUnknown, RaffleDamaged, StoreFull, StoreUnavailable
from app.metrics import STORE_SECONDS
from app.store.address import Host
from app.store.cluster import TROUBLE, Command, Exchange

_READ_SECONDS = STORE_SECONDS.labels("read")


class Route(Protocol):
    """The way of one call to a server. In a cluster, the keys may move to another server during the call."""

    @property
    def name(self) -> str:
        """The name of the server."""

    def connection(self) -> AbstractAsyncContextManager[Exchange]:
        """Lend the caller a connection to the server."""

    async def follow(self, answer: Any) -> bool:
        """If an answer says that another server has the keys, find this server. Return True to send the call again."""

    async def replicas(self, *, failed: bool) -> int:
        """Return how many replicas the server has. With `failed`, include those that a cluster marks as failed."""

    async def connected(self) -> list[Host]:
        """Return the addresses of the replicas that are connected to the server."""


class Client(Protocol):
    """The interface to a store, which may be one server or many. `connect` chooses the implementation."""

    commands: Any
    """The commands of redis-py. They are used only for reads."""

    fails_over: bool
    """Whether a replica may become the primary. A new primary may have lost acknowledged writes."""

    def turn(self, until: float, key: str = "") -> AbstractAsyncContextManager[None]:
        """Wait until this caller may use a connection. The turn ends with the `async with` block.

        With `key`, the block uses only the server that has this key. Callers of other servers do not wait for this
        block.

        Raises:
            TimeoutError: the block was not over at the time `until` of the event loop's clock.
        """

    def route(self, key: str) -> Route:
        """Return the way to the server that has the key."""

    async def syncs(self, host: str, port: int) -> bool:
        """Return whether a server has each write on disk before it confirms the write."""

    async def primaries(self) -> list[dict[str, Any]]:
        """Return, for each primary, the keyword arguments that send a command to it."""

    async def look_again(self) -> None:
        """Find out again which servers are primaries. After an error, another server may have become a primary."""

    async def aclose(self) -> None:
        """Close all connections."""


class Answers(NamedTuple):
    """The answers to commands in order, and the replication id of the server that answered: a name for its writes."""

    each: list[Any]
    replication_id: str


@asynccontextmanager
async def reading(client: Client, key: str = "") -> AsyncIterator[Any]:
    """Limit the time of the reads in this block. Yield the commands of redis-py.

    In a cluster, all keys of a slot are on one server. If all keys of the reads are in one slot, pass one of them.

    Raises:
        StoreUnavailable: the store cannot be reached, is too slow, or refuses a read.
    """
    try:
        with _READ_SECONDS.time():
            async with client.turn(deadline(), key):
                yield client.commands
    except TROUBLE as error:
        raise StoreUnavailable from error


async def ask(client: Client, key: str, *commands: Command) -> list[Any]:
    """Send several read commands together to the server of `key`; return their answers, including refusals.

    This is much faster than a pipeline of redis-py. If a cluster answers that another server has the key, this answer
    is returned as a refusal.

    Raises:
        StoreUnavailable: the server cannot be reached, or is too slow.
    """
    try:
        with _READ_SECONDS.time():
            async with client.turn(deadline(), key), client.route(key).connection() as exchange:
                return await exchange(commands)
    except TROUBLE as error:
        raise StoreUnavailable from error


def is_wrong_type(error: BaseException | None) -> bool:
    """Return whether an error or one of its causes says that a key has the wrong type for a command."""
    return error is not None and ("WRONGTYPE" in str(error) or is_wrong_type(error.__cause__))


@contextmanager
def after_a_change() -> Iterator[None]:
    """Run a block that follows a change. If the block fails, the change was made before, so the outcome is unknown.

    Raises:
        OutcomeUnknown: the block raised StoreUnavailable or StoreFull.
    """
    try:
        yield
    except (StoreUnavailable, StoreFull) as error:
        raise OutcomeUnknown from error.__cause__


def deadline() -> float:
    """Return the deadline of a call that starts now, as a time of the event loop's clock (seconds)."""
    return asyncio.get_running_loop().time() + budget.STORE_SECONDS


Lend = Callable[[], AbstractAsyncContextManager[Exchange]]
"""A function that lends a connection for a change. Before it lends one, no command has reached the server."""


async def change(client: Client, key: str, *commands: Command) -> Answers:
    """Send commands on one connection; return the answers. A command may change `key` and other keys of its slot.

    Raises:
        StoreUnavailable, RaffleDamaged, StoreFull, OutcomeUnknown: as `talk` does.
    """

    async def send(_: Route, lend: Lend) -> list[Any]:
        async with lend() as exchange:
            return await exchange(commands)

    return await talk(client, key, send)


async def talk(client: Client, key: str, send: Callable[[Route, Lend], Awaitable[list[Any]]]) -> Answers:
    """Let `send` talk to the server of `key`; return the answers. Only the first command may change keys.

    If another server has the keys, or the keys are moving to another server, `send` is called again. Each server has
    its own replicas, so `send` must count the replicas in each call.

    Raises:
        StoreUnavailable: nothing was sent, or the store refused the change; nothing was changed.
        RaffleDamaged: a key has the wrong type; nothing was changed.
        StoreFull: the store can take no more data; nothing was changed.
        OutcomeUnknown: something may have been changed. The change may have been sent, and then the connection broke or
            the time limit passed. Or the change was made, and a later command was refused.
    """
    sent = False
    replication_id = ""

    @asynccontextmanager
    async def lend() -> AsyncIterator[Exchange]:
        nonlocal sent, replication_id
        async with route.connection() as exchange:
            sent = True
            yield exchange
            replication_id = exchange.replication_id

    try:
        until = deadline()
        async with client.turn(until, key):
            route = client.route(key)
            while True:
                answers = await send(route, lend)
                sent = not isinstance(answers[0], RedisError)  # a server that refused has changed nothing
                elsewhere = await route.follow(answers[0])
                # At the deadline, this task is cancelled, but redis-py on Python 3.11 can ignore that. So check the
                # time.
                if not elsewhere or asyncio.get_running_loop().time() > until - budget.LAST_TRY_SECONDS:
                    break
    except TROUBLE as error:
        if sent:
            raise OutcomeUnknown from error
        raise StoreUnavailable from error
    return Answers(_accepted(answers), replication_id)


def _accepted(answers: Sequence[Any]) -> list[Any]:
    """Return the answers if none of them is a refusal.

    Only the first command changes a key. If a later command fails, the change was made before. For example, the command
    WAIT fails on a server that becomes a replica.

    Raises:
        StoreUnavailable, StoreFull, RaffleDamaged, OutcomeUnknown: as `talk` does.
    """
    first, *later = answers
    # MISCONF means that the store could not write to its disk.
    if isinstance(first, OutOfMemoryError) or (isinstance(first, RedisError) and str(first).startswith("MISCONF")):
        raise StoreFull from first
    if isinstance(first, RedisError):
        # A script reads all keys before its first write. So a key of the wrong type stops the script before any change.
        raise (RaffleDamaged if is_wrong_type(first) else StoreUnavailable) from first
    for answer in later:
        if isinstance(answer, RedisError):
            raise OutcomeUnknown from answer
    return [first, *later]
