"""Calls to the store. Each call has a time limit, and its outcome is either known or unknown.

A read that fails has changed nothing, but a change that fails may still have been made. So `change` raises
StoreUnavailable if certainly nothing was changed, and OutcomeUnknown if something may have been changed.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import Any, NamedTuple, Protocol

from redis.exceptions import NoScriptError, OutOfMemoryError, RedisError

from app import budget
from app.errors import OutcomeUnknown, RaffleDamaged, StoreFull, StoreUnavailable
from app.metrics import STORE_SECONDS
from app.store.cluster import TROUBLE, Command, Exchange

_READ_SECONDS = STORE_SECONDS.labels("read")


class Client(Protocol):
    """The interface to a store, which may be one server or many. `connect` chooses the implementation."""

    commands: Any
    """The commands of redis-py. They are used only for reads."""

    fails_over: bool
    """Whether a replica may become the primary, which may then have lost acknowledged writes."""

    def turn(self) -> AbstractAsyncContextManager[None]:
        """Wait until this caller may use a connection. The turn ends with the block."""

    def connection(self, key: str) -> AbstractAsyncContextManager[Exchange]:
        """Lend a connection to the server that has the key."""

    async def follow(self, answer: Any) -> bool:
        """If an answer says that a key has moved, note its new node. Return whether to send the command again."""

    def node_of(self, key: str) -> str:
        """Return a name of the node that has a key."""

    async def replicas_of(self, key: str) -> int:
        """Return how many replicas the store lists for the primary of `key`, possibly with replicas that are down."""

    async def primaries(self) -> list[dict[str, Any]]:
        """Return, for each primary, the keyword arguments that send a command to it."""

    async def look_again(self) -> None:
        """Before the next call, find out again which server is the primary."""

    async def aclose(self) -> None:
        """Close all connections."""


class Answers(NamedTuple):
    """The answers to commands in order, and the replication id of the server that gave them."""

    each: list[Any]
    replication_id: str


@asynccontextmanager
async def reading(client: Client) -> AsyncIterator[Any]:
    """Limit the time of the reads in this block. Yield the commands of redis-py.

    Raises:
        StoreUnavailable: the store cannot be reached, is too slow, or refuses.
    """
    try:
        with _READ_SECONDS.time():
            async with asyncio.timeout(budget.STORE_SECONDS), client.turn():
                yield client.commands
    except TROUBLE as error:
        raise StoreUnavailable from error


def is_wrong_type(error: BaseException | None) -> bool:
    """Return whether an error, or the error behind it, says that a key has another type than a command needs."""
    return error is not None and ("WRONGTYPE" in str(error) or is_wrong_type(error.__cause__))


@contextmanager
def after_a_change() -> Iterator[None]:
    """Mark a block that follows a change. If the block fails, the earlier change remains, so the outcome is unknown.

    Raises:
        OutcomeUnknown: the block raised StoreUnavailable or StoreFull.
    """
    try:
        yield
    except (StoreUnavailable, StoreFull) as error:
        raise OutcomeUnknown from error.__cause__


async def replicas_of(client: Client, key: str) -> int:
    """Return how many replicas the store lists for the primary of `key`, possibly with replicas that are down.

    Raises:
        StoreUnavailable: the store, or every Sentinel, cannot be reached.
    """
    async with reading(client):
        return await client.replicas_of(key)


def deadline() -> float:
    """Return the deadline of a call that starts now, as a time of the event loop's clock (seconds)."""
    return asyncio.get_running_loop().time() + budget.STORE_SECONDS


async def change(client: Client, key: str, *commands: Command, until: float | None = None) -> Answers:
    """Send commands on one connection; return their answers. The commands may change `key` and other keys of its slot.

    The call ends at `until`, a time of the event loop's clock (seconds), or at the usual deadline if this is None.

    Raises:
        NoScriptError: the store does not know a script; nothing was changed.
        StoreUnavailable: nothing was sent, or the store refused; nothing was changed.
        RaffleDamaged: a key has a foreign type; nothing was changed.
        StoreFull: the store refused because it can take no more data; nothing was changed.
        OutcomeUnknown: something may have been sent, and then the connection broke, the time was up, or a command after
            the first one was refused.
    """
    sent = False
    try:
        async with asyncio.timeout_at(until or deadline()), client.turn():
            while True:
                async with client.connection(key) as exchange:
                    sent = True
                    answers = await exchange(commands)
                if not await client.follow(answers[0]):
                    break
                sent = False  # the server that refused has changed nothing
    except TROUBLE as error:
        if sent:
            raise OutcomeUnknown from error
        raise StoreUnavailable from error
    return Answers(_accepted(answers), exchange.replication_id)


def _accepted(answers: Sequence[Any]) -> list[Any]:
    """Return the answers if none of them is a refusal.

    Only the first command changes a key, so an error of a later command comes after this change. For example, WAIT
    fails on a server that becomes a replica.

    Raises:
        NoScriptError, StoreUnavailable, StoreFull, RaffleDamaged, OutcomeUnknown: as `change` does.
    """
    first, *later = answers
    if isinstance(first, NoScriptError):
        raise first
    # MISCONF means that the store could not write to its disk.
    if isinstance(first, OutOfMemoryError) or (isinstance(first, RedisError) and str(first).startswith("MISCONF")):
        raise StoreFull from first
    if isinstance(first, RedisError):
        # The scripts meet a key of a foreign type before their first write.
        raise (RaffleDamaged if is_wrong_type(first) else StoreUnavailable) from first
    for answer in later:
        if isinstance(answer, RedisError):
            raise OutcomeUnknown from answer
    return [first, *later]
