"""Asks the store for its id, for its numbers of claims and draws, and whether a sale is going on."""

from typing import Any

import redis

from app.embedded.follow import Counts
from app.store import keys

NEWEST = 1_000
"""How many of the newest raffles `selling` looks at. The sales of older raffles are assumed to be over."""


def held(client: redis.Redis) -> Counts:
    """Return how many claims and draws are in the store.

    Raises:
        redis.RedisError: the store does not answer.
    """
    raffles = _ids(client, -1)
    with client.pipeline(transaction=False) as questions:
        for raffle_id in raffles:
            questions.hlen(keys.codes(raffle_id))
            questions.hexists(keys.raffle(raffle_id), "drawn_at")
        answers = questions.execute()
    return Counts(sum(answers[::2]), sum(answers[1::2]))


def selling(client: redis.Redis) -> bool:
    """Return whether a sale is going on: a raffle has claimed tickets and free tickets, and is not sealed.

    Raises:
        redis.RedisError: the store does not answer.
    """
    raffles = _ids(client, NEWEST - 1)
    with client.pipeline(transaction=False) as questions:
        for raffle_id in raffles:
            questions.exists(keys.pool(raffle_id))
            questions.exists(keys.codes(raffle_id))
            questions.hexists(keys.raffle(raffle_id), "root")
        answers = questions.execute()
    each = zip(answers[::3], answers[1::3], answers[2::3], strict=True)
    return any(left and claimed and not sealed for left, claimed, sealed in each)


def store_id(client: redis.Redis) -> str:
    """Return the id of the store, or '' if the store has no id yet.

    Raises:
        redis.RedisError: the store does not answer.
    """
    found: Any = client.hget(keys.LAYOUT, "store_id")
    return found or ""


def _ids(client: redis.Redis, last: int) -> list[str]:
    found: Any = client.zrevrange(keys.RAFFLES, 0, last)
    return list(found)
