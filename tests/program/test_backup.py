"""Backups of the embedded store, with and without a running service. A backup is either complete or fails."""

import errno
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import redis
from redis import Redis

import app.backup
from app.embedded import backup
from app.embedded.backup import BackupFailed, back_up
from app.embedded.server import EmbeddedStore
from app.store import keys
from tests.support.commands import ROOT, on, run, run_here
from tests.support.crowd import Crowd, every_ticket_is_somewhere_once
from tests.support.program import Program
from tests.support.waiting import block_until_ended

TICKETS = 100_000


def started_on_a_copy(saved: Path, there: Path) -> EmbeddedStore:
    """Return a store whose data is a copy of a backup."""
    there.mkdir()
    backup.copy_data(saved, there)
    return EmbeddedStore(there)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the content of every file in a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def a_raffle(store: EmbeddedStore, raffle_id: str, claimed: int) -> None:
    """Write a raffle with claimed tickets."""
    with Redis.from_url(store.url) as client:
        client.zadd(keys.RAFFLES, {raffle_id: 1})
        client.hset(keys.raffle(raffle_id), "total_tickets", 10)
        client.hset(keys.codes(raffle_id), mapping={str(number): "phc" for number in range(claimed)})


async def test_a_backup_while_claims_run_has_every_ticket_that_was_acknowledged_before(folder: Path) -> None:
    # Given a service with a drawn raffle, and players who claim tickets of another raffle
    with Program(folder, RESERVE_SIZE="512") as program:
        async with program.visitor() as manager:
            drawn = await manager.create(2)
            await manager.claim_all(drawn, 2)
            assert (await manager.post(f"/raffles/{drawn}/winners/")).status_code == 201
            raffle_id = await manager.create(TICKETS)
        crowd = Crowd(program.url, raffle_id, pause=0.1)
        async with crowd.claiming():
            await crowd.grows(by=100)
            acknowledged = dict(crowd.held)

            # When somebody makes two backups, and a rewrite of the files begins after each backup
            for name in ("first", "second"):
                ran = run("backup", folder / name, environment=program.environment)
                assert (ran.code, ran.complained) == (0, "")
                assert re.fullmatch(
                    rf"saved 2 raffles \(1 drawn\) with \d+ claimed tickets in {folder}/{name} \(\d\.\d MB\)\n"
                    r"checked: .*\n"
                    r"show this backup to nobody: .*\n",
                    ran.printed,
                )
                with program.store() as store:
                    store.bgrewriteaof()
            await crowd.grows()

    # Then a store on a copy of each backup has every ticket that was acknowledged before this backup, and has no ticket
    # twice
    for name in ("first", "second"):
        before = contents(folder / name)
        with (
            started_on_a_copy(folder / name, folder / f"{name}-copy") as restored,
            Redis.from_url(restored.url, decode_responses=True) as client,
        ):
            every_ticket_is_somewhere_once(client, raffle_id, TICKETS)
            crowd.held = acknowledged
            assert crowd.losses(client) == []
            assert client.hexists(keys.raffle(drawn), "drawn_at")

        # And each backup has the record of the draw. The store on the copy has not changed the files of the backup
        assert drawn in (folder / name / "records.jsonl").read_text()
        assert contents(folder / name) == before


def test_a_backup_can_be_made_while_no_service_runs(folder: Path) -> None:
    # Given the data of a service that was stopped
    with EmbeddedStore(folder / "data") as store:
        a_raffle(store, "fair", 3)

    # When somebody makes a backup, Then the backup has the raffle, and only the owner of the files can read them
    note = back_up(folder / "data", folder / "new" / "saved", "records.jsonl")
    assert (note.raffles, note.tickets, note.drawn) == (1, 3, 0)
    assert (folder / "new" / "saved").stat().st_mode & 0o777 == 0o700

    # And the service can start again
    with EmbeddedStore(folder / "data"):
        pass


