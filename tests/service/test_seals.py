"""Seals: every worker computes the same root over all tickets, even if a worker is killed or the store fails.

A seal fixes the tickets of a raffle after the last claim. The root is the top hash of a tree over all tickets. Tickets
that nobody claimed are withdrawn. The worker that seals has a lease: until it ends, no other worker tries to seal.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from hashlib import sha256
from typing import Any

import pytest
from msgspec import UNSET

from app.domain import tree
from app.domain.beacon import QUICKNET
from app.domain.raffle import DamagedRaffle, Raffle
from app.domain.terms import milliseconds
from app.errors import Closed, NotSealed, RaffleDamaged, Suspended, TicketsRemaining
from app.store import keys
from tests.support.parts import Parts, a_raffle
from tests.support.service import Store
from tests.support.sold import FUTURE, PAST, close, phc_of, sell

TICKETS = 600
"""With this number of tickets, the tree has three nodes at level 8. So the store has further levels above level 8."""

WAIT_SECONDS = 30.0


@pytest.fixture
async def parts(empty: Store) -> AsyncIterator[Parts]:
    working = Parts.on(empty.connect(), tickets_per_seal_call=tree.GROUP)
    yield working
    await working.close()


@pytest.fixture
async def other(empty: Store) -> AsyncIterator[Parts]:
    """A second worker on the store of the first worker."""
    working = Parts.on(empty.connect(), tickets_per_seal_call=tree.GROUP)
    yield working
    await working.close()


async def created(parts: Parts, total_tickets: int = TICKETS) -> str:
    return (await parts.raffles.create(a_raffle(total_tickets))).raffle.id


async def sold_out(parts: Parts, store: Store, total_tickets: int = TICKETS) -> str:
    raffle_id = await created(parts, total_tickets)
    sell(store, raffle_id, *range(1, total_tickets + 1))
    return raffle_id


async def shown(parts: Parts, raffle_id: str) -> Raffle:
    raffle = await parts.reads.raffle(raffle_id)
    assert not isinstance(raffle, DamagedRaffle)
    return raffle


def root_of(phcs: list[str]) -> str:
    return tree.root([tree.leaf(number, phc) for number, phc in enumerate(phcs, 1)]).hex()


@pytest.mark.parametrize("total_tickets", [1, 256, 257, TICKETS])
async def test_a_sold_out_raffle_is_sealed(parts: Parts, empty: Store, total_tickets: int) -> None:
    # Given a raffle that is sold out
    raffle_id = await sold_out(parts, empty, total_tickets)
    assert (await shown(parts, raffle_id)).root is UNSET

    # When a worker seals the raffle, Then the raffle shows the root over all tickets, and that no ticket was withdrawn
    await parts.seals.ensure(raffle_id, WAIT_SECONDS)
    raffle = await shown(parts, raffle_id)
    assert raffle.root == root_of([phc_of(number) for number in range(1, total_tickets + 1)])
    assert (raffle.withdrawn_tickets, raffle.withdrawn_hash) == (0, sha256().hexdigest())
    assert (raffle.status, raffle.round, raffle.round_at) == ("sold_out", UNSET, UNSET)

    # And the store keeps no trace of the attempt to seal the raffle
    await parts.seals.close()
    assert not empty.redis.hmget(keys.raffle(raffle_id), "sealing", "sealing_until")[0]
    assert not empty.redis.exists(keys.UNSEALED)


async def test_the_tickets_left_are_withdrawn_when_a_raffle_closes(parts: Parts, empty: Store) -> None:
    # Given a raffle that has closed before all tickets were claimed
    raffle_id = await created(parts)
    claimed = [number for number in range(1, TICKETS + 1) if number % 7]
    sell(empty, raffle_id, *claimed)
    close(empty, raffle_id)
    withdrawn = [number for number in range(1, TICKETS + 1) if not number % 7]

    # When a worker seals the raffle, Then the root is computed with an empty hash in the place of each withdrawn
    # ticket's hash
    await parts.seals.ensure(raffle_id, WAIT_SECONDS)
    raffle = await shown(parts, raffle_id)
    assert raffle.root == root_of([phc_of(number) if number % 7 else "" for number in range(1, TICKETS + 1)])
    assert raffle.withdrawn_tickets == len(withdrawn)
    assert raffle.withdrawn_hash == sha256(b"".join(number.to_bytes(8, "big") for number in withdrawn)).hexdigest()

    # And the withdrawn tickets stay in the pool. The store deletes the players 400 days after the seal
    assert empty.redis.smembers(keys.pool(raffle_id)) == set(map(str, withdrawn))
    assert 399 * 86_400 < int(empty.redis.ttl(keys.players(raffle_id))) <= 400 * 86_400


async def test_a_raffle_with_tickets_left_is_not_sealed(parts: Parts, empty: Store) -> None:
    # Given a raffle that closes in the future, with one ticket that nobody has claimed
    raffle_id = await created(parts, 3)
    sell(empty, raffle_id, 1, 2)
    empty.redis.hset(keys.raffle(raffle_id), "closes_at", FUTURE)
    before = empty.redis.hgetall(keys.raffle(raffle_id))

    # When somebody asks for the seal, Then nothing is changed
    with pytest.raises(TicketsRemaining):
        await parts.seals.ensure(raffle_id, WAIT_SECONDS)
    assert empty.redis.hgetall(keys.raffle(raffle_id)) == before


async def test_a_seal_does_not_wait_for_the_record_file(
    parts: Parts, empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a disk that is too busy to write the record file
    raffle_id = await sold_out(parts, empty, 3)
    disk_is_free = asyncio.Event()
    keep_notes = parts.records.keep_notes

    async def slow(*arguments: Any) -> None:
        await disk_is_free.wait()
        await keep_notes(*arguments)

    monkeypatch.setattr(parts.records, "keep_notes", slow)

    # When somebody asks for the seal, Then the raffle is sealed, although the file does not have the seal yet
    await parts.seals.ensure(raffle_id, WAIT_SECONDS)
    root = (await shown(parts, raffle_id)).root
    assert root
    assert raffle_id not in parts.records._file.kept().roots

    # And when the disk is free, Then the file gets the seal
    disk_is_free.set()
    await parts.seals.close()
    assert parts.records._file.kept().roots[raffle_id] == {root}
    assert not empty.redis.exists(keys.UNSEALED)


async def test_a_seal_waits_for_a_manager_after_a_restore(parts: Parts, empty: Store) -> None:
    # Given a raffle whose store is restored from a backup while a worker seals this raffle
    raffle_id = await sold_out(parts, empty)
    doing = a_worker_that_stops(parts, "seal")
    await doing(raffle_id)
    empty.redis.hset(keys.raffle(raffle_id), "suspended", 1)

    # When a worker tries to seal the raffle, Then the attempt is refused
    with pytest.raises(Suspended):
        await parts.seals.ensure(raffle_id, WAIT_SECONDS)
    assert (await shown(parts, raffle_id)).root is UNSET


async def test_two_workers_make_one_seal(parts: Parts, other: Parts, empty: Store) -> None:
    # Given a raffle that is sold out
    raffle_id = await sold_out(parts, empty)

    # When two workers seal the raffle at the same time, each worker for two callers
    await asyncio.gather(*(worker.seals.ensure(raffle_id, WAIT_SECONDS) for worker in (parts, other) * 2))

    # Then there is one seal, and a later call does not change this seal
    before = empty.redis.hgetall(keys.raffle(raffle_id))
    await other.seals.ensure(raffle_id, WAIT_SECONDS)
    assert empty.redis.hgetall(keys.raffle(raffle_id)) == before
    assert before["root"] == root_of([phc_of(number) for number in range(1, TICKETS + 1)])


def a_worker_that_stops(parts: Parts, step: str, *, after: int = 0) -> Callable[[str], Coroutine[Any, Any, None]]:
    """Return a function that begins to seal a raffle, and stops at a step, as after a kill of the worker."""
    where = parts.seals._reads if step == "phcs" else parts.seals._index if step == "end_sealing" else parts.scripts
    do = getattr(where, step)
    calls = 0

    async def killed(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > after:
            raise asyncio.CancelledError
        return await do(*arguments)

    async def seal(raffle_id: str) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(where, step, killed)
            with pytest.raises(asyncio.CancelledError):
                await parts.seals._begin(raffle_id)
                await asyncio.gather(*parts.seals._notes)

    return seal


@pytest.mark.parametrize(
    ("step", "after"), [("seal_begin", 0), ("phcs", 0), ("phcs", 1), ("seal", 0), ("end_sealing", 0)]
)
async def test_another_worker_seals_when_a_worker_is_killed(
    parts: Parts, other: Parts, empty: Store, step: str, after: int
) -> None:
    # Given a raffle that has closed, and a worker that was killed at a step of the sealing
    raffle_id = await created(parts)
    sell(empty, raffle_id, *range(3, TICKETS + 1))
    close(empty, raffle_id)
    await a_worker_that_stops(parts, step, after=after)(raffle_id)
    root = (await shown(parts, raffle_id)).root
    assert (root is not UNSET) == (step == "end_sealing")

    # When the lease of the killed worker has ended, and somebody has set the clock of the store back before the closing
    # time
    if empty.redis.hexists(keys.raffle(raffle_id), "sealing"):
        empty.redis.hset(keys.raffle(raffle_id), mapping={"sealing_until": 1, "closes_at": FUTURE})
    with pytest.raises(Closed):
        await other.claim(raffle_id, "198.51.100.1")
    assert (await shown(other, raffle_id)).status == "closed"

    # Then the search of another worker seals the raffle, with the same root
    await other.seals._seal_some(0)
    expected = root_of(["", "", *(phc_of(number) for number in range(3, TICKETS + 1))])
    assert (await shown(other, raffle_id)).root == expected == (root or expected)
    assert not empty.redis.exists(keys.UNSEALED)


async def test_a_worker_waits_for_the_seal_of_another_worker_until_its_lease_ends(
    parts: Parts, other: Parts, empty: Store
) -> None:
    # Given a raffle that another worker has begun to seal
    raffle_id = await sold_out(parts, empty)
    await a_worker_that_stops(other, "seal")(raffle_id)

    # When somebody asks this worker for the seal, Then this worker waits for the other worker until the time limit
    with pytest.raises(NotSealed):
        await parts.seals.ensure(raffle_id, 0.2)

    # And when this lease ends far in the future, because the clock was set back, Then this worker seals the raffle
    empty.redis.hset(keys.raffle(raffle_id), "sealing_until", 2**52)
    await parts.seals.ensure(raffle_id, WAIT_SECONDS)
    assert (await shown(parts, raffle_id)).root


@pytest.mark.parametrize("lost", ["sealing", "other attempt"])
async def test_a_seal_of_data_that_the_store_has_lost_is_refused(
    parts: Parts, other: Parts, empty: Store, lost: str
) -> None:
    # Given a worker that has read all codes
    raffle_id = await sold_out(parts, empty)
    seal = parts.scripts.seal

    async def after_a_failover(*arguments: Any) -> bool:
        # When one of two events comes before this worker writes its seal. Either another worker begins to seal, or a
        # failover loses the last claim and the start of the sealing
        if lost == "sealing":
            empty.redis.hdel(keys.raffle(raffle_id), "sealing", "sealing_until")
            empty.redis.hset(keys.codes(raffle_id), "1", "another claim")
        else:
            empty.redis.hset(keys.raffle(raffle_id), "sealing", "another attempt")
        return await seal(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts.scripts, "seal", after_a_failover)
        assert not await parts.seals._begin(raffle_id)

    # Then the seal is not written, and a new attempt seals the codes that the store has now
    assert (await shown(parts, raffle_id)).root is UNSET
    empty.redis.hset(keys.raffle(raffle_id), "sealing_until", 1)
    await other.seals.ensure(raffle_id, WAIT_SECONDS)
    first = "another claim" if lost == "sealing" else phc_of(1)
    root = root_of([first, *(phc_of(number) for number in range(2, TICKETS + 1))])
    assert (await shown(parts, raffle_id)).root == root


async def test_counts_that_change_during_a_seal_count_as_damage(parts: Parts, empty: Store) -> None:
    # Given a worker that has read all codes, When somebody deletes a code, Then the raffle is damaged and not sealed
    raffle_id = await sold_out(parts, empty)
    phcs = parts.seals._reads.phcs

    async def losing_a_code(*arguments: Any) -> list[str]:
        found = await phcs(*arguments)
        empty.redis.hdel(keys.codes(raffle_id), "1")
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts.seals._reads, "phcs", losing_a_code)
        with pytest.raises(RaffleDamaged):
            await parts.seals.ensure(raffle_id, WAIT_SECONDS)
    assert empty.redis.hget(keys.raffle(raffle_id), "root") is None


async def test_an_attempt_renews_its_lease(parts: Parts, empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a large raffle whose sealing takes longer than one lease
    raffle_id = await sold_out(parts, empty)
    monkeypatch.setattr("app.service.seals.SIGN_OF_LIFE_SECONDS", 0.0)
    until: list[Any] = []
    phcs = parts.seals._reads.phcs

    async def noting(*arguments: Any) -> list[str]:
        until.append(empty.redis.hget(keys.raffle(raffle_id), "sealing_until"))
        empty.redis.hset(keys.raffle(raffle_id), "sealing_until", 1)
        return await phcs(*arguments)

    # When a worker seals the raffle, Then it renews its lease before it reads each part of the codes
    monkeypatch.setattr(parts.seals._reads, "phcs", noting)
    await parts.seals.ensure(raffle_id, WAIT_SECONDS)
    assert len(until) == 3
    assert "1" not in until


@pytest.mark.parametrize("draw_at", [None, PAST, FUTURE, "2098-12-31T23:59:57.000Z", "2098-12-31T23:59:57.001Z"])
async def test_a_seal_names_the_round_of_the_beacon(parts: Parts, empty: Store, draw_at: str | None) -> None:
    # Given a sold-out raffle with a beacon
    raffle_id = await sold_out(parts, empty, 3)
    empty.redis.hset(keys.raffle(raffle_id), "beacon", "quicknet")
    if draw_at:
        empty.redis.hset(keys.raffle(raffle_id), "draw_at", draw_at)

    # When a worker seals the raffle, Then the seal names a round of the beacon (the number of a signature). It is the
    # first round that comes at least a minute after the seal, and not before `draw_at`
    await parts.seals.ensure(raffle_id, WAIT_SECONDS)
    raffle = await shown(parts, raffle_id)
    assert raffle.sealed_at and raffle.round and raffle.round_at
    earliest = max(milliseconds(raffle.sealed_at) + 60_000, milliseconds(draw_at or PAST))
    assert raffle.round == QUICKNET.round_at(earliest)
    assert milliseconds(raffle.round_at) == QUICKNET.time_of(raffle.round) >= earliest


async def test_a_search_finds_the_raffles_that_can_be_sealed(parts: Parts, empty: Store) -> None:
    # Given six raffles: sold out, closed, with unclaimed tickets, without terms (created by an earlier version),
    # deleted, and with a key of a foreign type
    sold, closed, left, old, deleted, odd = [await created(parts, 3) for _ in range(6)]
    sell(empty, sold, 1, 2, 3)
    close(empty, closed)
    sell(empty, old, 1, 2, 3)
    empty.redis.hdel(keys.raffle(old), "terms")
    empty.redis.delete(keys.raffle(deleted), keys.pool(deleted))
    empty.redis.delete(keys.raffle(odd))
    empty.redis.set(keys.raffle(odd), "text")

    # When a worker searches
    await parts.seals._seal_some(0)

    # Then the sold-out raffle and the closed raffle are sealed. The raffles with unclaimed tickets or with a key of a
    # foreign type stay in the list of unsealed raffles
    assert (await shown(parts, sold)).root == root_of([phc_of(number) for number in (1, 2, 3)])
    assert (await shown(parts, closed)).root == root_of(["", "", ""])
    assert (await shown(parts, left)).root is UNSET
    assert empty.redis.hget(keys.raffle(old), "root") is None
    assert empty.redis.smembers(keys.UNSEALED) == {left, odd}


async def test_a_raffle_that_cannot_be_sealed_stops_no_other_seal(parts: Parts, empty: Store) -> None:
    # Given two sold-out raffles, and one of them lacks a code
    damaged, healthy = [await sold_out(parts, empty, 3) for _ in range(2)]
    empty.redis.hdel(keys.codes(damaged), "1")

    # When a worker searches, Then the healthy raffle is sealed, and the damaged raffle waits
    await parts.seals._seal_some(0)
    assert (await shown(parts, healthy)).root
    assert empty.redis.smembers(keys.UNSEALED) == {damaged}


async def test_a_raffle_that_cannot_be_sealed_causes_one_warning(
    parts: Parts, empty: Store, caplog: pytest.LogCaptureFixture
) -> None:
    # Given a sold-out raffle that lacks a code
    raffle_id = await sold_out(parts, empty, 3)
    empty.redis.hdel(keys.codes(raffle_id), "1")

    def told() -> list[str]:
        return [record.getMessage() for record in caplog.records if "sealed later" in record.getMessage()]

    # When a worker searches several times, Then one log line says that the raffle cannot be sealed
    for _ in range(3):
        await parts.seals._seal_some(0)
    assert told() == [f"raffle {raffle_id} will be sealed later: Raffle damaged"]

    # And when the reason changes, Then one more line has the new reason
    empty.redis.hset(keys.codes(raffle_id), "1", phc_of(1))
    empty.redis.hset(keys.raffle(raffle_id), "suspended", 1)
    for _ in range(3):
        await parts.seals._seal_some(0)
    assert told()[1:] == [f"raffle {raffle_id} will be sealed later: Suspended"]

    # And when somebody repairs and resumes the raffle, Then a worker seals the raffle, without a further line
    empty.redis.hdel(keys.raffle(raffle_id), "suspended")
    await parts.seals._seal_some(0)
    assert (await shown(parts, raffle_id)).root
    assert len(told()) == 2


async def test_the_searches_end_with_the_service(parts: Parts, other: Parts, empty: Store) -> None:
    # Given a service that searches again and again for raffles to seal
    raffle_id = await sold_out(parts, empty)
    searching = asyncio.create_task(parts.seals.seal_all())

    # When the service stops while it seals a raffle, Then the search ends
    read = asyncio.Event()
    phcs = parts.seals._reads.phcs

    async def slow(*arguments: Any) -> list[str]:
        read.set()
        await asyncio.sleep(0.01)
        return await phcs(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts.seals._reads, "phcs", slow)
        await read.wait()
        await parts.seals.close()
        await asyncio.wait_for(searching, WAIT_SECONDS)
    assert (await shown(parts, raffle_id)).root is UNSET

    # And another worker can seal immediately, although the lease of the stopped attempt has not ended
    assert await other.seals._begin(raffle_id)
