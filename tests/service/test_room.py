"""A store that is nearly full: no new claims, while everything else goes on, and claims again when there is room."""

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
from tests.support.parts import Parts, a_raffle
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
    """Let a room look at its store during the block."""
    task = asyncio.create_task(room.watch())
    try:
        yield
    finally:
        room.close()
        await task


async def sold_out(parts: Parts) -> str:
    """Return the id of a raffle with one ticket, which 192.0.2.1 has claimed with a key."""
    raffle, _ = await parts.raffles.create(a_raffle(1))
    parts.stock()
    await parts.claims.claim(raffle.id, "192.0.2.1", KEY)
    return raffle.id


async def test_only_new_claims_are_refused(parts: Parts, server: Server) -> None:
    # Given a raffle that is sold out, one that is open, and a store that is nearly full
    raffle_id = await sold_out(parts)
    opened, _ = await parts.raffles.create(a_raffle(9))
    parts.stock()
    await parts.claims.claim(opened.id, "192.0.2.1", KEY)
    parts.stock()
    parts.room.full = True
    before = {key: server.redis.dump(key) for key in server.redis.scan_iter()}

    # When somebody claims or creates, Then nothing is written, and the pair stays in the reserve
    with pytest.raises(StoreFull):
        await parts.claims.claim(opened.id, "192.0.2.2", KEY)
    with pytest.raises(StoreFull):
        await parts.raffles.create(a_raffle(1))
    assert {key: server.redis.dump(key) for key in server.redis.scan_iter()} == before
    assert len(parts.reserve) == 1

    # And a player who holds a ticket gets it again with the key, and every other answer is as before
    assert (await parts.claims.claim(opened.id, "192.0.2.1", KEY)).replayed
    with pytest.raises(AlreadyParticipated):
        await parts.claims.claim(opened.id, "192.0.2.1", "another-key-of-a-player")
    with pytest.raises(SoldOut):
        await parts.claims.claim(raffle_id, "192.0.2.2", KEY)
    ticket = (await parts.claims.claim(raffle_id, "192.0.2.1", KEY)).ticket
    await parts.draw(raffle_id)
    assert (await parts.checks.check(raffle_id, "192.0.2.1", ticket.ticket_number, ticket.verification_code)).has_won


async def test_the_memory_of_the_store_is_nearly_full(parts: Parts, server: Server) -> None:
    # Given a store that is watched
    raffle, _ = await parts.raffles.create(a_raffle(9))
    room = parts.room
    room._look_seconds = 0.01
    async with watching(room):
        # When more than nine tenths of its memory are used
        server.redis.config_set("maxmemory", round(server.redis.info("memory")["used_memory"] / 0.95))

        # Then claims are refused, and the operator is told
        await until(lambda: room.full)
        parts.stock()
        with pytest.raises(StoreFull):
            await parts.claim(raffle.id, "192.0.2.1")
        assert "the memory of the store is nearly full" in room.warnings[0]

        # And when there is more memory, claims succeed
        server.redis.config_set("maxmemory", "1gb")
        await until(lambda: not room.full)
        await parts.claim(raffle.id, "192.0.2.1")
        assert room.warnings == []


@pytest.mark.parametrize(
    "at_the_floor", [Disk(DISK_FULL_BYTES, 10**12), Disk(6_400_000, 64_000_000)], ids=["large", "small"]
)
async def test_the_disk_of_the_store_is_nearly_full(
    parts: Parts, server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch, at_the_floor: Disk
) -> None:
    # Given a large disk or a small one, which is watched
    disks = [at_the_floor]
    monkeypatch.setattr(room_of, "disk_of", lambda _: disks[-1])
    room = Room(parts.client, folder=folder, look_seconds=0.01)
    async with watching(room):
        await until(lambda: room.warnings)
        assert not room.full

        # When less space is free than the floor, also while the store does not answer
        server.kill()
        disks.append(at_the_floor._replace(free=at_the_floor.free - 1))

        # Then there is no room, and the operator is told
        await until(lambda: room.full)
        assert "the disk of the store is nearly full: make room" in room.warnings[0]

        # And when space is free again, there is room
        disks.append(at_the_floor._replace(free=10 * at_the_floor.free))
        await until(lambda: not room.full)
        assert room.warnings == []


async def test_only_the_disk_of_the_embedded_store_is_watched(folder: Path, server: Server) -> None:
    # Given the embedded store of a folder, and another store
    with EmbeddedStore(folder) as store:
        for url, watched in ((store.url, folder), (server.url, None)):
            # When a service on one of them is wired
            client = connect(url)
            room = wire(small_settings(redis_url=url, data_dir=folder), client).room
            await client.aclose()

            # Then it watches the folder only if the store is the embedded one
            assert room._folder == watched


async def test_a_store_that_is_full_before_anybody_noticed(parts: Parts, server: Server) -> None:
    # Given a store that has no memory left, and a service that has not looked yet
    raffle, _ = await parts.raffles.create(a_raffle(9))
    parts.stock()
    server.redis.config_set("maxmemory", 1)

    # When a player claims, Then nothing was changed, and the pair is in the reserve again
    with pytest.raises(StoreFull):
        await parts.claims.claim(raffle.id, "192.0.2.2", KEY)
    assert len(parts.reserve) == 1
    assert server.redis.exists(f"raffle:{{{raffle.id}}}:players") == 0


async def test_a_store_that_cannot_write_to_its_disk(parts: Parts, server: Server, folder: Path) -> None:
    # Given a store that cannot save, and refuses writes since
    raffle, _ = await parts.raffles.create(a_raffle(9))
    (folder / "server" / "dump.rdb").mkdir()
    server.redis.config_set("save", "3600 1")
    server.redis.bgsave()
    await until(lambda: server.redis.info("persistence")["rdb_last_bgsave_status"] == "err")

    # When a player claims, Then the answer says that nothing was changed
    parts.stock()
    with pytest.raises(StoreFull):
        await parts.claim(raffle.id, "192.0.2.1")
    assert len(parts.reserve) == 1
