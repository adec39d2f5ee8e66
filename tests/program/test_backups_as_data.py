"""A backup is no DATA_DIR: programs that would use its old data as the present data refuse its folder."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app import backup, doctor, restore, restored
from app.embedded.server import EmbeddedStore
from tests.support.commands import ROOT, on, run, run_here
from tests.support.ports import free_port


def content(folder: Path) -> dict[str, bytes]:
    """Return the content of every file in a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def saved(made: Path, folder: Path) -> Path:
    """The folder of a backup that has one raffle."""
    return Path(shutil.copytree(made / "saved", folder / "saved"))


@pytest.mark.parametrize("program", ["__main__", "move", "repair", "restored"])
@pytest.mark.parametrize("used", [False, True])
def test_the_old_data_of_a_backup_is_not_used_without_a_restore(saved: Path, program: str, used: bool) -> None:
    # Given a backup. Perhaps an earlier version of the service has used its folder as DATA_DIR
    if used:
        with EmbeddedStore(saved):
            pass
    before = content(saved)

    # When somebody names the backup as DATA_DIR, and starts the service, moves the raffles to another store, repairs
    # the data, or ends a restore
    to_another_store = {"REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"} if program == "move" else {}
    ran = run(program, environment=on(saved) | {"PORT": str(free_port())} | to_another_store, seconds=30)

    # Then the program refuses the folder, says what to do, and changes nothing
    assert (ran.code, ran.printed) == (1, "")
    assert ran.complained == (
        f"{saved} is a backup: name another folder as DATA_DIR, and run make restore FROM={saved}; if a service has "
        "used this folder already, remove backup.json, and run make restored\n"
    )
    assert content(saved) == before


def test_a_backup_of_a_backup_is_refused(saved: Path, folder: Path) -> None:
    # When somebody names a backup as DATA_DIR, and makes a backup, Then this is refused, because the second backup
    # would have the time of today with the data of the first
    ran = run_here(backup.main, folder / "second", environment=on(saved))
    assert (ran.code, ran.printed) == (1, "")
    assert ran.complained.startswith(f"{saved} is a backup: ")
    assert not (folder / "second").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from app import backup, restore
from app.embedded import backup as copies
from app.embedded import restore as restores
def end(store):
    os.kill(os.getpid(), signal.SIGKILL)
copies.held = restores.held = end
"""
"""A program that is killed as soon as it has copied the data of a store."""


def killed(call: str, data: Path) -> None:
    """Back up or restore a store, and kill the program before it ends. `data` is its DATA_DIR."""
    ran = subprocess.run([sys.executable, "-c", KILLED + call], cwd=ROOT, env=on(data), check=False)
    assert ran.returncode == -signal.SIGKILL


@pytest.mark.parametrize("copied_by", ["backup", "restore"])
def test_the_incomplete_copy_of_a_killed_program_is_not_used(saved: Path, folder: Path, copied_by: str) -> None:
    # Given the copy that a killed backup or restore has left
    data = folder / "data"
    if copied_by == "backup":
        assert run_here(restore.main, saved, environment=on(data)).code == 0
        copy = folder / "new"
        killed(f"backup.run(Path({str(copy)!r}))", data)
    else:
        copy = folder / "data.restoring"
        killed(f"restore.run(Path({str(saved)!r}), yes=True)", data)
    assert (copy / "appendonlydir").is_dir()

    # When somebody names this copy as DATA_DIR, Then each program refuses it and says what to do
    store = {"REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"}
    for program in ("__main__", "move", "repair", "restored"):
        more = store if program == "move" else {"PORT": str(free_port())}
        ran = run(program, environment=on(copy) | more, seconds=30)
        assert (ran.code, ran.printed) == (1, "")
        assert ran.complained == (
            f"{copy} is an incomplete copy, left by a killed backup or restore: name another folder as DATA_DIR, and "
            "remove this folder if no backup and no restore runs\n"
        )
    assert run_here(backup.main, folder / "second", environment=on(copy)).code == 1
    assert run_here(restore.main, copy, environment=on(folder / "third")).code == 1

    # And a repeated restore of the backup succeeds, and its data is used
    if copied_by == "restore":
        assert run_here(restore.main, saved, environment=on(data)).code == 0
        assert run_here(backup.main, folder / "second", environment=on(data)).code == 0


def test_the_doctor_says_that_the_data_is_a_backup(saved: Path) -> None:
    # When the doctor examines a service whose DATA_DIR is a backup, Then it says what to do
    ran = run_here(doctor.main, environment=on(saved) | {"PORT": str(free_port())})
    assert f"LOOK  {saved} is a backup\n      name another folder as DATA_DIR, and run make restore" in ran.printed


@pytest.mark.parametrize("there", ["elsewhere", "saved"])
def test_a_restored_backup_is_used(saved: Path, there: str) -> None:
    # Given a backup that was restored, to another folder or to its own place
    data = saved.parent / there
    assert run_here(restore.main, saved, "--yes", environment=on(data)).code == 0

    # When somebody makes a backup of the restored data, Then this is not refused
    assert run_here(backup.main, saved.parent / "second", environment=on(data)).code == 0


def test_a_used_backup_without_its_note_can_be_ended_like_a_restore(saved: Path) -> None:
    # Given a backup that an earlier version of the service has used as DATA_DIR. Its owner has removed backup.json
    with EmbeddedStore(saved):
        pass
    (saved / "backup.json").unlink()

    # When somebody ends the restore, Then the raffle of the backup is suspended
    ran = run_here(restored.main, environment=on(saved))
    assert (ran.code, ran.complained) == (0, "")
    assert ran.printed.startswith("suspended raffles: 1; ")
