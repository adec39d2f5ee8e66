"""Many requests for a raffle share one snapshot: the raffle as a worker has read it from the store.

A worker reads a raffle again only when its snapshot is no longer fresh (some parts of a second old). Until then, the
worker adds its own claims to the snapshot, so that no snapshot contradicts an earlier answer of this worker.
"""

import asyncio

import msgspec
import pytest

from app.domain.raffle import Prize, Raffle, Status
from app.errors import AlreadyDrawn, Problem, RaffleDamaged, RaffleNotFound, StoreUnavailable, Suspended
from app.service.snapshots import Snapshots
from app.service.turns import Turns
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
    """A store that counts reads. It answers only when `open` is set."""

    def __init__(self) -> None:
        self.now: Raffle | None = raffle(10)
        self.reads = 0
        self.open = asyncio.Event()
        self.open.set()

    async def read(self, _: str) -> Raffle:
        self.reads += 1
        found = self.now
        await self.open.wait()
        if found is None:
            raise RaffleNotFound
        return found


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def snapshots(store: Store) -> Snapshots:
    return Snapshots(store.read)


async def current(snapshots: Snapshots) -> Raffle:
    return msgspec.json.decode((await snapshots.get("r")).body, type=Raffle)


async def test_a_thousand_requests_at_the_same_time_cost_one_read(store: Store) -> None:
    # Given a slow store, and snapshots that stay fresh even on a busy machine
    snapshots = Snapshots(store.read, fresh_seconds=60)
    store.open.clear()
    asking = [asyncio.create_task(snapshots.get("r")) for _ in range(1000)]
    await let_tasks_run()

    # When the store answers, and a thousand more requests follow
    store.open.set()
    await asyncio.gather(*asking)
    await asyncio.gather(*(snapshots.get("r") for _ in range(1000)))

    # Then the store was read once
    assert store.reads == 1


async def test_a_snapshot_that_is_no_longer_fresh_is_read_again(store: Store) -> None:
    # Given a snapshot that is no longer fresh. After it was read, another worker answered a claim
    snapshots = Snapshots(store.read, fresh_seconds=0)
    await current(snapshots)
    store.now = raffle(9)

    # When a client requests the raffle, Then the answer shows the claim
    assert (await current(snapshots)).available_tickets == 9


async def test_a_claim_changes_the_snapshot_without_a_read(snapshots: Snapshots, store: Store) -> None:
    # Given a snapshot
    await current(snapshots)

    # When a claim of this worker leaves nine tickets, Then the snapshot shows nine tickets
    snapshots.claimed("r", 9)
    assert (await current(snapshots)).available_tickets == 9

    # And when a claim leaves no tickets, Then the snapshot shows that the raffle is sold out
    snapshots.claimed("r", 0)
    assert (await current(snapshots)).status == "sold_out"
    assert store.reads == 1


async def test_a_claim_that_takes_no_ticket_keeps_the_snapshot_and_notifies_no_watcher(snapshots: Snapshots) -> None:
    # Given a snapshot
    told: list[str] = []
    snapshots.call_at_claim(told.append)
    before = await snapshots.get("r")

    # When refused claims leave the same number of tickets, Then the snapshot is kept, and watchers are not notified
    snapshots.claimed("r", 10)
    assert (await snapshots.get("r")) is before
    assert told == []

    # And when a claim takes a ticket, Then watchers are notified
    snapshots.claimed("r", 9)
    assert told == ["r"]


@pytest.mark.parametrize(
    ("read", "told"), [("suspended", Suspended), ("drawn", AlreadyDrawn), ("damaged", RaffleDamaged)]
)
async def test_a_refusal_with_the_shown_status_keeps_the_snapshot(
    snapshots: Snapshots, store: Store, read: Status, told: type[Problem]
) -> None:
    # Given a snapshot that shows an open raffle, although this raffle has another status now
    await snapshots.get("r")
    store.now = raffle(0, read)

    # When a request is refused because of the new status, Then the raffle is read again
    snapshots.refused("r", told())
    assert (await snapshots.get("r")).status == read

    # And when a second request is refused for the same reason, Then the raffle is not read again, because the snapshot
    # shows the new status. Otherwise refused requests could cause many reads
    snapshots.refused("r", told())
    await snapshots.get("r")
    assert store.reads == 2


@pytest.mark.parametrize("read", ["scheduled", "filling"])
async def test_a_refused_claim_shows_that_the_raffle_is_open(snapshots: Snapshots, store: Store, read: Status) -> None:
    # Given a snapshot of a raffle that was not open yet
    store.now = raffle(10, read)
    await snapshots.get("r")

    # When the store refuses a claim for a reason that only open raffles have (the player holds a ticket), Then the
    # snapshot shows that the raffle is open
    snapshots.claimed("r", 10)
    assert (await snapshots.get("r")).status == "open"


@pytest.mark.parametrize(("read", "expected"), [(10, 9), (9, 9), (8, 8)])
async def test_a_claim_that_overtakes_a_read_is_shown(
    snapshots: Snapshots, store: Store, read: int, expected: int
) -> None:
    # Given a read that has no answer yet. The store read the raffle before a claim, just after this claim, or after one
    # more claim
    store.open.clear()
    store.now = raffle(read)
    asking = asyncio.create_task(current(snapshots))
    await let_tasks_run()

    # When the service answers the claim before the read ends
    snapshots.claimed("r", 9)
    store.open.set()

    # Then the snapshot shows the smaller number of tickets: the number that was read, or the number after the claim
    assert (await asking).available_tickets == expected