def test_a_backup_has_a_raffle_even_if_it_cannot_be_read(folder: Path) -> None:
    # Given a healthy raffle, and a damaged raffle: one of its keys has a wrong type
    with EmbeddedStore(folder / "data") as store, Redis.from_url(store.url) as client:
        a_raffle(store, "fair", 3)
        client.zadd(keys.RAFFLES, {"odd": 2})
        client.set(keys.codes("odd"), "damaged")

        # When somebody makes a backup, Then it has both raffles
        note = back_up(folder / "data", folder / "saved", "records.jsonl")
        assert (note.raffles, note.tickets) == (2, 3)


def test_store_and_backup_share_the_base_file(folder: Path) -> None:
    # Given a backup on the same file system as the store
    with EmbeddedStore(folder / "data") as store:
        a_raffle(store, "fair", 3)
        back_up(folder / "data", folder / "saved", "records.jsonl")

    # Then the store and the backup share the base file, because this file never changes. The file that grows was copied
    links = {file.suffix: file.stat().st_nlink for file in (folder / "saved" / "appendonlydir").iterdir()}
    assert links == {".rdb": 2, ".aof": 1, ".manifest": 1}


def test_a_backup_on_another_file_system_is_a_copy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a target on a file system that cannot have hard links to the data
    def refused(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(Path, "hardlink_to", refused)

    # When somebody makes a backup, Then it has copies of all files
    with EmbeddedStore(folder / "data") as store:
        a_raffle(store, "fair", 3)
        assert back_up(folder / "data", folder / "saved", "records.jsonl").tickets == 3
    copies = list((folder / "saved" / "appendonlydir").iterdir())
    assert [file.stat().st_nlink for file in copies] == [1, 1, 1]


def test_a_backup_succeeds_when_the_last_command_is_only_partly_on_disk(folder: Path) -> None:
    # Given a store whose last file ends with an incomplete command when the backup copies this file
    with EmbeddedStore(folder / "data") as store:
        a_raffle(store, "fair", 3)
        (last,) = (folder / "data" / "appendonlydir").glob("*.incr.aof")
        with last.open("ab") as file:
            file.write(b"*3\r\n$3\r\nSET\r\n$1")

        # When somebody makes a backup, Then it has all tickets of the store
        assert back_up(folder / "data", folder / "saved", "records.jsonl").tickets == 3


def test_a_backup_begins_again_when_a_rewrite_replaces_the_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a rewrite that replaces the files once, during the copying
    with EmbeddedStore(folder / "data") as store, Redis.from_url(store.url) as client:
        a_raffle(store, "fair", 3)
        linked = backup._link
        rewritten = threading.Event()

        def rewrite_then_link(source: Path, target: Path, *, others: bool) -> None:
            if not rewritten.is_set():
                rewritten.set()
                client.bgrewriteaof()
                while source.exists():
                    pass
            linked(source, target, others=others)

        monkeypatch.setattr(backup, "_link", rewrite_then_link)

        # When somebody makes a backup, Then it is a copy of the new files
        back_up(folder / "data", folder / "saved", "records.jsonl")
        names = [file.name for file in (folder / "saved" / "appendonlydir").glob("*.rdb")]
        assert names == ["appendonly.aof.2.base.rdb"]


def test_a_copy_that_lacks_something_is_no_backup(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a disk that loses the end of each copied file
    copied = backup._copy
    monkeypatch.setattr(backup, "_copy", lambda source, target, size: copied(source, target, size * 2 // 3))
    with EmbeddedStore(folder / "data") as store:
        for place in range(9):
            a_raffle(store, f"raffle-{place}", 3)

        # When somebody makes a backup, Then the backup fails, and no part of it is left
        with pytest.raises(BackupFailed):
            back_up(folder / "data", folder / "saved", "records.jsonl")
        assert not (folder / "saved").exists()


def test_one_line_says_why_there_is_no_backup(folder: Path) -> None:
    # Given a DATA_DIR without data, a target folder that is not empty, or a store that is not embedded
    here = {"DATA_DIR": str(folder / "data")}
    (folder / "full").mkdir()
    (folder / "full" / "file").touch()
    for environment, target, code, line in [
        (here, "new", 1, f"{folder}/data has no data of a store"),
        (here, "full", 1, f"{folder}/full is not empty: name a new folder"),
        (here, "full/file", 1, f"cannot make the folder {folder}/full/file: File exists"),
        ({**here, "REDIS_URL": "redis://127.0.0.1:1/0"}, "new", 2, "REDIS_URL is set: docs/operating.md says how to"),
    ]:
        # When somebody makes a backup, Then one line says why there is no backup, and no new folder is left behind
        ran = run_here(app.backup.main, folder / target, environment=environment)
        assert (ran.code, ran.printed) == (code, "")
        assert ran.complained.startswith(line)
        assert ran.complained.count("\n") == 1
        assert not (folder / "new").exists()


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGHUP, 129), (signal.SIGKILL, -signal.SIGKILL)])
def test_the_second_store_of_a_backup_ends_with_the_backup(folder: Path, sent: signal.Signals, code: int) -> None:
    # Given a backup that tests its copy with a second store
    with EmbeddedStore(folder / "data") as store:
        a_raffle(store, "fair", 3)
    script = f"""
import os, signal, sys
from pathlib import Path
from app import backup
from app.embedded import backup as copies
def end(store):
    Path({str(folder / "process")!r}).write_text(str(store.info("server")["process_id"]))
    os.kill(os.getpid(), {int(sent)})
    signal.pause()
copies.held = end
signal.signal(signal.SIGHUP, signal.SIG_DFL)
sys.exit(backup.run(Path({str(folder / "saved")!r})))
"""
    # When a closed terminal, a broken connection of SSH or a kill ends the backup
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=on(folder / "data"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    assert ran.returncode == code

    # Then the second store ends too, and only after a kill the incomplete backup stays
    second = int((folder / "process").read_text())
    try:
        block_until_ended([second], seconds=10)
    except TimeoutError:
        os.kill(second, signal.SIGKILL)
        raise
    assert (folder / "saved").exists() == (sent == signal.SIGKILL)


def test_a_folder_of_another_user_gets_no_backup(folder: Path) -> None:
    # Given a store, and an empty folder that belongs to another user of the machine
    with EmbeddedStore(folder / "data") as store:
        a_raffle(store, "r", claimed=1)
    theirs = folder / "theirs"
    theirs.mkdir(mode=0o777)
    os.chown(theirs, 4321, 4321)

    # When root makes a backup in this folder, Then one line says why there is no backup, and the folder is unchanged
    ran = run("backup", theirs, environment={"DATA_DIR": str(folder / "data")})
    assert (ran.code, ran.printed) == (1, "")
    assert ran.complained == f"{theirs} belongs to another user: name a new folder\n"
    assert (theirs.stat().st_uid, list(theirs.iterdir())) == (4321, [])


def test_a_backup_waits_until_the_store_has_loaded_its_data(folder: Path) -> None:
    # Given a store that loads its data slowly
    answers = iter([{"loading": 1}, {"loading": 1}, {"loading": 0}])

    class Loading(redis.Redis):
        def info(self, *_: object, **__: object) -> dict[str, int]:
            return next(answers)

    with EmbeddedStore(folder) as store, Loading.from_url(store.url) as client:
        # When the backup asks the store for its content, Then the answer comes only when the store has loaded its data
        assert backup.held(client) == {}
    assert next(answers, None) is None


def test_make_passes_the_folder_on_and_says_that_it_needs_one() -> None:
    # When make shows the command that it would run, Then this command names the folder of the backup
    ask = ["make", "--no-print-directory", "backup", "BIN=echo .venv/bin", "--assume-old=.venv/serves"]
    told = subprocess.run([*ask, "TO=my backup"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told == ".venv/bin/python -m app.backup my backup\n"

    # And without a folder, make refuses, and gives an example
    refused = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=False)
    assert refused.returncode
    assert "name a new folder, for example make backup TO=backups/monday" in refused.stderr
