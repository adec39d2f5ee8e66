"""The reserve: it refills, is bounded, and outlives its minting processes, which never outlive it."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.domain import codes
from app.domain.codes import Hashing
from app.errors import NoCodesLeft
from app.service.minter import BATCH, Pair
from app.service.reserve import Reserve
from tests.support.waiting import let_tasks_run, until

CHEAP = Hashing(8, 1)
LENGTH = 17
"""Symbols of the codes of these tests: no service has such codes."""

PAIR = Pair("0" * 16, "$argon2id")


def new_reserve(size: int = 64, **limits: Any) -> Reserve:
    return Reserve(CHEAP, code_length=LENGTH, size=size, processes=1, **limits)


def in_seconds(seconds: float) -> float:
    """Return a time of the event loop's clock."""
    return asyncio.get_running_loop().time() + seconds


async def filled(reserve: Reserve, size: int) -> None:
    await until(lambda: len(reserve) >= size)


def minters() -> list[int]:
    """Return the minting processes of these tests, told from those of a service by the length of their codes."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            parent = next(line for line in status.read_text().splitlines() if line.startswith("PPid:"))
            command = status.with_name("cmdline").read_text()
        except OSError:
            continue
        if int(parent.split()[1]) == os.getpid() and "app.service.minter" in command and f"\0{LENGTH}\0" in command:
            found.append(int(status.parent.name))
    return found


def waits(process: int) -> bool:
    """Return whether a process waits. A minting process that has started waits only for a reader of its pairs."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "S"


async def test_it_fills_to_its_size_and_no_further() -> None:
    # Given a reserve that is full
    async with new_reserve(64) as reserve:
        await filled(reserve, 64)

        # When its minting process waits because nobody reads the pairs, or the reserve grows on
        (minter,) = minters()
        await until(lambda: waits(minter) or len(reserve) >= 64 + 4 * BATCH)

        # Then the reserve holds its size and at most the rest of the last batch
        assert 64 <= len(reserve) < 64 + BATCH


async def test_a_pair_is_a_code_with_its_hash() -> None:
    # When a pair is taken
    async with new_reserve() as reserve:
        pair = await reserve.take(in_seconds(20))

    # Then the hash is that of the code
    assert len(pair.code) == LENGTH
    assert codes.matches(pair.phc, pair.code)


async def test_what_is_taken_is_minted_anew() -> None:
    async with new_reserve(64) as reserve:
        # Given a full reserve
        await filled(reserve, 64)

        # When most of it is taken
        taken = [reserve.take_nowait() for _ in range(60)]

        # Then it fills again, and no code comes twice
        await filled(reserve, 64)
        taken += [reserve.take_nowait() for _ in range(60)]
        assert len({pair.code for pair in taken if pair}) == 120


async def test_what_is_given_back_goes_to_who_waits() -> None:
    # Given a reserve that nobody refills, and a claim that waits
    reserve = new_reserve()
    waiting = asyncio.create_task(reserve.take(in_seconds(20)))
    await let_tasks_run()

    # When a pair is given back
    reserve.give_back(PAIR)

    # Then the one who waits has it
    assert await waiting == PAIR
    assert len(reserve) == 0


async def test_a_pair_for_someone_who_left_goes_to_the_next() -> None:
    # Given two who wait, of whom the first leaves
    reserve = new_reserve()
    leaves, stays = asyncio.create_task(reserve.take(in_seconds(20))), asyncio.create_task(reserve.take(in_seconds(20)))
    await let_tasks_run()
    leaves.cancel()

    # When one pair comes
    reserve.give_back(PAIR)

    # Then the other has it
    assert await asyncio.wait_for(stays, 1) == PAIR


async def test_nobody_waits_longer_than_it_has_time() -> None:
    # Given a reserve that nobody refills
    reserve = new_reserve()

    # When a pair is asked for, Then the answer is that there are none
    with pytest.raises(NoCodesLeft):
        await reserve.take(in_seconds(0.05))


async def test_the_queue_is_bounded() -> None:
    # Given as many waiting as may wait
    reserve = new_reserve(max_waiting=3)
    waiting = [asyncio.create_task(reserve.take(in_seconds(20))) for _ in range(3)]
    await let_tasks_run()

    # When one more comes, Then it is sent away at once
    with pytest.raises(NoCodesLeft):
        await asyncio.wait_for(reserve.take(in_seconds(20)), 1)
    for task in waiting:
        task.cancel()


async def test_a_minting_process_that_was_killed_is_replaced() -> None:
    async with new_reserve(64, restart_seconds=0.01) as reserve:
        # Given a full reserve, whose minting process dies
        await filled(reserve, 64)
        (before,) = minters()
        os.kill(before, signal.SIGKILL)

        # When it is used up, far beyond what lay in the pipe
        async with asyncio.timeout(30):
            for _ in range(2_000):
                await reserve.take(in_seconds(20))

        # Then another process mints
        (after,) = minters()
        assert after != before


async def test_leaving_ends_the_minting_processes() -> None:
    # When the reserve is left
    async with new_reserve() as reserve:
        await reserve.take(in_seconds(20))
        assert minters()

    # Then no process is left behind
    assert not minters()


def test_a_minting_process_ends_when_nobody_reads_it() -> None:
    # Given a minting process whose reader is killed
    minter = subprocess.Popen([sys.executable, "-m", "app.service.minter", "8", "1", "16"], stdout=subprocess.PIPE)
    assert minter.stdout is not None
    minter.stdout.readline()

    # When the pipe closes
    minter.stdout.close()

    # Then it ends
    assert minter.wait(10) == 0
