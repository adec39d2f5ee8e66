"""The layout of a store: noted at the first start, kept afterwards, and refused when it is newer."""

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
    # When a store is prepared twice
    first = await Scripts(parts.client).prepare(16)
    second = await Scripts(parts.client).prepare(16)

    # Then it is the same store both times, and redis-cli shows what it is
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

    # When it is prepared, Then one line says what to do
    with pytest.raises(LayoutTooNew, match=r"^the store has layout 2, .* start a newer version, or choose another"):
        await Scripts(parts.client).prepare(16)


def test_the_service_does_not_start_on_a_newer_layout(folder: Path) -> None:
    # Given a service that has run, and a newer version that wrote its store afterwards
    with Program(folder) as program, program.store() as redis:
        assert redis.hget(keys.LAYOUT, "version") == str(VERSION)
        redis.hset(keys.LAYOUT, "version", VERSION + 1)

    # When it is started again
    command = [sys.executable, "-m", "app"]
    run = subprocess.run(command, cwd=ROOT, env=program.environment, capture_output=True, text=True, check=False)

    # Then it ends with one line, and leaves no store behind
    assert run.returncode == 1
    assert run.stderr.splitlines() == [
        "the store has layout 2, and this version of the service knows layouts up to 1: start a newer version, or "
        "choose another store"
    ]
