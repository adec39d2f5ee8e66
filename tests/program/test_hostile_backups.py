"""A backup may come from anybody. A restore reads only its regular files, and writes only into DATA_DIR."""

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commands import on, run

SECONDS = 60
"""The longest time that a restore may take. A restore that waits for a FIFO would take forever."""

BASE, INCREMENT = "appendonlydir/appendonly.aof.1.base.rdb", "appendonlydir/appendonly.aof.1.incr.aof"
MANIFEST = "appendonlydir/appendonly.aof.manifest"
READ = [BASE, INCREMENT, MANIFEST, "backup.json", "receipt-secret", "records.jsonl"]
"""The files that a restore reads."""


@pytest.fixture
def saved(made: Path, folder: Path) -> Path:
    """A copy of the backup in `made`, three folders below the folder of the test."""
    shutil.copytree(made / "saved", folder / "media" / "stick" / "saved")
    return folder / "media" / "stick" / "saved"


def everything(folder: Path) -> dict[str, tuple[int, int]]:
    """Return every path below a folder, with its inode and its number of hard links."""
    found = ((path, path.lstat()) for path in folder.rglob("*"))
    return {str(path): (is_at.st_ino, 0 if path.is_dir() else is_at.st_nlink) for path, is_at in found}


def refusal(folder: Path, saved: Path) -> str:
    """Restore a backup into a new DATA_DIR. Return the line of the refusal, and check that nothing was written."""
    before = everything(folder)
    ran = run("restore", saved, "--yes", environment=on(folder / "data"), seconds=SECONDS)
    assert (ran.code, ran.printed) == (1, "")
    assert ran.complained.count("\n") == 1, ran.complained
    assert everything(folder) == before
    return ran.complained.removesuffix("\n")


def a_fifo(path: Path) -> None:
    os.mkfifo(path)


def a_link(path: Path) -> None:
    (path.parent / "elsewhere").write_text("s" * 43)
    path.symlink_to(path.parent / "elsewhere")


def a_broken_link(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def a_link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path.name)
    os.chdir(here)


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("make", [a_fifo, a_link, a_broken_link, a_link_to_a_device, a_socket, Path.mkdir])
def test_only_regular_files_are_restored(folder: Path, saved: Path, name: str, make: Callable[[Path], None]) -> None:
    # Given a backup in which something else is in the place of one file
    (saved / name).unlink()
    make(saved / name)

    # When somebody restores the backup, Then one line names this file, and nothing is written
    assert f"{saved / name} is no regular file" in refusal(folder, saved)


def test_the_folder_of_the_data_must_be_in_the_backup(folder: Path, saved: Path) -> None:
    # Given a backup whose data folder is a symbolic link to another folder
    (saved / "appendonlydir").rename(folder / "other")
    (saved / "appendonlydir").symlink_to(folder / "other")

    # When somebody restores the backup, Then one line names the link, and nothing is written
    assert refusal(folder, saved) == f"{saved}/appendonlydir is a symbolic link, and not a part of the backup"


@pytest.mark.parametrize(
    "name",
    [
        "../../../evil.1.base.rdb",
        "../../../evilfile",
        "..",
        "/etc/hostname",
        "evilfile",
        "evil.0.base.rdb",
        f"evil.{'9' * 5000}.base.rdb",
        "evil\0.1.base.rdb",
        "evil\x1b[2J.1.base.rdb",
    ],
)
def test_a_manifest_names_only_files_of_a_store(folder: Path, saved: Path, name: str) -> None:
    # Given a backup whose manifest names something that is no data file, and a file with this name
    text = (saved / MANIFEST).read_text()
    (saved / MANIFEST).write_text(text.replace("appendonly.aof.1.base.rdb", name))
    for there in (folder / "media", folder / "media" / "stick", saved / "appendonlydir"):
        for file in ("evilfile", "evil.1.base.rdb", "evil.0.base.rdb"):
            shutil.copy(saved / BASE, there / file)

    # When somebody restores the backup, Then one line names the manifest, and nothing is written anywhere
    line = refusal(folder, saved)
    assert line.startswith(f"{saved / MANIFEST} names ")
    assert line.isprintable()


def test_a_backup_may_be_reached_over_a_symbolic_link(folder: Path, saved: Path) -> None:
    # Given a symbolic link to the folder of a backup
    (folder / "latest").symlink_to(saved)

    # When somebody restores the backup over this link, Then it is restored
    assert run("restore", folder / "latest", environment=on(folder / "data"), seconds=SECONDS).code == 0
