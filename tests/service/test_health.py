"""The health of the service: it prepares the store as soon as it can, and looks for damaged raffles.

To prepare a store is to write the version of its layout (its keys and their fields) into it, and to check this version.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from app.errors import StoreUnavailable
from app.service.health import Health
from app.service.same_secrets import SameSecrets
from app.store import keys
from app.store.layout import VERSION, Layout, LayoutTooNew
from app.store.scripts import Scripts
from tests.support.parts import Parts, a_raffle
from tests.support.service import Store
from tests.support.waiting import until


def health_of(parts: Parts) -> Health:
    return Health(
        parts.client,
        parts.scripts,
        parts.reads,
        SameSecrets(parts.client, parts.scripts, (), machine="web-1"),
        warned_by=(),
        code_length=16,
        claim_min_replicas=0,
        look_seconds=0.01,
    )


@asynccontextmanager
async def watching(health: Health) -> AsyncIterator[None]:
    """Check the store again and again during a block."""
    task = asyncio.create_task(health.watch())
    yield
    health.close()
    await task


async def test_damaged_raffles_are_counted_until_they_are_repaired(empty: Store, parts: Parts) -> None:
    # Given two damaged raffles: one has lost its pool (the tickets that nobody has claimed), and one has lost its name.
    # Also given many healthy raffles, so that a search needs two calls
    ids = [(await parts.raffles.create(a_raffle(1)))[0].id for _ in range(70)]
    empty.redis.delete(keys.pool(ids[0]))
    empty.redis.hdel(keys.raffle(ids[1]), "name")
    health = health_of(parts)

    # When the service looks for damaged raffles, Then a warning has the number of damaged raffles
    async def warning() -> bool:
        return "damaged raffles: 2; the command `doctor` names them" in (await health.ready()).warnings

    async def no_warning() -> bool:
        return not any("damaged" in line for line in (await health.ready()).warnings)

    async with watching(health):
        await until(warning)

        # And when somebody repairs the raffles, Then the warning ends
        empty.redis.sadd(keys.pool(ids[0]), 1)
        empty.redis.hset(keys.raffle(ids[1]), "name", "Fair")
        await until(no_warning)


async def test_a_store_that_did_not_answer_at_the_start_is_prepared_later(
    empty: Store, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a store that does not answer the first call
    prepare = Scripts.prepare
    tries = 0

    async def second_time(self: Scripts, code_length: int) -> Layout:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise StoreUnavailable
        return await prepare(self, code_length)

    monkeypatch.setattr(Scripts, "prepare", second_time)
    monkeypatch.setattr("app.service.health.RETRY_SECONDS", 0.01)

    # When the service checks the store again and again, Then it prepares the store at the second attempt
    async with watching(health_of(parts)):
        await until(lambda: empty.redis.exists(keys.LAYOUT) == 1)
    assert tries == 2


async def test_a_store_of_a_newer_version_ends_the_watch(empty: Store, parts: Parts) -> None:
    # Given a store with the layout of a newer version of the service
    empty.redis.hset(keys.LAYOUT, "version", VERSION + 1)

    # When this service checks the store, Then it stops checking with an error: it must not change such a store
    with pytest.raises(LayoutTooNew):
        await health_of(parts).watch()
