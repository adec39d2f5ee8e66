"""Our programs make folders and files that only the owner can use, whatever the umask is."""

import os
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from app import backup, repair, restore
from app.embedded import files
from app.embedded.server import EmbeddedStore
from app.service.record_file import RecordFile
from tests.support.commands import on, run_here
from tests.support.embedded_sale import sold

PRIVATE = {(True, 0o700), (False, 0o600)}


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct, autouse=True)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """The umask of the programs. `EmbeddedStore` changes the umask of this process, so tests set it again later."""
    was = os.umask(request.param)
    yield request.param
    os.umask(was)


def modes(folder: Path) -> set[tuple[bool, int]]:
    """For a folder and everything in it, return pairs: whether the path is a folder, and the mode of the path."""
    return {(path.is_dir(), path.stat().st_mode & 0o777) for path in [folder, *folder.rglob("*")]}


def open_to_all(folder: Path) -> None:
    """Give a folder and everything in it the rights that an older version of the service gave."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() or path.is_file():
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("running", [True, False])
def test_a_backup_is_private(folder: Path, umask: int, there: bool, running: bool) -> None:
    # Given data that an older version has written, and perhaps a folder for backups that everybody can read
    sold(folder / "data", 10)
    for name in ("receipt-secret", "records.jsonl"):
        (folder / "data" / name).write_text("secret\n")
    if there:
        (folder / "saved").mkdir()
        (folder / "saved").chmod(0o755)

    # When somebody makes a backup while the store runs, or after it has stopped
    with EmbeddedStore(folder / "data"):
        open_to_all(folder / "data")
        os.umask(umask)
        if running:
            ran = run_here(backup.main, folder / "saved", environment=on(folder / "data"))
    if not running:
        ran = run_here(backup.main, folder / "saved", environment=on(folder / "data"))

    # Then only its owner can use the backup, and one line says which mode the folder had before the backup
    assert ran.code == 0
    assert modes(folder / "saved") == PRIVATE
    narrowed = f"{folder}/saved had the mode 0755: from now on, only its owner can use this folder\n"
    assert (narrowed in ran.complained) == there


def test_restored_data_is_private(folder: Path, umask: int) -> None:
    # Given a backup that everybody can read
    sold(folder / "first", 10)
    for name in ("receipt-secret", "records.jsonl"):
        (folder / "first" / name).write_text("")
    assert run_here(backup.main, folder / "saved", environment=on(folder / "first")).code == 0
    open_to_all(folder / "saved")
    os.umask(umask)

    # When somebody restores the backup into a new DATA_DIR, Then only the owner can use DATA_DIR
    ran = run_here(restore.main, folder / "saved", environment=on(folder / "data"))
    assert (ran.code, ran.complained) == (0, "")
    assert modes(folder / "data") == PRIVATE

    # And when somebody restores the backup again, Then only the owner can use the data that this restore replaced
    open_to_all(folder / "data")
    assert run_here(restore.main, folder / "saved", "--yes", environment=on(folder / "data")).code == 0
    (old,) = folder.glob("data.before-*")
    assert old.stat().st_mode & 0o777 == 0o700


def test_files_of_a_repair_are_private(folder: Path, umask: int) -> None:
    # Given data that everybody can read. The data lacks claims that were acknowledged, and its manifest (the list of
    # its files) is damaged
    sold(folder, 100)
    (data := files.data(folder) / "appendonly.aof.1.incr.aof").write_bytes(data.read_bytes()[:-10_000])
    (files.data(folder) / files.MANIFEST).write_text("\0")
    (folder / "aside").mkdir()
    open_to_all(folder)
    os.umask(umask)

    # When somebody repairs the data, Then only the owner can use what the repair has written
    assert run_here(repair.main, environment=on(folder)).code == 0
    kept = modes(folder / "aside")
    assert kept == PRIVATE
    assert (files.data(folder) / files.MANIFEST).stat().st_mode & 0o777 == 0o600


def test_a_dump_that_a_repair_takes_over_is_private(folder: Path, umask: int) -> None:
    # Given a folder that has only dump.rdb
    sold(folder / "other", 10)
    shutil.copy(files.data(folder / "other") / "appendonly.aof.1.base.rdb", folder / "dump.rdb")
    shutil.rmtree(folder / "other")
    open_to_all(folder)
    os.umask(umask)

    # When somebody repairs the folder, Then only the owner can use the new data files
    assert run_here(repair.main, environment=on(folder)).code == 0
    assert modes(files.data(folder)) == PRIVATE


def test_a_file_of_records_is_private(folder: Path, umask: int) -> None:
    # When a draw is written into a new file of records, Then only the owner can use the file and its folder
    del umask
    RecordFile(folder / "data" / "records.jsonl").append("fair", "1", BytesIO(b"{}"))
    assert modes(folder / "data") == PRIVATE
