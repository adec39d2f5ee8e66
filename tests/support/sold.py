"""Raffles that are sold without players: a test writes the tickets into the store directly."""

from app.store import keys
from tests.support.service import Store

PAST, FUTURE = "2026-01-01T00:00:00.000Z", "2099-01-01T00:00:00.000Z"


def phc_of(number: int) -> str:
    """Return the text that these tests store as the PHC string (the hash of the code) of a ticket."""
    return f"$argon2id$v=19$m=8,t=1,p=1${'salt' * 5}AA${number:022}"


def sell(store: Store, raffle_id: str, *numbers: int) -> None:
    """Change the store as if these tickets were claimed, each by a different player."""
    store.redis.srem(keys.pool(raffle_id), *numbers)
    store.redis.hset(keys.players(raffle_id), mapping={f"player of {number}": number for number in numbers})
    store.redis.hset(keys.codes(raffle_id), mapping={str(number): phc_of(number) for number in numbers})


def close(store: Store, raffle_id: str) -> None:
    """Move the end of a raffle into the past."""
    store.redis.hset(keys.raffle(raffle_id), "closes_at", PAST)


def of_an_earlier_version(store: Store, raffle_id: str) -> None:
    """Make a raffle look like one of an older version of the service, which had neither terms nor seals."""
    store.redis.srem(keys.UNSEALED, raffle_id)
    store.redis.delete(keys.tree(raffle_id))
    fields = ("terms", "root", "withdrawn_hash", "withdrawn_tickets", "sealed_at")
    store.redis.hdel(keys.raffle(raffle_id), *fields)
