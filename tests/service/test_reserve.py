"""The reserve refills up to its size, replaces minting processes that die, and ends its processes when it closes.

The reserve has pairs, each with a code and its hash. Minting processes make these pairs, and send them through a pipe.
"""

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
"""The number of symbols of a code in these tests. No service makes codes of this length. So this length tells which
minting processes belong to these tests."""

PAIR = Pair("0" * 16, "$argon2id")


def new_reserve(size: int = 64, **limits: Any) -> Reserve:
    return Reserve(CHEAP, code_length=LENGTH, size=size, processes=1, **limits)


def in_seconds(seconds: float) -> float:
    """Return the time that the event loop's clock shows after this number of seconds."""
    return asyncio.get_running_loop().time() + seconds


async def filled(reserve: Reserve, size: int) -> None:
    await until(lambda: len(reserve) >= size)


def minters() -> list[int]:
    """Return the minting processes that this test process started for codes of LENGTH."""
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


def sleeps(process: int) -> bool:
    """Return whether a process sleeps. A minting process sleeps only while its pipe is full."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "S"


async def test_a_full_reserve_does_not_grow() -> None:
    # Given a reserve that is full
    async with new_reserve(64) as reserve:
        await filled(reserve, 64)

        # When the minting process sleeps, because its pipe is full. The wait also ends if the reserve becomes far too
        # large
        (minter,) = minters()
        await until(lambda: sleeps(minter) or len(reserve) >= 64 + 4 * BATCH)

        # Then the reserve is full, and exceeds its size by less than one batch
        assert 64 <= len(reserve) < 64 + BATCH


async def test_a_pair_is_a_code_with_its_hash() -> None:
    # When a pair is taken
    async with new_reserve() as reserve:
        pair = await reserve.take(in_seconds(20))

    # Then the hash belongs to the code
    assert len(pair.code) == LENGTH
    assert codes.matches(pair.phc, pair.code)


async def test_a_current_folder_with_another_package_named_app_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a current folder that has another package with the name of our package
    (folder / "app").mkdir()
    (folder / "app" / "__init__.py").write_text("raise SystemExit('the wrong package')")
    monkeypatch.chdir(folder)

    # When a reserve starts, Then it fills
    async with new_reserve(4) as reserve:
        await filled(reserve, 4)


async def test_pairs_that_were_taken_are_replaced() -> None:
    async with new_reserve(64) as reserve:
        # Given a full reserve
        await filled(reserve, 64)

        # When most pairs are taken
        taken = [reserve.take_nowait() for _ in range(60)]

        # Then the reserve fills again, and all codes are different
        await filled(reserve, 64)
        taken += [reserve.take_nowait() for _ in range(60)]
        assert len({pair.code for pair in taken if pair}) == 120


async def test_a_pair_that_is_given_back_goes_to_a_waiting_claim() -> None:
    # Given a reserve without a minting process, and a claim that waits
    reserve = new_reserve()
    waiting = asyncio.create_task(reserve.take(in_seconds(20)))
    await let_tasks_run()

    # When a pair is given back
    reserve.give_back(PAIR)

    # Then the waiting claim gets the pair
    assert await waiting == PAIR
    assert len(reserve) == 0


async def test_a_pair_for_a_cancelled_claim_goes_to_the_next() -> None:
    # Given two waiting claims, and the first claim is cancelled
    reserve = new_reserve()
    leaves, stays = asyncio.create_task(reserve.take(in_seconds(20))), asyncio.create_task(reserve.take(in_seconds(20)))
    await let_tasks_run()
    leaves.cancel()

    # When one pair is given back
    reserve.give_back(PAIR)

    # Then the second claim gets the pair
    assert await asyncio.wait_for(stays, 1) == PAIR


async def test_a_claim_waits_no_longer_than_its_time() -> None:
    # Given a reserve without a minting process, and without pairs
    reserve = new_reserve()

    # When a claim has waited for a pair until its time limit, Then the claim is refused
    with pytest.raises(NoCodesLeft):
        await reserve.take(in_seconds(0.05))


async def test_the_queue_is_bounded() -> None:
    # Given a reserve with the largest allowed number of waiting claims
    reserve = new_reserve(max_waiting=3)
    waiting = [asyncio.create_task(reserve.take(in_seconds(20))) for _ in range(3)]
    await let_tasks_run()

    # When one more claim comes, Then this claim is refused without delay
    with pytest.raises(NoCodesLeft):
        await asyncio.wait_for(reserve.take(in_seconds(20)), 1)
    for task in waiting:
        task.cancel()


async def test_a_minting_process_that_was_killed_is_replaced() -> None:
    async with new_reserve(64, restart_seconds=0.01) as reserve:
        # Given a full reserve whose minting process was killed
        await filled(reserve, 64)
        (before,) = minters()
        os.kill(before, signal.SIGKILL)

        # When all pairs from the pipe of the dead process are taken, Then a new minting process runs
        async with asyncio.timeout(30):
            while not set(minters()) - {before}:
                await reserve.take(in_seconds(20))


async def test_a_minting_process_gets_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a service with secrets in its environment
    monkeypatch.setenv("RECEIPT_SECRET", "a secret of the service")
    monkeypatch.setenv("REDIS_URL", "redis://:password@store:6379/0")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))

    # When a minting process runs, Then its environment has only the variables with which Python finds modules
    async with new_reserve() as reserve:
        await reserve.take(in_seconds(20))
        (minter,) = minters()
        environment = Path(f"/proc/{minter}/environ").read_text()  # noqa: ASYNC240 - the kernel answers at once
    names = {line.partition("=")[0] for line in environment.split("\0") if line}
    assert "PYTHONPATH" in names
    assert names <= {"LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH"}


async def test_closing_the_reserve_ends_its_minting_processes() -> None:
    # When the service closes a reserve with a minting process
    async with new_reserve() as reserve:
        await reserve.take(in_seconds(20))
        assert minters()

    # Then no minting process runs
    assert not minters()


def test_a_minting_process_ends_when_its_reader_ends() -> None:
    # Given a minting process
    minter = subprocess.Popen([sys.executable, "-m", "app.service.minter", "8", "1", "16"], stdout=subprocess.PIPE)
    assert minter.stdout is not None
    minter.stdout.readline()

    # When the reader closes its pipe
    minter.stdout.close()

    # Then the minting process ends
    assert minter.wait(10) == 0
