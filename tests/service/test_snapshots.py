"""Shared looks at a raffle: few reads, and never older than what this worker answered."""

import asyncio

import msgspec
import pytest

from app.domain.raffle import Prize, Raffle, Status
from app.errors import RaffleNotFound
from app.service.snapshots import Snapshots
from tests.support.waiting import let_tasks_run


def raffle(available: int, status: Status = "open") -> Raffle:
    return Raffle(
        id="r",
        name="Fair",
        total_tickets=10,
        available_tickets=available,
        winners_drawn=status == "drawn",
        status=status,
        created_at="",
        prizes=[Prize("Prize", 1)],
    )


class Store:
    """Counts reads, and holds them up until a test lets them go."""

    def __init__(self) -> None:
        self.now: Raffle | None = raffle(10)
        self.reads = 0
        self.open = asyncio.Event()
        self.open.set()

    async def read(self, _: str) -> Raffle:
        self.reads += 1
        seen = self.now
        await self.open.wait()
        if seen is None:
            raise RaffleNotFound
        return seen


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def snapshots(store: Store) -> Snapshots:
    return Snapshots(store.read)


async def seen(snapshots: Snapshots) -> Raffle:
    return msgspec.json.decode((await snapshots.get("r")).body, type=Raffle)


async def test_a_thousand_who_ask_at_once_cost_one_read(store: Store) -> None:
    # Given a slow store, and snapshots that stay fresh even on a busy machine
    snapshots = Snapshots(store.read, fresh_seconds=60)
    store.open.clear()
    asking = [asyncio.create_task(snapshots.get("r")) for _ in range(1000)]
    await let_tasks_run()

    # When it answers, and a thousand more ask after that
    store.open.set()
    await asyncio.gather(*asking)
    await asyncio.gather(*(snapshots.get("r") for _ in range(1000)))

    # Then it was read once
    assert store.reads == 1


async def test_a_look_is_read_anew_when_it_is_no_longer_fresh(
    store: Store,
) -> None:
    # Given a snapshot that is no longer fresh, and a claim at another worker
    snapshots = Snapshots(store.read, fresh_seconds=0)
    await seen(snapshots)
    store.now = raffle(9)

    # When somebody looks, Then the claim is seen
    assert (await seen(snapshots)).available_tickets == 9


async def test_a_claim_shows_at_once_without_a_read(snapshots: Snapshots, store: Store) -> None:
    # Given a look
    await seen(snapshots)

    # When a claim of this worker leaves nine tickets, Then whoever looks sees nine
    snapshots.claimed("r", 9)
    assert (await seen(snapshots)).available_tickets == 9

    # And when one leaves none, the raffle is sold out
    snapshots.claimed("r", 0)
    assert (await seen(snapshots)).status == "sold_out"
    assert store.reads == 1


@pytest.mark.parametrize(("read", "expected"), [(10, 9), (9, 9), (8, 8)])
async def test_a_claim_that_overtakes_a_read_is_seen(
    snapshots: Snapshots, store: Store, read: int, expected: int
) -> None:
    # Given a read under way, which saw the store before, at or after a claim
    store.open.clear()
    store.now = raffle(read)
    asking = asyncio.create_task(seen(snapshots))
    await let_tasks_run()

    # When that claim is answered first
    snapshots.claimed("r", 9)
    store.open.set()

    # Then neither it nor a later one is contradicted
    assert (await asking).available_tickets == expected


async def test_a_claim_ends_the_filling(snapshots: Snapshots, store: Store) -> None:
    # Given a look at a raffle that is filling
    store.now = raffle(4, "filling")
    await seen(snapshots)

    # When a claim is answered, Then the raffle is open
    snapshots.claimed("r", 9)
    assert (await seen(snapshots)).status == "open"
    assert (await seen(snapshots)).available_tickets == 9


async def test_a_change_that_overtakes_a_read_is_seen_by_who_asks_afterwards(
    snapshots: Snapshots, store: Store
) -> None:
    # Given a read under way that saw the raffle before its draw
    store.now = raffle(0, "sold_out")
    store.open.clear()
    before = asyncio.create_task(seen(snapshots))
    await let_tasks_run()

    # When the draw is answered, and somebody asks before the read comes back
    store.now = raffle(0, "drawn")
    snapshots.drop("r")
    after = asyncio.create_task(seen(snapshots))
    await let_tasks_run()
    store.open.set()
    await before

    # Then that one, and whoever comes later, sees the draw
    assert (await after).status == "drawn"
    assert (await seen(snapshots)).status == "drawn"


async def test_a_raffle_that_is_not_there_is_looked_for_each_time(snapshots: Snapshots, store: Store) -> None:
    # Given a raffle that was looked for in vain
    store.now = None
    with pytest.raises(RaffleNotFound):
        await snapshots.get("r")

    # When another worker creates it, Then it is seen
    store.now = raffle(10)
    assert (await seen(snapshots)).available_tickets == 10


async def test_who_leaves_does_not_spoil_the_look_of_the_others(snapshots: Snapshots, store: Store) -> None:
    # Given two who wait for one read
    store.open.clear()
    leaves, stays = asyncio.create_task(snapshots.get("r")), asyncio.create_task(snapshots.get("r"))
    await let_tasks_run()

    # When the one who caused it leaves
    leaves.cancel()
    store.open.set()

    # Then the other is answered
    assert await stays
    assert store.reads == 1


async def test_the_number_of_snapshots_is_limited(store: Store) -> None:
    # Given room for two raffles
    snapshots = Snapshots(store.read, capacity=2)

    # When three are looked at
    for raffle_id in ("a", "b", "c"):
        await snapshots.get(raffle_id)

    # Then two are kept
    assert len(snapshots) == 2
