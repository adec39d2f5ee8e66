"""Calls that change the store and go wrong: they fail after their script has run, are refused, or come too late."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Self

import pytest
from redis import Redis
from redis.exceptions import TryAgainError

from app import budget
from app.errors import OutcomeUnknown, StoreUnavailable
from app.store import calls, keys
from app.store.calls import Lend, talk
from app.store.cluster import Exchange
from app.store.connect import connect
from tests.support.parts import Parts, a_raffle, claim_or_raise
from tests.support.servers import Server
from tests.support.waiting import until


@pytest.fixture
async def parts(server: Server) -> AsyncIterator[Parts]:
    """A service whose claims wait for one replica. Its server has no replica."""
    working = Parts.on(connect(server.url), claim_min_replicas=1)
    yield working
    await working.close()


async def unblock(redis: Redis) -> None:
    """End the WAIT of a client with an error. A server does the same when it becomes a replica during a WAIT."""

    def waiting() -> list[str]:
        return [str(client["id"]) for client in redis.client_list() if client["cmd"] in {"wait", "waitaof"}]

    await until(waiting, 5)
    for client in waiting():
        redis.client_unblock(int(client), error=True)


async def test_an_error_after_the_answer_of_the_script_is_an_unknown_outcome(server: Server, parts: Parts) -> None:
    # Given a raffle, and one code in the reserve (the codes that the service made in advance)
    raffle_id = await create(server)
    parts.stock()

    # When the script claims a ticket, and then the server becomes a replica before any replica confirms the claim
    claiming = asyncio.create_task(claim_or_raise(parts.claims, raffle_id, "player"))
    await unblock(server.redis)

    # Then the service does not know the outcome: the player may or may not hold a ticket. Here, the player holds one
    with pytest.raises(OutcomeUnknown):
        await claiming
    assert server.redis.hlen(keys.players(raffle_id)) == 1

    # And no other ticket gets the code of this ticket
    assert len(parts.reserve) == 0


async def test_a_server_that_lost_a_script_gets_it_with_the_call(server: Server) -> None:
    # Given a raffle, and a server that has lost all scripts, as happens after a failover
    raffle_id = await create(server)
    server.redis.script_flush()
    server.redis.config_resetstat()

    # When a player claims
    parts = Parts.on(connect(server.url))
    await parts.claim(raffle_id, "player")
    await parts.close()

    # Then the service called the script by its hash, and after the error once more with its whole text
    calls = {name: each["calls"] for name, each in server.redis.info("commandstats").items()}
    assert (calls["cmdstat_evalsha"], calls["cmdstat_eval"]) == (1, 1)
    assert "cmdstat_script|load" not in calls


class Moving:
    """A client of a server that answers to every call that the keys are moving to another server."""

    @asynccontextmanager
    async def turn(self, until: float, _: str) -> AsyncIterator[None]:
        async with asyncio.timeout_at(until):
            yield

    def route(self, _: str) -> Self:
        return self

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Exchange]:
        yield Exchange(None, ())

    async def follow(self, _: object) -> bool:
        return True


async def test_a_call_ends_at_its_deadline_although_a_cancellation_is_swallowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Given a store that never finishes the move of a key, and a client library that ignores a cancellation
    monkeypatch.setattr(calls, "deadline", lambda: asyncio.get_running_loop().time() + 0.15)

    async def send(*_: object) -> list[Any]:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(0.2)
        return [TryAgainError("TRYAGAIN")]

    # When the service sends a call, Then the call ends with an error soon after its deadline
    client: Any = Moving()
    async with asyncio.timeout(10):
        with pytest.raises(StoreUnavailable):
            await talk(client, "key", send)


async def test_a_call_is_not_tried_again_when_its_answer_would_be_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a server that refuses a call shortly before the deadline. Its answer to a second call would come too late
    monkeypatch.setattr(calls, "deadline", lambda: asyncio.get_running_loop().time() + budget.LAST_TRY_SECONDS / 2)
    answers = iter([0, 10])

    async def send(_: object, lend: Lend) -> list[Any]:
        async with lend():
            await asyncio.sleep(next(answers))
        return [TryAgainError("TRYAGAIN")]

    # When the service sends a call, Then it does not send the call again. It knows the outcome: nothing was changed
    client: Any = Moving()
    with pytest.raises(StoreUnavailable):
        await talk(client, "key", send)


async def create(server: Server) -> str:
    """Create a raffle without waiting for replicas."""
    creating = Parts.on(connect(server.url))
    raffle, _ = await creating.raffles.create(a_raffle(3))
    await creating.close()
    return raffle.id
