"""The layout (the version of the keys) of a store is noted at the first start. A service refuses a newer layout."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from app.store import keys
from app.store.layout import VERSION, LayoutTooNew
from app.store.scripts import Scripts
from tests.support.parts import Parts
from tests.support.program import ROOT, Program
from tests.support.service import Store


async def test_the_first_start_notes_the_layout(empty: Store, parts: Parts) -> None:
    # When a service prepares a store twice
    first = await Scripts(parts.client).prepare(16)
    second = await Scripts(parts.client).prepare(16)

    # Then both calls return the same id of the store, and the hash `raffles:layout` has this id
    assert first == second
    assert empty.redis.hgetall(keys.LAYOUT) == {
        "version": str(VERSION),
        "store_id": first.store_id,
        "incarnation": "0",
        "code_lengths": "16",
    }


async def test_a_newer_layout_is_refused(empty: Store, parts: Parts) -> None:
    # Given a store that a newer version wrote
    empty.redis.hset(keys.LAYOUT, "version", VERSION + 1)

    # When an older service prepares the store, Then one line says what to do
    with pytest.raises(LayoutTooNew, match=f"^the store has layout {VERSION + 1}, .* start a newer version, or"):
        await Scripts(parts.client).prepare(16)


def test_the_service_does_not_start_on_a_newer_layout(folder: Path) -> None:
    # Given a store to which a newer version of the service has written
    with Program(folder) as program, program.store() as redis:
        assert redis.hget(keys.LAYOUT, "version") == str(VERSION)
        redis.hset(keys.LAYOUT, "version", VERSION + 1)

    # When somebody starts the older service again
    command = [sys.executable, "-m", "app"]
    run = subprocess.run(command, cwd=ROOT, env=program.environment, capture_output=True, text=True, check=False)

    # Then it ends with one line that says what to do
    assert run.returncode == 1
    assert run.stderr.splitlines() == [
        f"the store has layout {VERSION + 1}, and this version of the service knows layouts up to {VERSION}: start a "
        "newer version, or choose another store"
    ]


async def test_services_that_start_at_the_same_time_agree_on_the_store(empty: Store) -> None:
    # Given a store without a layout, and eight services. Four of the services make codes of one length, and the other
    # four make codes of another length
    clients = [empty.connect() for _ in range(8)]

    # When all of them start at the same time
    found = await asyncio.gather(*(Scripts(client).prepare(16 + place % 2) for place, client in enumerate(clients)))
    await asyncio.gather(*(client.aclose() for client in clients))

    # Then all services get the same id of the store, and each length of codes is noted once
    assert len(set(found)) == 1
    assert empty.redis.hget(keys.LAYOUT, "code_lengths") in {"16,17", "17,16"}
