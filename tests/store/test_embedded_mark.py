"""The mark counts the acknowledged claims and draws of an embedded store. A store with less data does not start.

The mark is the file `store.json` beside the data. The service writes the mark while the store runs. The data is in the
append-only file, which a rewrite replaces by a shorter one.
"""

import os
import re
import shutil
import signal
from pathlib import Path

import msgspec
import pytest
from redis import Redis, RedisError

from app.embedded import files, tail
from app.embedded import mark as mark_of
from app.embedded.failure import CannotStart
from app.embedded.mark import Mark
from app.embedded.server import EmbeddedStore
from tests.support.embedded_sale import Sale, file_of, sold
from tests.support.waiting import block_until


def marked(folder: Path) -> Mark:
    mark = mark_of.read(folder)
    assert mark is not None
    return mark


def start(folder: Path) -> None:
    with EmbeddedStore(folder):
        pass


def test_the_mark_follows_claims_and_draws_while_the_store_runs(folder: Path) -> None:
    # Given a running store with a mark
    with EmbeddedStore(folder) as store:
        sale = Sale(store.url, tickets=20)
        block_until(lambda: mark_of.read(folder))

        # When players claim tickets, and a manager draws a winner
        sale.claim_many(20)
        sale.draw()

        # Then the mark counts these claims and the draw. It has the id of the store, and the size of the append-only
        # file
        block_until(lambda: (marked(folder).claims, marked(folder).draws) == (20, 1), seconds=5)
        assert marked(folder).store_id == sale.redis.hget("raffles:layout", "store_id")
        assert marked(folder).bytes == file_of(folder).stat().st_size


def test_the_mark_of_a_store_that_stopped_has_its_last_claim(folder: Path) -> None:
    # When a store stops directly after a claim
    sold(folder, 10)

    # Then the mark counts the claim
    assert (marked(folder).claims, marked(folder).bytes) == (10, file_of(folder).stat().st_size)


def test_the_first_mark_of_an_older_store_counts_what_it_already_holds(folder: Path) -> None:
    # Given a store without a mark, because only an earlier version of the service has used this store
    sale = sold(folder, 20, tickets=20, drawn=True)
    mark_of.path(folder).unlink()

    # When the service starts the store
    with EmbeddedStore(folder):
        block_until(lambda: mark_of.read(folder))

    # Then the mark counts the claims and the draw that the store already has
    assert (marked(folder).claims, marked(folder).draws) == (20, 1)
    assert sale.tickets == 20


def test_the_claims_of_a_deleted_raffle_are_not_missing(folder: Path) -> None:
    # Given a store whose only raffle was deleted
    with EmbeddedStore(folder) as store:
        sale = Sale(store.url)
        block_until(lambda: mark_of.read(folder))
        sale.claim_many(10)
        sale.redis.flushall()
        sale.redis.hset("raffles:layout", "store_id", marked(folder).store_id)

    # When the service starts the store again, Then the store runs
    start(folder)


@pytest.mark.parametrize("rewrites", [0, 1, 3])
def test_the_mark_is_right_after_a_rewrite(folder: Path, rewrites: int) -> None:
    # Given a store whose append-only file was rewritten between claims
    with EmbeddedStore(folder) as store:
        sale = Sale(store.url)
        block_until(lambda: mark_of.read(folder))
        for _ in range(rewrites):
            sale.claim_many(10)
            sale.rewrite(folder)
            block_until(lambda: marked(folder).file == file_of(folder).name)
        sale.claim_many(10)

    # When the store has stopped, Then the mark counts every claim, and the store can be started again
    assert marked(folder).file == file_of(folder).name
    assert marked(folder).claims == 10 * (rewrites + 1)
    start(folder)


def test_a_store_with_a_shortened_file_does_not_start_and_says_how_much_is_missing(folder: Path) -> None:
    # Given a store whose append-only file lost its last 10 kB
    sale = sold(folder, 100, tickets=100, drawn=True)
    file = file_of(folder)
    whole = file.stat().st_size
    os.truncate(file, whole - 10_000)

    # When the service starts the store
    with pytest.raises(CannotStart) as refused:
        start(folder)

    # Then the error is one line. It says how many claims and draws are missing, and what to do
    line = re.fullmatch(
        r"the store in \S+ holds less than it acknowledged until \S+Z: at least (\d+) claims and (\d+) draws are "
        r"missing: put back a backup with make restore, or accept the loss with make repair",
        str(refused.value),
    )
    assert line is not None
    assert file.stat().st_size == whole - 10_000

    # And the numbers are right: the claims in the file and the missing claims add up to all claims
    codes = file.read_bytes().count(f"raffle:{{{sale.raffle_id}}}:codes".encode())
    assert 20 <= int(line[1]) == 100 - codes // 10 * 10
    assert line[2] == "1"


