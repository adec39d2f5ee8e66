"""A worker warns about an address when it has refused many claims of this address. Each worker counts for itself.

When a manager erases the address, the warnings of all workers must end, because they name the address.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from app.service.crowds import LOOK_SECONDS, MANY_REFUSED
from tests.support.people import Visitor
from tests.support.program import Program
from tests.support.waiting import until

PLAYER, NEIGHBOUR = "203.0.113.7", "203.0.113.8"


async def warned(manager: Visitor) -> bool:
    """Return whether the worker of a manager's connection warns about the address of the player."""
    return PLAYER in (await manager.get("/health/ready")).text


@pytest.fixture
async def by_worker(folder: Path) -> AsyncIterator[tuple[str, list[Visitor]]]:
    """A raffle, and a manager's connection to each of two workers. Both workers warn about the address of a player."""
    async with AsyncExitStack() as stack:
        program = stack.enter_context(Program(folder, WORKERS="2", RESERVE_SIZE="32"))
        first = await stack.enter_async_context(program.visitor())
        raffle_id = await first.create(5)
        assert (await first.claim(raffle_id, PLAYER)).status_code == 201
        found: list[Visitor] = []

        async def of_another_worker() -> bool:
            """Open a new connection, and keep it if its worker does not warn yet."""
            async with AsyncExitStack() as opened:
                manager = await opened.enter_async_context(program.visitor())
                if await warned(manager):
                    return False
                stack.push_async_exit(opened.pop_all().__aexit__)
                found.append(manager)
                return True

        for _ in range(2):
            await until(of_another_worker)
            for _ in range(MANY_REFUSED):
                assert (await found[-1].claim(raffle_id, PLAYER)).status_code == 403
            await until(lambda: warned(found[-1]))
        yield raffle_id, found


async def test_every_worker_forgets_an_address_that_one_worker_erases(
    by_worker: tuple[str, list[Visitor]],
) -> None:
    # Given two workers that warn about an address
    raffle_id, (one, other) = by_worker
    assert await warned(one)
    assert await warned(other)

    # When a manager erases this address with the first worker
    erased = await one.post(f"/raffles/{raffle_id}/erase/", {"player": PLAYER})
    assert erased.status_code == 204

    # Then neither worker warns any more. The second worker learns of the erasure from the store
    await until(lambda: forgotten(one))
    await until(lambda: forgotten(other), 2 * LOOK_SECONDS + 30)

    # And the second worker, which has refused many claims of this address, gives it a ticket again
    assert (await other.claim(raffle_id, PLAYER)).status_code == 201


async def forgotten(manager: Visitor) -> bool:
    return not await warned(manager)
