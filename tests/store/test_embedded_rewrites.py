"""An embedded store rewrites its append-only file to make it small: rarely during a sale, but within a day.

A rewrite writes all present data into a new base file. The append-only file then has only the writes after the rewrite.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

import pytest

from app.embedded import files, rewrites, sales
from app.embedded.rewrites import DAY_SECONDS, LARGE_BYTES, LEAST_BYTES, Rewrites, is_due, is_due_outside_a_sale
from app.embedded.server import EmbeddedStore
from app.store import keys
from tests.support.embedded_sale import Sale, file_of
from tests.support.waiting import block_until

MIB = 1024 * 1024
HOUR = 60 * 60
PLAYER = "198.51.100.77"


@pytest.mark.parametrize(
    ("written", "base", "age", "now", "outside_a_sale"),
    [
        (0, 100, 10 * DAY_SECONDS, False, False),
        (MIB, 100, HOUR, False, False),
        (LEAST_BYTES + 1, 100, HOUR, False, True),
        (LEAST_BYTES + 1, LEAST_BYTES * 2, HOUR, False, False),
        (LARGE_BYTES, 100, HOUR, False, True),
        (LARGE_BYTES + 1, 100, HOUR, True, True),
        (LARGE_BYTES + 1, LARGE_BYTES, HOUR, False, True),
        (1, 100, DAY_SECONDS / 2 - 1, False, False),
        (1, 100, DAY_SECONDS / 2, False, True),
        (1, 100, DAY_SECONDS, True, True),
    ],
)
def test_sizes_and_age_decide_when_a_rewrite_is_due(
    written: int, base: int, age: float, now: bool, outside_a_sale: bool
) -> None:
    # Given the sizes of the append-only file and of its base file, and the age of the base file. Then a rewrite is due
    # immediately, is due outside a sale, or is not due
    assert is_due(written, base, age) == now
    assert (now or is_due_outside_a_sale(written, base, age)) == outside_a_sale


def test_the_server_itself_never_rewrites(folder: Path) -> None:
    # When a store runs, Then its server does not rewrite the file by itself, however large the file is
    with EmbeddedStore(folder) as store:
        assert Sale(store.url).redis.config_get("auto-aof-rewrite-percentage") == {"auto-aof-rewrite-percentage": "0"}


def test_a_sale_goes_on_while_a_raffle_has_claims_and_tickets(folder: Path) -> None:
    # Given a raffle
    with EmbeddedStore(folder) as store:
        sale = Sale(store.url, tickets=20)

        # When players claim tickets, Then the sale begins with the first claim
        assert not sales.selling(sale.redis)
        sale.claim_many(10)
        assert sales.selling(sale.redis)

        # And the sale ends when a worker seals the raffle (its tickets are fixed), or when a player claims its last
        # ticket
        sale.redis.hset(keys.raffle(sale.raffle_id), "root", "f" * 64)
        assert not sales.selling(sale.redis)
        sale.redis.hdel(keys.raffle(sale.raffle_id), "root")
        sale.claim_many(10)
        assert not sales.selling(sale.redis)


@pytest.mark.parametrize("claims", [0, 10, 20])
def test_a_rewrite_waits_for_the_end_of_a_sale(folder: Path, claims: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a file that is large enough for a rewrite, and a raffle before, during or after its sale
    monkeypatch.setattr(rewrites, "LEAST_BYTES", 1)
    with EmbeddedStore(folder) as store:
        sale = Sale(store.url, tickets=20)
        sale.claim_many(claims)
        before = file_of(folder)

        # When the service checks whether a rewrite is due
        Rewrites(folder).look(sale.redis)

        # Then the file is rewritten, except during the sale
        if claims == 10:
            assert sale.redis.info("persistence")["aof_rewrites"] == 0
        else:
            block_until(lambda: not before.exists())


def test_a_file_is_rewritten_within_a_day_even_during_a_sale(folder: Path) -> None:
    # Given a sale, and a base file that is a day old
    with EmbeddedStore(folder) as store:
        sale = Sale(store.url)
        sale.claim_many(10)
        before = file_of(folder)
        make_older(folder, DAY_SECONDS)

        # When the service checks whether a rewrite is due, Then the file is rewritten. The new file lacks the addresses
        # that were deleted from the store
        Rewrites(folder).look(sale.redis)
        block_until(lambda: not before.exists())


def named_in(folder: Path, player: str) -> bool:
    """Return whether a data file of a store has the address of a player. A rewrite may remove a file meanwhile."""
    found = False
    for file in files.data(folder).iterdir():
        with suppress(FileNotFoundError):
            found = found or player.encode() in file.read_bytes()
    return found


def make_older(folder: Path, seconds: float) -> None:
    """Change the time of the base file, so that the last rewrite seems to have been `seconds` ago."""
    manifest = files.manifest(folder)
    assert manifest is not None
    assert manifest.base is not None
    then = time.time() - seconds
    os.utime(files.data(folder) / manifest.base, (then, then))


def test_no_file_has_the_players_half_a_day_after_the_deletion_of_their_raffle(folder: Path) -> None:
    # Given a deleted raffle. The append-only file still names the address of its player
    with EmbeddedStore(folder) as store:
        sale = Sale(store.url, tickets=1)
        sale.claim(PLAYER)
        sale.delete()
        assert not sale.redis.exists(keys.players(sale.raffle_id))
        assert named_in(folder, PLAYER)

        # When the last rewrite was half a day ago, and the service checks whether a rewrite is due
        before = file_of(folder)
        make_older(folder, DAY_SECONDS / 2)
        Rewrites(folder).look(sale.redis)

        # Then the file is rewritten, and no file has the player
        block_until(lambda: not before.exists() and not named_in(folder, PLAYER))


def test_expired_players_are_in_no_file_after_a_day_even_if_nothing_else_is_written(folder: Path) -> None:
    # Given a rewritten file with the address of a player. The address expires soon. The file is not compressed, so that
    # the test can search it
    with EmbeddedStore(folder) as store:
        sale = Sale(store.url, tickets=1)
        sale.redis.config_set("rdbcompression", "no")
        sale.claim(PLAYER)
        for key in (keys.players(sale.raffle_id), keys.receipts(sale.raffle_id)):
            sale.redis.expire(key, 3)
        sale.rewrite(folder)
        assert named_in(folder, PLAYER)
        assert file_of(folder).stat().st_size == 0
        make_older(folder, 10 * DAY_SECONDS)

        # When nothing has expired yet, Then the file is not rewritten again, because the file has nothing new
        watching = Rewrites(folder)
        watching.look(sale.redis)
        assert sale.redis.info("persistence")["aof_rewrites"] == 1

        # When the players have expired by themselves, Then the file is rewritten without their addresses
        before = file_of(folder)
        block_until(lambda: sale.redis.info("stats")["expired_keys"] == 2)
        watching.look(sale.redis)
        block_until(lambda: not before.exists() and not named_in(folder, PLAYER))


def test_a_base_from_the_future_does_not_stop_rewrites(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a base file of a rewrite a day ago. After the rewrite, somebody set the clock of the machine back
    with EmbeddedStore(folder) as store:
        sale = Sale(store.url)
        sale.claim_many(10)
        before = file_of(folder)
        watching = Rewrites(folder)
        watching.look(sale.redis)
        monkeypatch.setattr(time, "time", lambda: 0.0)
        later = time.monotonic() + DAY_SECONDS
        monkeypatch.setattr(time, "monotonic", lambda: later)

        # When the service checks whether a rewrite is due, Then the file is rewritten
        watching.look(sale.redis)
        monkeypatch.undo()
        block_until(lambda: not before.exists())


def test_after_a_failed_rewrite_the_next_one_waits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a store whose rewrite has failed, because a folder has the name of the new base
    monkeypatch.setattr(rewrites, "LEAST_BYTES", 1)
    with EmbeddedStore(folder) as store:
        sale = Sale(store.url)
        (files.data(folder) / "appendonly.aof.2.base.rdb").mkdir()
        watching = Rewrites(folder)
        watching.look(sale.redis)
        block_until(lambda: sale.redis.info("persistence")["aof_last_bgrewrite_status"] == "err")
        tried = sale.redis.info("persistence")["aof_rewrites"]

        # When the service checks again, Then it learns of the failure and tries a second rewrite immediately. After
        # that, it tries no rewrite for an hour
        watching.look(sale.redis)
        block_until(lambda: sale.redis.info("persistence")["aof_rewrites"] == tried + 1)
        block_until(lambda: not sale.redis.info("persistence")["aof_rewrite_in_progress"])
        watching.look(sale.redis)
        assert sale.redis.info("persistence")["aof_rewrites"] == tried + 1
