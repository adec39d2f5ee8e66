"""A restored store: raffles that are not drawn wait for a manager, and draw records show that there was a restore.

The incarnation of a store is the number of its restores. A suspended raffle waits until a manager resumes it.
"""

import asyncio
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.domain import draw
from app.domain.change import RaffleChange
from app.errors import AlreadyDrawn, NotSuspended, Suspended
from app.service import restores
from app.service.drafts import Drafts
from app.service.records import FILE_NAME, Records
from app.store import keys, lists
from app.store.incarnation import Incarnations
from app.store.index import Index
from app.store.layout import VERSION, LayoutTooNew, MoveUnfinished, RestoreUnfinished, begin_restore
from app.store.scripts import Scripts
from tests.support.parts import Parts, a_raffle, suspend_all
from tests.support.service import Store


async def sold_out(parts: Parts) -> str:
    """Create a raffle of two tickets, claim both tickets, and return the id of the raffle."""
    raffle, _ = await parts.raffles.create(a_raffle(2))
    for player in ("198.51.100.1", "198.51.100.2"):
        await parts.claim(raffle.id, player)
    return raffle.id


async def test_raffles_that_are_not_drawn_wait_for_a_manager(empty: Store, parts: Parts) -> None:
    # Given five raffles: open, sold out, with a draw that has begun, filling, and drawn
    open_one, _ = await parts.raffles.create(a_raffle(2))
    sold, begun, drawn = [await sold_out(parts) for _ in range(3)]
    await parts.scripts.draw_begin(begun, None, "f" * 64, 0)
    await parts.draw(drawn)
    filling = "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11"
    await parts.scripts.create(filling, a_raffle(2))
    empty.redis.sadd(keys.FILLING, filling)

    # When the restore of the store has ended
    assert await suspend_all(parts.client) == (4, 0)

    # Then claims and draws of the first three raffles are refused, and the drawn raffle has not changed
    for raffle_id in (open_one.id, sold, begun):
        assert (await parts.reads.raffle(raffle_id)).status == "suspended"
        with pytest.raises(Suspended):
            await parts.claim(raffle_id, "198.51.100.9")
        with pytest.raises(Suspended):
            await parts.draw(raffle_id)
    assert (await parts.reads.raffle(drawn)).status == "drawn"
    with pytest.raises(AlreadyDrawn):
        await parts.draw(drawn)

    # And the fill (the adding of tickets to the pool) of the fourth raffle goes on. When its pool is complete, this
    # raffle is suspended too
    assert (await parts.reads.raffle(filling)).status == "filling"
    await parts.scripts.fill(filling, 2)
    assert (await parts.reads.raffle(filling)).status == "suspended"

    # And after a manager has resumed a raffle, players can claim in this raffle
    assert (await parts.raffles.resume(open_one.id)).status == "open"
    assert (await parts.claim(open_one.id, "198.51.100.9")).ticket_number in {1, 2}
    with pytest.raises(NotSuspended):
        await parts.raffles.resume(open_one.id)


async def test_the_draw_record_says_how_often_the_store_was_restored(empty: Store, parts: Parts) -> None:
    # Given two raffles and two restores. One raffle was drawn before both restores, and the other after them
    before, after = await sold_out(parts), await sold_out(parts)
    await parts.draw(before)
    for _ in range(2):
        await suspend_all(parts.client)
    await parts.raffles.resume(after)
    await parts.draw(after)

    # Then only the second record has an incarnation, and the program that checks records confirms both
    first, second = await parts.record(before), await parts.record(after)
    assert "incarnation" not in msgspec.to_builtins(first)
    assert second.incarnation == 2
    for record in (first, second):
        assert draw.check(msgspec.to_builtins(record)) == record.winners
    assert empty.redis.hget(keys.LAYOUT, "incarnation") == "2"


async def test_two_restores_of_one_backup_lead_to_different_incarnations(empty: Store, parts: Parts) -> None:
    # Given a store of which a backup was made
    await parts.scripts.prepare(16)
    backup: dict[Any, Any] = empty.redis.hgetall(keys.LAYOUT)
    found = [await Incarnations(parts.client).of("the server")]

    # When somebody restores this backup twice
    for _ in range(2):
        empty.redis.delete(keys.LAYOUT)
        empty.redis.hset(keys.LAYOUT, mapping=backup)
        await suspend_all(parts.client)
        found.append(await Incarnations(parts.client).of("the server"))

    # Then clients get three different texts of the incarnation: for the backup, the first restore and the second
    # restore
    assert len(set(found)) == 3

    # And the store counts one restore, because each restore began with the backup
    assert empty.redis.hget(keys.LAYOUT, "incarnation") == "1"


