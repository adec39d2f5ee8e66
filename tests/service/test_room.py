"""A store that is nearly full: new claims and creations are refused, and all other requests are answered as usual.

When the store has room again, claims and creations are accepted again.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.asgi import wire
from app.embedded.server import EmbeddedStore
from app.errors import AlreadyParticipated, SoldOut, StoreFull
from app.service import room as room_of
from app.service.room import DISK_FULL_BYTES, Disk, Room
from app.store.connect import connect
from tests.support.parts import Parts, a_raffle, claim_or_raise
from tests.support.servers import Server
from tests.support.service import small_settings
from tests.support.waiting import until

KEY = "the-key-of-this-player"


@pytest.fixture
async def parts(server: Server) -> AsyncIterator[Parts]:
    working = Parts.on(connect(server.url))
    yield working
    await working.close()


@asynccontextmanager
async def watching(room: Room) -> AsyncIterator[None]:
    """Watch the free space of a store during the block."""
    task = asyncio.create_task(room.watch())
    try:
        yield
    finally:
        room.close()
        await task


async def sold_out(parts: Parts) -> str:
    """Return the id of a raffle. 192.0.2.1 has claimed its only ticket, with an Idempotency-Key."""
    raffle, _ = await parts.raffles.create(a_raffle(1))
    parts.stock()
    await claim_or_raise(parts.claims, raffle.id, "192.0.2.1", KEY)
    return raffle.id


async def test_a_nearly_full_store_refuses_only_new_claims_and_creations(parts: Parts, server: Server) -> None:
    # Given a sold-out raffle, an open raffle, and a store that is nearly full
    raffle_id = await sold_out(parts)
    opened, _ = await parts.raffles.create(a_raffle(9))
    parts.stock()
    await claim_or_raise(parts.claims, opened.id, "192.0.2.1", KEY)
    parts.stock()
    parts.room.full = True
    before = {key: server.redis.dump(key) for key in server.redis.scan_iter()}

    # When somebody claims or creates a raffle, Then nothing is written, and the pair (a code and its hash) stays in the
    # reserve
    with pytest.raises(StoreFull):
        await claim_or_raise(parts.claims, opened.id, "192.0.2.2", KEY)
    with pytest.raises(StoreFull):
        await parts.raffles.create(a_raffle(1))
    assert {key: server.redis.dump(key) for key in server.redis.scan_iter()} == before
    assert len(parts.reserve) == 1

    # And a player who holds a ticket gets it again with the Idempotency-Key. All other answers are as usual
    assert (await claim_or_raise(parts.claims, opened.id, "192.0.2.1", KEY)).replayed
    with pytest.raises(AlreadyParticipated):
        await claim_or_raise(parts.claims, opened.id, "192.0.2.1", "another-key-of-a-player")
    with pytest.raises(SoldOut):
        await claim_or_raise(parts.claims, raffle_id, "192.0.2.2", KEY)
    ticket = (await claim_or_raise(parts.claims, raffle_id, "192.0.2.1", KEY)).ticket
    await parts.draw(raffle_id)
    assert (await parts.checks.check(raffle_id, "192.0.2.1", ticket.ticket_number, ticket.verification_code)).has_won


async def test_claims_are_refused_while_the_memory_of_the_store_is_nearly_full(parts: Parts, server: Server) -> None:
    # Given a store whose memory is watched
    raffle, _ = await parts.raffles.create(a_raffle(9))
    room = parts.room
    room._look_seconds = 0.01
    async with watching(room):
        # When the store uses more than nine tenths of its memory limit
        server.redis.config_set("maxmemory", round(server.redis.info("memory")["used_memory"] / 0.95))

        # Then claims are refused, and the operator gets a warning
        await until(lambda: room.full)
        parts.stock()
        with pytest.raises(StoreFull):
            await parts.claim(raffle.id, "192.0.2.1")
        assert "the memory of the store is nearly full" in room.warnings[0]

        # And when the operator raises the memory limit, Then claims succeed
        server.redis.config_set("maxmemory", "1gb")
        await until(lambda: not room.full)
        await parts.claim(raffle.id, "192.0.2.1")
        assert room.warnings == []


@pytest.mark.parametrize(
    "at_the_floor", [Disk(DISK_FULL_BYTES, 10**12), Disk(6_400_000, 64_000_000)], ids=["large", "small"]
)
async def test_the_store_counts_as_full_while_its_disk_is_nearly_full(
    parts: Parts, server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch, at_the_floor: Disk
) -> None:
    # Given a large or a small disk that the service watches. This disk has exactly the least free space that the store
    # needs
    disks = [at_the_floor]
    monkeypatch.setattr(room_of, "disk_of", lambda _: disks[-1])
    room = Room(parts.client, folder=folder, look_seconds=0.01)
    async with watching(room):
        await until(lambda: room.warnings)
        assert not room.full

        # When the disk has less free space than that, and the store does not answer
        server.kill()
        disks.append(at_the_floor._replace(free=at_the_floor.free - 1))

        # Then the store counts as full, and the operator gets a warning
        await until(lambda: room.full)
        assert "the disk of the store is nearly full: make room" in room.warnings[0]

        # And when there is free space again, Then the store no longer counts as full, and the warning ends
        disks.append(at_the_floor._replace(free=10 * at_the_floor.free))
        await until(lambda: not room.full)
        assert room.warnings == []


async def test_only_the_disk_of_the_embedded_store_is_watched(folder: Path, server: Server) -> None:
    # Given an embedded store with its folder, and a store that is not embedded
    with EmbeddedStore(folder) as store:
        for url, watched in ((store.url, folder), (server.url, None)):
            # When a service uses one of these stores
            client = connect(url)
            room = wire(small_settings(redis_url=url, data_dir=folder), client).room
            await client.aclose()

            # Then the service watches the disk of the folder only if it uses the embedded store
            assert room._folder == watched


async def test_a_store_that_becomes_full_between_two_looks_refuses_a_claim(parts: Parts, server: Server) -> None:
    # Given a store that has no memory left, and a service that does not know this yet
    raffle, _ = await parts.raffles.create(a_raffle(9))
    parts.stock()
    server.redis.config_set("maxmemory", 1)

    # When a player claims, Then nothing is changed, and the pair is in the reserve again
    with pytest.raises(StoreFull):
        await claim_or_raise(parts.claims, raffle.id, "192.0.2.2", KEY)
    assert len(parts.reserve) == 1
    assert server.redis.exists(f"raffle:{{{raffle.id}}}:players") == 0


async def test_a_store_that_cannot_write_to_its_disk_counts_as_full(parts: Parts, server: Server, folder: Path) -> None:
    # Given a store that could not save its data to disk, and so refuses writes
    raffle, _ = await parts.raffles.create(a_raffle(9))
    (folder / "server" / "dump.rdb").mkdir()
    server.redis.config_set("save", "3600 1")
    server.redis.bgsave()
    await until(lambda: server.redis.info("persistence")["rdb_last_bgsave_status"] == "err")

    # When a player claims, Then the answer says that the store is full, and the pair is in the reserve again
    parts.stock()
    with pytest.raises(StoreFull):
        await parts.claim(raffle.id, "192.0.2.1")
    assert len(parts.reserve) == 1