def test_a_store_with_an_emptied_file_does_not_start(folder: Path) -> None:
    # Given a store whose append-only file was emptied
    sold(folder, 50)
    os.truncate(file_of(folder), 0)

    # When the service starts the store, Then the error says that all claims are missing
    with pytest.raises(CannotStart, match="at least 50 claims and 0 draws are missing"):
        start(folder)


def test_a_store_whose_file_was_shortened_before_the_first_count_does_not_start(folder: Path) -> None:
    # Given a store of an earlier version. The first mark of this store counts no claim of the append-only file
    sold(folder, 50)
    mark_of.path(folder).unlink()
    with EmbeddedStore(folder):
        block_until(lambda: mark_of.read(folder))
    assert marked(folder).bytes == marked(folder).since_bytes

    # When somebody shortens this file, Then the store does not start
    os.truncate(file_of(folder), marked(folder).bytes // 2)
    with pytest.raises(CannotStart, match="holds less than it acknowledged"):
        start(folder)


def test_a_store_with_zeros_before_the_mark_does_not_start(folder: Path) -> None:
    # Given a store whose append-only file has zeros instead of its last 5 kB
    sold(folder, 50)
    file = file_of(folder)
    size = file.stat().st_size
    os.truncate(file, size - 5_000)
    os.truncate(file, size)

    # When the service starts the store, Then the error says that claims are missing
    with pytest.raises(CannotStart, match=r"at least [1-9]\d* claims and 0 draws are missing"):
        start(folder)


def test_a_store_with_an_older_copy_of_the_data_does_not_start(folder: Path) -> None:
    # Given a copy of the data. After somebody made this copy, the store has rewritten its file and taken more claims
    sold(folder, 10)
    shutil.copytree(files.data(folder), folder / "copy")
    with EmbeddedStore(folder) as store:
        sale = Sale(store.url)
        sale.rewrite(folder)
        sale.claim_many(30)

    # When the copy replaces the data, Then the store does not start
    shutil.rmtree(files.data(folder))
    (folder / "copy").rename(files.data(folder))
    with pytest.raises(CannotStart, match="at least 30 claims and 0 draws are missing"):
        start(folder)


def test_the_data_of_another_store_ends_the_service(folder: Path) -> None:
    # Given the data of a store, and a mark that names another store
    sold(folder, 10)
    mark_of.write(folder, msgspec.structs.replace(marked(folder), store_id="another"))

    # When the service starts the store, Then the store finds the difference and calls `when_lost`. When the service
    # stops the store, Then an error names the mark
    lost: list[str] = []
    store = EmbeddedStore(folder, when_lost=lambda: lost.append("lost"))
    store.__enter__()
    block_until(lambda: lost)
    with pytest.raises(CannotStart, match=r"but the mark in store\.json is of store"):
        store.__exit__(None, None, None)


def test_a_store_with_an_unreadable_mark_does_not_start(folder: Path) -> None:
    # Given a store with a damaged mark
    sold(folder, 10)
    mark_of.path(folder).write_bytes(b"\0" * 300)

    # When the service starts the store, Then the error says what to do
    with pytest.raises(CannotStart, match=r"^cannot read .*/store\.json: .*: run make repair"):
        start(folder)


def test_claims_of_a_killed_store_are_there_after_its_restart(folder: Path) -> None:
    # Given a store that is killed in the middle of a sale
    with EmbeddedStore(folder) as store:
        sale = Sale(store.url)
        block_until(lambda: mark_of.read(folder))
        sale.claim_many(100)
        killed = sale.redis.info("server")["process_id"]
        os.kill(killed, signal.SIGKILL)

        # When the service has started the store again, Then the store has every claim, and the mark counts new claims
        block_until(lambda: _process(store) not in {None, killed})
        assert sale.held() == 100
        sale.claim_many(10)
        block_until(lambda: marked(folder).claims == 110, seconds=5)


def _process(store: EmbeddedStore) -> int | None:
    try:
        with Redis.from_url(store.url) as redis:
            return int(redis.info("server")["process_id"])
    except RedisError:
        return None


def test_only_a_part_of_the_file_is_read_at_a_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a store with a mark
    sold(folder, 100)
    starts: list[int] = []
    real = tail.whole_end

    def whole_end(folder: Path, program: str, file: Path, start: int) -> int:
        starts.append(start)
        return real(folder, program, file, start)

    monkeypatch.setattr(tail, "whole_end", whole_end)

    # When the service starts the store, Then the append-only file is checked only after the part that the mark counts
    size = file_of(folder).stat().st_size
    start(folder)
    assert starts == [size]
