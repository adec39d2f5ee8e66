"""The time budget: every way to spend it ends before the promise of 2 seconds."""

import asyncio
from typing import Any

import pytest

from app import budget
from app.store import calls
from app.store.connect import connect

PROMISE_SECONDS = 2.0
"""What README and design promise: an answer after this time, even when the store hangs."""

WAYS = {
    "a read: the call hangs": (budget.STORE_SECONDS,),
    "a check or a claim: it waits for its turn, then the call hangs": (budget.QUEUE_SECONDS, budget.STORE_SECONDS),
    "a claim without reserve: it waits for a code, which limits the rest": (budget.CLAIM_SECONDS,),
    "a claim without reserve: no code comes": (budget.CODE_SECONDS,),
    "a creation: the fill is slow": (budget.FILL_SECONDS, budget.STORE_SECONDS),
    "a claim with replicas: the script is slow, then the replicas are missing": (
        budget.QUEUE_SECONDS,
        budget.SCRIPT_SECONDS,
        budget.REPLICA_WAIT_MS / 1000,
    ),
    "a Sentinel hangs, then a second one does": (budget.SENTINEL_SECONDS,) * 2,
}


def test_the_promise_is_two_seconds() -> None:
    # Then the budget is made for the promise, and keeps time to deliver the answers
    assert budget.ANSWER_SECONDS == PROMISE_SECONDS
    assert budget.DELIVERY_SECONDS > 0


@pytest.mark.parametrize("limits", WAYS.values(), ids=WAYS.keys())
def test_every_way_to_wait_leaves_time_to_deliver_the_answer(limits: tuple[float, ...]) -> None:
    # When every limit on the way runs out, Then the answer is still delivered in time
    assert sum(limits) <= PROMISE_SECONDS - budget.DELIVERY_SECONDS + 1e-9


def test_a_claim_has_time_left_for_the_store_after_the_wait_for_a_code() -> None:
    # When the code comes at the last moment, Then the store can still answer
    assert budget.CLAIM_SECONDS - budget.CODE_SECONDS > 0


async def test_a_change_has_the_time_of_one_call() -> None:
    # When a change starts, Then its deadline is that of one call
    now = asyncio.get_running_loop().time()
    assert calls.deadline() - now == pytest.approx(budget.STORE_SECONDS, abs=0.1)


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "redis+sentinel://127.0.0.1:1/raffles"])
def test_a_connection_waits_no_longer_than_one_call(url: str) -> None:
    # When a client is made
    pool: Any = connect(url).commands.connection_pool

    # Then opening a connection, reading from it and waiting for a free one end with the time of one call
    limits = [pool.connection_kwargs[name] for name in ("socket_timeout", "socket_connect_timeout")]
    assert [*limits, pool.timeout] == [budget.STORE_SECONDS] * 3