async def test_a_claim_ends_the_filling(snapshots: Snapshots, store: Store) -> None:
    # Given a snapshot of a raffle that is filling
    store.now = raffle(4, "filling")
    await current(snapshots)

    # When the service answers a claim, Then the raffle is open
    snapshots.claimed("r", 9)
    assert (await current(snapshots)).status == "open"
    assert (await current(snapshots)).available_tickets == 9


async def test_a_change_that_overtakes_a_read_is_shown_to_later_requests(snapshots: Snapshots, store: Store) -> None:
    # Given a read that has no answer yet. The store read the raffle before its draw
    store.now = raffle(0, "sold_out")
    store.open.clear()
    before = asyncio.create_task(current(snapshots))
    await let_tasks_run()

    # When the service answers the draw, and another request comes before the read ends
    store.now = raffle(0, "drawn")
    snapshots.drop("r")
    after = asyncio.create_task(current(snapshots))
    await let_tasks_run()
    store.open.set()
    await before

    # Then the answers to this request and to every later request show the draw
    assert (await after).status == "drawn"
    assert (await current(snapshots)).status == "drawn"


async def test_a_raffle_that_was_not_found_is_read_again(snapshots: Snapshots, store: Store) -> None:
    # Given a raffle that was not found
    store.now = None
    with pytest.raises(RaffleNotFound):
        await snapshots.get("r")

    # When another worker creates the raffle, Then the raffle is found
    store.now = raffle(10)
    assert (await current(snapshots)).available_tickets == 10


async def test_a_cancelled_request_does_not_cancel_the_read_of_others(snapshots: Snapshots, store: Store) -> None:
    # Given two requests that share one read
    store.open.clear()
    leaves, stays = asyncio.create_task(snapshots.get("r")), asyncio.create_task(snapshots.get("r"))
    await let_tasks_run()

    # When the first request, which began the read, is cancelled
    leaves.cancel()
    store.open.set()

    # Then the second request is answered
    assert await stays
    assert store.reads == 1


async def test_the_number_of_snapshots_is_limited(store: Store) -> None:
    # Given snapshots of at most two raffles
    snapshots = Snapshots(store.read, capacity=2)

    # When clients request three raffles
    for raffle_id in ("a", "b", "c"):
        await snapshots.get(raffle_id)

    # Then the snapshots of two raffles are kept
    assert len(snapshots) == 2


async def test_closing_waits_for_a_read_whose_client_has_left(store: Store, snapshots: Snapshots) -> None:
    # Given a read that has no answer yet, and whose only client has left
    store.open.clear()
    asking = asyncio.create_task(snapshots.get("r"))
    await let_tasks_run()
    asking.cancel()

    # When the service stops, Then it waits for this read, because the read uses the store
    closing = asyncio.create_task(snapshots.close())
    await let_tasks_run()
    assert not closing.done()
    store.open.set()
    await closing


async def test_a_client_begins_one_read_at_a_time(snapshots: Snapshots, store: Store) -> None:
    # Given a slow store, and a client that asks for three raffles
    store.open.clear()
    asking = [asyncio.create_task(snapshots.get(raffle_id, "anna")) for raffle_id in ("a", "b", "c")]
    await let_tasks_run()
    assert store.reads == 1

    # When a second client asks for a fourth raffle, Then this read begins beside the first client's read
    asking.append(asyncio.create_task(snapshots.get("d", "ben")))
    await let_tasks_run()
    assert store.reads == 2

    # And when the first client asks for the fourth raffle too, Then it shares the read of the second client, and does
    # not wait until its own reads have ended
    asking.append(asyncio.create_task(snapshots.get("d", "anna")))
    await let_tasks_run()
    store.open.set()
    await asking[-1]
    await asyncio.gather(*asking)
    assert store.reads == 4


async def test_a_client_that_leaves_begins_no_read_before_its_last_read_has_ended(
    snapshots: Snapshots, store: Store
) -> None:
    # Given a slow store, and a client that has left during its read
    store.open.clear()
    left = asyncio.create_task(snapshots.get("a", "anna"))
    await let_tasks_run()
    left.cancel()

    # When this client asks for a second raffle, Then its second read waits for the end of the first read
    asking = asyncio.create_task(snapshots.get("b", "anna"))
    await let_tasks_run()
    assert store.reads == 1
    store.open.set()
    await asking
    assert store.reads == 2


async def test_a_read_whose_turn_does_not_come_is_refused(
    snapshots: Snapshots, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a client whose read has no answer yet. A second read of this client waits for its turn: it may begin when
    # the first read has ended. Here it waits only briefly
    monkeypatch.setattr(Turns.reading, "__defaults__", (0.01,))
    store.open.clear()
    reading = asyncio.create_task(snapshots.get("a", "anna"))
    await let_tasks_run()

    # When this client asks for a second raffle, Then this request is refused
    with pytest.raises(StoreUnavailable):
        await snapshots.get("b", "anna")

    # And a request of the service itself does not wait for a turn
    own = asyncio.create_task(snapshots.get("b"))
    await let_tasks_run()
    assert store.reads == 2
    store.open.set()
    await asyncio.gather(reading, own)
