"""Restores. A backup replaces the data, its raffles are suspended, and the replaced data is kept.

A suspended raffle refuses claims and draws until a manager resumes it. The incarnation counts the restores of a store.
The file of records (records.jsonl) notes draws and other acts outside of the store.
"""

import errno
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest
from redis import Redis

from app import backup, doctor, restore
from app.embedded.moved import note
from app.embedded.orphan import running
from app.embedded.server import EmbeddedStore
from app.service.records import FILE_NAME
from app.store import keys
from tests.support.commands import ROOT, Ran, on, run, run_here, run_in_thread
from tests.support.people import address, problem
from tests.support.ports import free_port
from tests.support.program import Program
from tests.support.service import serving
from tests.support.waiting import block_until_ended, until

TICKETS = 4


@pytest.fixture
def saved(made: Path, folder: Path) -> Path:
    """The folder of a backup that has one raffle without tickets. The folder `first` beside it has the saved data."""
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return folder / "saved"


def files(folder: Path) -> dict[str, bytes]:
    """Return the content of every file in a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


async def test_a_restored_service_knows_the_tickets_of_the_backup_and_waits_for_a_manager(folder: Path) -> None:
    # Given a service with a drawn raffle, and a second raffle with one ticket that nobody has claimed
    with Program(folder, RESERVE_SIZE="32") as program:
        async with program.visitor() as manager:
            drawn = await manager.create(2)
            drawn_tickets = await manager.claim_all(drawn, 2)
            winners = (await manager.post(f"/raffles/{drawn}/winners/")).json()
            raffle_id = await manager.create(TICKETS)
            tickets = await manager.claim_all(raffle_id, TICKETS - 1)

            # And a backup. After the backup, a player claims the last ticket. A manager then draws the second raffle,
            # and hands over the prize of the first raffle
            saved = run("backup", folder / "saved", environment=program.environment)
            assert (saved.code, saved.complained) == (0, "")
            before = files(folder / "saved")
            assert (await manager.claim(raffle_id, address(99))).status_code == 201
            assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201
            (won,) = [each for each in drawn_tickets if each["ticket_number"] == winners[0]["ticket_number"]]
            hand_over = {name: won[name] for name in ("ticket_number", "verification_code")}
            assert (await manager.post(f"/raffles/{drawn}/hand-overs/", hand_over)).status_code == 201

        # When somebody restores the backup while the service runs, Then the restore is refused
        refused = run("restore", folder / "saved", "--yes", environment=program.environment)
        assert (refused.code, refused.printed) == (1, "")
        assert refused.complained.startswith(f"another service keeps its store in {folder}/data: stop that service")

    # When somebody stops the service, and restores the backup
    ran = run("restore", folder / "saved", "--yes", environment=program.environment)

    # Then the output says what was restored, where the old data is, what the backup lacks, and what to do next
    assert (ran.code, ran.complained) == (0, "")
    restored, old, later, given, changed, following = ran.printed.splitlines()
    assert restored.startswith("restored 2 raffles (1 drawn) with 5 claimed tickets, as of ")
    assert later.startswith(f"LOOK: records.jsonl has a draw of raffle {raffle_id}, but the store lacks it")
    assert given == (
        f"LOOK: records.jsonl has a hand-over of raffle {drawn}, but the store lacks it: do not hand over the same "
        "prize again"
    )
    assert changed.startswith("LOOK: the store lacks what managers changed after 20")
    assert "resumes each of the 1 suspended raffles" in following
    kept = Path(old.removeprefix("the old data is in "))
    assert kept.name.startswith("data.before-")
    assert (kept / "appendonlydir").is_dir()
    assert files(folder / "saved") == before

    # And when the service starts, Then it refuses claims and draws of the second raffle. The drawn raffle has not
    # changed
    with program:
        async with program.visitor() as manager:
            assert (await manager.get(f"/raffles/{raffle_id}/")).json()["status"] == "suspended"
            assert problem(await manager.claim(raffle_id, address(50))) == "suspended"
            assert problem(await manager.post(f"/raffles/{raffle_id}/winners/")) == "suspended"
            assert (await manager.get(f"/raffles/{drawn}/winners/")).json() == winners

            # And readiness warns about both raffles when the service has compared the records with the store
            async def warnings() -> list[str]:
                return list((await manager.get("/health/ready")).json()["warnings"])

            await until(warnings)
            of_draws, of_hand_overs = await warnings()
            assert (raffle_id in of_draws, drawn in of_hand_overs) == (True, True)

            # And when a manager resumes the second raffle, Then the raffle sells out and is drawn, and all tickets can
            # be checked
            assert (await manager.post(f"/raffles/{raffle_id}/resume/")).status_code == 200
            tickets.append((await manager.claim(raffle_id, address(50))).json())
            assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201
            record = (await manager.get(f"/raffles/{raffle_id}/draw/")).json()
            for ticket in [*tickets, *drawn_tickets]:
                check = {name: ticket[name] for name in ("ticket_number", "verification_code")}
                assert (await manager.post(f"/raffles/{ticket['raffle_id']}/verify-ticket/", check)).status_code == 200

        # And everybody can see that this raffle was drawn twice: the new record has an incarnation, and the file has
        # two records of this raffle
        assert record["incarnation"] == 1
        written = [json.loads(line) for line in (folder / "data" / "records.jsonl").read_text().splitlines()]
        draws = [each for each in written if "winners" in each and each["raffle_id"] == raffle_id]
        assert [each.get("incarnation") for each in draws] == [None, 1]


async def test_a_player_who_was_erased_after_the_backup_is_erased_again(folder: Path) -> None:
    # Given a backup of a raffle with two players. After the backup, a manager erases one of them
    with serving(folder / "data") as service:
        async with service.visitor() as manager:
            raffle_id = await manager.create(TICKETS)
            for player in (address(1), address(2)):
                assert (await manager.claim(raffle_id, player)).status_code == 201
            saved = await run_in_thread(backup.main, folder / "saved", environment=on(folder / "data"))
            assert saved.code == 0
            erased = await manager.post(f"/raffles/{raffle_id}/erase/", {"player": address(1)})
            assert erased.status_code == 204

    # When somebody restores the backup, Then the output says that one player was erased again
    ran = await run_in_thread(restore.main, folder / "saved", "--yes", environment=on(folder / "data"))
    assert (ran.code, ran.complained) == (0, "")
    assert "players who were erased after the backup, and whom this restore has erased again: 1\n" in ran.printed

    # And when the service starts, Then the store lacks this player, and has the other player
    with serving(folder / "data") as service:
        async with service.visitor() as manager:
            path = f"/raffles/{raffle_id}/erase/"
            answers = [
                (await manager.post(path, {"player": player})).status_code for player in (address(1), address(2))
            ]
            assert answers == [404, 204]


async def test_a_raffle_that_was_deleted_after_the_backup_is_hidden_until_it_is_deleted_again(folder: Path) -> None:
    # Given a service with a drawn raffle, and a backup. After the backup, a manager deletes this raffle
    with serving(folder / "data") as service:
        async with service.visitor() as manager:
            raffle_id = await manager.create(1)
            await manager.claim_all(raffle_id, 1)
            assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201
            saved = await run_in_thread(backup.main, folder / "saved", environment=on(folder / "data"))
            assert saved.code == 0
            assert (await manager.delete(f"/raffles/{raffle_id}/")).status_code == 204
            written = (folder / "data" / "records.jsonl").read_text()
            assert list(json.loads(written.splitlines()[-1])) == ["raffle_id", "deleted_at"]

    # When somebody restores the backup, Then the output names the raffle
    ran = await run_in_thread(restore.main, folder / "saved", "--yes", environment=on(folder / "data"))
    assert (ran.code, ran.complained) == (0, "")
    assert f"LOOK: records.jsonl says that raffle {raffle_id} was deleted, but the store has it: delete" in ran.printed

    # And when the service starts, Then only managers see the raffle in lists, and readiness has a warning
    with serving(folder / "data") as service:
        async with service.visitor() as manager, service.visitor(address(7)) as player:
            assert (await player.get("/raffles/")).json() == []
            assert [each["id"] for each in (await manager.get("/raffles/")).json()] == [raffle_id]

            async def warnings() -> list[str]:
                return list((await manager.get("/health/ready")).json()["warnings"])

            await until(warnings)
            assert [raffle_id in warning for warning in await warnings()] == [True]

            # And when a manager deletes the raffle again, Then everybody sees that it was deleted
            assert (await manager.delete(f"/raffles/{raffle_id}/")).status_code == 204
            assert problem(await player.get(f"/raffles/{raffle_id}/")) == "raffle-deleted"
            deleted = (await player.get("/raffles/", params={"status": "deleted"})).json()
            assert [each["id"] for each in deleted] == [raffle_id]


@pytest.mark.parametrize("prepare", [lambda _: None, Path.mkdir], ids=["absent", "empty"])
def test_a_folder_without_data_is_restored_without_a_question(folder: Path, saved: Path, prepare: object) -> None:
    # Given a backup, and a DATA_DIR that is absent or empty
    assert callable(prepare)
    prepare(folder / "data")

    # When somebody restores the backup, Then nobody is asked, and the store has the raffle of the backup, and a new
    # incarnation
    ran = run_here(restore.main, saved, environment=on(folder / "data"))
    assert (ran.code, ran.complained) == (0, "")
    with EmbeddedStore(folder / "data") as store, Redis.from_url(store.url, decode_responses=True) as client:
        assert client.zrange(keys.RAFFLES, 0, -1) == ["fair"]
        assert client.hget(keys.LAYOUT, "incarnation") == "1"
    assert sorted(entry.name for entry in folder.iterdir()) == ["data", "first", "saved"]


def test_a_second_restore_raises_the_incarnation_of_the_backup(folder: Path, saved: Path) -> None:
    # Given a backup of a store that was itself restored
    assert run_here(restore.main, saved, environment=on(folder / "data")).code == 0
    assert run_here(backup.main, folder / "second", environment=on(folder / "data")).code == 0

    # When somebody restores this backup, Then the incarnation is 2
    assert run_here(restore.main, folder / "second", "--yes", environment=on(folder / "data")).code == 0
    with EmbeddedStore(folder / "data") as store, Redis.from_url(store.url, decode_responses=True) as client:
        assert client.hget(keys.LAYOUT, "incarnation") == "2"


def test_two_restores_of_one_backup_have_different_incarnations(folder: Path, saved: Path) -> None:
    # When somebody restores a backup three times
    found = []
    for _ in range(3):
        assert run_here(restore.main, saved, "--yes", environment=on(folder / "data")).code == 0
        with EmbeddedStore(folder / "data") as store, Redis.from_url(store.url, decode_responses=True) as client:
            found.append(client.hget(keys.LAYOUT, "incarnation"))

    # Then each restore has an incarnation of its own. It keeps the data that it replaced, even if two restores are in
    # the same second. The file of records has all restores
    assert len([*folder.glob("data.before-*")]) == 2
    assert found == ["1", "2", "3"]
    lines = [json.loads(line) for line in (folder / "data" / "records.jsonl").read_text().splitlines()]
    assert [list(line) for line in lines] == [["restored_at", "incarnation"]] * 3
    assert [line["incarnation"] for line in lines] == [1, 2, 3]


def test_a_restore_says_that_the_raffles_were_moved(folder: Path, saved: Path) -> None:
    # Given a folder whose raffles were moved to another store
    note(folder / "first", "redis://store:6379/0")

    # When a backup replaces the data in this folder, Then a line says where the raffles are
    restored = run_here(restore.main, saved, "--yes", environment=on(folder / "first"))
    assert restored.code == 0
    line = r"^LOOK: the raffles in \S+/first were moved at \S+ to redis://store:6379/0\. Resume none of these "
    assert re.search(line, restored.printed, re.MULTILINE)


def test_data_is_not_replaced_without_a_yes(folder: Path, saved: Path) -> None:
    # Given a backup, a DATA_DIR with other data, and no terminal on which somebody could answer
    before = files(folder / "first")

    # When somebody restores the backup, Then one line says how to confirm the restore, and nothing has changed
    ran = run("restore", saved, environment=on(folder / "first"))
    assert (ran.code, ran.printed) == (1, "")
    assert ran.complained.startswith(f"{folder}/first has data; with YES=1 the backup takes its place")
    assert files(folder / "first") == before


@pytest.mark.parametrize(("answer", "replaced"), [("y", True), ("", False), ("no", False)])
def test_on_a_terminal_a_person_is_asked(folder: Path, saved: Path, answer: str, replaced: bool) -> None:
    # Given a backup, a DATA_DIR with other data, and a person at a terminal
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "app.restore", str(saved)]
    with subprocess.Popen(
        command, cwd=ROOT, env=on(folder / "first"), stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as asking:
        # When the person answers
        os.write(ours, f"{answer}\n".encode())
        told, complained = (text.decode() for text in asking.communicate(timeout=60))
        ran = Ran(asking.returncode, told, complained)
    os.close(ours)
    os.close(theirs)

    # Then the backup is restored only after a yes
    assert "Put the backup in its place" in ran.printed
    assert (ran.code == 0) == replaced
    assert any(entry.name.startswith("first.before-") for entry in folder.iterdir()) == replaced


def test_a_refused_restore_leaves_the_data_as_it_was(folder: Path, saved: Path) -> None:
    # Given data, and folders that are no complete backup
    before = files(folder / "first")
    (folder / "nothing").mkdir()
    (note := saved / "backup.json").write_text(note.read_text().replace('"raffles":1', '"raffles":2'))

    # When somebody restores these folders, Then one line says why this is not possible, and nothing has changed
    for source, line in [
        (folder / "absent", "has no complete backup"),
        (folder / "nothing", "has no complete backup"),
        (saved, "is damaged: it had 2 raffles (0 drawn) with 0 claimed tickets, and now it has 1 raffles"),
    ]:
        for data in ("first", "data"):
            ran = run_here(restore.main, source, "--yes", environment=on(folder / data))
            assert (ran.code, ran.printed) == (1, "")
            assert ran.complained.startswith(f"{source} {line}")
            assert ran.complained.count("\n") == 1
    assert files(folder / "first") == before
    assert sorted(entry.name for entry in folder.iterdir()) == ["first", "nothing", "saved"]


def test_a_restore_is_refused_while_the_store_of_a_killed_service_runs(folder: Path, saved: Path) -> None:
    # Given a store that runs without a service, because its service was killed
    with Program(folder) as program:
        os.kill(program._main.pid, signal.SIGKILL)
        program._main.wait()

        # When somebody restores a backup into the DATA_DIR of this store, Then one line says what to do, and the data
        # stays
        ran = run("restore", saved, "--yes", environment=on(folder / "data"))
        assert ran.complained.startswith(f"the store of a killed service still runs in {folder}/data")
        assert (folder / "data" / "appendonlydir").is_dir()

        # And somebody can make a backup of this store
        assert run("backup", folder / "second", environment=on(folder / "data")).code == 0
        with program.store() as store:
            store.shutdown()


def test_a_restore_that_was_interrupted_is_repeated(folder: Path, saved: Path) -> None:
    # Given a folder that a restore leaves behind when the machine loses its power
    (folder / "data.restoring" / "appendonlydir").mkdir(parents=True)

    # Then the doctor says that this folder has addresses of players
    left = f"LOOK  {folder}/data.restoring is the copy of a restore, with addresses of players"
    assert left in run_here(doctor.main, environment=on(folder / "data")).printed

    # And when somebody repeats the restore, Then it succeeds, and the folder is gone
    assert run_here(restore.main, saved, environment=on(folder / "data")).code == 0
    assert not (folder / "data.restoring").exists()
    assert left not in run_here(doctor.main, environment=on(folder / "data")).printed


def test_a_repeated_restore_ends_the_store_of_a_killed_restore(folder: Path, saved: Path) -> None:
    # Given the copy of a killed restore, on which a store still runs, because it did not end with the restore
    script = f"""
