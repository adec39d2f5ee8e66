"""Calls to the store: each has a time limit, and a definite or an unknown outcome.

A failed read has changed nothing. A failed change may have been made. `change` raises StoreUnavailable if nothing was
changed, and OutcomeUnknown if that is not certain.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import Any, Protocol

from redis.exceptions import NoScriptError, RedisError

from app import budget
from app.errors import OutcomeUnknown, StoreUnavailable
from app.metrics import STORE_SECONDS
from app.store.cluster import TROUBLE, Command, Exchange

_READ_SECONDS = STORE_SECONDS.labels("read")


class Client(Protocol):
    """A store behind one interface, however many servers it has. `connect` chooses the implementation."""

    commands: Any
    """redis-py's commands, for reads."""

    def turn(self) -> AbstractAsyncContextManager[None]:
        """Wait until a caller may use a connection."""

    def connection(self, key: str) -> AbstractAsyncContextManager[Exchange]:
        """Lend a connection whose server has the key."""

    async def follow(self, answer: Any) -> bool:
        """Note where a key is now, if a refusal says so. Return whether to send the command again."""

    async def primaries(self) -> list[dict[str, Any]]:
        """Return, for each primary, the keyword arguments that send a command to it."""

    async def aclose(self) -> None:
        """Close all connections."""


@asynccontextmanager
async def reading(client: Client) -> AsyncIterator[Any]:
    """Limit the time of the reads in this block. Yields redis-py's commands for the reads.

    Raises:
        StoreUnavailable: the store cannot be reached, is too slow, or refuses.
    """
    try:
        with _READ_SECONDS.time():
            async with asyncio.timeout(budget.STORE_SECONDS), client.turn():
                yield client.commands
    except TROUBLE as error:
        raise StoreUnavailable from error


@contextmanager
def after_a_change() -> Iterator[None]:
    """Mark a block that follows a change: if the store fails in this block, something was changed before.

    Raises:
        OutcomeUnknown: where the block raises StoreUnavailable.
    """
    try:
        yield
    except StoreUnavailable as error:
        raise OutcomeUnknown from error.__cause__


def deadline() -> float:
    """Return the time of the event loop's clock (seconds) at which a call that starts now has to end."""
    return asyncio.get_running_loop().time() + budget.STORE_SECONDS


async def change(client: Client, key: str, *commands: Command, until: float | None = None) -> list[Any]:
    """Send commands that change a key and keys of the same slot, on one connection; return their answers.

    `until` is the time of the event loop's clock at which the call has to end; without it, the usual limit holds.

    Raises:
        NoScriptError: the store does not know a script; nothing was changed.
        StoreUnavailable: nothing could be sent, or the store refused; nothing was changed.
        OutcomeUnknown: the connection broke, or the time was up, after something may have been sent.
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
    return _accepted(answers)


def _accepted(answers: Sequence[Any]) -> list[Any]:
    """Return the answers if none of them is a refusal.

    Raises:
        NoScriptError, StoreUnavailable: as `change` does.
    """
    for answer in answers:
        if isinstance(answer, NoScriptError):
            raise answer
        if isinstance(answer, RedisError):
            raise StoreUnavailable from answer
    return list(answers)