async def test_an_interrupted_restore_is_repeated(empty: Store, parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a restore that was interrupted after one of three raffles was suspended
    ids = [(await parts.raffles.create(a_raffle(1)))[0].id for _ in range(3)]
    suspend = Scripts.suspend

    async def once(self: Scripts, raffle_id: str, incarnation: int) -> None:
        if raffle_id != ids[0]:
            raise asyncio.CancelledError
        await suspend(self, raffle_id, incarnation)

    monkeypatch.setattr(Scripts, "suspend", once)
    with pytest.raises(asyncio.CancelledError):
        await suspend_all(parts.client)
    monkeypatch.undo()

    # Then no service may start on the store
    with pytest.raises(RestoreUnfinished, match="make restored"):
        await parts.scripts.prepare(16)

    # When somebody repeats the restore, Then all raffles are suspended with the same incarnation, and services may
    # start
    assert await suspend_all(parts.client) == (3, 0)
    assert {empty.redis.hget(keys.raffle(raffle_id), "suspended") for raffle_id in ids} == {"1"}
    assert (await parts.scripts.prepare(16)).incarnation == 1


async def test_no_service_starts_before_deleted_raffles_are_hidden(
    empty: Store, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a raffle that was deleted after the backup, as the file of records says
    raffle, _ = await parts.raffles.create(a_raffle(1))
    backup: dict[Any, Any] = empty.redis.hgetall(keys.raffle(raffle.id))
    await parts.raffles.delete(raffle.id)
    empty.redis.delete(keys.raffle(raffle.id), keys.DELETED)
    empty.redis.hset(keys.raffle(raffle.id), mapping=backup)
    empty.redis.zadd(keys.RAFFLES, {raffle.id: 1})

    # When a restore is interrupted before it hides this raffle
    async def interrupt(*_: object) -> None:
        raise asyncio.CancelledError

    monkeypatch.setattr(Scripts, "change", interrupt)
    with pytest.raises(asyncio.CancelledError):
        await restores.end(parts.client, parts.records)
    monkeypatch.undo()

    # Then no service may start on the store, and a repeated restore hides the raffle
    with pytest.raises(RestoreUnfinished):
        await parts.scripts.prepare(16)
    _, found = await restores.end(parts.client, parts.records)
    assert found.returned == [raffle.id]
    assert (await parts.reads.raffle(raffle.id)).unlisted is True
    assert (await parts.scripts.prepare(16)).incarnation == 1
    assert await parts.records.newest_incarnation() == 1


@pytest.mark.parametrize("foreign", [2**53 - 1, 2**53, 10**30, 1_000_001])
async def test_a_foreign_incarnation_does_not_make_later_records_unreadable(
    parts: Parts, folder: Path, foreign: int
) -> None:
    # Given a file of records with a huge incarnation, as a foreign backup can have it
    line = {"restored_at": "2026-11-28T06:00:00.000Z", "incarnation": foreign}
    (folder / FILE_NAME).write_text(json.dumps(line) + "\n")

    # When a restore ends, Then the new incarnation counts on from the store
    await restores.end(parts.client, Records(parts.reads, folder / FILE_NAME))
    assert (await parts.scripts.prepare(16)).incarnation == 1


@pytest.mark.parametrize("foreign", [999_998, 999_999, 1_000_000])
async def test_two_restores_of_one_backup_differ_after_a_foreign_incarnation(
    empty: Store, parts: Parts, folder: Path, foreign: int
) -> None:
    # Given a file of records with the incarnation of a foreign backup. It is about the largest that is believed
    line = {"restored_at": "2026-11-28T06:00:00.000Z", "incarnation": foreign}
    (folder / FILE_NAME).write_text(json.dumps(line) + "\n")
    await parts.scripts.prepare(16)
    backup: dict[Any, Any] = empty.redis.hgetall(keys.LAYOUT)

    # When one backup is restored four times
    found = set[int]()
    for _ in range(4):
        empty.redis.delete(keys.LAYOUT)
        empty.redis.hset(keys.LAYOUT, mapping=backup)
        await restores.end(parts.client, Records(parts.reads, folder / FILE_NAME))
        found.add((await parts.scripts.prepare(16)).incarnation)

    # Then each restore has its own incarnation, which is higher than the one in the file
    assert len(found) == 4
    assert min(found) > foreign


async def test_a_raffle_of_a_foreign_type_does_not_stop_a_restore(empty: Store, parts: Parts) -> None:
    # Given a raffle whose key has a foreign type, and a healthy raffle
    odd, healthy = [(await parts.raffles.create(a_raffle(1)))[0].id for _ in range(2)]
    empty.redis.delete(keys.raffle(odd))
    empty.redis.set(keys.raffle(odd), "text")

    # When the restore ends, Then the healthy raffle is suspended
    assert await suspend_all(parts.client) == (1, 0)
    assert (await parts.reads.raffle(healthy)).status == "suspended"


async def test_a_deleted_raffle_stays_deleted_after_a_restore(empty: Store, parts: Parts) -> None:
    # Given a deleted raffle that is still in the list of raffles
    raffle, _ = await parts.raffles.create(a_raffle(2))
    await parts.scripts.delete(raffle.id)
    tombstone = empty.redis.hgetall(keys.raffle(raffle.id))

    # When the restore of the store ends, Then no raffle is suspended, and the tombstone of the raffle (what is kept of
    # it) is unchanged
    assert await suspend_all(parts.client) == (0, 0)
    assert empty.redis.hgetall(keys.raffle(raffle.id)) == tombstone


async def test_a_draft_of_a_backup_is_suspended_when_it_is_published(empty: Store, parts: Parts) -> None:
    # Given a draft in a backup. After the backup, the draft was perhaps published, and tickets were perhaps claimed
    drafts = Drafts(parts.reads, parts.scripts, Index(parts.client), parts.raffles, parts.snapshots)
    draft, unlisted = [(await drafts.create(a_raffle(2))).raffle.id for _ in range(2)]
    empty.redis.zrem(keys.DRAFTS, unlisted)

    # When somebody restores the backup, and a manager publishes two drafts: one that was edited, and one that is in no
    # list
    assert await suspend_all(parts.client) == (0, 2)
    await drafts.edit(draft, RaffleChange(contact="Anna"))
    published = [await drafts.publish(raffle_id) for raffle_id in (draft, unlisted)]

    # Then both raffles wait for a manager, and nobody gets a ticket before a manager has resumed the raffle
    assert {raffle.status for raffle in published} == {"suspended"}
    with pytest.raises(Suspended):
        await parts.claim(draft, "198.51.100.9")
    assert (await parts.raffles.resume(draft)).status == "open"
    assert (await parts.claim(draft, "198.51.100.9")).ticket_number in {1, 2}


async def test_a_key_creates_another_raffle_after_a_restore_that_lost_its_raffle(empty: Store, parts: Parts) -> None:
    # Given three raffles with Idempotency-Keys. One was created before a backup, one after the backup, and one after
    # its restore
    kept, lost = [
        (await parts.raffles.create(a_raffle(2), f"key-of-the-{name}")).raffle.id for name in ("kept", "lost")
    ]
    empty.redis.delete(*empty.redis.keys(f"*{lost}*"))
    await suspend_all(parts.client)
    later = (await parts.raffles.create(a_raffle(2), "key-of-the-later")).raffle.id
    await suspend_all(parts.client)

    # When a client repeats all three requests, Then it gets the two raffles that the store still has. Instead of the
    # lost raffle, it gets a new raffle with another id
    again = [await parts.raffles.create(a_raffle(2), f"key-of-the-{name}") for name in ("kept", "later", "lost")]
    assert [each.replayed for each in again] == [True, True, False]
    assert [each.raffle.id for each in again[:2]] == [kept, later]
    assert again[2].raffle.id != lost
    assert again[2].raffle.status == "open"


async def test_more_raffles_than_fit_in_one_call_are_suspended(
    empty: Store, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given so many raffles that more than two calls are needed to read their ids
    monkeypatch.setattr(lists, "RAFFLES_PER_CALL", 5)
    ids = [f"raffle-{place}" for place in range(12)]
    for raffle_id in ids:
        await parts.scripts.create(raffle_id, a_raffle(1))
    empty.redis.zadd(keys.RAFFLES, {raffle_id: place for place, raffle_id in enumerate(ids)})

    # When the restore ends, Then all raffles are suspended
    assert await suspend_all(parts.client) == (12, 0)
    assert all(empty.redis.hexists(keys.raffle(raffle_id), "suspended") for raffle_id in ids)
    assert await begin_restore(parts.client) == 2


@pytest.mark.parametrize(("known", "expected"), [(0, 7), (6, 7), (7, 8), (9, 10)])
async def test_a_backup_of_an_interrupted_restore_gets_an_incarnation_of_its_own(
    empty: Store, parts: Parts, known: int, expected: int
) -> None:
    # Given a backup that was made after an interrupted restore. This restore would have given the store incarnation 7
    empty.redis.hset(keys.LAYOUT, mapping={"incarnation": 4, "restoring": 7})

    # When the backup is restored, Then the incarnation is higher than each incarnation in the file of records
    assert await begin_restore(parts.client, known) == expected


async def test_the_restore_of_a_newer_store_is_refused(empty: Store, parts: Parts) -> None:
    # Given a store that a newer version wrote
    empty.redis.hset(keys.LAYOUT, "version", VERSION + 1)

    # When this version tries to end the restore, Then nothing is changed
    with pytest.raises(LayoutTooNew):
        await suspend_all(parts.client)
    assert empty.redis.hgetall(keys.LAYOUT) == {"version": str(VERSION + 1)}


async def test_a_store_whose_move_has_not_ended_is_not_restored(parts: Parts, empty: Store) -> None:
    # Given a store into which raffles are moved
    empty.redis.hset(keys.LAYOUT, "moving", "the id of the source")

    # When somebody tries to end a restore there, Then the attempt is refused, and nothing is changed
    with pytest.raises(MoveUnfinished, match="make move"):
        await suspend_all(parts.client)
    assert empty.redis.hgetall(keys.LAYOUT) == {"moving": "the id of the source"}