import os, signal
from pathlib import Path
from typing import BinaryIO
from app.embedded.server import EmbeddedStore
with EmbeddedStore(Path({str(folder / "data.restoring")!r})):
    os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
    with running(folder / "data.restoring") as client:
        assert client
        left = int(client.info("server")["process_id"])

    # When somebody repeats the restore, Then it succeeds, and this store has ended
    assert run_here(restore.main, saved, environment=on(folder / "data")).code == 0
    try:
        block_until_ended([left], seconds=10)
    except TimeoutError:
        os.kill(left, signal.SIGKILL)
        raise


def test_make_passes_the_folder_and_the_yes_on() -> None:
    # When make shows the command that it would run, Then this command names the folder of the backup, and has `--yes`
    # if YES is set
    ask = ["make", "--no-print-directory", "restore", "BIN=echo .venv/bin", "--assume-old=.venv/serves"]
    for yes, option in [([], ""), (["YES=1"], "--yes ")]:
        told = subprocess.run([*ask, *yes, "FROM=a"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        assert told == f".venv/bin/python -m app.restore {option}a\n"

    # And without a folder, make refuses, and gives an example
    refused = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "name a backup, for example make restore FROM=backups/monday" in refused.stderr


async def test_a_restore_does_not_make_a_public_deletion_secret(folder: Path) -> None:
    # Given a backup with a listed raffle, a draft and an unlisted raffle. After the backup, managers publish the draft.
    # Then a player claims a ticket of the raffle and of the former draft, and managers delete all three
    with serving(folder / "data") as service:
        async with service.visitor() as manager, service.visitor(address(7)) as player:
            listed, draft = await manager.create(1), await manager.create(1, draft=True)
            unlisted = await manager.create(1, unlisted=True)
            saved = await run_in_thread(backup.main, folder / "saved", environment=on(folder / "data"))
            assert saved.code == 0
            assert (await manager.post(f"/raffles/{draft}/publish/")).status_code == 200
            for raffle_id in (listed, draft):
                await manager.claim_all(raffle_id, 1)
            for raffle_id in (listed, draft, unlisted):
                assert (await manager.delete(f"/raffles/{raffle_id}/")).status_code == 204

            async def public() -> set[str]:
                return {each["id"] for each in (await player.get("/raffles/", params={"status": "deleted"})).json()}

            assert await public() == {listed, draft}

    # When somebody restores the backup, and a manager deletes all three again
    ran = await run_in_thread(restore.main, folder / "saved", "--yes", environment=on(folder / "data"))
    assert ran.code == 0
    with serving(folder / "data") as service:
        async with service.visitor() as manager, service.visitor(address(7)) as player:
            for raffle_id in (listed, draft, unlisted):
                assert (await manager.delete(f"/raffles/{raffle_id}/")).status_code == 204

            # Then everybody sees the deletions that everybody saw before, and no other deletion
            assert await public() == {listed, draft}
            for raffle_id in (listed, draft):
                assert problem(await player.get(f"/raffles/{raffle_id}/")) == "raffle-deleted"

    # And the file says which deletion only managers saw
    lines = [json.loads(line) for line in (folder / "data" / "records.jsonl").read_text().splitlines()]
    seen = {(line["raffle_id"], line.get("unlisted")) for line in lines if "deleted_at" in line}
    assert seen == {(listed, None), (draft, None), (unlisted, True)}


@pytest.mark.parametrize("is_older", [True, False], ids=["the backup is older", "the backup is newer"])
def test_a_restore_that_was_interrupted_at_its_end_is_repeated(saved: Path, folder: Path, is_older: bool) -> None:
    # Given a restore that was killed after it had moved the old data away. The file of records in the old data has a
    # deletion after the backup
    data = folder / "data"
    old = folder / "data.before-20261128T060000Z"
    (folder / "first").rename(old)
    shutil.rmtree(data, ignore_errors=True)
    (folder / "data.restoring").mkdir()
    line = json.dumps({"raffle_id": "later", "deleted_at": "2026-11-28T06:00:00.000Z"})
    (old / FILE_NAME).write_text(f"{line}\n")

    # When the service starts, Then it does not start with an empty store, and says what to do
    began = run("__main__", environment=on(data) | {"PORT": str(free_port())})
    told = f"a restore to {data} was interrupted: run make restore again, or remove {data}.restoring\n"
    assert (began.code, began.complained) == (1, told)
    assert not data.exists()

    # And when somebody repeats the restore, Then the restore keeps the newer records: either those of the old data, or
    # those of the backup
    (saved / FILE_NAME).write_text("{}\n")
    newest = (old if is_older else saved) / FILE_NAME
    os.utime((saved if is_older else old) / FILE_NAME, (1, 1))
    expected = newest.read_text()
    assert run_here(restore.main, saved, "--yes", environment=on(data)).code == 0
    assert (data / FILE_NAME).read_text().startswith(expected)


@pytest.mark.parametrize("target", ["../elsewhere.jsonl", "absolute"])
def test_a_restore_keeps_a_record_file_on_another_disk(folder: Path, saved: Path, target: str) -> None:
    # Given old data whose file of draw records is a symbolic link to a file in another place
    data, elsewhere = folder / "first", folder / "elsewhere.jsonl"
    line = json.dumps({"raffle_id": "later", "deleted_at": "2026-11-28T06:00:00.000Z"})
    elsewhere.write_text(f"{line}\n")
    link = str(elsewhere) if target == "absolute" else target
    (data / FILE_NAME).unlink(missing_ok=True)
    (data / FILE_NAME).symlink_to(link)

    # When somebody restores a backup, Then the new data has the same link, and the file has a line about the restore
    assert run_here(restore.main, saved, "--yes", environment=on(data)).code == 0
    assert str((data / FILE_NAME).readlink()) == link
    first, last = elsewhere.read_text().splitlines()
    assert first == line
    assert "restored_at" in json.loads(last)


def test_a_refused_restore_writes_nothing_into_a_record_file_on_another_disk(folder: Path, saved: Path) -> None:
    # Given old data whose file of draw records is a symbolic link, and a damaged backup with a draw record of its own
    data, elsewhere = folder / "first", folder / "elsewhere.jsonl"
    elsewhere.write_text('{"raffle_id": "kept"}\n')
    (data / FILE_NAME).unlink(missing_ok=True)
    (data / FILE_NAME).symlink_to(elsewhere)
    (saved / FILE_NAME).write_text('{"raffle_id": "foreign"}\n')
    (damaged := saved / "backup.json").write_text(damaged.read_text().replace('"raffles":1', '"raffles":2'))

    # When somebody restores this backup, Then the restore is refused, and the file on the other disk is unchanged
    ran = run_here(restore.main, saved, "--yes", environment=on(data))
    assert (ran.code, "is damaged" in ran.complained) == (1, True)
    assert elsewhere.read_text() == '{"raffle_id": "kept"}\n'


@pytest.mark.parametrize("fault", ["No space left on device", "Device or resource busy"])
def test_a_restore_that_fails_at_its_end_writes_nothing_into_a_record_file_on_another_disk(
    folder: Path, saved: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    # Given old data whose file of draw records is a symbolic link. At the end of a restore, either the disk of this
    # file is full, or the old data cannot be moved away, because its folder is a mount point
    data, elsewhere = folder / "first", folder / "elsewhere.jsonl"
    elsewhere.write_text('{"raffle_id": "kept"}\n')
    (data / FILE_NAME).unlink(missing_ok=True)
    (data / FILE_NAME).symlink_to(elsewhere)
    before = files(data)
    copy, rename = shutil.copyfileobj, Path.rename

    def copy_to_full_disk(source: BinaryIO, target: BinaryIO) -> None:
        if Path(target.name) != data / FILE_NAME:
            copy(source, target)
            return
        target.write(source.read(10))
        target.flush()
        raise OSError(errno.ENOSPC, fault)

    def rename_mount_point(self: Path, target: Path) -> Path:
        if self == data:
            raise OSError(errno.EBUSY, fault)
        return rename(self, target)

    if fault == "No space left on device":
        monkeypatch.setattr(shutil, "copyfileobj", copy_to_full_disk)
    else:
        monkeypatch.setattr(Path, "rename", rename_mount_point)

    # When somebody restores a backup, Then the restore is refused, and data and file are unchanged
    ran = run_here(restore.main, saved, "--yes", environment=on(data))
    assert (ran.code, ran.complained) == (1, f"cannot restore {saved} to {data}: {fault}\n")
    assert files(data) == before
    assert elsewhere.read_text() == '{"raffle_id": "kept"}\n'


def test_a_restore_refuses_a_link_to_a_missing_record_file(folder: Path, saved: Path) -> None:
    # Given old data whose file of draw records is a symbolic link to a disk that is not mounted
    data = folder / "first"
    (data / FILE_NAME).unlink(missing_ok=True)
    (data / FILE_NAME).symlink_to(folder / "missing" / "records.jsonl")
    before = files(data)

    # When somebody restores a backup, Then the restore is refused, and nothing has changed
    ran = run_here(restore.main, saved, "--yes", environment=on(data))
    told = f"{data / FILE_NAME} links to a file that is missing: mount the disk of the file, or remove the link\n"
    assert (ran.code, ran.complained) == (1, told)
    assert files(data) == before
    assert not list(folder.glob("first.*"))


@pytest.mark.parametrize("end", ["", '{"torn": '], ids=["whole", "with an incomplete line"])
def test_a_restore_on_another_machine_keeps_the_draw_records_of_the_backup(folder: Path, saved: Path, end: str) -> None:
    # Given a backup with the record of a draw, and another machine, whose DATA_DIR has the record of a rehearsal
    data = folder / "first"
    drawn, rehearsed, both = (json.dumps({"raffle_id": name, "sealed_at": "2026"}) for name in ("a", "b", "c"))
    (saved / FILE_NAME).write_text(f"{drawn}\n{both}\n")
    (data / FILE_NAME).write_text(f"{rehearsed}\n{both}\n{end}")

    # When the backup is restored there, Then the file has the lines of both, each once, and the note of the restore
    assert run_here(restore.main, saved, "--yes", environment=on(data)).code == 0
    lines = (data / FILE_NAME).read_text().splitlines()
    assert lines[:-1] == [rehearsed, both, *([end] if end else []), drawn]
    assert "restored_at" in json.loads(lines[-1])
