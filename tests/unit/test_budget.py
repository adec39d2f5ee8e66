"""The time budget: whatever a request waits for, the client has an answer within the promised 2 seconds."""

import asyncio
from typing import Any

import pytest

from app import budget
from app.store import calls
from app.store.connect import connect

PROMISE_SECONDS = 2.0
"""README and docs/design.md promise an answer within this time, even when the store hangs."""

WAYS = {
    "a read: the call hangs": (budget.STORE_SECONDS,),
    "a check or a claim: it waits for its turn, then the call hangs": (budget.QUEUE_SECONDS, budget.STORE_SECONDS),
    "a claim without reserve: the code comes late, then the call hangs": (budget.CLAIM_SECONDS,),
    "a claim without reserve: no code comes": (budget.CODE_SECONDS,),
    "a creation: the fill is slow, then the call hangs": (budget.FILL_SECONDS, budget.STORE_SECONDS),
    "a claim with replicas: the script is slow, then the replicas are missing": (
        budget.QUEUE_SECONDS,
        budget.SCRIPT_SECONDS,
        budget.REPLICA_WAIT_MS / 1000,
        budget.REPLICA_DISK_MS / 1000,
    ),
    "a Sentinel hangs, then a second Sentinel hangs": (budget.SENTINEL_SECONDS,) * 2,
}


def test_the_promise_is_two_seconds() -> None:
    # Then the budget is exactly the promised 2 seconds. A part of it is reserved for the delivery of answers
    assert budget.ANSWER_SECONDS == PROMISE_SECONDS
    assert budget.DELIVERY_SECONDS > 0


@pytest.mark.parametrize("limits", WAYS.values(), ids=WAYS.keys())
def test_every_way_to_wait_leaves_time_to_deliver_the_answer(limits: tuple[float, ...]) -> None:
    # When each wait lasts until its limit, Then there is still time to deliver the answer
    assert sum(limits) <= PROMISE_SECONDS - budget.DELIVERY_SECONDS + 1e-9


def test_a_claim_has_time_left_for_the_store_after_the_wait_for_a_code() -> None:
    # When a claim gets its code at the last moment, Then there is still time for one call to the store
    assert budget.CLAIM_SECONDS - budget.CODE_SECONDS > 0


async def test_a_change_has_the_time_limit_of_one_call() -> None:
    # When a change starts now, Then its deadline is STORE_SECONDS later
    now = asyncio.get_running_loop().time()
    assert calls.deadline() - now == pytest.approx(budget.STORE_SECONDS, abs=0.1)


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "redis+sentinel://127.0.0.1:1/raffles"])
def test_a_connection_waits_no_longer_than_one_call(url: str) -> None:
    # When a client of the store is made
    pool: Any = connect(url).commands.connection_pool

    # Then each of three waits has the time limit of one call: to open a connection, to read, and to get a free
    # connection
    limits = [pool.connection_kwargs[name] for name in ("socket_timeout", "socket_connect_timeout")]
    assert [*limits, pool.timeout] == [budget.STORE_SECONDS] * 3
