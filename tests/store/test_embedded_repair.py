"""`make repair` changes data so that a store can start. It deletes nothing, and says what it did.

The data files are the base (all data at one moment) and the append-only file (all later writes). The manifest is a file
that names the data files. The mark is a file beside the data, which says how much the store had on disk. A repair keeps
what it removes in a new folder, which these tests call the folder `aside`.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app import backup, move, restored
from app.embedded import aside, files
from app.embedded import mark as mark_of
from app.embedded.failure import CannotStart
from app.embedded.repair import has_loss, repair, require_no_loss
from app.embedded.server import EmbeddedStore
from app.embedded.tail import MULTI
from app.repair import main
from app.service.records import FILE_NAME
from app.store import keys
from tests.support.commands import on, run, run_here
from tests.support.embedded_sale import Sale, file_of, sold
from tests.support.ports import free_port
from tests.support.program import ROOT
from tests.support.servers import Server


def held(folder: Path, sale: Sale) -> int:
    """Return how many claims a store has after a start."""
    with EmbeddedStore(folder) as store, sale.redis.from_url(store.url) as redis:
        return int(redis.hlen(f"raffle:{{{sale.raffle_id}}}:codes"))


def kept(folder: Path) -> list[str]:
    there = folder / aside.ASIDE
    return sorted(file.name.split("Z.", 1)[1] for file in there.iterdir()) if there.is_dir() else []


def test_a_store_without_damage_is_not_changed(folder: Path) -> None:
    # Given a store without damage
    sale = sold(folder, 10)

    # When somebody repairs the store, Then nothing is changed
    assert list(repair(folder)) == []
    assert kept(folder) == []
    assert held(folder, sale) == 10


def test_a_torn_end_is_cut(folder: Path) -> None:
    # Given a store whose append-only file ends with an incomplete write
    sale = sold(folder, 10)
    with file_of(folder).open("ab") as file:
        file.write(MULTI)

    # When somebody repairs the store, Then this write is cut off, and kept in the folder `aside`
    (line,) = repair(folder)
    assert line.startswith(f"cut the last {len(MULTI)} bytes of appendonly.aof.1.incr.aof; they are kept in ")
    assert len(kept(folder)) == 1
    assert held(folder, sale) == 10


def test_a_loss_is_accepted_and_reported(folder: Path) -> None:
    # Given a store that lost claims which its mark counts
    sale = sold(folder, 100)
    os.truncate(file_of(folder), file_of(folder).stat().st_size - 10_000)

    # When somebody repairs the store
    lines = list(repair(folder))

    # Then the repair says how many claims are missing, and moves the mark to the folder `aside`. The store starts
    # without these claims
    assert any(line.startswith("at least 20 claims and 0 draws that were acknowledged are missing;") for line in lines)
    assert mark_of.MARK_FILE in kept(folder)
    assert held(folder, sale) == 80


def test_damage_in_the_middle_is_cut_and_counted(folder: Path) -> None:
    # Given a store with zeros in the middle of its append-only file
    sale = sold(folder, 100)
    file = file_of(folder)
    content = bytearray(file.read_bytes())
    at = content.index(MULTI, len(content) // 2)
    content[at] = 0
    file.write_bytes(content)
    behind = content[at:].count(f"raffle:{{{sale.raffle_id}}}:codes".encode())

    # When somebody repairs the store, Then the repair says what was cut, and where the cut bytes are kept
    lines = list(repair(folder))
    assert f", among them {behind} claims and 0 draws; they are kept in " in lines[0]
    assert held(folder, sale) == 100 - behind


def test_a_manifest_is_written_again(folder: Path) -> None:
    # Given a store without a manifest
    sale = sold(folder, 10)
    (files.data(folder) / files.MANIFEST).unlink()

    # When somebody repairs the store, Then a new manifest names the files of the store
    assert list(repair(folder)) == [
        "wrote a manifest that names appendonly.aof.1.base.rdb, appendonly.aof.1.incr.aof",
    ]
    assert held(folder, sale) == 10


def test_a_damaged_manifest_is_kept_and_written_again(folder: Path) -> None:
    # Given a store whose manifest has only zeros
    sale = sold(folder, 10)
    (files.data(folder) / files.MANIFEST).write_bytes(bytes(88))

    # When somebody repairs the store, Then a new manifest is written, and the damaged manifest is kept
    list(repair(folder))
    assert kept(folder) == [files.MANIFEST]
    assert held(folder, sale) == 10


def test_files_that_do_not_belong_together_are_not_repaired(folder: Path) -> None:
    # Given data files with two bases and no manifest
    sold(folder, 10)
    data = files.data(folder)
    shutil.copy(data / "appendonly.aof.1.base.rdb", data / "appendonly.aof.2.base.rdb")
    (data / files.MANIFEST).unlink()

    # When the repair runs, Then one line says that it cannot repair these files
    with pytest.raises(CannotStart, match=r"cannot tell which files of .* belong together: put back a backup"):
        list(repair(folder))


def test_a_dump_is_taken_over(folder: Path) -> None:
    # Given a folder that has only dump.rdb, because somebody copied only this file from a backup
    with Server(folder / "other", appendonly="no") as other:
        sale = Sale(other.url)
        sale.claim_many(10)
        other.redis.save()
    shutil.copy(folder / "other" / "dump.rdb", folder)

    # When somebody repairs the folder, Then a store that starts on it has the data of dump.rdb, and dump.rdb is not
    # removed
    assert list(repair(folder)) == ["took over the data of dump.rdb, which stays where it is"]
    assert held(folder, sale) == 10
    assert (folder / "dump.rdb").exists()


def test_a_damaged_dump_is_not_taken_over(folder: Path) -> None:
    # Given a folder that has only a damaged dump.rdb
    (folder / "dump.rdb").write_bytes(b"REDIS0011garbage")

    # When somebody repairs the folder, Then one line says that dump.rdb is damaged, and no data files are written
    with pytest.raises(CannotStart, match=r"dump\.rdb is damaged: put back a backup"):
        list(repair(folder))
    assert not files.data(folder).exists()


def test_a_store_without_data_can_start_empty_after_a_repair(folder: Path) -> None:
    # Given a folder with a mark but without data
    sold(folder, 10)
    shutil.rmtree(files.data(folder))

    # When somebody repairs the folder, Then a line says that the store will be empty at its next start. After this, the
    # store starts
    (line,) = repair(folder)
    assert line.startswith("there are no data files: the next start has an empty store; the loss is accepted: the mark")
    with EmbeddedStore(folder):
        pass


def test_a_damaged_mark_is_put_aside(folder: Path) -> None:
    # Given a store with an unreadable mark
    sale = sold(folder, 10)
    mark_of.path(folder).write_text("{")

    # When somebody repairs the store, Then the mark is kept in the folder `aside`, and the store starts
    list(repair(folder))
    assert kept(folder) == [mark_of.MARK_FILE]
    assert held(folder, sale) == 10


def test_a_store_in_use_is_not_repaired(folder: Path) -> None:
    # Given a running store, When the repair runs, Then one line says that a service uses the folder
    with EmbeddedStore(folder), pytest.raises(CannotStart, match="another service keeps its store"):
        list(repair(folder))


@pytest.mark.parametrize(("damaged", "code"), [(False, 0), (True, 1)])
def test_the_program_says_whether_the_service_can_start(folder: Path, damaged: bool, code: int) -> None:
    # Given a store without damage, or a store whose base is damaged
    sold(folder, 10)
    if damaged:
        (files.data(folder) / "appendonly.aof.1.base.rdb").write_bytes(b"REDIS")

    # When the program repairs the store, Then its last line and its exit code say whether the service can start
    ran = subprocess.run(
        [sys.executable, "-m", "app.repair"],
        env={**os.environ, "DATA_DIR": str(folder)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert ran.returncode == code
    if damaged:
        assert ran.stderr.endswith("appendonly.aof.1.base.rdb is damaged: put back a backup with make restore\n")
    else:
        assert ran.stdout == f"the store in {folder} can be started\n"


def test_a_raffle_whose_draw_is_lost_is_not_drawn_again_unseen(folder: Path) -> None:
    # Given a drawn raffle, and a store that lost this draw by damage
    sale = sold(folder, 10, tickets=10, drawn=True)
    file = file_of(folder)
    content = file.read_bytes()
    at = content.rindex(MULTI)
    file.write_bytes(content[:at] + bytes(40) + content[at + 40 :])

    # When the program repairs the store
    ran = run_here(main, environment=on(folder))

    # Then the store is like a store after a restore from a backup. The raffle is suspended until a manager resumes it,
    # the incarnation (the number of restores) is higher, and records.jsonl has a line about the restore
    assert (ran.code, ran.complained) == (0, "")
    lines = ran.printed.splitlines()
    assert "suspended raffles: 1; a manager resumes each of them on the page for managers" in lines
    assert any(line.startswith("LOOK: the store lacks what managers changed after the last write") for line in lines)
    assert lines[-1] == f"the store in {folder} can be started"
    with EmbeddedStore(folder) as store, sale.redis.from_url(store.url, decode_responses=True) as redis:
        assert redis.hget(keys.raffle(sale.raffle_id), "suspended") == "1"
        assert redis.hmget(keys.LAYOUT, ["incarnation", "restoring"]) == ["1", None]
    assert json.loads((folder / FILE_NAME).read_text())["incarnation"] == 1


@pytest.mark.parametrize("loss", ["the end", "all data", "the mark", "manifest and mark"])
def test_every_loss_is_noted_until_the_store_knows_it(folder: Path, loss: str) -> None:
    # Given a store that lost some of its acknowledged data, or that lost what says how much data it had
    sold(folder, 100)
    if loss == "manifest and mark":
        (files.data(folder) / files.MANIFEST).unlink()
        mark_of.path(folder).unlink()
    elif loss == "the end":
        os.truncate(file_of(folder), file_of(folder).stat().st_size - 10_000)
    elif loss == "all data":
        shutil.rmtree(files.data(folder))
    else:
        mark_of.path(folder).write_text("{")

    # When a repair accepts the loss, but is interrupted before the loss is noted in the store
    list(repair(folder))

    # Then a start is refused, and one line says that the repair must run again
    ran = run("__main__", environment=on(folder) | {"PORT": str(free_port())})
    assert (ran.code, ran.complained) == (1, f"the repair of {folder} has not ended: run make repair again\n")

    # And a backup and a move are refused too, because the loss would not be noted in the copy
    elsewhere = on(folder) | {"REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"}
    for refused in (
        run_here(backup.main, folder / "backup", environment=on(folder)),
        run_here(move.main, environment=elsewhere),
    ):
        assert (refused.code, refused.complained) == (1, ran.complained)

    # And when the repair runs again, Then it finishes the work of the first repair
    assert run_here(main, environment=on(folder)).code == 0
    require_no_loss(folder)


def test_data_of_a_dump_without_a_mark_counts_as_old(folder: Path) -> None:
    # Given a store that lost its data and its mark. Only dump.rdb is left, and is perhaps from before a draw
    sale = sold(folder, 10, tickets=10)
    with EmbeddedStore(folder) as store, sale.redis.from_url(store.url) as redis:
        redis.save()
    shutil.rmtree(files.data(folder))
    mark_of.path(folder).unlink()

    # When the program repairs the store
    ran = run_here(main, environment=on(folder))

    # Then the raffle is suspended, and the incarnation is higher, so that a second draw can be seen
    assert (ran.code, ran.complained) == (0, "")
    assert "\nLOOK: the store lacks what managers changed after the last write" in ran.printed
    with EmbeddedStore(folder) as store, sale.redis.from_url(store.url, decode_responses=True) as redis:
        assert redis.hget(keys.raffle(sale.raffle_id), "suspended") == "1"
        assert redis.hmget(keys.LAYOUT, ["incarnation", "restoring"]) == ["1", None]


@pytest.mark.parametrize("marked", [True, False])
def test_damage_that_hides_what_was_lost_is_noted(folder: Path, marked: bool) -> None:
    # Given a store whose last transaction was whole, and is now damaged in such a way that nobody can tell what it did.
    # The mark is older than this transaction, or is missing
    sale = sold(folder, 10, tickets=10)
    mark = mark_of.read(folder)
    assert mark
    with (
        EmbeddedStore(folder) as store,
        sale.redis.from_url(store.url) as redis,
        redis.pipeline() as transaction,
    ):
        transaction.hset(keys.raffle(sale.raffle_id), "entropy", "entropy")
        transaction.hset(keys.raffle(sale.raffle_id), "seed", "0" * 64).execute()
    file = file_of(folder)
    content = file.read_bytes()
    at = content.rindex(b"$4\r\nseed")
    file.write_bytes(content[: at + 1] + b"5" + content[at + 2 :])
    if marked:
        mark_of.write(folder, mark)
    else:
        mark_of.path(folder).unlink()

    # When the store is repaired, Then the damaged end is cut, and a loss is noted
    (line,) = repair(folder)
    assert line.startswith("cut the last ")
    assert has_loss(folder)


def test_an_incomplete_write_is_no_loss_without_a_mark(folder: Path) -> None:
    # Given a store without a mark, whose append-only file ends with an incomplete write
    sold(folder, 10)
    with file_of(folder).open("ab") as file:
        file.write(MULTI)
    mark_of.path(folder).unlink()

    # When the store is repaired, Then this write is cut off, as a start would do, and no loss is noted. Nobody was told
    # that an incomplete write had succeeded
    (line,) = repair(folder)
    assert line.startswith(f"cut the last {len(MULTI)} bytes")
    assert not has_loss(folder)


def test_a_copy_of_data_that_was_put_back_can_be_noted_as_a_restore(folder: Path) -> None:
    # Given an embedded store whose data somebody has replaced by an older copy
    sale = sold(folder, 10)

    # When `raffle-service restored` runs on the folder, Then the raffle is suspended until a manager resumes it
    ran = run_here(restored.main, environment=on(folder))
    assert (ran.code, ran.complained) == (0, "")
    assert ran.printed.startswith("suspended raffles: 1; ")
    with EmbeddedStore(folder) as store, sale.redis.from_url(store.url, decode_responses=True) as redis:
        assert redis.hget(keys.raffle(sale.raffle_id), "suspended") == "1"
